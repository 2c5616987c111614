"""What a card is about, and the card that can be made of it: from released figures and nothing else."""

import datetime as dt
from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.disclosure.released_verdicts import ReleasedVerdict, Role
from equity_lens.reports.huddle_card import HuddleCard, huddle_card, huddle_card_of_change
from equity_lens.reports.huddle_fact import CardRefused
from equity_lens.reports.huddle_prompts import Prompt, prompt_for
from equity_lens.reports.huddle_verdict import moved_gap
from equity_lens.words.widest import widest
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Refresh
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.reading import latest

NO_VERDICT = CardRefused(
    "This project has no verdict yet, so there is nothing to say of its gap.",
    remedy="Make a card from a finding instead, and come back when the first counts are in.",
)

WITHDRAWN = CardRefused(
    "The figures of this project’s verdict no longer hold: a file of theirs was withdrawn.",
    remedy="Come back when the verdict has been made again.",
)


@dataclass(frozen=True)
class Subject:
    """One gap as it stands, or one that a project set out to close, by its keys."""

    measure: str
    dimension: str
    subgroup: str
    released: ReleasedProfile | ReleasedVerdict
    project: Project | None = None
    refresh: Refresh | None = None

    @property
    def prompt(self) -> Prompt:
        """The question and the thing to try that come with Equity Lens."""
        return prompt_for(self.measure)


def subject_of_gap(
    organisation: Organisation, measure: str, dimension: str, group: str
) -> Subject | None:
    """A gap in the current figures, or None; the group beside the headline where none is named."""
    figures = figures_of(organisation)
    profile = figures.profile(measure, dimension)
    if profile is None:
        return None
    known = {each.subgroup.key for each in profile.groups if not each.is_reference}
    named = widest(profile)
    chosen = group if group in known else (named.subgroup.key if named else "")
    return Subject(measure, dimension, chosen, profile, refresh=figures.refresh)


def subject_of_project(project: Project) -> Subject:
    """The gap of a project.

    Raises CardRefused where there is no verdict on it that holds.
    """
    kept = latest([project.split_id]).get(project.split_id) if project.split_id else None
    if kept is None:
        raise NO_VERDICT
    if kept.refresh is not None and kept.refresh.superseded_because:
        raise WITHDRAWN
    verdict = decode(kept.content, ReleasedVerdict)
    target = verdict.group(Role.TARGET).subgroup.key
    return Subject(
        verdict.measure.id, verdict.dimension.key, target, verdict, project, kept.refresh
    )


def drawn(subject: Subject, *, question: str, to_try: str) -> HuddleCard:
    """The card with a question and a thing to try.

    Raises CardRefused where its fact may not be shown, or it is too long or too hard.
    """
    prompts = [Prompt((), question, to_try, dt.date.min)]
    if isinstance(subject.released, ReleasedVerdict):
        return huddle_card_of_change(moved_gap(subject.released), prompts=prompts)
    return huddle_card(subject.released, subject.subgroup or None, prompts=prompts)
