"""What is true of every plan, whatever the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity_lens.disclosure.released import Figure, State
from equity_lens.planning.assumption import Assumption
from equity_lens.planning.closing import per_week
from equity_lens.planning.cost import UnitCost, cost
from equity_lens.planning.figures import absent, of_people

FIGURES = st.one_of(
    st.integers(0, 100_000).map(lambda n: Figure(State.NUMBER, "people", float(n))),
    st.just(Figure(State.MISSING, "people", reason="not counted")),
    st.just(Figure(State.SUPPRESSED, "people", reason="a count of 1 to 7")),
)


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_a_figure_made_of_others_is_a_number_only_when_all_are(figures):
    gone = absent("proportion", *figures)
    states = {figure.state for figure in figures}
    if states == {State.NUMBER}:
        assert gone is None
    else:
        wanted = State.SUPPRESSED if State.SUPPRESSED in states else State.MISSING
        assert (gone.state, gone.value, gone.unit) == (wanted, None, "proportion")


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_people_are_said_alike_above_and_below_nought(number):
    above, below = of_people(abs(number), "people"), of_people(-abs(number), "people")
    assert above.value == -below.value
    assert above.value % 5 == 0


@given(st.integers(0, 100_000), st.integers(1, 520))
def test_the_pace_is_enough_and_one_fewer_a_week_is_not(people, weeks):
    pace = per_week(Figure(State.NUMBER, "people", float(people)), weeks).value
    assert pace * weeks >= people
    assert pace == 0 or (pace - 1) * weeks < people


@given(
    st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e4),
    st.floats(0, 1e3), st.floats(0, 1e3), st.floats(0, 1e3),
)  # fmt: skip
def test_a_cost_lies_within_its_range(a, b, c, x, y, z):
    low, people, high = sorted((a, b, c))
    cheap, price, dear = sorted((x, y, z))
    unit = UnitCost("u", "U", "one", "ones", (), "", Assumption("u", cheap, price, dear, "Us"))
    pounds = cost(Figure(State.NUMBER, "events", people, low, high), unit).pounds
    if pounds.lower is not None:
        assert pounds.lower <= pounds.value <= pounds.upper
    assert pounds.value == pytest.approx(people * price, rel=0.05, abs=0.0101)
