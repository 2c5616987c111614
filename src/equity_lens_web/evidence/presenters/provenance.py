"""Where a number comes from: definition, source, period, policy, edition, age."""

import datetime as dt
from collections.abc import Mapping

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.words import dates
from equity_lens_web.design_system import moments

STALE_AFTER = dt.timedelta(days=62)


def provenance(profile: ReleasedProfile, policy: str, software: str) -> list[tuple[str, str]]:
    """Every fact that a sceptical reader asks for, as (what, words)."""
    measure, source = profile.measure, profile.source
    last = dates.last_day(profile.period)
    facts = {
        "What is counted": f"{measure.numerator.label}, of: {measure.denominator.label}",
        "Definition": f"{measure.id}, version {measure.version}. {measure.source}.",
        "Owner": measure.owner,
        "Definition to be reviewed by": moments.day(measure.review_by),
        "Caution": measure.caution,
        "Period": dates.period(profile.period),
        "Age of the figures": _age(last),
        "Source": source.name
        + (f", published by {source.published_by}" if source.published_by else ""),
        "Fingerprint of the file (SHA-256)": source.sha256,
        "Deprivation edition": source.edition or "",
        "Population": profile.population,
        "Disclosure rule": policy,
        "Made by": software,
    }
    return [(name, words) for name, words in facts.items() if words]


def is_stale(profile: ReleasedProfile) -> bool:
    """Whether the figures are past the day on which a newer month should have replaced them."""
    last = dates.last_day(profile.period)
    return last is not None and moments.today() - last > STALE_AFTER


def _age(last: dt.date | None) -> str:
    if last is None:
        return ""
    late = moments.today() - last > STALE_AFTER
    return f"to {moments.day(last)}, {moments.age(last)}" + (
        ": past its refresh date" if late else ""
    )


def summary_rows(facts: list[tuple[str, str]]) -> list[Mapping[str, Mapping[str, str]]]:
    """Facts as the rows of a summary list."""
    return [{"key": {"text": name}, "value": {"text": words}} for name, words in facts]
