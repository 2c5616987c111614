"""What stands on the cover of every paper: whose it is, for which meeting, and how old it is."""

from equity_lens.reports.brief import Brief
from equity_lens.reports.document import Block, Document
from equity_lens.reports.scope import Scope
from equity_lens.words import dates

SYNTHETIC = "Synthetic data: for demonstration only"


def covered(
    about: Scope,
    brief: Brief | None,
    *,
    title: str,
    paper: tuple[Block, ...],
    annex: tuple[Block, ...] = (),
) -> Document:
    """A document with its cover."""
    names, latest = names_of(about), latest_of(about)
    return Document(
        title=title,
        subtitle=_subtitle(names, latest, brief),
        description=f"How care differs between groups of people at {names}, and how sure we are.",
        author=names,
        made_on=str(dates.last_day(latest) or "2000-01-01"),
        paper=paper,
        annex=annex,
        watermark=SYNTHETIC if about.release.synthetic else "",
    )


def names_of(about: Scope) -> str:
    """The organisation that a paper is about, and how many more."""
    names = [organisation.name for organisation in about.organisations] or ["No organisation"]
    first, *others = names
    return first if not others else f"{first} and {len(others)} more"


def latest_of(about: Scope) -> str:
    """The latest period of the figures, or nothing where there are none."""
    return about.periods[-1] if about.periods else ""


def _subtitle(names: str, latest: str, brief: Brief | None) -> str:
    said = [names]
    if brief is not None and (brief.committee or brief.meeting_on):
        day = dates.day(brief.meeting_on) if brief.meeting_on else ""
        said.append(", ".join(part for part in (brief.committee, day) if part))
    if latest:
        said.append(f"Figures to {dates.period(latest)}")
    return "".join(f"{each}. " for each in said).rstrip()
