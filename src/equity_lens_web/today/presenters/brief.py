"""One screen for one person: three things to do, and what has changed, in a sentence or two."""

from dataclasses import dataclass

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.presenters.findings import since_last
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.today.gathering import Day, day_of

SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, in words."""

    title: str
    href: str
    minutes: str
    due: str
    why: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed with the last figures: at most two sentences, and how many more there are."""

    sentences: tuple[str, ...]
    others: int
    is_news: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """What needs a person now, what comes next, and what has changed."""

    first: tuple[Line, ...]
    others: tuple[Line, ...]
    later: tuple[Line, ...]
    minutes: int
    summary: str
    changed: Changed | None
    covered: str = ""

    @property
    def subject(self) -> str:
        """What a mail's subject says."""
        if not self.first:
            return "what has changed"
        number = len(self.first) + len(self.others)
        return f"{number} thing{'' if number == 1 else 's'}, about {minutes(self.minutes)}"

    @property
    def is_worth_sending(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.first) or (self.changed is not None and self.changed.is_news)


def screen_of(membership: Membership) -> Screen:
    """What one member sees."""
    day = day_of(membership)
    return Screen(
        first=tuple(_line(need) for need in day.first),
        others=tuple(_line(need) for need in day.others),
        later=tuple(_line(need) for need in day.later),
        minutes=day.minutes,
        summary=_summary(day),
        changed=_changed(membership),
        covered=_covered(day),
    )


def minutes(number: int) -> str:
    """ "1 minute", "8 minutes"."""
    return f"{number} minute{'' if number == 1 else 's'}"


def _line(need: Need) -> Line:
    taken = minutes(need.minutes)
    return Line(need.title, need.href, taken, _due(need), need.why, need.on_behalf_of)


def _covered(day: Day) -> str:
    if day.covered_by is None:
        return ""
    who, until = day.covered_by.covers.person.name, moments.day(day.covered_by.to_on)
    return f"{who} covers for you until {until}, and has what can be done for you."


def _due(need: Need) -> str:
    if need.due is None:
        return ""
    late = (moments.today() - need.due).days
    if late > 0:
        return f"late by {late} day{'' if late == 1 else 's'}"
    return "by today" if not late else f"by {moments.day(need.due)}"


def _summary(day: Day) -> str:
    number = len(day.first) + len(day.others)
    if number:
        need = "thing needs" if number == 1 else "things need"
        return f"{number} {need} you: about {minutes(day.minutes)}."
    if not day.later:
        return "Nothing needs you now."
    nearest = day.later[0]
    assert nearest.due is not None
    return f"Nothing needs you now. Next, by {moments.day(nearest.due)}: {nearest.title}"


def _changed(membership: Membership) -> Changed | None:
    """For those who read evidence, where there are figures."""
    if not membership.may(Permission.EVIDENCE_READ):
        return None
    figures = figures_of(membership.organisation)
    if figures.refresh is None:
        return None
    since = since_last(figures.changes())
    if not since.sentences:
        return Changed((since.summary,), 0, is_news=False)
    return Changed(since.sentences[:SENTENCES], len(since.sentences[SENTENCES:]), is_news=True)
