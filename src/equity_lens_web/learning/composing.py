"""A case study from a project's own data: words to begin from, and figures that nobody types.

What failed comes first. A half to which the record has nothing to say stays empty, for the team to
fill: a case is published with both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens.disclosure.released_verdicts import Look, ReleasedVerdict, Verdict
from equity_lens.measures.load import library
from equity_lens.words import gaps
from equity_lens.words.verdict_notes import BEFORE_AND_AFTER, baseline_sentence, history_sentence
from equity_lens.words.verdicts import (
    average_sentence,
    dated_sentence,
    periods_in_words,
    verdict_name,
    verdict_sentence,
)
from equity_lens_web.evidence.coding import decode
from equity_lens_web.improvement.models import ChangeTest, KeptVerdict, Project
from equity_lens_web.improvement.presenters.tests_of_change import RESULT
from equity_lens_web.learning.models import CaseStudy
from equity_lens_web.learning.models.cases import WORDS

FAILED, WORKED, OTHER = "failed", "worked", "other"
DID_NOT_WORK = {ChangeTest.Against.WORSE, ChangeTest.Against.MIXED}
DID_WORK = {ChangeTest.Against.AS_PREDICTED, ChangeTest.Against.BETTER}
HALF_OF = {
    Verdict.WIDENING: FAILED,
    Verdict.HOLDING: FAILED,
    Verdict.NARROWING: WORKED,
    Verdict.TOO_EARLY: OTHER,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a verdict said, and in which half of a case it stands."""

    half: str
    said: str


def words_of(project: Project) -> dict[str, str]:
    """Words for each part of a case, from what the project has recorded."""
    tests = list(project.tests_of_change.begun().order_by("began_on", "pk"))
    check = project.checks.exclude(done_on=None).last()
    return {
        "failed": _lines([*map(_of_test, filter(_failed, tests)), *_of_end(project)]),
        "worked": _lines(map(_of_test, filter(_worked, tests))),
        "for_whom": _lines(
            [
                f"For {project.for_whom}." if project.for_whom else "",
                *(f"“{each.title}” left out: {each.left_out}" for each in tests),
                check.left_out if check else "",
            ]
        ),
        "context": _lines(
            [
                f"The aim: {project.how_much}, for {project.for_whom}." if project.how_much else "",
                f"The team: {project.team}." if project.team else "",
                check.what_is_known if check else "",
            ]
        ),
        "cost": "",
        "together": f"Partners: {project.partners}." if project.partners else "",
        "advice": project.learning,
    }


def verdicts_of(project: Project) -> list[KeptVerdict]:
    """The verdicts that a case shows: the first of each word in turn, and of the last word the latest."""
    if project.split_id is None:
        return []
    made = list(KeptVerdict.objects.filter(measure=project.split_id).exclude(on="").order_by("pk"))
    turns = [
        each for place, each in enumerate(made) if not place or made[place - 1].word != each.word
    ]
    return [*turns[:-1], *made[-1:]]


def outcomes_of(kept: Sequence[KeptVerdict]) -> list[str]:
    """Every word that the verdict has had, in turn, the one in force last."""
    words: list[str] = []
    for each in kept:
        looks = decode(each.content, ReleasedVerdict).changes
        words += [look.verdict.value for look in looks]
    now = [kept[-1].word] if kept else []
    return [*(word for word in dict.fromkeys(words) if word not in now), *now]


def figures_of(kept: Iterable[KeptVerdict]) -> list[Shown]:
    """What the figures said, in the library's own sentences; nobody types one.

    A word that was said only when the months were read one by one has its own short sentence.
    """
    released = [decode(each.content, ReleasedVerdict) for each in kept]
    told = {each.verdict for each in released}
    shown = [Shown(HALF_OF[each.verdict], _said(each)) for each in released]
    for look in released[-1].changes if released else ():
        if look.verdict not in told and look.verdict is not Verdict.TOO_EARLY:
            shown.append(Shown(HALF_OF[look.verdict], _of_look(look)))
            told.add(look.verdict)
    return shown


def content_of(case: CaseStudy, kept: Sequence[KeptVerdict]) -> dict[str, Any]:
    """A case as it is published: every word and every figure as it is shown now."""
    return {
        "title": case.title,
        "setting": case.setting,
        "partners": case.partners,
        "parts": {part: getattr(case, part) for part in WORDS},
        "figures": [{"half": each.half, "said": each.said} for each in figures_of(kept)],
        "no_split_because": case.project.no_split_because,
    }


def searched(case: CaseStudy, content: dict[str, Any]) -> str:
    """Everything that a search reads, in small letters."""
    measure = library().get(case.measure)
    said = [case.title, case.setting, case.partners, *content["parts"].values()]
    said += [each["said"] for each in content["figures"]]
    said += [measure.title if measure else "", case.project.title]
    return " ".join(said).lower()


def provenance_of(verdict: ReleasedVerdict) -> str:
    """Where a figure comes from, by which rule, and what before and after cannot say."""
    files = ", ".join(sorted({source.name for source in verdict.sources}))
    return (
        f"{verdict.measure.title}, version {verdict.measure.version}. {baseline_sentence(verdict)} "
        f"{history_sentence(verdict)} From {files}. {BEFORE_AND_AFTER}"
    )


def _said(verdict: ReleasedVerdict) -> str:
    return " ".join(
        said
        for said in (dated_sentence(verdict), average_sentence(verdict), verdict_sentence(verdict))
        if said
    )


def _of_look(look: Look) -> str:
    said = f"{verdict_name(look.verdict)}, as of {periods_in_words(look.period)}."
    if look.change.value is None:
        return said
    way = "grew" if look.change.value > 0 else "shrank"
    return f"{said} The gap {way} by {gaps.size(look.change)}."


def _failed(test: ChangeTest) -> bool:
    stopped = test.state == ChangeTest.State.STOPPED
    return stopped or test.against_prediction in DID_NOT_WORK or test.next_step == "abandon"


def _worked(test: ChangeTest) -> bool:
    return not _failed(test) and test.against_prediction in DID_WORK


def _of_test(test: ChangeTest) -> str:
    said = [f"“{test.title}”. Expected: {test.prediction}"]
    said += [f"{name}: {getattr(test, field)}" for field, name in RESULT if getattr(test, field)]
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in said)


def _of_end(project: Project) -> Iterator[str]:
    if project.decision == Project.Decision.STOP:
        yield f"The work was stopped: {project.decision_reason}"


def _lines(said: Iterable[str]) -> str:
    return "\n".join(each.strip() for each in said if each.strip())
