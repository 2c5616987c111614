"""Which rows are left out, for which one reason, and where the list says they stand."""

import datetime as dt

import pytest

from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.prepare import prepare
from equity_lens.store import load

CENSUS = dt.date(2026, 10, 31)
KEY = b"a key for the tests, 32 bytes long"


def as_text(rows: list[dict[str, str]]) -> list[str]:
    """The lines of a CSV file, the header first."""
    return [",".join(rows[0]), *(",".join(row.values()) for row in rows)]


def test_each_rejected_row_is_listed_with_its_line_and_its_first_reason(extracts, tmp_path):
    w = extracts.waiting
    rows = [
        w(1),  # line 2
        w(2, **{"RTT Start Date": "2026-11-01"}),  # 3: after the census
        w(3, Provider="XYZ"),  # 4: unknown provider
        w(1),  # 5: the same pathway as line 2
        w(4, Provider="XYZ", **{"RTT Start Date": "2027-01-01"}),  # 6: both; the first counts
        w(5, **{"RTT Start Date": ""}),  # 7
        w(6, **{"RTT Start Date": "soon"}),  # 8
        w(7, Provider=""),  # 9
        w(8),  # 10
    ]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    ledger = prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS).ledger
    assert extracts.listed(ledger) == [
        (3, "RTT Start Date", "clock start is after the census date"),
        (4, "Provider", "provider is not known"),
        (5, "Provider, Pathway ID", "duplicate of an earlier row"),
        (6, "RTT Start Date", "clock start is after the census date"),
        (7, "RTT Start Date", "clock start is missing"),
        (8, "RTT Start Date", "clock start is not a date"),
        (9, "Provider", "provider is not known"),
    ]
    assert ledger.rejected_by_reason == {
        "clock start is after the census date": 2,
        "provider is not known": 2,
        "clock start is missing": 1,
        "clock start is not a date": 1,
        "duplicate of an earlier row": 1,
    }
    assert (ledger.rows_read, ledger.accepted, ledger.rejected) == (9, 2, 7)
    assert ledger.rejects_file == tmp_path / "store" / "rejected-rows.csv"


def test_of_duplicates_the_first_row_that_breaks_no_other_rule_stays(extracts, tmp_path):
    w = extracts.waiting
    rows = [
        w(1, Provider="RAE", **{"RTT Start Date": "2026-12-01"}),  # line 2: after the census
        w(1, Ethnicity="B"),  # 3: the same pathway, and in order: it stays
        w(1, Ethnicity="C"),  # 4: goes
        w(1, Provider="RWY"),  # 5: another provider's pathway of the same number
        w(2, **{"Pathway ID": ""}),  # 6 and 7: nothing names them, so nothing tells them apart
        w(3, **{"Pathway ID": ""}),
        w(4, **{"Pathway ID": "   "}),
        w(5, **{"Pathway ID": "   "}),
    ]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    made = prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    assert [line for line, _, _ in extracts.listed(made.ledger)] == [2, 4]
    assert "B" in {row["ethnic_category"] for row in extracts.decoded(made.store)}
    assert made.ledger.accepted == 6


def test_malformed_lines_blank_lines_and_rows_are_all_accounted_for(extracts, tmp_path):
    lines = as_text([extracts.waiting(i) for i in range(1, 5)])
    lines[2:2] = ["", "too,few,cells"]  # lines 3 and 4 of the file
    lines.append(lines[-1].replace("RAE", "QQQ").replace("P00004", "P00009"))
    (tmp_path / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ledger = prepare(tmp_path / "list.csv", store=tmp_path / "s", key=KEY, as_at=CENSUS).ledger
    # Header, row, blank, malformed, three rows, one of an unknown provider: 8 lines.
    assert (ledger.rows_read, ledger.accepted) == (6, 4)
    assert extracts.listed(ledger) == [
        (4, "", "fewer cells than the header has columns"),
        (8, "Provider", "provider is not known"),
    ]


def test_providers_that_the_analyst_names_are_known(extracts, tmp_path):
    rows = [extracts.waiting(1, Provider="SYN"), extracts.waiting(2, Provider="SYN01")]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    choices = {"key": KEY, "as_at": CENSUS, "known_organisations": ("syn",)}
    made = prepare(file, store=tmp_path / "store", **choices)
    assert made.store.organisations == ("SYN",)
    assert made.ledger.accepted == 2


def test_a_file_without_one_good_row_says_why_and_leaves_the_old_store(extracts, tmp_path):
    store = tmp_path / "store"
    good = extracts.write_csv(tmp_path / "good.csv", [extracts.waiting(1)])
    before = prepare(good, store=store, key=KEY, as_at=CENSUS).store
    bad = [extracts.waiting(1, Provider="XYZ"), extracts.waiting(2, **{"RTT Start Date": ""})]
    file = extracts.write_csv(tmp_path / "bad.csv", bad)
    with pytest.raises(ContractNotMet) as refused:
        prepare(file, store=store, key=KEY, as_at=CENSUS)
    assert "not one of its 2 rows is accepted" in str(refused.value)
    assert "1 rows: provider is not known." in refused.value.faults
    assert load(store) == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["bad.csv", "good.csv", "store"]


def test_appointments_after_the_day_of_the_extract_are_rejected(extracts, tmp_path):
    rows = [
        extracts.appointment(1, **{"Appointment Date": "2026-04-30"}),
        extracts.appointment(2, **{"Appointment Date": "2026-05-01"}),
        extracts.appointment(3, **{"Attended or Did Not Attend": ""}),
        extracts.appointment(4, **{"Attended or Did Not Attend": "8"}),
    ]
    file = extracts.write_csv(tmp_path / "appointments.csv", rows)
    as_at = dt.date(2026, 4, 30)
    ledger = prepare(file, store=tmp_path / "store", key=KEY, as_at=as_at).ledger
    assert extracts.listed(ledger) == [
        (3, "Appointment Date", "appointment is after the day the extract was taken"),
        (4, "Attended or Did Not Attend", "attendance status is missing"),
        (5, "Attended or Did Not Attend", "attendance status is not a national code"),
    ]


def test_the_files_own_date_serves_when_nobody_says_when_it_was_taken(extracts, tmp_path):
    tomorrow = dt.date.today() + dt.timedelta(days=2)
    rows = [
        extracts.appointment(1),
        extracts.appointment(2, **{"Appointment Date": tomorrow.isoformat()}),
    ]
    file = extracts.write_csv(tmp_path / "appointments.csv", rows)
    assert prepare(file, store=tmp_path / "store", key=KEY).ledger.rejected == 1


def test_a_column_of_names_where_codes_should_be_is_refused(extracts, tmp_path, monkeypatch):
    monkeypatch.setattr("equity_lens.ingestion.prepare.spellings.MOST_SPELLINGS", 3)
    rows = [extracts.waiting(i, Site=f"R{i}") for i in range(5)]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    with pytest.raises(ContractNotMet, match="`Site` has more than 3 different texts"):
        prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
