"""What an organisation settles, and the two files that it may give."""

import html
import io
import re
import struct
import zipfile
import zlib

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from equity_lens.disclosure.policy import policy
from equity_lens.measures.material import material
from equity_lens_web.accounts import services
from equity_lens_web.accounts.forms.organisation import POLICIES
from equity_lens_web.accounts.signals import settings_changed
from equity_lens_web.accounts.uploads import NotUsable, picture_of, template_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width=2, height=2, *, points=None, between=b"", after=b""):
    """A grey picture by the PNG specification: 8 bits a point, a filter byte before each row."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = points if points is not None else b"\0" * (height * (width + 1))
    picture = _chunk(b"IDAT", zlib.compress(rows))
    return SIGNATURE + _chunk(b"IHDR", header) + between + picture + _chunk(b"IEND", b"") + after


def _docx(**parts):
    """A Word file as the library for Word writes it, with further parts."""
    written = io.BytesIO()
    docx.Document().save(written)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return written.getvalue()


@pytest.fixture
def administrator(signed_in, trust):
    return signed_in(trust, "administrator")


def _settings(**changes):
    ticked = list(material())  # where no sector is set, everything concerns the trust
    first = {"name": "Test trust (synthetic)", "sector": "", "policy": "hes", "material": ticked}
    return {**first, **changes}


def _post(client, **changes):
    response = client.post(reverse("accounts:settings"), _settings(**changes), follow=True)
    return html.unescape(response.content.decode())


def test_settings_are_kept_and_traced(administrator, trust):
    assert "The settings are kept." in _post(administrator, name="New name", sector="acute")
    trust.refresh_from_db()
    assert (trust.name, trust.sector) == ("New name", "acute")
    event = trust.events.get(what="settings.changed")
    assert event.detail["name"] == {"before": "Test trust (synthetic)", "after": "New name"}


def test_keeping_the_page_as_it_stands_changes_nothing(administrator, trust):
    page = administrator.get(reverse("accounts:settings")).content.decode()
    first_sector = re.search(r'<select[^>]*name="sector".*?<option value="([^"]*)"', page, re.S)[1]
    words = _post(administrator, sector=first_sector)
    assert "Nothing was different, so nothing has changed." in words
    assert not trust.events.filter(what="settings.changed").exists()


def test_local_authorities_are_checked_by_the_reference_data(administrator, trust):
    # E08000035 is Leeds, E08000032 is Bradford; E12000003 is a region and no council.
    words = _post(administrator, local_authorities="e08000035\nE12000003")
    assert "E12000003: enter codes of local authorities" in words
    words = _post(administrator, local_authorities="e08000035, E08000032\nE08000035")
    assert "The area that you serve now: Bradford and Leeds." in words
    trust.refresh_from_db()
    assert trust.local_authorities == ["E08000032", "E08000035"]


def test_every_rule_that_protects_is_offered_and_no_other():
    named = {"hes", "local", "ohid", "published"}
    assert set(POLICIES) == {name for name in named if not policy(name).passes_through}


def test_the_rule_that_protects_nothing_cannot_be_chosen(administrator, trust):
    _post(administrator, policy="published")
    trust.refresh_from_db()
    assert trust.policy == "hes"


def _heard(captured, administrator, **changes):
    heard = []

    def hear(sender, organisation, changed, by, **more):
        heard.append((organisation.code, changed))

    settings_changed.connect(hear)
    try:
        with captured(execute=True):
            _post(administrator, **changes)
    finally:
        settings_changed.disconnect(hear)
    return heard


def test_a_change_that_figures_rest_on_is_told_once_it_is_kept(
    administrator, trust, django_capture_on_commit_callbacks
):
    heard = _heard(django_capture_on_commit_callbacks, administrator, policy="local")
    assert heard == [("TST", frozenset({"policy"}))]


def test_a_new_name_makes_no_figures_again(
    administrator, trust, django_capture_on_commit_callbacks
):
    assert _heard(django_capture_on_commit_callbacks, administrator, name="New name") == []


def test_a_service_asks_for_the_permission_itself(trust, member):
    with pytest.raises(PermissionDenied):
        services.change_settings(organisation=trust, by=member(trust, "analyst"), policy="local")


def test_only_settings_can_be_changed(trust, member):
    with pytest.raises(ValueError, match="synthetic"):
        services.change_settings(
            organisation=trust, by=member(trust, "administrator"), synthetic=False
        )


def test_a_logo_is_served_as_a_picture_and_as_nothing_else(administrator, trust):
    _post(administrator, logo=SimpleUploadedFile("logo.png", _png(), "text/html"))
    response = administrator.get(reverse("accounts:logo"))
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == _png()
    assert (
        'alt="Test trust (synthetic)"' in administrator.get(reverse("accounts:me")).content.decode()
    )


def test_a_logo_can_be_removed(administrator, trust):
    _post(administrator, logo=SimpleUploadedFile("logo.png", _png()))
    _post(administrator, remove_logo="on")
    assert administrator.get(reverse("accounts:logo")).status_code == 404


def test_nothing_rides_along_behind_a_picture():
    told = _chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")
    assert picture_of(_png(between=told, after=b"PK and a whole other file")) == _png()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "saved as PNG"),
        (b"GIF89a", "saved as PNG"),
        (_png() + b"\0" * 200 * 1024, "at most 200 kB"),
        (_png()[:-20], "damaged"),
        (_png().replace(b"IDAT", b"IDAR"), "damaged"),
        (_png(points=b"\0" * 7), "damaged"),
        (_png(points=b"\0" * 5), "damaged"),
        (_png(4001, 1), "at most 4000 points"),
        (SIGNATURE, "damaged"),
    ],
)
def test_what_is_not_a_sound_small_png_is_refused(content, said):
    with pytest.raises(NotUsable, match=said):
        picture_of(content)


def test_a_picture_that_unpacks_to_more_than_it_says_is_refused():
    bomb = _png(points=b"\0" * 30_000_000)
    assert len(bomb) < 200 * 1024
    with pytest.raises(NotUsable, match="damaged"):
        picture_of(bomb)


def test_a_word_template_is_kept_as_it_is(administrator, trust):
    given = _docx()
    words = _post(administrator, word_template=SimpleUploadedFile("trust.docx", given))
    assert "Papers are written into a template of yours." in words
    trust.refresh_from_db()
    assert bytes(trust.word_template) == given


OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="http://elsewhere.example/a.dotm" TargetMode="External" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a zip", "saved by Word"),
        (_png(), "saved by Word"),
        (_docx(**{"word__vbaProject.bin": b"a program"}), "without macros"),
        (_docx(**{"word__embeddings__a.xlsx": b"a file"}), "embedded files"),
        (
            _docx(**{"word___rels__settings.xml.rels": OUTSIDE.format(kind="attachedTemplate")}),
            "fetches nothing",
        ),
        (_docx(**{"word__big.xml": b"\0" * 51 * 1024**2}), "smaller when unpacked"),
    ],
)
def test_a_template_that_runs_or_fetches_something_is_refused(content, said):
    with pytest.raises(NotUsable, match=said):
        template_of(content)


def test_a_plain_link_in_a_template_is_allowed():
    given = _docx(**{"word___rels__header9.xml.rels": OUTSIDE.format(kind="hyperlink")})
    assert template_of(given) == given
