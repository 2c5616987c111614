"""The pages on which an analyst brings the waiting list of journey 1, and what they must show."""

import html
import re
from typing import ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client

from equity_lens.demonstration.trust import write_trust
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services import extracts as services
from web.uploading import checked, uploaded, waiting_list, work_off

EXTRACTS = "/data/extracts/"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    return write_trust(tmp_path_factory.mktemp("demonstration"))


def words(response):
    """The visible words of a page, with single spaces."""
    text = re.sub(r"<(script|style|title).*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_journey_one_from_the_upload_to_the_completeness_of_the_record(
    db, demonstration, client, member
):
    trust = Organisation.objects.create(
        code=demonstration.code, name=demonstration.name, synthetic=True
    )
    client.force_login(member(trust, "analyst"))

    # Step 1: the analyst drops the waiting list.
    answer = client.post(EXTRACTS, {"files": uploaded(demonstration.waiting_list)})
    extract = trust.extracts.get()
    assert answer.headers["Location"] == f"{EXTRACTS}{extract.pk}/"
    assert "Waiting for the worker" in words(client.get(answer.headers["Location"]))
    work_off()

    # Step 2: 14 of 17 columns are recognised, 3 are asked about.
    page = client.get(f"{EXTRACTS}{extract.pk}/")
    assert "14 of 17 columns were recognised" in words(page)
    fields = re.findall(r'<select[^>]*name="(column-\d+)"', page.content.decode())
    assert len(fields) == 3
    suggested = re.findall(r'<option value="(plus_\w+)" selected>', page.content.decode())
    assert len(suggested) == 3
    answer = client.post(
        f"{EXTRACTS}{extract.pk}/answers/", dict(zip(fields, suggested, strict=True))
    )
    assert answer.status_code == 302
    work_off()

    # 41,200 rows; 312 rejected: 204 with a clock start after the extract, 71 of an unknown
    # provider, 37 duplicates. 40,888 are left.
    page = client.get(f"{EXTRACTS}{extract.pk}/")
    shown = words(page)
    assert "Rows read 41,200 Accepted 40,888 Rejected 312" in shown
    assert "Clock start is after the census date 204 0.5%" in shown
    assert "Provider is not known 71 0.2%" in shown
    assert "Duplicate of an earlier row 37 0.1%" in shown
    assert "You said on" in shown

    # Step 3: completeness. 36,022 of 40,888 is 88.1%; 1.9% have no deprivation.
    assert re.search(r"Ethnic group State Rows Share Known [\d,]+ 88\.1%", shown)
    assert re.search(r"Not stated \(asked\) [\d,]+ 6\.4%", shown)
    assert re.search(r"Not known \(not asked or not recorded\) [\d,]+ 5\.5%", shown)
    assert "Known for 98.1% of rows and not for 1.9%." in shown
    assert "No fixed abode 213" in shown

    # Nothing is in the figures yet; the page says what would be.
    assert "What it would change" in shown
    assert "31 October 2026" in shown
    assert "Put into the figures" in shown

    # The rejected rows of one reason, by line, a page at a time, and as a file.
    listed = client.get(f"{EXTRACTS}{extract.pk}/rejections/0/")
    assert "204 rows were left out for this reason" in words(listed)
    assert "Lines 1 to 100 of 204" in words(listed)
    last = client.get(f"{EXTRACTS}{extract.pk}/rejections/0/?page=3")
    assert "Lines 201 to 204 of 204" in words(last)
    file = client.get(f"{EXTRACTS}{extract.pk}/rejected-rows.csv")
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert len(lines) == 1 + 312
    assert lines[0] == "file,line,column,reason"
    assert "attachment" in file.headers["Content-Disposition"]

    # Put into the figures, and the findings are a click away.
    answer = client.post(f"{EXTRACTS}{extract.pk}/inclusions/")
    work_off()
    assert "See the findings" in words(client.get(answer.headers["Location"]))
    first = client.get("/evidence/findings/")
    # 5,180 of 9,100 is 56.9%; 4,925 of 7,600 is 64.8%; the gap 7.9 points.
    assert "56.9%" in words(first)
    assert "64.8%" in words(first)
    assert "7.9 percentage points" in words(first)


def test_an_empty_room_teaches_what_to_bring(trust, signed_in):
    shown = words(signed_in(trust, "analyst").get(EXTRACTS))
    assert "No extract yet" in shown
    assert "A good first file is the waiting list" in shown
    assert "synthetic trust" in shown
    assert "Takes about 4 minutes" in shown


def test_the_list_says_where_each_file_stands(trust, signed_in, member):
    client = signed_in(trust, "analyst")
    checked(trust, trust.members.get(), "october.csv")
    shown = words(client.get(EXTRACTS))
    assert (
        "october.csv Checked, not yet in the figures Referral-to-treatment waiting list "
        "31 October 2026 60" in shown
    )


@pytest.mark.parametrize(
    ("name", "content", "instruction"),
    [
        ("list.csv", b"", "The file is empty. Export it again"),
        ("list.csv", b"x" * 2048, "list.csv is larger than 1.0"),
    ],
)
def test_a_file_that_cannot_come_in_is_met_with_an_instruction(
    trust, signed_in, settings, name, content, instruction
):
    settings.LARGEST_UPLOAD = 1024
    client = signed_in(trust, "analyst")
    page = client.post(EXTRACTS, {"files": SimpleUploadedFile(name, content)})
    assert "There is a problem" in words(page)
    assert instruction in words(page)
    assert trust.extracts.count() == 0


def test_uploading_nothing_is_met_with_an_instruction(trust, signed_in):
    page = signed_in(trust, "analyst").post(EXTRACTS, {})
    assert "Choose a file to upload" in words(page)


def test_several_files_at_once_are_several_extracts(trust, signed_in):
    client = signed_in(trust, "analyst")
    files = [
        SimpleUploadedFile("september.csv", waiting_list("TST", day="2026-09-30")),
        SimpleUploadedFile("october.csv", waiting_list("TST")),
    ]
    page = client.post(EXTRACTS, {"files": files}, follow=True)
    assert "2 files have arrived and are being read" in words(page)
    assert trust.extracts.count() == 2


def test_the_name_of_a_file_cannot_lead_out_of_its_folder_or_into_the_page(trust, signed_in):
    client = signed_in(trust, "analyst")
    name = '../../etc/<script>alert(1)</script>"list.csv'
    client.post(EXTRACTS, {"files": SimpleUploadedFile(name, waiting_list("TST"))})
    extract = trust.extracts.get()
    assert "/" not in extract.name
    assert "<script>alert" not in client.get(f"{EXTRACTS}{extract.pk}/").content.decode()


def test_a_replacement_is_shown_and_has_to_be_chosen(trust, signed_in):
    client = signed_in(trust, "analyst")
    analyst = trust.members.get()
    first = checked(trust, analyst, "first.csv")
    services.include(extract=first, by=analyst)
    work_off()
    corrected = checked(trust, analyst, "corrected.csv", people=100)
    shown = words(client.get(f"{EXTRACTS}{corrected.pk}/"))
    assert "Figures that another file gives now" in shown
    assert "first.csv" in shown

    address = f"{EXTRACTS}{corrected.pk}/inclusions/"
    page = client.post(address)
    assert "Choose which of the two files should count" in words(page)
    page = client.post(address, {"replace": "no"}, follow=True)
    assert "The figures stay as they are" in words(page)
    assert Extract.objects.get(pk=corrected.pk).state == Extract.State.CHECKED
    client.post(address, {"replace": "yes"})
    assert Extract.objects.get(pk=first.pk).state == Extract.State.REPLACED


def test_withdrawing_asks_why_and_names_the_papers_that_rest_on_the_file(trust, signed_in):
    client = signed_in(trust, "analyst")
    analyst = trust.members.get()
    extract = checked(trust, analyst, "october.csv")
    services.include(extract=extract, by=analyst)
    work_off()
    refresh = trust.refreshes.current()
    trust.papers.create(title="Public board, November", refresh=refresh, begun_by=analyst)
    address = f"{EXTRACTS}{extract.pk}/withdrawals/"
    shown = words(client.get(address))
    assert "Figures that would go" in shown
    assert "Public board, November" in shown
    assert "Say why, for whoever reads a paper" in words(client.post(address, {"because": " "}))
    page = client.post(address, {"because": "List of another site"}, follow=True)
    assert "october.csv was withdrawn" in words(page)
    assert "List of another site" in words(page)
    left = client.get(f"{EXTRACTS}{extract.pk}/")
    assert "Papers that rest on this file" in words(left)
    assert f'<a href="/papers/{trust.papers.get().pk}/">Public board, November</a>' in (
        left.content.decode()
    )
    assert "Rows read 60" in words(page), "the account of its rows stays"
    assert client.get(f"{EXTRACTS}{extract.pk}/rejections/0/").status_code == 404
    assert client.get(f"{EXTRACTS}{extract.pk}/rejected-rows.csv").status_code == 404


def test_reading_that_was_stopped_can_be_begun_again(trust, signed_in):
    client = signed_in(trust, "analyst")
    client.post(EXTRACTS, {"files": SimpleUploadedFile("list.csv", waiting_list("TST"))})
    extract = trust.extracts.get()
    client.post(f"/data/jobs/{extract.jobs.get().pk}/cancellations/")
    shown = words(client.get(f"{EXTRACTS}{extract.pk}/"))
    assert "Reading this file was stopped" in shown
    client.post(f"{EXTRACTS}{extract.pk}/readings/")
    assert "Waiting for the worker" in words(client.get(f"{EXTRACTS}{extract.pk}/"))


def test_what_was_said_of_a_column_can_be_changed_or_asked_again(trust, signed_in):
    client = signed_in(trust, "analyst")
    trust.answers.create(
        contract="rtt_waiting_list",
        said={"columns": {"LD_FLG": "plus_learning_disability", "Batch": "ignore"}},
        said_by=trust.members.get(),
    )
    assert "Referral-to-treatment waiting list" in words(client.get("/data/answers/"))
    address = "/data/answers/rtt_waiting_list/"
    shown = words(client.get(address))
    assert "LD_FLG" in shown
    assert "You said this on" in shown
    client.post(address, {"column-0": "ask-again", "column-1": "plus_learning_disability"})
    assert trust.answers.get().said["columns"] == {"LD_FLG": "plus_learning_disability"}


def test_another_trusts_extract_does_not_exist(trust, other_trust, signed_in, member):
    extract = checked(trust, member(trust, "analyst"))
    theirs = signed_in(other_trust, "analyst")
    for rest in ("", "withdrawals/", "rejections/0/", "rejected-rows.csv"):
        assert theirs.get(f"{EXTRACTS}{extract.pk}/{rest}").status_code == 404
    for rest in ("answers/", "inclusions/", "withdrawals/", "readings/"):
        assert theirs.post(f"{EXTRACTS}{extract.pk}/{rest}").status_code == 404


@pytest.mark.parametrize("role_name", ["chair", "hi_lead", "administrator"])
def test_only_those_who_upload_open_the_room(trust, signed_in, role_name):
    assert signed_in(trust, role_name).get(EXTRACTS).status_code == 403


def test_the_list_asks_the_database_as_often_for_many_files_as_for_one(
    trust, signed_in, django_assert_max_num_queries
):
    client = signed_in(trust, "analyst")
    analyst = trust.members.get()
    Extract.objects.bulk_create(
        Extract(organisation=trust, name=f"{n}.csv", received_by=analyst) for n in range(40)
    )
    with django_assert_max_num_queries(12):
        client.get(EXTRACTS)


def test_one_extract_is_few_queries(trust, signed_in, django_assert_max_num_queries):
    client = signed_in(trust, "analyst")
    extract = checked(trust, trust.members.get())
    with django_assert_max_num_queries(12):
        client.get(f"{EXTRACTS}{extract.pk}/")


@pytest.fixture
def guarded(settings):
    """The upload handlers of the platform, whatever stands in front of them now."""
    guard = "equity_lens_web.evidence.files.receiving.OnlyFromThoseSignedIn"
    others = [each for each in settings.FILE_UPLOAD_HANDLERS if each != guard]
    settings.FILE_UPLOAD_HANDLERS = [guard, *others]


def test_nothing_is_read_of_a_file_that_a_stranger_sends(db, settings, guarded):
    stranger = Client(enforce_csrf_checks=True)
    # With a cookie and a token that match, the whole form would be read to compare them.
    stranger.cookies["csrftoken"] = token = "a" * 32
    settings.FILE_UPLOAD_HANDLERS = [settings.FILE_UPLOAD_HANDLERS[0], f"{__name__}.Seen"]
    file = SimpleUploadedFile("list.csv", b"x" * 4096)
    answer = stranger.post(EXTRACTS, {"csrfmiddlewaretoken": token, "files": file})
    assert answer.status_code == 403
    assert Seen.files == []


class Seen(MemoryFileUploadHandler):
    """Writes down each file that gets as far as this."""

    files: ClassVar[list[str]] = []

    def new_file(self, field_name, file_name, *rest, **more):
        self.files.append(file_name)
        super().new_file(field_name, file_name, *rest, **more)


def test_nothing_is_read_of_a_form_that_is_far_too_large(trust, signed_in, settings, guarded):
    client = signed_in(trust, "analyst")
    settings.LARGEST_UPLOAD = 1024
    answer = client.post(EXTRACTS, {"files": SimpleUploadedFile("list.csv", b"x" * 4096)})
    assert answer.status_code in (400, 413)
    assert trust.extracts.count() == 0


def test_a_guarded_upload_of_a_member_arrives_whole(trust, signed_in, guarded):
    client = signed_in(trust, "analyst")
    content = waiting_list("TST")
    client.post(EXTRACTS, {"files": SimpleUploadedFile("list.csv", content)})
    assert trust.extracts.get().size == len(content)
