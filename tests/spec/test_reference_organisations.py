"""NHS trusts, their sites, and which code took over from which."""

import pytest

from equity_lens.reference.organisations import (
    current_code,
    is_provider,
    name_of,
    provider_code,
    trusts,
)


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch, tmp_path):
    monkeypatch.setenv("EQUITY_LENS_REFERENCE", str(tmp_path))


def test_a_trust_has_its_name_sector_icb_and_region():
    trust = trusts()["RWY"]
    assert trust.name == "Calderdale and Huddersfield NHS Foundation Trust"
    assert (trust.sector, trust.icb_code, trust.region) == (
        "acute",
        "QWO",
        "North East and Yorkshire",
    )


def test_there_are_210_organisations_in_five_sectors():
    sectors = {}
    for trust in trusts().values():
        sectors[trust.sector] = sectors.get(trust.sector, 0) + 1
    # PROVENANCE.md of the source: 122 + 13 + 50 + 15 + 10 = 210.
    assert sectors == {
        "acute": 122,
        "acute specialist": 13,
        "mental health": 50,
        "community": 15,
        "ambulance": 10,
    }


@pytest.mark.parametrize("code", ["RAE", "rae", " RAE ", "RAE01", "G6V2S", "R1C", "RNL", "RW6"])
def test_trusts_their_sites_and_their_predecessors_are_providers(code):
    assert is_provider(code)


@pytest.mark.parametrize("code", ["", "XXX", "QWO", "ENG", "NVC01", "RAE0", "RAE012", "G6V"])
def test_what_is_not_a_known_provider_is_not_one(code):
    assert not is_provider(code)
    assert provider_code(code) is None


def test_a_site_belongs_to_the_trust_of_its_first_three_characters():
    assert provider_code("rcf22") == "RCF"
    assert name_of("RCF22") == "Airedale NHS Foundation Trust"


def test_an_icb_has_a_name_and_an_unknown_code_is_its_own():
    assert name_of("QWO") == "NHS West Yorkshire Integrated Care Board"
    assert name_of("XXX") == "XXX"


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("RNL", "RNN"),  # North Cumbria, 1 October 2019
        ("RLN", "R0B"),  # Sunderland, 1 April 2019
        ("R1C", "RW1"),  # Solent, 1 October 2024
        ("RVJ", "RA7"),  # North Bristol, 1 July 2026
        ("RAE", "RAE"),
    ],
)
def test_a_succeeded_code_leads_to_the_one_that_took_over(old, now):
    assert current_code(old) == now
    assert old == now or old in trusts()[now].predecessor_codes


def test_a_trust_that_was_shared_out_leads_to_no_one_code():
    # Pennine Acute (RW6) went to RM3 and R0A on 1 October 2021.
    assert current_code("RW6") == "RW6"
    assert "RW6" not in trusts()["RM3"].predecessor_codes
    assert "RW6" not in trusts()["R0A"].predecessor_codes


def test_every_chain_of_successors_ends():
    for trust in trusts().values():
        assert current_code(current_code(trust.code)) == current_code(trust.code)
