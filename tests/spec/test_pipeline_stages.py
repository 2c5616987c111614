"""A file goes through the stages: kept whole or not at all, counted once, and never twice."""

import datetime as dt

import numpy as np
import pytest

from equity_lens import pipeline
from equity_lens.errors import Cancelled, ContractNotMet, EquityLensError, MappingNeeded
from equity_lens.pipeline import counting

KEY = b"a key for the tests, 32 bytes long"
CENSUS = dt.date(2026, 10, 31)


@pytest.fixture
def prepared(extracts, tmp_path):
    """Prepares rows of a waiting list at the end of a month, under a name."""

    def preparing(name: str, rows, *, as_at: dt.date = CENSUS, **more):
        file = extracts.write_csv(tmp_path / f"{name}.csv", rows)
        return pipeline.prepare_source(
            file, store=tmp_path / "stores" / name, key=KEY, as_at=as_at, **more
        )

    return preparing


def forty(extracts, **changed):
    return [extracts.waiting(i, **changed) for i in range(1, 41)]


def profile_of(release, measure="waiting-list-size", dimension="all"):
    (found,) = [
        each
        for each in release.profiles
        if (each.measure.id, each.dimension.key) == (measure, dimension)
    ]
    return found


def test_a_prepared_file_says_what_became_of_each_row_and_what_it_holds(prepared, extracts):
    rows = [*forty(extracts), extracts.waiting(41, **{"RTT Start Date": "2026-11-02"})]
    source = prepared("list", rows)
    assert (source.rows_read, source.accepted, source.rejected) == (41, 40, 1)
    assert source.contract_title == "Referral-to-treatment waiting list"
    assert (source.organisations, source.periods) == (("RAE",), ("2026-10-31",))
    (held,) = source.held
    assert (held.organisation, held.periods) == ("RAE", ("2026-10-31",))
    assert "waiting-list-size" in held.measures
    assert source.ledger.rejected == 1


def test_the_same_is_read_again_from_the_folder_wherever_it_was_moved(prepared, extracts, tmp_path):
    source = prepared("list", forty(extracts))
    assert pipeline.open_prepared(source.folder) == source
    moved = source.folder.rename(tmp_path / "moved")
    assert pipeline.open_prepared(moved).folder == moved
    assert pipeline.analyse([pipeline.open_prepared(moved)]).release.profiles


def test_nothing_that_is_kept_identifies_a_person(prepared, extracts):
    source = prepared("list", [extracts.waiting(i, Postcode="CO15 2EX") for i in range(1, 41)])
    for file in source.folder.rglob("*"):
        kept = file.read_bytes() if file.is_file() else b""
        for told in (b"999000", b"CO15", b"CO152EX", b"1980-06-15", b"P00001"):
            assert told not in kept, file.name


def test_a_person_has_the_same_pseudonym_in_two_files_under_one_key(prepared, extracts):
    import pyarrow.parquet as pq

    one = prepared("one", [extracts.waiting(7)])
    two = prepared("two", [extracts.waiting(7), extracts.waiting(8)])
    people = [
        set(pq.read_table(s.folder / "records.parquet")["person"].to_pylist()) for s in (one, two)
    ]
    assert len(people[1]) == 2
    assert people[0] < people[1]


def test_stages_release_what_a_whole_run_releases(prepared, extracts, tmp_path):
    rows = [
        extracts.waiting(i, Postcode=extracts.DECILE_1 if i % 3 else extracts.DECILE_10)
        for i in range(1, 241)
    ]
    staged = pipeline.analyse([prepared("list", rows)])
    whole = pipeline.run(pipeline.Request(sources=(tmp_path / "list.csv",), as_at=CENSUS))
    assert staged.release == whole.release
    assert staged.left_out == whole.left_out


def test_the_ledger_of_a_file_alone_is_the_one_that_its_release_will_show(prepared, extracts):
    rows = [extracts.waiting(i, Ethnicity="A" if i > 20 else "Z") for i in range(1, 61)]
    source = prepared("list", rows, organisation="RAE")
    assert source.ledger == pipeline.analyse([source], organisation="RAE").release.ledgers[0]


def test_a_small_number_of_the_ledger_is_withheld(prepared, extracts):
    # Two of forty did not state their ethnicity: 1 to 7 is withheld under the policy "hes".
    rows = [extracts.waiting(i, Ethnicity="Z" if i <= 2 else "A") for i in range(1, 41)]
    states = dict(prepared("list", rows).ledger.completeness)["ethnic_category"]
    (not_stated,) = [each for each in states if each.name == "not_stated"]
    assert not_stated.rows.value is None
    assert not_stated.rows.state == "suppressed"


def test_records_are_not_scanned_again_for_the_next_release(prepared, extracts, monkeypatch):
    source = prepared("list", forty(extracts))

    def scanning(*_, **__):
        raise AssertionError("scanned again")

    monkeypatch.setattr(counting, "count_cells", scanning)
    pipeline.analyse([source])
    # Residents of another place make another question, and it is asked.
    with pytest.raises(AssertionError, match="scanned again"):
        pipeline.analyse([source], residents=frozenset({"E06000032"}))


def test_kept_cells_are_the_counted_ones_to_the_last_number(prepared, extracts, monkeypatch):
    source = prepared("list", [extracts.waiting(i) for i in range(1, 120)])
    kept = pipeline.count_source(source)
    monkeypatch.setattr(counting, "read_cells", lambda _: pytest.fail("read, not counted"))
    for file in (source.folder / "cells").iterdir():
        file.unlink()
    counted = pipeline.count_source(source)
    assert len(kept.counts) == len(counted.counts) > 50
    assert kept.left_out == counted.left_out
    for one, other in zip(kept.counts, counted.counts, strict=True):
        for name in vars(one):
            here, there = getattr(one, name), getattr(other, name)
            if isinstance(here, np.ndarray):
                assert here.dtype == there.dtype
                np.testing.assert_array_equal(here, there)
            elif name == "strata" and here is not None:
                np.testing.assert_array_equal(here.events, there.events)
                np.testing.assert_array_equal(here.population, there.population)
                assert here.described == there.described
            else:
                assert here == there, name


def test_damaged_cells_of_records_are_counted_again(prepared, extracts):
    source = prepared("list", forty(extracts))
    whole = pipeline.analyse([source]).release
    (file,) = (source.folder / "cells").iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    assert pipeline.analyse([source]).release == whole


def test_damaged_cells_of_a_published_file_are_asked_for_again(tmp_path):
    file = tmp_path / "history.csv"
    file.write_text(
        "measure,period,organisation,dimension,subgroup,numerator,denominator\n"
        "outpatient-did-not-attend,2026-05,RAE,all,all,30,300\n"
    )
    source = pipeline.prepare_source(file, store=tmp_path / "store", key=KEY)
    (source.folder / "cells" / "published.npz").write_bytes(b"PK")
    with pytest.raises(EquityLensError, match="Upload the file again"):
        pipeline.analyse([source])


def test_a_second_month_adds_to_the_first(prepared, extracts):
    september = prepared(
        "september", forty(extracts, **{"RTT Start Date": "2026-08-01"}), as_at=dt.date(2026, 9, 30)
    )
    october = prepared("october", [extracts.waiting(i) for i in range(1, 61)])
    assert pipeline.overlap(september, october) == ()
    both = pipeline.analyse([september, october]).release
    assert profile_of(both).overall.value == 60
    (before,) = [
        each
        for each in both.history
        if each.measure.id == "waiting-list-size" and each.dimension.key == "all"
    ]
    assert (before.period, before.overall.value) == ("2026-09-30", 40)


def test_a_corrected_month_is_found_to_overlap_and_is_never_counted_twice(prepared, extracts):
    first = prepared("first", forty(extracts))
    corrected = prepared("corrected", [extracts.waiting(i) for i in range(1, 61)])
    (found,) = pipeline.overlap(first, corrected)
    assert (found.organisation, found.period) == ("RAE", "2026-10-31")
    assert "waiting-list-size" in found.measures
    with pytest.raises(EquityLensError, match="cannot stand side by side"):
        pipeline.analyse([first, corrected])
    assert profile_of(pipeline.analyse([corrected]).release).overall.value == 60


def test_a_part_of_an_older_file_can_give_way_to_a_later_one(extracts, tmp_path):
    def events(name, months):
        rows = [
            extracts.appointment(100 * m + i, **{"Appointment Date": f"2026-{m:02d}-15"})
            for m, people in months.items()
            for i in range(people)
        ]
        file = extracts.write_csv(tmp_path / f"{name}.csv", rows)
        return pipeline.prepare_source(
            file, store=tmp_path / name, key=KEY, as_at=dt.date(2026, 8, 31)
        )

    older, later = events("older", {5: 30, 6: 30}), events("later", {6: 50, 7: 40})
    assert {each.period for each in pipeline.overlap(older, later)} == {"2026-06"}
    rest = pipeline.leaving_out(older, ["2026-06"])
    assert pipeline.overlap(rest, later) == ()
    release = pipeline.analyse([rest, later]).release
    people = {
        each.period: sum(group.denominator.value for group in each.groups)
        for each in (*release.history, *release.profiles)
        if each.measure.id == "outpatient-did-not-attend" and each.dimension.key == "sex"
    }
    assert people == {"2026-05": 30, "2026-06": 50, "2026-07": 40}


def test_published_counts_are_kept_and_used_again_without_their_file(tmp_path):
    file = tmp_path / "history.csv"
    place = "outpatient-did-not-attend,2026-05,RAE"
    file.write_text(
        "measure,period,organisation,dimension,subgroup,numerator,denominator\n"
        f"{place},all,all,30,300\n{place},sex,male,20,150\n{place},sex,female,10,150\n"
    )
    source = pipeline.prepare_source(file, store=tmp_path / "store", key=KEY)
    file.unlink()
    assert (source.kind, source.rejects_file, source.periods) == ("aggregate", None, ("2026-05",))
    release = pipeline.analyse([source]).release
    assert profile_of(release, "outpatient-did-not-attend").overall.value == pytest.approx(0.1)


def test_a_file_is_spoken_of_by_its_own_name_though_it_is_kept_under_another(extracts, tmp_path):
    kept = extracts.write_csv(tmp_path / "f3a9", forty(extracts))
    source = pipeline.prepare_source(
        kept, store=tmp_path / "store", key=KEY, as_at=CENSUS, name="C:\\lists\\october [1].csv"
    )
    assert source.name == "october [1].csv"
    assert source.ledger.source.name == "october [1].csv"


@pytest.mark.parametrize("step", [0, 2, 4, 6, 8])
def test_cancelled_at_any_step_everything_is_left_as_it_was(step, prepared, extracts, tmp_path):
    before = prepared("list", forty(extracts))
    told = []

    def cancelling(what, fraction):
        told.append(fraction)
        if len(told) > step:
            raise Cancelled

    with pytest.raises(Cancelled):
        prepared("list", [extracts.waiting(i) for i in range(1, 61)], progress=cancelling)
    assert pipeline.open_prepared(before.folder) == before
    assert [each.name for each in (tmp_path / "stores").iterdir()] == ["list"]
    assert told == sorted(told)


def test_cancelling_an_analysis_stops_it(prepared, extracts):
    def cancelling(what, fraction):
        if fraction and fraction >= 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        pipeline.analyse([prepared("list", forty(extracts))], progress=cancelling)


def test_a_file_with_a_question_open_is_not_prepared_and_nothing_is_written(extracts, tmp_path):
    rows = [extracts.waiting(1, **{"Treatment Funktion": "100"})]
    del rows[0]["Treatment Function"]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    with pytest.raises(MappingNeeded, match="Treatment Funktion"):
        pipeline.prepare_source(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_an_organisation_of_which_there_is_nothing_is_refused(prepared, extracts):
    with pytest.raises(ContractNotMet, match="RCF"):
        pipeline.analyse([prepared("list", forty(extracts))], organisation="RCF")
    with pytest.raises(ContractNotMet, match="anybody"):
        pipeline.analyse([])


def test_rejected_rows_are_listed_by_reason_a_page_at_a_time(prepared, extracts):
    late, unknown = {"RTT Start Date": "2026-11-02"}, {"Provider": "QQQ"}
    rows = [
        extracts.waiting(i, **(late if i % 2 else unknown)) if i <= 6 else extracts.waiting(i)
        for i in range(1, 21)
    ]
    source = prepared("list", rows)
    every = pipeline.rejected_rows(source)
    # The header is line 1, so the first six rows are lines 2 to 7.
    assert [row.line for row in every] == [2, 3, 4, 5, 6, 7]
    reasons = {tally.name: tally.rows.value for tally in source.ledger.rejected_by_reason}
    assert sorted(reasons.values()) == [3, 3]
    of_one = pipeline.rejected_rows(source, reason=every[0].reason)
    assert [(row.line, row.column) for row in of_one] == [(n, "RTT Start Date") for n in (2, 4, 6)]
    assert pipeline.rejected_rows(source, reason=every[0].reason, start=1, limit=1) == of_one[1:2]


def test_the_list_of_rejected_rows_holds_no_cell(prepared, extracts):
    source = prepared("list", [*forty(extracts), extracts.waiting(41, Provider="SECRET")])
    text = source.rejects_file.read_text(encoding="utf-8")
    assert "SECRET" not in text
    assert text.splitlines()[0] == "file,line,column,reason"
