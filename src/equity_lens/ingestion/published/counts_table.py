"""The plain counts table: measure, period, organisation, dimension, subgroup, two counts."""

from collections.abc import Iterable, Mapping

from equity_lens.cells import ALL, EVERYONE
from equity_lens.contracts.load import fold
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published.generic import dimension_of, subgroup_of
from equity_lens.ingestion.published.rows import WITHHELD, Count, PublishedRow
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.editions import list_editions
from equity_lens.reference.vocabulary import Subgroup

PUBLISHER = None
DEPRIVATION = "imd_"
SUPPRESSED = {"*", "[c]", "c", "suppressed", "withheld"}
NOT_AVAILABLE = {"", "[x]", "x", "na", "n/a", "null"}


def read(
    rows: Iterable[Mapping[str, str]], measures: dict[str, Measure], name: str
) -> list[PublishedRow]:
    """Counts of measures that the library, or the analyst's own files, define.

    Raises
    ------
    ContractNotMet
        The table names a measure that nobody defined.
    """
    listed = list(rows)
    unknown = sorted({row["measure"] for row in listed} - set(measures))
    if unknown:
        raise ContractNotMet(
            f"{name} counts {len(unknown)} measures that are not in the library.",
            faults=unknown[:10],
            remedy="Use the ids that `equity-lens measures` lists, or define the measure in a TOML "
            "file and give it with --measure.",
        )
    texts: dict[str, list[str]] = {}
    for row in listed:
        texts.setdefault(row["dimension"], []).append(row["subgroup"])
    known = {key: _dimension(key, seen) for key, seen in texts.items()}
    return [
        PublishedRow(
            measures[row["measure"]], row["organisation"], row["period"], known[row["dimension"]],
            _subgroup(known[row["dimension"]], row["subgroup"]),
            count_of(row["numerator"]), count_of(row["denominator"]),
        )
        for row in listed
    ]  # fmt: skip


def _dimension(key: str, subgroups: list[str]) -> Dimension:
    if key == EVERYONE.key:
        return EVERYONE
    return dimensions().get(key) or dimension_of(key, subgroups)


def _subgroup(dimension: Dimension, text: str) -> Subgroup:
    return ALL if dimension is EVERYONE else subgroup_of(dimension, text)


def edition_of(rows: Iterable[Mapping[str, str]], name: str) -> str | None:
    """The edition of the deprivation index that the table states, or None where it states none.

    Two editions are never one series, so a file holds one, and every row of people compared by
    deprivation belongs to it. A row compared by anything else need not state it.

    Raises
    ------
    ContractNotMet
        The table states several editions, one that is not loaded, or one for some rows alone.
    """
    listed = list(rows)
    known = {fold(each.name): each.name for each in list_editions() if each.kind == "deprivation"}
    stated = {text for row in listed if (text := row.get("edition", "").strip())}
    unknown = sorted(text for text in stated if fold(text) not in known)
    if unknown:
        raise ContractNotMet(
            f"{name} states an edition of the deprivation index that is not loaded.",
            faults=unknown[:10],
            remedy=f"Write one of {', '.join(sorted(known.values()))} in the column “edition”, or "
            "load the edition first.",
        )
    editions = sorted({known[fold(text)] for text in stated})
    if len(editions) > 1:
        raise ContractNotMet(
            f"{name} mixes editions of the deprivation index, which are never one series.",
            faults=editions,
            remedy="Make a file for each edition.",
        )
    without = sum(
        row["dimension"].startswith(DEPRIVATION) and not row.get("edition", "").strip()
        for row in listed
    )
    if editions and without:
        raise ContractNotMet(
            f"{name} states {editions[0]} for some rows, and no edition for others.",
            faults=[f"compared by deprivation and without an edition: {without:,} rows"],
            remedy="Fill in the column “edition” in every row of people compared by deprivation.",
        )
    return editions[0] if editions else None


def count_of(text: str) -> Count:
    """A count; a suppressed one is withheld; an empty cell is missing, not nought.

    >>> count_of("1,204"), count_of("[c]"), count_of("")
    (1204.0, 'withheld', None)
    """
    plain = text.strip().lower()
    if plain in SUPPRESSED:
        return WITHHELD
    return None if plain in NOT_AVAILABLE else float(plain.replace(",", ""))
