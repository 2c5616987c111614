"""The standards of the performance page."""

from equity_lens.measures.headline_standards import headline_standards
from equity_lens.measures.load import library


def test_each_standard_names_a_measure_of_the_library_or_says_why_there_is_none():
    for standard in headline_standards():
        if standard.measure:
            assert standard.measure in library(), standard.key
            assert not standard.not_measured
        else:
            assert standard.not_measured.endswith("."), standard.key


def test_an_ambulance_trust_does_not_meet_acute_standards():
    read = {standard.key for standard in headline_standards() if standard.is_for("ambulance")}
    assert "ambulance-category-2" in read
    assert not read & {"rtt-18-weeks", "emergency-4-hours", "cancer-62-days", "talking-therapies"}


def test_every_trust_has_something_to_read():
    for sector in ("acute", "community", "mental_health", "ambulance", "combined", ""):
        assert any(standard.is_for(sector) for standard in headline_standards()), sector
