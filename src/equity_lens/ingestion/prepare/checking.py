"""What is said of a file once every row has been seen: warnings and completeness."""

from collections import Counter
from collections.abc import Mapping

from equity_lens.ingestion.prepare import cells
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.spellings import Spelt
from equity_lens.reference.ages import GREATEST_AGE
from equity_lens.reference.vocabularies import AREA_STATE
from equity_lens.reference.vocabulary import Vocabulary

Warnings = dict[str, dict[str, int]]

_TREATED = "treated as not known"
_UNREADABLE = {
    "date": f"not a date; {_TREATED}",
    "datetime": f"not a date; {_TREATED}",
    "time": f"not a time of day; {_TREATED}",
    "integer": f"not a whole number; {_TREATED}",
    "number": f"not a number; {_TREATED}",
    "age": f"not an age; {_TREATED}",
    "nhs_number": f"not an NHS number of ten digits; person {_TREATED}",
}
_OUT_OF_RANGE = {
    "age": f"age below 0 or above {GREATEST_AGE}; {_TREATED}",
    "minutes_in_department": f"departure before arrival, or over 45 days after it; {_TREATED}",
}
_OF_AREA = {
    "not_a_postcode": f"not a postcode; deprivation {_TREATED}",
    "partial": f"part of a postcode; deprivation {_TREATED}",
    "unmatched": f"no area matches; deprivation {_TREATED}",
    "terminated": f"postcode no longer in use; deprivation {_TREATED}",
}


def warnings(
    plan: Plan,
    *,
    states: Mapping[str, Mapping[int, int]],
    spelt: Mapping[str, Spelt],
    spellings: Mapping[str, Mapping[str, int]],
    areas: Mapping[str, int],
) -> Warnings:
    """By column, what accepted rows hold that could not be used, in words, and in how many rows.

    ``states`` and ``spellings`` count the cells of accepted rows; ``areas`` counts their states
    of area by key.
    """
    found: Warnings = {}

    def warn(field: str, words: str, rows: int) -> None:
        if rows:
            found.setdefault(plan.column(field), {})[words] = rows

    for field, counted in states.items():
        kind = "age" if field == "age" else plan.contract.field(field).type
        # Without a column for age, an unreadable one is an unreadable date of birth: said there.
        if field != "age" or plan.has("age"):
            warn(field, _UNREADABLE[kind], counted.get(cells.UNREADABLE, 0))
        words = _OUT_OF_RANGE.get(field, f"too large a number; {_TREATED}")
        warn(_where_it_stands(field, plan), words, counted.get(cells.OUT_OF_RANGE, 0))
    for field, read in spelt.items():
        rows = sum(spellings[field][text] for text in read.unrecognised)
        warn(field, f"not recognised; {_TREATED}", rows)
    area = "postcode" if plan.has("postcode") else "lsoa"
    for state, words in _OF_AREA.items():
        warn(area, words, areas.get(state, 0))
    return found


def _where_it_stands(field: str, plan: Plan) -> str:
    """The field whose column holds what a derived value was made of."""
    sources = {
        "age": ("age", "birth_date"),
        "minutes_in_department": ("minutes_in_department", "departure_date", "departure_time"),
    }
    return next((each for each in sources.get(field, ()) if plan.has(each)), field)


def completeness(vocabulary: Vocabulary, rows: Mapping[int, int]) -> dict[str, int]:
    """Accepted rows whose identity is known, together, and those in each other state."""
    found = Counter({"known": 0})
    for code, subgroup in enumerate(vocabulary.subgroups):
        found["known" if subgroup.known else subgroup.key] += rows.get(code, 0)
    return dict(found)


def area_counts(rows: Mapping[int, int]) -> dict[str, int]:
    """Rows in each state of area, by key."""
    return {AREA_STATE.subgroups[code].key: count for code, count in rows.items()}
