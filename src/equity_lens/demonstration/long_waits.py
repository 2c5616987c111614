"""Waits over 52 weeks, and how complete identity was on the waiting list, in earlier months."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from equity_lens.demonstration import kept_counts
from equity_lens.demonstration.history import month_end, waiting_in

OVER_52 = "waiting-over-52-weeks"


def write_history(path: Path, truths: dict[str, Any]) -> None:
    """Write a plain counts table of the same month ends and people as the waiting-list history."""
    months = range(truths["history"]["months"])
    kept_counts.write(path, (row for i in months for row in _month(i, truths)))


def _month(i: int, truths: dict[str, Any]) -> Iterator[kept_counts.Row]:
    planted, code = truths["long_waits_history"], truths["code"]
    period = month_end(truths["census_date"], truths["history"]["months"] - i).isoformat()
    waiting = waiting_in(i, truths)
    least, gap = planted["least_deprived"][i] / 100, planted["gap"][i] / 100
    over = [round(n * (least + gap * ((4 - fifth) / 4) ** 1.4)) for fifth, n in enumerate(waiting)]
    by_fifth = zip(kept_counts.FIFTHS, over, waiting, strict=True)
    yield from kept_counts.along(OVER_52, period, code, "imd_quintile", by_fifth)
    yield kept_counts.everyone(OVER_52, period, code, sum(over), sum(waiting))
    linked, not_known = sum(waiting), planted["deprivation_not_known"][i]
    total = linked + not_known + truths["waiting_list"]["no_fixed_abode"]
    recorded = round(total * planted["ethnicity_recorded"][i] / 100)
    yield kept_counts.everyone("ethnicity-recorded-waiting-list", period, code, recorded, total)
    yield kept_counts.everyone(
        "deprivation-linked-waiting-list", period, code, linked, linked + not_known
    )
