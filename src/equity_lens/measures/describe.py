"""A measure in words, for the page on which a clinician can check it."""

import datetime as dt
from collections.abc import Iterable

from equity_lens.contracts.load import contracts
from equity_lens.measures.measure import Condition, Measure, Part, Standard

PREFACE = """\
# Measures

Each measure below is a file in `src/equity_lens/measures/data/library`. This page is made from
those files (`python scripts/write_measures_page.py`), so it says what is counted and nothing else.
What is marked "to be checked" we have not yet seen at its source.

A measure of your own is a file of the same keys. Anything in it that we do not understand stops
the run: an unknown key, column or code, a missing direction, a numerator that counts what its
denominator leaves out. A measure that is counted elsewhere has `contract = "counts_table"`, words for
numerator and denominator without conditions, and the kind of `material` that it belongs to
(`measures/data/material.toml`): you bring its counts in a plain table. The keys of a proportion, with every kind of test that a condition can make:

```toml
id = "first-appointments-missed-by-working-age-people"
version = 1
version_on = 2026-10-01
title = "First appointments missed, age 18 to 64"
kind = "access"                 # access | experience | outcome | data quality
headline = false
why_it_matters = "One sentence for a board."
source = "Who says so."
owner = "A role, not a name"
review_by = 2027-04-01
contract = "outpatient_appointment"
value = "proportion"            # proportion | count | percentile | standardised_rate
better = "lower"                # lower | higher | neither
noun = "appointments"           # "9.8% of appointments ..."
done = "were not attended"      # "... were not attended"
caution = "What a reader should know before acting."

[denominator]
label = "First appointments that were due to take place"
where = [
  { column = "attendance_status", is_in = ["3", "5", "6", "7"] },
  { column = "first_attendance", not_in = ["2", "4", "5"] },
  { column = "age", at_least = 18 },              # also: at_most, more_than, less_than
  { column = "specialty", is_known = true },      # also: starts_with = ["F09"]
]

[numerator]                     # those of the denominator of whom this holds too
label = "Not attended, or too late to be seen"
where = [{ column = "attendance_status", is_in = ["3", "7"] }]

[[standards]]                   # in order of precedence; none if there are none
value = 0.08                    # in the measure's own unit: 0.08, not 8
from_on = 2026-04-01
until_on = 2027-03-31           # left out while it has no end
source = "Trust board, March 2026"

[[dimensions]]                  # only where this measure needs another reference group
column = "imd_decile"
reference = "average"           # a subgroup, "best", "average" or "target"
```

Nobody whose cell is empty meets a test, but for `is_known = false`. A code "not known" is a code:
`not_in` counts those who have it, unless `is_known = true` stands beside it.

A `count` and a `percentile` have a denominator only. A `percentile` is of weeks waited and gives
`percentile = 0.92`. A `standardised_rate` has events as its numerator; its denominator is the
residents of the area that the trust serves, of the ages that the numerator tests.
"""

VALUES = {
    "proportion": "Proportion",
    "count": "Count",
    "percentile": "Percentile of weeks waited",
    "standardised_rate": "Age-sex standardised rate per 100,000 residents, in the period",
}
BETTER = {
    "lower": "Lower is better",
    "higher": "Higher is better",
    "neither": "Neither direction is better",
}


def page(measures: Iterable[Measure]) -> str:
    """All measures as one Markdown page, grouped by the records that they are counted from."""
    every = sorted(measures, key=lambda each: (each.contract, not each.headline, each.id))
    parts = [PREFACE]
    for number, measure in enumerate(every):
        if number == 0 or every[number - 1].contract != measure.contract:
            contract = contracts()[measure.contract]
            parts.append(f"## {contract.title} (`{contract.id}`)\n")
        parts.append(describe(measure))
    return "\n".join(parts)


def describe(measure: Measure) -> str:
    """One measure as a section of Markdown.

    >>> from equity_lens.measures.load import library
    >>> print(describe(library()["median-wait"]).splitlines()[0])
    ### Median wait
    """
    value = VALUES[measure.value]
    if measure.percentile is not None:
        value += f" ({measure.percentile:g})"
    lines = [
        f"- **Id** `{measure.id}`, version {measure.version}, since {_date(measure.version_on)}",
        f"- **Value** {value}. {BETTER[measure.better]}.",
        f"- **Kind** {measure.kind}{', a headline' if measure.headline else ''}",
    ]
    if measure.numerator != measure.denominator:
        lines.append(f"- **Numerator** {_part(measure.numerator)}")
    lines.append(f"- **Denominator** {_part(measure.denominator)}")
    lines += [f"- **Standard** {_standard(each)}" for each in measure.standards]
    lines.append(f"- **Source** {measure.source}.")
    lines.append(f"- **Owner** {measure.owner}; review by {_date(measure.review_by)}")
    if measure.caution:
        lines.append(f"- **Caution** {measure.caution}")
    return f"### {measure.title}\n\n{measure.why_it_matters}\n\n" + "\n".join(lines) + "\n"


def _part(part: Part) -> str:
    tests = "; ".join(_condition(each) for each in part.where)
    return f"{part.label} ({tests})" if tests else part.label


def _condition(condition: Condition) -> str:
    column = f"`{condition.column}`"
    if condition.is_known is not None:
        return f"{column} is {'' if condition.is_known else 'not '}known"
    for words, codes in (
        ("is", condition.is_in),
        ("is not", condition.not_in),
        ("begins with", condition.starts_with),
    ):
        if codes:
            return f"{column} {words} {', '.join(codes[:-1])}{' or ' * (len(codes) > 1)}{codes[-1]}"
    for words, limit in (
        ("at least", condition.at_least),
        ("at most", condition.at_most),
        ("more than", condition.more_than),
        ("less than", condition.less_than),
    ):
        if limit is not None:
            return f"{column} {words} {limit:g}"
    raise ValueError(f"a condition on {condition.column} tests nothing")


def _standard(standard: Standard) -> str:
    until = "" if standard.until_on is None else f" until {_date(standard.until_on)}"
    return f"{standard.value:g} from {_date(standard.from_on)}{until}: {standard.source}."


def _date(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"
