"""A file is withdrawn: whatever was kept of its figures in the rooms says so, and claims nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from equity_lens.reports.huddle_fact import CardRefused
from equity_lens_web.actions.models import Reading
from equity_lens_web.actions.needs import needs_of
from equity_lens_web.actions.services.decisions import finish
from equity_lens_web.actions.services.readings import read_due_gaps
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services.refreshes import keep_release
from equity_lens_web.frontline.making import subject_of_gap, subject_of_project
from equity_lens_web.frontline.models import Card, CardLink
from equity_lens_web.frontline.reading import to_be_recognised
from equity_lens_web.frontline.services import cards, recognition
from equity_lens_web.leadership.presenters.first_draft import first_draft
from equity_lens_web.leadership.presenters.handover import handover
from equity_lens_web.learning.services import cases
from equity_lens_web.plan.models import Candidate
from equity_lens_web.plan.presenters.arrows import read
from equity_lens_web.plan.services import measures, priorities, theories
from web.actions.conftest import decision, gap, later_figures, lead, on_the_day  # noqa: F401
from web.change.conftest import make_project
from web.frontline.verdicts import NARROWING, project_of, say
from web.papers.pages import text_of

WAIT = ("waiting-within-18-weeks", "imd_quintile", "1")
BECAUSE = "list.csv was withdrawn: the wrong month"
OWN = {"question": "What gets in the way?", "to_try": "Ring people the evening before."}


def withdrawn(trust, refresh=None):
    """The file of a refresh is withdrawn; of the current one, if none is named."""
    refresh = refresh or trust.refreshes.current()
    refresh.superseded_because, refresh.is_current = BECAUSE, False
    refresh.save()
    trust.__dict__.pop("_figures", None)
    return refresh


def test_a_gap_that_was_shown_by_mistake_is_not_said_to_have_narrowed(
    client, refreshed_trust, decision, lead, later_figures, on_the_day  # noqa: F811
):  # fmt: skip
    first = refreshed_trust.refreshes.current()
    finish(decision=decision, words="Both sites ring people", by=lead)
    later_figures(0.60, -0.05)
    on_the_day(dt.date(2027, 4, 30))
    assert read_due_gaps() == 1
    withdrawn(refreshed_trust, first)
    client.force_login(lead)
    listed = text_of(client.get(reverse("actions:decisions")))
    assert "narrower as hoped" not in listed.lower()
    assert "The figures that it was decided on no longer hold" in listed
    page = text_of(client.get(reverse("actions:decision", args=[decision.pk])))
    assert f"This reading no longer holds. {BECAUSE}" in page
    assert "None is like that." in text_of(client.get(reverse("actions:decisions") + "?show=moved"))
    assert not needs_of(lead.memberships.get())


def test_a_gap_that_was_shown_by_mistake_is_not_read_again(
    client, refreshed_trust, decision, lead, later_figures, on_the_day  # noqa: F811
):  # fmt: skip
    withdrawn(refreshed_trust)
    later_figures(0.60, -0.05)
    on_the_day(dt.date(2027, 4, 30))
    assert read_due_gaps() == 0
    assert not Reading.objects.exists()
    client.force_login(lead)
    page = text_of(client.get(reverse("actions:decision", args=[decision.pk])))
    assert "It is not read again: the figures that it was decided on no longer hold." in page


@pytest.fixture
def qi(refreshed_trust, member):
    return member(refreshed_trust, "qi_team")


def _card(trust, by):
    subject = subject_of_gap(trust, *WAIT)
    return cards.make_card(organisation=trust, subject=subject, by=by, **OWN)


def test_a_card_of_withdrawn_figures_is_neither_printed_nor_linked(client, refreshed_trust, qi):
    card = _card(refreshed_trust, qi)
    withdrawn(refreshed_trust)
    client.force_login(qi)
    assert "Print on A5" not in text_of(client.get(reverse("frontline:card", args=[card.pk])))
    for page in ("card-print", "card-link"):
        response = client.post(reverse(f"frontline:{page}", args=[card.pk]))
        assert response.status_code == 422
        assert "were corrected after it was made" in text_of(response)
    assert not CardLink.objects.exists()


def test_a_card_made_again_of_sound_figures_is_not_the_one_that_was_closed(
    refreshed_trust, sample_release, qi
):
    first = _card(refreshed_trust, qi)
    withdrawn(refreshed_trust)
    keep_release(sample_release, organisation=refreshed_trust, by=qi)
    second = _card(refreshed_trust, qi)
    assert second.pk != first.pk
    assert cards.link_card(card=second, by=qi).link


@pytest.fixture
def narrowing(refreshed_trust, qi):
    """A project whose verdict of narrowing rests on the trust's own figures."""
    project = project_of(refreshed_trust, qi)
    say(project, NARROWING, refreshed_trust.refreshes.current())
    return project


def test_the_card_of_a_verdict_closes_with_its_figures(client, refreshed_trust, narrowing, qi):
    subject = subject_of_project(narrowing)
    card = cards.make_card(organisation=refreshed_trust, subject=subject, by=qi, **OWN)
    linked = cards.link_card(card=card, by=qi)
    path = "/" + linked.link.split("/", 3)[3]
    assert client.get(path).status_code == 200
    withdrawn(refreshed_trust)
    assert client.get(path).status_code == 410
    with pytest.raises(CardRefused, match="no longer hold"):
        subject_of_project(narrowing)
    assert Card.objects.count() == 1


def test_nobody_is_thanked_for_withdrawn_figures_and_earlier_thanks_say_so(
    client, refreshed_trust, narrowing, qi
):
    recognition.recognise(project=narrowing, team="Clinic", partners=[], thanks="Thanks", by=qi)
    say(narrowing, NARROWING, refreshed_trust.refreshes.current())
    assert to_be_recognised(refreshed_trust) == [narrowing]
    withdrawn(refreshed_trust)
    assert to_be_recognised(refreshed_trust) == []
    with pytest.raises(recognition.RecognitionRefused, match="no longer hold"):
        recognition.narrowing(narrowing)
    client.force_login(qi)
    said = text_of(client.get(reverse("frontline:recognition")))
    assert f"The figures that this rests on no longer hold. {BECAUSE}" in said


def test_a_published_case_says_that_its_figures_were_withdrawn(client, refreshed_trust, qi):
    project = make_project(refreshed_trust, qi, state="live")
    say(project, NARROWING, refreshed_trust.refreshes.current())
    case = cases.begin_case(project=project, by=qi)
    cases.write(case=case, failed="Texts reach few.", worked="Calls reach more.", by=qi)
    cases.publish(case=case, by=qi)
    client.force_login(qi)
    page = reverse("learning:case", args=[case.pk])
    assert "no longer hold" not in text_of(client.get(page))
    withdrawn(refreshed_trust)
    assert f"Figures of this case no longer hold. {BECAUSE}" in text_of(client.get(page))
    alone = client.get(reverse("learning:case-file", args=[case.pk, "html"]))
    assert BECAUSE in text_of(alone)


def test_figures_do_not_speak_for_or_against_an_arrow_from_a_mistake(
    refreshed_trust, lead, later_figures  # noqa: F811
):  # fmt: skip
    theory = theories.begin_theory(
        organisation=refreshed_trust, given={"title": "Shorter waits"}, by=lead
    )
    ends = {"from_kind": "activity", "from_text": "Calls", "to_kind": "outcome", "to_text": "Less"}
    named = dict(zip(("measure", "dimension", "subgroup"), WAIT, strict=True))
    given = {**ends, **named, "because": "so", "strength": "weak"}
    arrow = theories.add_arrow(theory=theory, given=given, by=lead)
    withdrawn(refreshed_trust)
    later_figures(0.53, -0.11)
    arrow.refresh_from_db()
    (told,) = read([arrow], figures_of(refreshed_trust))
    assert not told.is_disproved
    assert told.outcome == "Not read: the figures that it began from no longer hold"
    assert told.sentence == BECAUSE


def _chosen(trust, by):
    found = priorities.add_candidates(organisation=trust, gaps=[WAIT], by=by)
    priorities.choose_priorities(
        choice_round=found, chosen=[found.candidates.get().pk], reasons={}, by=by
    )
    return found


def test_a_priority_says_that_its_figures_no_longer_hold(
    client, refreshed_trust, lead  # noqa: F811
):  # fmt: skip
    found = _chosen(refreshed_trust, lead)
    withdrawn(refreshed_trust)
    client.force_login(lead)
    said = text_of(client.get(reverse("plan:priorities")))
    assert f"These figures no longer hold. {BECAUSE}" in said
    said = text_of(client.get(reverse("plan:round", args=[found.pk])))
    assert f"The figures that these were read from no longer hold. {BECAUSE}" in said


def test_all_candidates_of_a_round_stand_with_the_same_figures(
    refreshed_trust, sample_release, lead  # noqa: F811
):  # fmt: skip
    one, other, *_ = figures_of(refreshed_trust).findings()
    keys = [
        (each.profile.measure.id, each.profile.dimension.key, each.group.subgroup.key)
        for each in (one, other)
    ]
    found = priorities.add_candidates(organisation=refreshed_trust, gaps=keys[:1], by=lead)
    Candidate.objects.update(sentence="As it was read before")
    rest = tuple(each for each in sample_release.findings if each != one)
    keep_release(replace(sample_release, findings=rest), organisation=refreshed_trust, by=lead)
    priorities.add_candidates(organisation=refreshed_trust, gaps=keys[1:], by=lead)
    found.refresh_from_db()
    assert found.figures == refreshed_trust.refreshes.current().number
    first = found.candidates.get(measure=keys[0][0], dimension=keys[0][1], subgroup=keys[0][2])
    assert first.sentence != "As it was read before"


def test_a_baseline_that_was_withdrawn_says_so_on_its_page_and_in_what_the_chair_reads(
    client, refreshed_trust, lead  # noqa: F811
):  # fmt: skip
    named = dict(zip(("measure", "dimension", "subgroup"), WAIT, strict=True))
    given = {"title": "Waits", "stage": "longer", "definition": "x", "direction": "down", **named}
    made = measures.draft_measure(organisation=refreshed_trust, given=given, by=lead)
    chosen = {made.pk: {"lead": lead.memberships.get(), "review_on": dt.date(2027, 6, 1)}}
    measures.choose_measures(organisation=refreshed_trust, given=chosen, by=lead)
    made.refresh_from_db()
    assert (made.measure, made.subgroup) == (WAIT[0], "1")  # choosing it does not forget its gap
    withdrawn(refreshed_trust)
    client.force_login(lead)
    page = text_of(client.get(reverse("plan:measure", args=[made.pk])))
    assert f"These figures no longer hold. {BECAUSE}" in page
    assert BECAUSE in str(first_draft(refreshed_trust, {}))
    assert BECAUSE in str(handover(refreshed_trust))
    measures.change_measure(measure=made, given={**named, "baseline": "64 of 100"}, by=lead)
    assert made.no_longer_holds == ""
