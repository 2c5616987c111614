"""An editor changes guides without a programmer, and nothing that was said before is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens_web.audit.models import Event
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.guidance.reading import entries, entry, forget
from equity_lens_web.guidance.services import changes

SHAPE, KEY = "role_shape", "medical-director"
SHIPPED_RISK = "left to somebody else"
TEXTS = {
    "title": "With the medical director",
    "text_what": "The medical director leads.",
    "text_easy": "Consultants listen.",
    "text_hard": "Time.",
    "text_risks": "Prevention is forgotten.",
    "text_fix_first": "Name a deputy.",
    "text_partners": "People director",
    "reason": "Our board does it so.",
}


def _at(name, *args):
    return reverse(f"guidance:{name}", args=args)


@pytest.fixture
def lead(trust, browser):
    return browser(trust, "hi_lead")


def test_a_change_is_read_by_everybody_and_the_words_before_stay(trust, lead, browser, words):
    said = words(lead.post(_at("change", SHAPE, KEY), TEXTS, follow=True))
    assert "The words before it stay in the history" in said
    read = words(browser(trust, "chair").get(_at("entry", SHAPE, KEY)))
    assert "Prevention is forgotten." in read
    assert "Our board does it so." in read  # why
    assert SHIPPED_RISK in read  # the text before, beside it
    assert "Before" in read
    assert "After" in read


def test_the_source_and_the_caution_stay_with_changed_words(trust, lead, words):
    lead.post(_at("change", SHAPE, KEY), TEXTS)
    read = words(lead.get(_at("entry", SHAPE, KEY)))
    assert "S2:94-98" in read
    assert "too few to say what is so for every lead (S2:69)" in read


def test_one_step_goes_back_to_the_shipped_text_and_keeps_the_history(trust, lead, words):
    lead.post(_at("change", SHAPE, KEY), TEXTS)
    said = words(lead.post(_at("put-back", SHAPE, KEY), follow=True))
    assert "As it comes with Equity Lens" in said
    assert [each.state for each in GuideVersion.objects.order_by("number")] == [
        "changed",
        "shipped",
    ]
    assert not entry(SHAPE, KEY, trust).is_local


def test_another_trust_reads_its_own_words(trust, other_trust, lead, browser, words):
    lead.post(_at("change", SHAPE, KEY), TEXTS)
    read = words(browser(other_trust, "hi_lead").get(_at("entry", SHAPE, KEY)))
    assert "Prevention is forgotten." not in read
    assert SHIPPED_RISK in read


def test_nothing_is_kept_of_a_change_that_changes_nothing(trust, lead, words):
    now = entry(SHAPE, KEY, trust)
    same = {f"text_{each}": text for each, text in now.fields.items()}
    said = words(
        lead.post(_at("change", SHAPE, KEY), {"title": now.title, "reason": "None", **same})
    )
    assert "Change the title or one of the texts, or go back" in said
    assert not GuideVersion.objects.exists()


def test_two_editors_do_not_overwrite_each_other(trust, lead, words):
    lead.post(_at("change", SHAPE, KEY), TEXTS | {"seen": "0"})
    late = TEXTS | {"seen": "0", "text_hard": "Money."}
    said = words(lead.post(_at("change", SHAPE, KEY), late))
    assert "Somebody else changed this entry while you had it open." in said
    assert GuideVersion.objects.count() == 1


def test_an_entry_out_of_use_is_kept_and_can_be_used_again(trust, lead, words):
    lead.post(_at("retire", SHAPE, KEY), {"reason": "We do not want it."})
    forget(trust)
    assert entry(SHAPE, KEY, trust) is None
    listed = words(lead.get(_at("guide", SHAPE)))
    assert "Out of use With the medical director" in listed
    back = {"reason": "We do after all.", "do": "use-again"}
    lead.post(_at("retire", SHAPE, KEY), back)
    forget(trust)
    assert entry(SHAPE, KEY, trust).title == "With the medical director"


def test_an_entry_of_ones_own_says_where_it_was_begun(trust, lead):
    at = _at("add", "activity") + "?from=FA2"
    lead.post(at, {"title": "Ask at each huddle", "text_first_step": "Ask one", "reason": "Wards"})
    (own,) = [each for each in entries("activity", trust) if each.key.startswith("own-")]
    assert own.title == "Ask at each huddle"
    assert own.source.startswith("Our own, begun from “Speak up")
    assert own.fields["quadrant"] == "accountability"  # what code needs comes along


def test_a_newer_shipped_text_is_pointed_out_and_can_be_kept_apart(trust, lead, words):
    lead.post(_at("change", SHAPE, KEY), TEXTS)
    # as if the change had been made when another text was shipped
    GuideVersion.objects.update(shipped="0" * 64)
    assert "Equity Lens brings a newer text" in words(lead.get(_at("entry", SHAPE, KEY)))
    assert "A newer text to read: 1" in words(lead.get(_at("guides")))
    said = words(lead.post(_at("keep", SHAPE, KEY), follow=True))
    assert "Your words are kept." in said
    assert "Equity Lens brings a newer text" not in said
    assert entry(SHAPE, KEY, trust).fields["risks"] == "Prevention is forgotten."


def test_only_editors_change_and_the_trail_holds_no_free_text(trust, lead, browser):
    assert browser(trust, "chair").post(_at("change", SHAPE, KEY), TEXTS).status_code == 403
    lead.post(_at("change", SHAPE, KEY), TEXTS)
    event = Event.objects.get(what="guide.changed")
    assert (event.about, event.detail) == ("role_shape medical-director", {"version": 1})
    analyst = browser(trust, "analyst").person
    with pytest.raises(PermissionDenied):
        changes.put_back(organisation=trust, kind=SHAPE, key=KEY, by=analyst)


def test_a_text_that_may_tell_who_somebody_is_is_held_once(trust, lead, words):
    named = TEXTS | {"text_risks": "Ask Dr Okafor about it."}
    said = words(lead.post(_at("change", SHAPE, KEY), named))
    assert "Take out a clinician’s name" in said
    lead.post(_at("change", SHAPE, KEY), named | {"as_it_is": "on"})
    assert GuideVersion.objects.count() == 1


def test_guides_are_read_with_few_queries(trust, lead, django_assert_max_num_queries):
    for kind in (SHAPE, "activity", "support"):
        for each in entries(kind, trust)[:3]:
            changes.retire(
                organisation=trust, kind=kind, key=each.key, why="Not ours", by=lead.person
            )
    with django_assert_max_num_queries(9):
        lead.get(_at("guides"))
    with django_assert_max_num_queries(9):
        lead.get(_at("entry", SHAPE, KEY))


def test_the_parts_of_one_rule_can_be_reworded_but_not_taken_away(trust, lead, words):
    at = ("priority_rule", "people")
    assert lead.get(_at("change", *at)).status_code == 200
    assert lead.post(_at("retire", *at), {"reason": "No"}).status_code == 404
    assert "Take out of use" not in words(lead.get(_at("entry", *at)))


def test_a_reader_sees_titles_and_not_keys(trust, lead, words):
    read = words(lead.get(_at("entry", "driver_template", "missed-appointments")))
    assert "Outpatient appointments not attended" in read
    assert "outpatient-did-not-attend" not in read
    assert "Policy formulation" in words(lead.get(_at("entry", "activity", "FP1")))


def test_an_outline_that_is_sent_back_as_it_was_changes_nothing(trust, lead, words):
    now = entry("driver_template", "missed-appointments", trust)
    sent = {"title": now.title, "text_aim": now.fields["aim"], "reason": "None"}
    sent["text_outline"] = now.fields["outline"]
    said = words(lead.post(_at("change", "driver_template", now.key), sent))
    assert "Change the title or one of the texts, or go back" in said
