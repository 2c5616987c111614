"""What a measure says, held against what can be carried out."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from math import inf

from equity_lens.measures.columns import Column
from equity_lens.measures.measure import Condition, Dimension, Measure, Part
from equity_lens.reference.vocabularies import vocabulary

REFERENCES = ("best", "average", "target")


def check(
    measure: Measure, columns: Mapping[str, Column], dimensions: Mapping[str, Dimension]
) -> list[str]:
    """Every fault of a measure against its contract's columns; none when it can be carried out."""
    return [
        *_value_faults(measure, columns),
        *_date_faults(measure),
        *_standard_faults(measure),
        *_column_faults(measure, columns),
        *_beyond_denominator(measure),
        *_reference_faults(measure, dimensions),
    ]


def check_counted_elsewhere(measure: Measure, dimensions: Mapping[str, Dimension]) -> list[str]:
    """Every fault of a measure whose counts a trust brings: it has words, and nothing to test."""
    conditions = [
        f"`{name}` has conditions, and the measure is counted elsewhere."
        for name, part in _parts(measure)
        if part.where
    ]
    if measure.value != "proportion":
        conditions.append("`value` of a measure that is counted elsewhere must be proportion.")
    return [
        *conditions,
        *_date_faults(measure),
        *_standard_faults(measure),
        *_reference_faults(measure, dimensions),
    ]


def _value_faults(measure: Measure, columns: Mapping[str, Column]) -> Iterator[str]:
    if measure.value == "percentile":
        if measure.percentile is None or not 0 < measure.percentile < 1:
            yield "`percentile` must be between 0 and 1, such as 0.92."
        if "weeks_waited" not in columns:
            yield "`value` is a percentile of weeks waited, which this contract does not have."
    elif measure.percentile is not None:
        yield "`percentile` is given, and `value` is not percentile."
    if measure.value == "proportion" and not measure.numerator.where:
        yield "`numerator` has no condition, so it would always be everyone."
    if measure.value == "standardised_rate" and measure.denominator.where:
        yield "`denominator` of a standardised rate is residents: it has no conditions."


def _date_faults(measure: Measure) -> Iterator[str]:
    if measure.version_on is not None and measure.review_by <= measure.version_on:
        yield "`review_by` is not later than `version_on`."
    for number, standard in enumerate(measure.standards, start=1):
        if standard.until_on is not None and standard.until_on < standard.from_on:
            yield f"`standards {number}` ends before it begins."


def _standard_faults(measure: Measure) -> Iterator[str]:
    if measure.standards and measure.better == "neither":
        yield "`standards` are given, and neither direction is better."
    for number, standard in enumerate(measure.standards, start=1):
        if standard.value < 0 or (measure.value == "proportion" and standard.value > 1):
            yield (
                f"`standards {number}.value` is {standard.value:g}. "
                "A proportion is between 0 and 1: write 0.92, not 92."
            )


def _column_faults(measure: Measure, columns: Mapping[str, Column]) -> Iterator[str]:
    for name, part in _parts(measure):
        for condition in part.where:
            column = columns.get(condition.column)
            if column is None:
                near = get_close_matches(condition.column, columns, n=1)
                hint = f" Did you mean `{near[0]}`?" if near else ""
                yield f"`{name}` tests `{condition.column}`, which is not a column.{hint}"
            else:
                yield from _test_faults(name, condition, column)


def _test_faults(name: str, condition: Condition, column: Column) -> Iterator[str]:
    coded = condition.is_in or condition.not_in or condition.starts_with
    if column.numeric and coded:
        yield f"`{name}` tests `{column.name}` for codes, and it holds numbers."
    if not column.numeric and not coded and condition.is_known is None:
        yield f"`{name}` tests `{column.name}` for size, and it holds codes."
    if column.codes is not None:
        strangers = sorted({*condition.is_in, *condition.not_in} - column.codes)
        if strangers:
            yield f"`{name}` tests `{column.name}` for codes it does not have: {strangers}."


def _beyond_denominator(measure: Measure) -> Iterator[str]:
    """What the numerator asks for and the denominator shuts out, where the conditions tell."""
    if measure.value != "proportion":
        return
    for wide in measure.denominator.where:
        for narrow in measure.numerator.where:
            if wide.column != narrow.column:
                continue
            if narrow.is_in:
                outside = [code for code in narrow.is_in if not _admits(wide, code)]
                if outside:
                    yield f"`numerator` counts `{narrow.column}` {outside}, outside the denominator."
            elif _cannot_both(wide, narrow):
                yield f"`numerator` and `denominator` cannot both hold for `{narrow.column}`."


def _admits(condition: Condition, code: str) -> bool:
    if condition.is_in:
        return code in condition.is_in
    if condition.starts_with:
        return code.startswith(condition.starts_with)
    return code not in condition.not_in


def _cannot_both(one: Condition, other: Condition) -> bool:
    if {one.is_known, other.is_known} == {True, False}:
        return True
    (low, low_open), (high, high_open) = (
        max(_floor(one), _floor(other)),
        min(_ceiling(one), _ceiling(other), key=lambda end: (end[0], not end[1])),
    )
    return low > high or (low == high and (low_open or high_open))


def _floor(condition: Condition) -> tuple[float, bool]:
    if condition.more_than is not None:
        return condition.more_than, True
    return (-inf if condition.at_least is None else condition.at_least), False


def _ceiling(condition: Condition) -> tuple[float, bool]:
    if condition.less_than is not None:
        return condition.less_than, True
    return (inf if condition.at_most is None else condition.at_most), False


def _reference_faults(measure: Measure, dimensions: Mapping[str, Dimension]) -> Iterator[str]:
    for own in measure.dimensions:
        if own.key not in dimensions:
            continue
        if own.reference == "target" and not measure.standards:
            yield f"`dimensions` compares `{own.key}` with a target, and there are no standards."
        known = _known_keys(own)
        if known is not None and own.reference not in (*REFERENCES, *known):
            yield (
                f"`dimensions` compares `{own.key}` with {own.reference!r}. It must be one of: "
                f"{', '.join((*REFERENCES, *known))}."
            )


def _known_keys(dimension: Dimension) -> tuple[str, ...] | None:
    """Known subgroups, or None where they come from the file."""
    try:
        subgroups = vocabulary(dimension.key).subgroups
    except KeyError:
        return None
    return tuple(subgroup.key for subgroup in subgroups if subgroup.known)


def _parts(measure: Measure) -> tuple[tuple[str, Part], ...]:
    return (("denominator", measure.denominator), ("numerator", measure.numerator))
