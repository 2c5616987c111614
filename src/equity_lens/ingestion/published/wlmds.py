"""NHS England's demographic waiting-list file, exactly as it is published.

One row for each organisation, characteristic, category and waiting band. A count under the
publisher's threshold is printed as ``*``; a row that is not printed is not nought.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published.rows import WITHHELD, Count, PublishedRow, rolled_up
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabularies import roll_up, vocabulary
from equity_lens.reference.vocabulary import Subgroup

PUBLISHER = "NHS England, Waiting List Minimum Data Set information"
EDITION = "the edition that NHS England used (not stated in the file)"
NOTE = (
    "The waiting-list file is management information, not official statistics: a provider's missing "
    "submission can move a week's figures. Totals include people whose clock start is not known."
)
TOTAL = "Total"
ROUNDED_TO = 5
ROUNDING = ROUNDED_TO / 2
"""How far a printed count can lie from the true one."""

BANDS = {
    "waiting-within-18-weeks": "01 To 18 Weeks",
    "waiting-over-52-weeks": "Over 52 Weeks",
    "waiting-list-size": TOTAL,
}
"""The band that is the numerator of each measure; the denominator is the total of the category."""

AGE = Dimension(key="age_group_published", title="Age (as published)", in_findings=True)
AGES = (
    Subgroup("0-18", "0 to 18"),
    Subgroup("19-64", "19 to 64"),
    Subgroup("65+", "65 and over"),
)
AGE_OF = {"0-18 Years": "0-18", "19-64 Years": "19-64", "Over 65 Years": "65+"}

Cell = tuple[str, str, str, str, Count]
"""Organisation, characteristic, category, band, count."""


def period_of(name: str) -> str:
    """The day to which a file's figures go, from its published name.

    >>> period_of("WLMDS-Demographics-Geography-to-27-July-2025-v1.csv")
    '2025-07-27'

    Raises ContractNotMet when the name does not hold it.
    """
    found = re.search(r"to-(\d{1,2}-[A-Za-z]+-\d{4})", name)
    if found is None:
        raise ContractNotMet(
            f"{name} does not say to which day its figures go.",
            remedy="Give the file the name under which NHS England published it, which ends "
            "'-to-27-July-2025-v1.csv' or the like.",
        )
    return dt.datetime.strptime(found[1], "%d-%B-%Y").date().isoformat()


def read(cells: Iterable[Cell], period: str, measures: dict[str, Measure]) -> list[PublishedRow]:
    """Every measure that the bands give, by deprivation, ethnicity, age and sex."""
    table: dict[tuple[str, str, str], dict[str, Count]] = {}
    for organisation, metric, category, band, count in cells:
        table.setdefault((organisation, metric, category), {})[band] = count
    fine: list[PublishedRow] = []
    for measure_id, band in BANDS.items():
        for (organisation, metric, category), counts in table.items():
            dimension, subgroup = _place(metric, category)
            fine.append(
                PublishedRow(
                    measures[measure_id], organisation, period, dimension, subgroup,
                    counts.get(band), counts.get(TOTAL),
                )
            )  # fmt: skip
    everyone = _everyone(fine)
    whole = [*fine, *_by_difference(fine, everyone)]
    return [*everyone, *_ordered(whole), *_coarser(whole)]


def _place(metric: str, category: str) -> tuple[Dimension, Subgroup]:
    """The dimension and subgroup of a published category."""
    if metric == "Age":
        return AGE, next(each for each in AGES if each.key == AGE_OF[category])
    key = {"IMD": "imd_decile", "Ethnicity": "ethnic_category", "Sex": "sex"}[metric]
    found = vocabulary(key)
    if metric == "Ethnicity":
        code = category.split(":", 1)[0]
        category = {"Z": "not_stated", "99": "not_known"}.get(code, code)
    subgroup = found.subgroups[found.code(category.lower() if metric == "Sex" else category)]
    return dimensions()[key], subgroup


def _everyone(rows: list[PublishedRow]) -> list[PublishedRow]:
    """The whole list: the sum over ages, of all characteristics the most fully recorded."""
    everyone = dimensions()["all"]
    whole = Subgroup("all", "Everyone")
    ages = [row for row in rows if row.dimension.key == AGE.key]
    return rolled_up(ages, everyone, dict.fromkeys(AGE_OF.values(), "all"), {"all": whole})


def _by_difference(fine: list[PublishedRow], everyone: list[PublishedRow]) -> list[PublishedRow]:
    """People on the list whose deprivation or sex is not printed: the whole less the groups.

    The file has no category for them. Nothing is added where a group is withheld or not printed,
    or where the difference is no more than rounding each count to 5 could make.
    """
    out: list[PublishedRow] = []
    for whole in everyone:
        for key in ("imd_decile", "sex"):
            groups = [
                row for row in fine
                if row.dimension.key == key
                and (row.measure.id, row.organisation) == (whole.measure.id, whole.organisation)
            ]  # fmt: skip
            numerator = _less(whole.numerator, [row.numerator for row in groups])
            denominator = _less(whole.denominator, [row.denominator for row in groups])
            if numerator is None or denominator is None or not 0 <= numerator <= denominator:
                continue
            if denominator <= ROUNDING * (len(groups) + len(AGES)):
                continue
            unknown = vocabulary(key).subgroups[vocabulary(key).code("not_known")]
            out.append(
                replace(whole, dimension=dimensions()[key], subgroup=unknown,
                        numerator=numerator, denominator=denominator)
            )  # fmt: skip
    return out


def _less(whole: Count, parts: list[Count]) -> float | None:
    if not isinstance(whole, float) or not parts or not all(isinstance(p, float) for p in parts):
        return None
    return whole - sum(part for part in parts if isinstance(part, float))


def _ordered(rows: list[PublishedRow]) -> list[PublishedRow]:
    """Rows in the order in which subgroups are shown, not the text order of the file."""
    order = {
        (key, subgroup.key): position
        for key in ("imd_decile", "ethnic_category", "sex")
        for position, subgroup in enumerate(vocabulary(key).subgroups)
    } | {(AGE.key, subgroup.key): position for position, subgroup in enumerate(AGES)}
    return sorted(rows, key=lambda row: order[row.dimension.key, row.subgroup.key])


def _coarser(rows: list[PublishedRow]) -> list[PublishedRow]:
    """Fifths of deprivation and the broader ethnic groups, by addition."""
    out: list[PublishedRow] = []
    for fine, coarse in (
        ("imd_decile", "imd_quintile"),
        ("ethnic_category", "ethnic_group"),
        ("ethnic_category", "ethnic_group_broad"),
    ):
        members = [row for row in rows if row.dimension.key == fine]
        subgroups = {subgroup.key: subgroup for subgroup in vocabulary(coarse).subgroups}
        out += rolled_up(members, dimensions()[coarse], roll_up(fine, coarse), subgroups)
    return out


def is_known(metric: str, category: str, band: str) -> bool:
    """Whether the file's layout is the one that we read."""
    if band not in {"Unknown Clock Start", "18 To 52 Weeks", *BANDS.values()}:
        return False
    try:
        _place(metric, category)
    except (KeyError, StopIteration):
        return False
    return True


def count_of(text: str) -> Count:
    """A printed count: ``*`` is withheld.

    Raises ValueError when the text is neither a whole number nor ``*``.

    >>> count_of("1,250"), count_of("*")
    (1250.0, 'withheld')
    """
    return WITHHELD if text.strip() == "*" else float(int(text.replace(",", "")))
