"""Two people, or two presses of one button, at once."""

import pytest
from django.utils import timezone

from equity_lens_web.accounts.models import Person
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.models import Extract, Job
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services import extracts as services
from equity_lens_web.evidence.services import tallies
from equity_lens_web.evidence.services.refreshes import is_up_to_date
from web.papers.pages import text_of
from web.uploading import checked, waiting_list, work_off

State = Extract.State


@pytest.fixture
def client(trust, signed_in):
    return signed_in(trust, "analyst")


@pytest.fixture
def analyst(client):
    return Person.objects.get(email="analyst@tst.example")


def meanwhile(monkeypatch, what, change):
    """Lets ``change`` happen after the page has looked and before the service acts."""
    looked = getattr(services, what)

    def look(extract):
        found = looked(extract)
        change(extract)
        return found

    monkeypatch.setattr(services, what, look)


def put_in(extract):
    Extract.objects.filter(pk=extract.pk).update(
        state=State.IN_FORCE, included_at=timezone.now(), included_by=extract.received_by
    )


def test_the_second_press_of_a_button_is_told_how_it_stands(trust, client, analyst, monkeypatch):
    extract = checked(trust, analyst)
    meanwhile(monkeypatch, "effect_of_including", put_in)
    response = client.post(f"/data/extracts/{extract.pk}/inclusions/", follow=True)
    assert response.status_code == 200
    assert "list.csv is now: in the figures." in text_of(response)
    assert not trust.jobs.filter(kind=Job.Kind.REFRESH).exists()


def test_whoever_withdraws_a_file_that_is_withdrawn_meanwhile_is_told(
    trust, client, analyst, monkeypatch
):
    extract = checked(trust, analyst)
    held = services._held

    def too_late(found, *states):
        Extract.objects.filter(pk=found.pk).update(state=State.WITHDRAWN)
        return held(found, *states)

    monkeypatch.setattr(services, "_held", too_late)
    response = client.post(
        f"/data/extracts/{extract.pk}/withdrawals/", {"because": "Wrong month"}, follow=True
    )
    assert response.status_code == 200
    assert "list.csv is now: withdrawn." in text_of(response)


def test_a_tally_that_somebody_sent_meanwhile_cannot_be_saved_over(
    trust, client, analyst, monkeypatch
):
    sheet = tallies.begin(
        organisation=trust, measure="outpatient-did-not-attend", dimension="sex",
        month="2026-10", by=analyst,
    )  # fmt: skip
    save = tallies.save

    def too_late(**given):
        tallies.save = save
        tallies.send(sheet=sheet, rows={"female": (20, 100)}, by=analyst)
        return save(**given)

    monkeypatch.setattr(tallies, "save", too_late)
    kept = {"numerator-0": "1", "denominator-0": "2"}
    response = client.post(f"/data/tallies/{sheet.pk}/", kept, follow=True)
    assert "This sheet was sent already" in text_of(response)
    sheet.refresh_from_db()
    assert sheet.rows == {"female": [20, 100]}


def test_a_number_that_cannot_be_is_refused_in_the_form_and_not_by_the_worker(
    trust, client, analyst
):
    sheet = tallies.begin(
        organisation=trust, measure="outpatient-did-not-attend", dimension="sex",
        month="2026-10", by=analyst,
    )  # fmt: skip
    huge = "1" + "0" * 400
    given = {"numerator-0": huge, "denominator-0": huge, "send": "yes"}
    response = client.post(f"/data/tallies/{sheet.pk}/", given)
    assert "Female: enter a number that can be, at most 100 million" in text_of(response)
    assert not trust.extracts.exists()


def test_a_file_withdrawn_while_the_figures_are_made_is_not_in_them(trust, analyst):
    kept, mistaken = checked(trust, analyst), checked(trust, analyst, "b.csv", day="2026-09-30")
    for extract in (kept, mistaken):
        services.include(extract=extract, by=analyst)
    job = jobs.claim(trust.jobs.get(state=Job.State.WAITING).pk)
    work = jobs.KINDS[job.kind]
    finish = work.begin(job, lambda step, fraction=None: None)
    services.withdraw(extract=mistaken, because="Wrong file", by=analyst)
    with jobs._still_ours(job) as held:
        jobs._end(held, Job.State.DONE)
        finish()
    assert figures_of(trust).refresh is None
    work_off()
    refresh = trust.refreshes.current()
    assert list(refresh.extracts.all()) == [kept]
    assert is_up_to_date(trust)


def test_a_job_cancelled_at_its_very_end_has_changed_nothing(trust, analyst):
    services.include(extract=checked(trust, analyst), by=analyst)
    job = jobs.claim(trust.jobs.get().pk)
    finish = jobs.KINDS[job.kind].begin(job, lambda step, fraction=None: None)
    kind = jobs.KINDS[job.kind]
    jobs.cancel(job)
    try:
        jobs.KINDS[job.kind] = jobs.Work(lambda *_: finish, kind.failed)
        jobs.perform(job)
    finally:
        jobs.KINDS[job.kind] = kind
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert not trust.refreshes.exists()


def test_two_workers_cannot_claim_one_job(trust, analyst):
    services.include(extract=checked(trust, analyst), by=analyst)
    number = trust.jobs.get().pk
    assert jobs.claim(number) is not None
    assert jobs.claim(number) is None


def test_the_same_file_brought_twice_at_once_counts_once(trust, analyst):
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = waiting_list("TST")
    services.receive(
        organisation=trust,
        files=[SimpleUploadedFile(name, content) for name in ("a.csv", "b.csv")],
        by=analyst,
    )
    work_off()
    assert sorted(trust.extracts.values_list("state", flat=True)) == ["checked", "refused"]
