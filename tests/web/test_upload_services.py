"""What becomes of an uploaded file: nothing enters the figures unsaid, and nothing counts twice."""

import datetime as dt
import io
import os
import time
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.signals import settings_changed
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.files.sweeping import sweep_files
from equity_lens_web.evidence.models import Extract, Job, Paper
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services import extracts as services
from equity_lens_web.evidence.services import refreshes
from equity_lens_web.evidence.services.refreshes import is_up_to_date
from web.uploading import bring, checked, waiting_list, work_off

WITHIN_18 = "waiting-within-18-weeks"
State = Extract.State


@pytest.fixture
def analyst(trust, member):
    return member(trust, "analyst")


@pytest.fixture
def figures(trust):
    """Reads the current figures afresh: numerator and denominator of everyone within 18 weeks."""

    def read():
        trust.__dict__.pop("_figures", None)
        profile = figures_of(trust).profile(WITHIN_18, "all")
        if profile is None:
            return None
        group = profile.groups[0]
        return profile.period, group.numerator.value, group.denominator.value

    return read


def put_in(extract, by, *, replace=False):
    services.include(extract=extract, by=by, replace=replace)
    work_off()
    extract.refresh_from_db()


def test_nothing_enters_the_figures_until_the_analyst_says_so(trust, analyst, figures):
    extract = bring(trust, analyst, waiting_list("TST"))
    assert (extract.state, extract.problem) == (State.CHECKED, "")
    assert figures() is None
    put_in(extract, analyst)
    # 60 people, of whom 20 began to wait more than a year before.
    assert figures() == ("2026-10-31", 40, 60)


def test_the_file_itself_is_removed_once_it_has_been_checked(
    trust, analyst, django_capture_on_commit_callbacks
):
    (extract,) = services.receive(
        organisation=trust,
        files=[SimpleUploadedFile("list.csv", waiting_list("TST"))],
        by=analyst,
    )
    kept = folders.uploads_of(trust) / extract.upload
    assert kept.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        work_off()
    assert not kept.exists()
    extract.refresh_from_db()
    assert extract.upload == ""


def test_a_second_month_adds_and_takes_nothing_away(trust, analyst, figures):
    put_in(checked(trust, analyst, "september.csv", day="2026-09-30"), analyst)
    october = checked(trust, analyst, "october.csv", people=80)
    assert services.effect_of_including(october).replaced == ()
    put_in(october, analyst)
    assert figures() == ("2026-10-31", 60, 80)
    earlier = figures_of(trust).history(WITHIN_18, "all")
    assert [(each.period, each.groups[0].denominator.value) for each in earlier] == [
        ("2026-09-30", 60)
    ]


def test_a_corrected_month_replaces_only_if_the_analyst_says_so(trust, analyst, figures):
    first = checked(trust, analyst, "first.csv")
    put_in(first, analyst)
    corrected = checked(trust, analyst, "corrected.csv", people=100)
    (replaced,) = services.effect_of_including(corrected).replaced
    assert replaced.extract == first
    with pytest.raises(services.NotNow, match="another file gives already"):
        services.include(extract=corrected, by=analyst)
    assert figures() == ("2026-10-31", 40, 60)
    put_in(corrected, analyst, replace=True)
    # 100 people and not 160: the first file counts no more.
    assert figures() == ("2026-10-31", 80, 100)
    first.refresh_from_db()
    assert first.state == State.REPLACED
    assert set(trust.refreshes.current().extracts.all()) == {corrected}


def test_withdrawing_a_correction_brings_back_what_it_had_replaced(trust, analyst, figures):
    first = checked(trust, analyst, "first.csv")
    put_in(first, analyst)
    corrected = checked(trust, analyst, "corrected.csv", people=100)
    put_in(corrected, analyst, replace=True)
    services.withdraw(extract=corrected, because="Wrong site", by=analyst)
    assert figures() is None, "figures that rest on a withdrawn file are shown to nobody"
    work_off()
    assert figures() == ("2026-10-31", 40, 60)
    first.refresh_from_db()
    assert first.state == State.IN_FORCE


def test_withdrawing_an_old_file_that_was_replaced_changes_no_figure(trust, analyst, figures):
    first = checked(trust, analyst, "first.csv")
    put_in(first, analyst)
    corrected = checked(trust, analyst, "corrected.csv", people=100)
    put_in(corrected, analyst, replace=True)
    assert services.withdraw(extract=first, because="Old", by=analyst) is None
    assert figures() == ("2026-10-31", 80, 100)


def test_every_refresh_that_used_a_withdrawn_file_is_marked_and_papers_can_tell(trust, analyst):
    extract = checked(trust, analyst, "october.csv")
    put_in(extract, analyst)
    refresh = trust.refreshes.current()
    Paper.objects.create(organisation=trust, refresh=refresh, title="Board", begun_by=analyst)
    services.withdraw(extract=extract, because="It was the list of another trust", by=analyst)
    paper = trust.papers.select_related("refresh").get()
    assert paper.refresh.superseded_because == (
        "october.csv was withdrawn: It was the list of another trust"
    )
    assert trust.refreshes.current() is None
    assert work_off() == [], "nothing is left of which figures could be made"


def test_nothing_is_kept_of_a_withdrawn_file_but_the_account_of_its_rows(
    trust, analyst, django_capture_on_commit_callbacks
):
    extract = checked(trust, analyst)
    folder = folders.stores_of(trust) / extract.folder
    assert folder.is_dir()
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(extract=extract, because="Mistake", by=analyst)
    assert not folder.exists()
    extract.refresh_from_db()
    assert extract.ledger is not None


def test_the_same_file_twice_is_refused_the_second_time(trust, analyst):
    first = bring(trust, analyst, waiting_list("TST"), "one.csv")
    again = bring(trust, analyst, waiting_list("TST"), "two.csv")
    assert (first.state, again.state) == (State.CHECKED, State.REFUSED)
    assert "same file, byte for byte, as one.csv" in again.problem


def test_a_file_that_is_no_table_is_refused_with_what_to_do(trust, analyst):
    extract = bring(trust, analyst, b"<!doctype html><p>Export failed</p>", "list.csv")
    assert extract.state == State.REFUSED
    assert "web page (HTML)" in extract.problem
    assert "save it as" in extract.problem


def test_each_file_of_a_zip_becomes_an_extract(trust, analyst):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("../../september.csv", waiting_list("TST", day="2026-09-30"))
        zipped.writestr("october.csv", waiting_list("TST"))
    bring(trust, analyst, packed.getvalue(), "lists.zip")
    names = set(trust.extracts.filter(state=State.CHECKED).values_list("name", flat=True))
    assert names == {"september.csv", "october.csv"}


def test_a_zip_of_one_file_is_that_file(trust, analyst):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("october.csv", waiting_list("TST"))
    extract = bring(trust, analyst, packed.getvalue(), "list.zip")
    assert (extract.name, extract.state) == ("october.csv", State.CHECKED)


def test_a_census_date_is_asked_once_and_belongs_to_that_file_alone(trust, analyst):
    undated = waiting_list("TST").decode().replace(",Census Date,", ",Batch,")
    undated = undated.replace("2026-10-31", "7").encode()
    extract = bring(trust, analyst, undated)
    assert extract.state == State.QUESTIONS
    kinds = {question["kind"] for question in extract.inspection["questions"]}
    assert "as_at" in kinds
    given = {
        question["key"]: "2026-10-31" if question["kind"] == "as_at" else "ignore"
        for question in extract.inspection["questions"]
    }
    services.answer(extract=extract, given=given, by=analyst)
    work_off()
    extract.refresh_from_db()
    assert (extract.state, extract.periods) == (State.CHECKED, ["2026-10-31"])
    said = trust.answers.get().said
    assert "2026-10-31" not in str(said)


def test_what_was_said_of_a_column_is_not_asked_again(trust, analyst):
    def with_flag(day):
        lines = waiting_list("TST", day=day).decode().splitlines()
        flagged = [f"{lines[0]},LD_FLG", *(f"{line},N" for line in lines[1:])]
        return ("\n".join(flagged) + "\n").encode()

    first = bring(trust, analyst, with_flag("2026-09-30"), "september.csv")
    if first.state == State.QUESTIONS:
        services.answer(
            extract=first,
            given={q["key"]: "plus_learning_disability" for q in first.inspection["questions"]},
            by=analyst,
        )
        work_off()
    second = bring(trust, analyst, with_flag("2026-10-31"), "october.csv")
    assert second.state == State.CHECKED


def test_only_those_whose_role_says_so_upload_and_put_in(trust, member, analyst):
    chair = member(trust, "chair")
    with pytest.raises(PermissionDenied):
        services.receive(organisation=trust, files=[], by=chair)
    extract = checked(trust, analyst)
    with pytest.raises(PermissionDenied):
        services.include(extract=extract, by=chair)
    with pytest.raises(PermissionDenied):
        services.withdraw(extract=extract, because="No", by=chair)


def test_each_step_is_in_the_audit_trail_without_any_cell(trust, analyst):
    extract = bring(trust, analyst, waiting_list("TST"))
    put_in(extract, analyst)
    services.withdraw(extract=extract, because="Mistake", by=analyst)
    did = list(trust.events.order_by("pk").values_list("what", flat=True))
    assert did == [
        "extract.received",
        "extract.checked",
        "extract.included",
        "figures.asked",
        "figures.made",
        "extract.withdrawn",
    ]


def test_figures_say_whether_they_are_made_of_the_files_in_force(trust, analyst):
    extract = checked(trust, analyst)
    assert is_up_to_date(trust)
    services.include(extract=extract, by=analyst)
    assert not is_up_to_date(trust)
    work_off()
    assert is_up_to_date(trust)


def test_one_job_makes_the_figures_of_several_files_put_in_together(trust, analyst, figures):
    for day in ("2026-09-30", "2026-10-31"):
        extract = checked(trust, analyst, day=day)
        services.include(extract=extract, by=analyst)
        assert trust.jobs.filter(kind=Job.Kind.REFRESH, state=Job.State.WAITING).count() == 1
    work_off()
    assert trust.refreshes.count() == 1
    assert figures() == ("2026-10-31", 40, 60)


def test_new_figures_say_what_changed_since_the_last_of_an_earlier_day(trust, analyst):
    put_in(checked(trust, analyst, "september.csv", day="2026-09-30"), analyst)
    first = trust.refreshes.current()
    trust.refreshes.update(made_at=timezone.now() - dt.timedelta(days=30))
    put_in(checked(trust, analyst, "october.csv"), analyst)
    put_in(checked(trust, analyst, "corrected.csv", people=100), analyst, replace=True)
    current = trust.refreshes.current()
    assert (current.number, current.compared_with) == (3, first)
    assert figures_of(trust).changes() is not None


def test_figures_that_rest_on_a_withdrawn_file_are_not_compared_with(trust, analyst):
    put_in(checked(trust, analyst, "september.csv", day="2026-09-30"), analyst)
    wrong = checked(trust, analyst, "october.csv")
    put_in(wrong, analyst)
    services.withdraw(extract=wrong, because="Another trust's", by=analyst)
    work_off()
    current = trust.refreshes.current()
    assert (current.number, current.compared_with.number) == (3, 1)


def test_figures_of_long_ago_are_forgotten_unless_a_paper_rests_on_them(
    refreshed_trust, sample_release, monkeypatch
):
    monkeypatch.setattr(refreshes, "REFRESHES_KEPT", 2)
    oldest = refreshed_trust.refreshes.current()
    by = oldest.made_by
    refreshed_trust.papers.create(title="Board", refresh=oldest, begun_by=by)
    for _ in range(4):
        refreshes.keep_release(sample_release, organisation=refreshed_trust, by=by)
    kept = refreshed_trust.refreshes.order_by("number")
    assert [refresh.results.exists() for refresh in kept] == [True, False, False, True, True]


def test_what_a_killed_worker_left_is_swept_away_after_a_day(trust, analyst):
    extract = checked(trust, analyst)
    stores = folders.stores_of(trust)
    (stores / "left").mkdir()
    (folders.uploads_of(trust) / "left").touch()
    assert sweep_files() == 0, "it could still be in use"
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    for path in (stores / "left", folders.uploads_of(trust) / "left", stores / extract.folder):
        os.utime(path, (two_days_ago, two_days_ago))
    assert sweep_files() == 2
    assert (stores / extract.folder).is_dir()


def test_figures_are_made_again_when_a_setting_changes_that_they_rest_on(trust, analyst):
    settings_changed.send(Organisation, organisation=trust, changed=frozenset(), by=analyst)
    assert not trust.jobs.exists(), "there are no figures yet"
    put_in(checked(trust, analyst), analyst)
    settings_changed.send(Organisation, organisation=trust, changed=frozenset(), by=analyst)
    work_off()
    assert trust.refreshes.current().number == 2
