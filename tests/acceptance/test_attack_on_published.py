"""A file that only looks like a publisher's: the gate believes its counts, and not its columns."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from equity_lens.demonstration.published import waiting_list_files
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.ingestion.published import read_published
from equity_lens.ingestion.reading import read_text
from equity_lens.ingestion.recognise import recognise
from equity_lens.measures.load import library

WLMDS = "WLMDS-Demographics-Geography-to-27-July-2025-v1.csv"
WLMDS_HEADER = "Geography,Code,Name,Metric,Category,Waiting Bands,Count"
EHRQL_HEADER = "measure,interval_start,interval_end,ratio,numerator,denominator,sex"
FINGERTIPS_HEADER = (
    "Indicator ID,Indicator Name,Value type,Time period,Area Code,Area Name,Sex,Age,"
    "Category Type,Category,Count,Denominator,Value"
)


def read(folder, name, lines):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return _read(path)


def _read(path):
    with tempfile.TemporaryDirectory() as work:
        text = read_text(path, work=Path(work))
        return read_published(text, recognise(text, source=path), measures=library())


def national(women_over_52):
    """A national waiting-list file of one trust: 400 women and 600 men."""
    rows = [WLMDS_HEADER]
    for category, total, late in (("Female", 400, women_over_52), ("Male", 600, 200)):
        for band, count in (("Total", total), ("Over 52 Weeks", late)):
            rows.append(f"NHS ACUTE,TST,Test,Sex,{category},{band},{count}")
    return rows


def ehrql(women, men):
    return [
        EHRQL_HEADER,
        f"reviewed,2026-10-01,2026-10-31,,{women},100,female",
        f"reviewed,2026-10-01,2026-10-31,,{men},100,male",
    ]


def fingertips(events):
    line = "1,Thing,Proportion,2026,TST,Test,Persons,All,Ethnicity,{},{},100,0"
    return [FINGERTIPS_HEADER, line.format("Indian", events), line.format("Chinese", 30)]


OWN_COUNTS = [
    (WLMDS, national(3)),
    (WLMDS, national(5)),  # the publisher prints a star here, and never a 5
    (WLMDS, national(102)),  # the publisher rounds to 5
    ("measures.csv", ehrql(3, 20)),
    ("measures.csv", ehrql(21, 20)),
    ("indicator.csv", fingertips(7)),
]


@pytest.mark.parametrize(("name", "lines"), OWN_COUNTS)
def test_counts_that_a_publisher_would_not_print_are_taken_as_the_trusts_own(name, lines, tmp_path):
    source = read(tmp_path, name, lines).ledger.source
    assert source.published_by is None
    assert "counts that it would not print" in source.note


@pytest.mark.parametrize(
    ("name", "lines"),
    [(WLMDS, national(100)), ("measures.csv", ehrql("[REDACTED]", 20)),
     ("indicator.csv", fingertips(8))],
)  # fmt: skip
def test_counts_as_a_publisher_prints_them_are_the_publishers(name, lines, tmp_path):
    assert read(tmp_path, name, lines).ledger.source.published_by


def test_the_real_files_are_their_publishers():
    assert all(_read(path).ledger.source.published_by for path in waiting_list_files())


def test_a_small_count_in_the_national_layout_does_not_come_through_the_gate(tmp_path):
    counts = read(tmp_path, WLMDS, national(3)).counts
    made = release(counts, policy=policy("hes"), names=str, organisation="TST")
    (late,) = (
        profile
        for profile in made.profiles
        if (profile.measure.id, profile.dimension.key) == ("waiting-over-52-weeks", "sex")
    )
    shown = {group.subgroup.key: group.numerator.value for group in late.groups}
    assert shown["female"] is None
    assert not any(
        1 <= value <= 7
        for profile in made.profiles
        for group in (*profile.groups, *profile.unknown)
        for value in (group.numerator.value, group.denominator.value)
        if value is not None and not np.isnan(value)
    )
