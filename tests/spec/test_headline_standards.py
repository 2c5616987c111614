"""The standards of the performance page."""

from equity_lens.contracts.load import contracts
from equity_lens.measures.headline_standards import headline_standards
from equity_lens.measures.load import library
from equity_lens.measures.material import material, material_that_fits


def test_each_standard_names_a_measure_of_the_library_or_says_why_there_is_none():
    for standard in headline_standards():
        if standard.measure:
            assert standard.measure in library(), standard.key
            assert not standard.not_measured
        else:
            assert standard.not_measured.endswith("."), standard.key


SECTORS = ("acute", "community", "mental_health", "ambulance", "combined", "")


def read_by(sector, switched=None):
    shown = material_that_fits(sector, switched)
    return {standard.key for standard in headline_standards() if standard.is_for(shown)}


def test_an_ambulance_trust_does_not_meet_acute_standards():
    read = read_by("ambulance")
    assert "ambulance-category-2" in read
    assert not read & {"rtt-18-weeks", "emergency-4-hours", "cancer-62-days", "talking-therapies"}


def test_every_trust_has_something_to_read():
    for sector in SECTORS:
        assert read_by(sector), sector


def test_a_community_trust_can_switch_on_the_waiting_lists_that_it_has():
    assert "rtt-18-weeks" not in read_by("community")
    assert "rtt-18-weeks" in read_by("community", {"planned-care": True})
    assert "urgent-community-response" in read_by("community")
    assert "urgent-community-response" not in read_by("community", {"community-services": False})


def test_kinds_of_material_name_contracts_and_sectors_that_exist_and_a_source():
    for kind in material().values():
        assert set(kind.contracts) <= set(contracts()), kind.key
        assert set(kind.fits) < set(SECTORS), kind.key
        assert kind.source.strip()
        assert kind.described.endswith(".")
    named = {measure.material for measure in library().values()} - {""}
    named |= {standard.material for standard in headline_standards()} - {""}
    assert named <= set(material())


def test_each_kind_of_patients_records_belongs_to_one_kind_of_material():
    records = [each.id for each in contracts().values() if each.kind != "aggregate"]
    belonging = [contract for kind in material().values() for contract in kind.contracts]
    assert set(records) <= set(belonging)
    assert len(belonging) == len(set(belonging))
