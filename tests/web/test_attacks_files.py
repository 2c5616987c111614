"""Files and names that were made to do harm: in headers, in spreadsheets, in the settings."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services import extracts as services
from web.uploading import bring, waiting_list, work_off

MEASURE = "outpatient-did-not-attend"
FORMULA = '=HYPERLINK("http://elsewhere.example","look")'
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def analyst(trust, member):
    return member(trust, "analyst")


@pytest.fixture
def browser(client, analyst):
    client.force_login(analyst)
    return client


def clinics(*labels):
    """A counts table with a breakdown of the trust's own, whose groups somebody has named."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("measure", "period", "organisation", "dimension", "subgroup", "numerator", "denominator")
    )
    writer.writerow((MEASURE, "2026-10", "TST", "all", "all", 40, 100 * len(labels)))
    for label in labels:
        writer.writerow((MEASURE, "2026-10", "TST", "clinic", label, 20, 100))
    return out.getvalue().encode()


@pytest.fixture
def hostile(trust, analyst):
    """Figures whose groups are named like a formula, a script, and with Word's line end."""
    extract = bring(trust, analyst, clinics(FORMULA, SCRIPT, "@SUM(1)", "East\x0bclinic"), "c.csv")
    services.include(extract=extract, by=analyst)
    work_off()
    return extract


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def groups_file(browser, form, **asked):
    address = reverse("evidence:chart-file", args=[MEASURE, "groups", form])
    return browser.get(address, {"by": "clinic", **asked})


@pytest.mark.parametrize("by", ['x"; filename="evil.exe', "x\r\nSet-Cookie: a=b", "../../etc"])
def test_what_was_asked_for_cannot_leave_the_name_of_a_chart_file(hostile, browser, by):
    response = groups_file(browser, "csv", by=by)
    assert response.status_code == 200
    name = response.headers["Content-Disposition"].removeprefix("attachment; filename=")
    assert name.startswith(f'"{MEASURE}-groups-')
    assert name.count('"') == 2
    assert "/" not in name


def test_a_spreadsheet_runs_nothing_of_a_chart_s_table(hostile, browser):
    names = {row[0] for row in rows(groups_file(browser, "csv"))[1:]}
    assert names == {f"'{FORMULA}", SCRIPT, "'@SUM(1)", "East clinic"}


def test_a_chart_s_table_is_marked_where_the_data_are_synthetic(hostile, browser, trust):
    heading, *lines = rows(groups_file(browser, "csv"))
    assert heading[-1] == "Synthetic data"
    assert {line[-1] for line in lines} == {"yes"}
    trust.synthetic = False
    trust.save()
    assert "Synthetic data" not in rows(groups_file(browser, "csv"))[0]


@pytest.mark.parametrize(
    "address",
    [
        "/evidence/", "/evidence/measures/", f"/evidence/measures/{MEASURE}/?by=clinic",
        f"/evidence/measures/{MEASURE}/charts/groups.svg?by=clinic", "/evidence/findings/",
        "/evidence/data-quality/", "/data/extracts/",
    ],
)  # fmt: skip
def test_the_name_of_a_group_is_never_a_script(hostile, browser, address):
    page = browser.get(address)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_a_picture_can_be_made_of_a_group_with_word_s_line_end(hostile, browser):
    assert groups_file(browser, "png").content.startswith(b"\x89PNG")


def test_a_spreadsheet_runs_nothing_of_the_list_of_rejected_rows(trust, browser, analyst):
    """Whoever makes a file chooses its name, and the names of its columns."""
    extract = bring(trust, analyst, waiting_list("TST", unreadable=9), "=1+1.csv")
    response = browser.get(reverse("evidence:rejected-rows", args=[extract.pk]))
    lines = list(csv.reader(b"".join(response.streaming_content).decode().splitlines()))
    response.close()
    assert {line[0] for line in lines[1:]} == {"'=1+1.csv"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('a"b\r\nX: y.csv', "abX y.csv"),
        ("../../etc/passwd", "passwd"),
        ("list\u202egpj.csv", "listgpj.csv"),  # would be shown as "listvsc.jpg"
        ("é" * 300 + ".csv", "é" * 120 + ".csv"),
    ],
)
def test_the_name_of_a_file_is_made_harmless_when_it_arrives(trust, analyst, name, kept):
    # A browser's form takes some of this out; a zip and other doors do not.
    upload = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    upload._name = name
    (extract,) = services.receive(organisation=trust, files=[upload], by=analyst)
    assert extract.name == kept


def test_an_empty_file_is_refused_with_what_to_do(browser):
    response = browser.post("/data/extracts/", {"files": SimpleUploadedFile("list.csv", b"")})
    assert "Export it again" in response.content.decode()
    assert not Extract.objects.exists()


def with_password(content):
    """The zip with the flag of a password on each of its files."""
    marked = bytearray(content)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + place] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


def test_a_word_template_with_a_password_is_refused_with_what_to_do(trust, signed_in):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as held:
        held.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
    given = {"name": trust.name, "sector": "", "policy": "hes", "edition": ""}
    file = SimpleUploadedFile("template.docx", with_password(packed.getvalue()))
    response = signed_in(trust, "administrator").post(
        "/settings/", {**given, "word_template": file}
    )
    assert response.status_code == 200
    assert "Choose a template saved by Word as .docx" in response.content.decode()
