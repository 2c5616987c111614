"""Dimensions, subgroups and measures that a published file brings with it."""

import datetime as dt
import re

from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Dimension, Measure, Part, Value
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup

UNKNOWN = re.compile(r"^(unknown|missing|not known|not stated|not recorded|null|none|)$", re.I)
MOST_DEPRIVED = re.compile(r"most deprived|least deprived|deprivation (decile|quintile)", re.I)


def slug(text: str) -> str:
    """A key from a title.

    >>> slug("County & UA deprivation deciles (IMD2019)")
    'county_ua_deprivation_deciles_imd2019'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def dimension_of(title: str, subgroups: list[str]) -> Dimension:
    """The library's dimension of that key, or a new one under the publisher's own words.

    A deprivation grouping is ordered and compared with the least deprived; any other is compared
    with everyone.
    """
    key = slug(title)
    if key in dimensions():
        return dimensions()[key]
    ordered = any(MOST_DEPRIVED.search(text) for text in [title, *subgroups])
    least = [text for text in subgroups if re.match(r"least deprived|5 least|10 least", text, re.I)]
    return Dimension(
        key=key,
        title=title,
        ordered=ordered and bool(least),
        reference=slug(least[0]) if ordered and least else "average",
        in_findings=True,
    )


def subgroup_of(dimension: Dimension, text: str) -> Subgroup:
    """The library's subgroup of that key, or one under the publisher's own words."""
    if dimension.key in dimensions():
        try:
            found = vocabulary(dimension.key)
            return found.subgroups[found.code(text if text in _keys(found) else slug(text))]
        except (KeyError, StopIteration):
            pass
    if UNKNOWN.match(text):
        return Subgroup("not_known", "Not known", known=False)
    return Subgroup(slug(text), text)


def _keys(found: object) -> set[str]:
    return {subgroup.key for subgroup in found.subgroups}  # type: ignore[attr-defined]


def measure_of(identifier: str, title: str, *, value: Value, source: str, contract: str) -> Measure:
    """A measure that the library does not define: it has no known direction, and says so."""
    return Measure(
        id=identifier,
        version=1,
        title=title,
        why_it_matters="",
        source=source,
        owner="the publisher",
        review_by=dt.date.max,
        contract=contract,
        value=value,
        better="neither",
        kind="outcome",
        numerator=Part(label="Count, as published"),
        denominator=Part(label="Denominator, as published"),
        noun="people",
        done="were counted",
        caution="Defined by its publisher; which direction is better has not been stated.",
    )
