"""A draft whose figures change under it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from equity_lens_web.evidence.papers.making import brief_of
from equity_lens_web.evidence.services import papers as services
from equity_lens_web.evidence.services.refreshes import keep_release, mark_superseded
from web.papers.pages import MISSED, WAITING, at, box, key, text_of


@pytest.fixture
def moved_on(refreshed_trust, sample_release):
    """Newer figures: the most deprived fifth is at 57.4% and the missed appointments are gone."""
    analyst = refreshed_trust.members.get(email="made-figures@tst.example")

    def group(each):
        if each.subgroup.key != "1":
            return each
        return replace(each, value=replace(each.value, value=0.574))

    def profile(each):
        if (each.measure.id, each.dimension.key) != ("waiting-within-18-weeks", "imd_quintile"):
            return each
        return replace(each, groups=tuple(map(group, each.groups)))

    def finding(each):
        changed = profile(each.profile)
        held = next(g for g in changed.groups if g.subgroup.key == each.group.subgroup.key)
        return replace(each, profile=changed, group=held)

    def move():
        findings = tuple(
            finding(each)
            for each in sample_release.findings
            if each.profile.measure.id != "outpatient-did-not-attend"
        )
        newer = replace(
            sample_release,
            profiles=tuple(map(profile, sample_release.profiles)),
            findings=findings,
        )
        return keep_release(newer, organisation=refreshed_trust, by=analyst)

    return move


def test_a_draft_moves_to_newer_figures_and_nothing_is_lost(lead, draft, moved_on):
    page = lead.get(at("words", draft))
    first, text = box(page, "Among people in the most deprived fifth, 56.9%")
    other, plain = box(page, "People who were never referred")
    edited = text.replace("Among people", "Of the people on our list")
    sent = {first: edited, other: f"{plain} Remember them.", "seen": 0}
    assert lead.post(at("words", draft), sent).status_code == 302
    lead.post(at("findings", draft), {"findings": [WAITING, MISSED], "seen": 1})

    newer = moved_on()
    assert "There are newer figures" in text_of(lead.get(at("", draft)))
    lead.post(at("move", draft), {"seen": 2})
    draft.refresh_from_db()
    assert draft.refresh == newer
    brief = brief_of(draft)
    assert brief.findings == (key(WAITING),)
    assert list(brief.sentences.values()) == [f"{plain} Remember them."]
    words = text_of(lead.get(at("", draft)))
    assert "What no longer fitted the newer figures" in words
    assert "Of the people on our list in the most deprived fifth, 56.9%" in words
    assert "Write 57.4% where you wrote 56.9%" in words
    assert "Outpatient appointments not attended: most deprived fifth" in words
    assert "57.4%" in text_of(lead.get(at("preview", draft)))
    earlier = text_of(lead.get(at("words", draft)))
    assert "Your earlier words, for earlier figures: Of the people on our list" in earlier


def test_a_draft_stays_on_its_own_figures_until_somebody_moves_it(lead, draft, moved_on):
    moved_on()
    assert "56.9%" in text_of(lead.get(at("preview", draft)))


def test_a_paper_on_a_withdrawn_file_is_marked_and_a_draft_of_it_is_not_issued(
    lead, issued, writer, refreshed_trust
):
    draft = services.begin(
        organisation=refreshed_trust, title="Next", meeting="", meeting_on=None, by=writer
    )
    extract = refreshed_trust.extracts.get()
    mark_superseded(extract, because="the wrong month was exported")
    words = text_of(lead.get(at("", issued)))
    assert "This paper rests on a withdrawn file" in words
    assert "was withdrawn: the wrong month was exported" in words
    assert "Rests on a withdrawn file" in text_of(lead.get(reverse("evidence:papers")))
    assert "Issue this paper" not in text_of(lead.get(at("issue", draft)))
    page = lead.post(at("issue", draft), {"seen": 0})
    assert page.status_code == 422
    assert "Move the draft to the newer figures" in text_of(page)
    assert refreshed_trust.papers.to_compare_with("") is None
