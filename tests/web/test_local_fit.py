"""What does not fit a trust is not shown to it, until its administrator says that it does."""

import re

import pytest
from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.guidance.reading import entries, forget

ACUTE_WORDS = re.compile(
    r"waiting list|18 weeks to treatment|52 weeks|emergency department|outpatient|cancer|elective"
    r"|clock start|admission",
    re.IGNORECASE,
)
PAGES = ("performance", "findings", "measures", "who-is-not-here", "data-quality", "context")


def words(page):
    text = re.sub(r"<(script|style|title|svg).*?</\1>", "", page.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def of_sector(trust, signed_in):
    """A browser of a role at the trust, once it is of a sector."""

    def sign_in(sector, role, **more):
        Organisation.objects.filter(pk=trust.pk).update(sector=sector, **more)
        return signed_in(trust, role)

    return sign_in


@pytest.mark.parametrize("sector", ["ambulance", "community", "mental_health"])
def test_no_acute_only_word_meets_other_trusts(of_sector, sector):
    analyst = of_sector(sector, "analyst")
    for name in (*PAGES, "extracts", "tallies"):
        said = words(analyst.get(reverse(f"evidence:{name}")))
        assert not ACUTE_WORDS.search(said), f"{name}: {ACUTE_WORDS.search(said)} in {said}"


def test_each_sector_meets_its_own_standards(of_sector):
    page = words(of_sector("mental_health", "chair").get(reverse("evidence:performance")))
    assert "Talking therapies: reliable recovery" in page
    assert "Mental Health Act: detentions" in page


def test_an_acute_trust_still_has_its_waiting_list_in_the_menu(of_sector):
    page = words(of_sector("acute", "chair").get(reverse("evidence:performance")))
    for title in ("Waiting list", "Access pathway", "Cost"):
        assert title in page
    assert "Talking therapies" not in page


def test_a_tally_is_kept_of_measures_that_fit(of_sector):
    page = of_sector("community", "analyst").get(reverse("evidence:tallies")).content.decode()
    assert "Community contacts not attended" in page
    assert "outpatient-did-not-attend" not in page


def settings_of(trust, **changes):
    return {"name": trust.name, "sector": trust.sector, "policy": trust.policy, **changes}


def test_an_administrator_switches_a_kind_on_and_the_menu_has_it(trust, of_sector, client):
    keeper = of_sector("community", "administrator")
    trust.refresh_from_db()
    address = reverse("accounts:settings")
    assert "What concerns you" in words(keeper.get(address))
    ticked = ["community-services", "planned-care"]
    keeper.post(address, settings_of(trust, material=ticked))
    trust.refresh_from_db()
    assert trust.material == {"planned-care": True}, "only what differs from the sector"
    assert trust.events.get(what="settings.changed").detail["material"]["after"] == trust.material


def test_what_was_switched_on_is_in_the_menu(of_sector):
    chair = of_sector("community", "chair", material={"planned-care": True})
    page = words(chair.get(reverse("evidence:performance")))
    assert "Waiting list" in page
    assert "Planned care: waiting 18 weeks or less" in page


def test_a_new_sector_brings_its_own_where_no_tick_was_touched(trust, of_sector):
    keeper = of_sector("acute", "administrator")
    trust.refresh_from_db()
    as_shown = sorted(trust.material_shown)
    keeper.post(
        reverse("accounts:settings"),
        settings_of(trust, sector="ambulance", material=as_shown),
    )
    trust.refresh_from_db()
    assert trust.material == {}
    assert trust.material_shown == {"ambulance-services"}


MISFITS = ("waiting-list", "access", "access-options", "pathway-file", "cost")


@pytest.mark.parametrize("name", MISFITS)
def test_a_page_that_does_not_concern_a_trust_says_so_and_who_can_switch_it_on(
    name, trust, of_sector, member
):
    member(trust, "administrator")
    given = ["svg"] if name == "pathway-file" else []
    response = of_sector("community", "qi_team").get(reverse(f"evidence:{name}", args=given))
    said = words(response)
    assert response.status_code == 404
    assert "This page does not concern Test trust (synthetic)" in said
    assert "by: administrator Go to performance" in said, "whoever may, by name"


def test_whoever_reads_and_may_switch_it_on_is_led_to_settings(trust, of_sector, monkeypatch):
    monkeypatch.setattr(Membership, "may", lambda membership, permission: True)
    page = of_sector("mental_health", "chair").get(reverse("evidence:waiting-list"))
    assert f'href="{reverse("accounts:settings")}"' in page.content.decode()


def test_a_measure_of_another_kind_of_trust_says_so_and_one_that_fits_is_simply_not_there(
    of_sector, client
):
    chair = of_sector("community", "chair")
    theirs = chair.get(reverse("evidence:measure", args=["emergency-within-4-hours"]))
    assert "This page does not concern" in words(theirs)
    assert "Emergency departments" in words(theirs), "what would have to be switched on"
    ours = chair.get(reverse("evidence:measure", args=["community-contacts-not-attended"]))
    assert theirs.status_code == ours.status_code == 404
    assert "does not concern" not in words(ours)


def test_what_was_switched_on_opens(of_sector):
    chair = of_sector("community", "chair", material={"planned-care": True})
    assert chair.get(reverse("evidence:waiting-list")).status_code == 200


def keys_of(kind, trust):
    trust.refresh_from_db()
    forget(trust)
    return {each.key for each in entries(kind, trust)}


@pytest.mark.parametrize(
    ("sector", "there", "not_there"),
    [
        ("acute", "waiting-list", "first-therapy"),
        ("community", "urgent-community-response", "waiting-list"),
        ("mental_health", "first-therapy", "emergency-waits"),
    ],
)
def test_a_driver_diagram_begins_from_what_a_trust_does(trust, sector, there, not_there):
    Organisation.objects.filter(pk=trust.pk).update(sector=sector)
    found = keys_of("driver_template", trust)
    assert there in found
    assert not_there not in found


def test_guides_follow_what_was_switched_on_and_off(trust):
    Organisation.objects.filter(pk=trust.pk).update(
        sector="community", material={"outpatients": True, "planned-care": True}
    )
    assert "waiting-list" in keys_of("driver_template", trust)
    assert "waiting-list" in keys_of("induction_step", trust)
    assert "elective-care" in keys_of("glossary", trust)
    Organisation.objects.filter(pk=trust.pk).update(sector="acute", material={"outpatients": False})
    assert "waiting-list" not in keys_of("induction_step", trust), "its page does not concern them"


def test_a_body_without_a_sector_has_every_guide(trust):
    assert {"waiting-list", "first-therapy", "emergency-waits"} <= keys_of("driver_template", trust)
