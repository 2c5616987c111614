"""What does not fit a trust is not shown to it, until its administrator says that it does."""

import re

import pytest
from django.urls import reverse

from equity_lens_web.accounts.models import Organisation

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
