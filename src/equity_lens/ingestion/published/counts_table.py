"""The plain counts table: measure, period, organisation, dimension, subgroup, two counts."""

from collections.abc import Iterable, Mapping

from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published.generic import dimension_of, subgroup_of
from equity_lens.ingestion.published.rows import WITHHELD, Count, PublishedRow
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Measure

PUBLISHER = None
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
    known = {key: dimensions().get(key) or dimension_of(key, seen) for key, seen in texts.items()}
    return [
        PublishedRow(
            measures[row["measure"]], row["organisation"], row["period"], known[row["dimension"]],
            subgroup_of(known[row["dimension"]], row["subgroup"]),
            count_of(row["numerator"]), count_of(row["denominator"]),
        )
        for row in listed
    ]  # fmt: skip


def count_of(text: str) -> Count:
    """A count; a suppressed one is withheld; an empty cell is missing, not nought.

    >>> count_of("1,204"), count_of("[c]"), count_of("")
    (1204.0, 'withheld', None)
    """
    plain = text.strip().lower()
    if plain in SUPPRESSED:
        return WITHHELD
    return None if plain in NOT_AVAILABLE else float(plain.replace(",", ""))
