"""What is true of every table: its rows have no order, and its groups do not know each other."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equity_lens import statistics, tables

SEEDS = st.integers(0, 2**16)

NAMED = {"events": "n", "population": "of", "by": "area"}
STATISTICS = {
    "proportions": lambda df: tables.proportions(df, **NAMED),
    "rates": lambda df: tables.rates(df, **NAMED),
    "funnel": lambda df: tables.funnel(df, **NAMED),
    "slope_indices": lambda df: tables.slope_indices(df, rank="rank", **NAMED),
    "standardised_rates": lambda df: tables.standardised_rates(
        df, age="rank", standard="standard", **NAMED
    ),
    "inequality": lambda df: tables.inequality(
        df, measure="theil_index", value="n", population="of", subgroup="rank", by="area"
    ),
    "xmr": lambda df: tables.xmr(df, value="n", period="rank", by="area"),
}


@st.composite
def frames(draw):
    """Four ranks of up to five areas. Some counts are missing, but none of the last area."""
    areas = draw(st.integers(1, 5))
    cells = [(f"area {area}", rank) for area in range(areas) for rank in (1, 2, 3, 4)]
    count = st.one_of(st.integers(1, 90), st.integers(1, 90), st.integers(1, 90), st.none())
    events = draw(st.lists(count, min_size=len(cells), max_size=len(cells)))
    events[-4:] = [3, 5, 8, 13]
    return pd.DataFrame(
        {
            "area": [area for area, _ in cells],
            "rank": [rank for _, rank in cells],
            "n": [float("nan") if each is None else float(each) for each in events],
            "of": [100.0 + 10 * rank for _, rank in cells],
            "standard": [float(rank) for _, rank in cells],
        }
    )


each_statistic = pytest.mark.parametrize("statistic", STATISTICS.values(), ids=STATISTICS)


@each_statistic
@settings(max_examples=25, deadline=None)
@given(df=frames(), seed=SEEDS)
def test_the_order_of_rows_changes_nothing(statistic, df, seed):
    shuffled = df.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(statistic(shuffled), statistic(df))


@each_statistic
@settings(max_examples=25, deadline=None)
@given(df=frames())
def test_pandas_and_pyarrow_give_the_same_numbers(statistic, df):
    table = statistic(pa.Table.from_pandas(df, preserve_index=False))
    pd.testing.assert_frame_equal(table.to_pandas(), statistic(df), check_dtype=False)


@pytest.mark.parametrize("name", [name for name in STATISTICS if name != "funnel"])
@settings(max_examples=25, deadline=None)
@given(df=frames())
def test_an_area_alone_gives_what_it_gives_among_others(name, df):
    statistic = STATISTICS[name]
    one = df[df["area"] == "area 0"]
    among = statistic(df)
    pd.testing.assert_frame_equal(
        statistic(one), among[among["area"] == "area 0"].reset_index(drop=True)
    )


@settings(max_examples=25, deadline=None)
@given(df=frames())
def test_a_slope_index_of_a_table_is_that_of_its_arrays(df):
    found = STATISTICS["slope_indices"](df)
    for row, (_, area) in zip(found.itertuples(), df.groupby("area"), strict=True):
        if area["n"].isna().any():
            assert pd.isna(row.value)
            assert row.reason
        else:
            expected = statistics.slope_index_of_inequality(area["n"], area["of"])
            assert (row.value, row.lower, row.upper) == pytest.approx(tuple(expected))
