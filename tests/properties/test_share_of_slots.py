"""A share of the appointments moves some, and makes and loses none."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from equity_lens.planning.share_of_slots import share_of_slots

PLANS = Path(__file__).parents[1] / "spec" / "planning" / "conftest.py"


@pytest.fixture(scope="module")
def made():
    """The hand-made profiles of the tests of planning."""
    spec = importlib.util.spec_from_file_location("equity_lens_tests_plans", PLANS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(
    lists=st.lists(st.integers(10, 9000), min_size=2, max_size=6),
    share=st.floats(0, 0.5),
    added=st.floats(0, 100),
    weekly=st.floats(1, 2000),
)
def test_appointments_are_neither_made_nor_lost(made, lists, share, added, weekly):
    assume(share < 0.99 * (1 - lists[0] / sum(lists)))
    groups = [made.group(str(i), n, n, unit="people") for i, n in enumerate(lists)]
    profile = made.profile("waiting-list-size", groups)
    model = share_of_slots(profile, given_to={"0"}, share=share, weekly_slots=weekly, added=added)
    before = sum(wait.slots_before.value for wait in model.waits)
    after = sum(wait.slots_after.value for wait in model.waits)
    assert before == pytest.approx(weekly)
    assert after == pytest.approx(weekly + added)
    # Whoever is given more waits no longer, whoever gives waits no less, and the parts add up.
    assert model.waits[0].change.value <= 1e-9
    assert all(wait.change.value >= -1e-9 for wait in model.waits[1:])
    change = model.gap_after.value - model.gap_before.value
    parts = model.from_the_group.value + model.from_the_others.value
    assert change == pytest.approx(-parts, abs=1e-6)
