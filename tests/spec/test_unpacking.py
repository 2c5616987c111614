"""A zip is a way of sending files, and nothing that it says of itself is trusted."""

import io
import zipfile

import pytest

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading import unpack, unpacking


@pytest.fixture
def zipped(tmp_path):
    """Writes a zip of these names and contents."""

    def zipping(files, *, packing=zipfile.ZIP_DEFLATED):
        path = tmp_path / "sent.zip"
        with zipfile.ZipFile(path, "w", packing) as packed:
            for name, content in files.items():
                made = zipfile.ZipInfo(name, (2026, 10, 31, 9, 30, 0))
                packed.writestr(made, content, compress_type=packing)
        return path

    return zipping


@pytest.fixture
def into(tmp_path):
    folder = tmp_path / "private"
    folder.mkdir()
    return folder


def test_the_files_inside_are_written_side_by_side(zipped, into):
    sent = zipped({"october/": "", "october/list.csv": "a,b\n", "october/clinic.csv": "c\n"})
    files = unpack(sent, into=into)
    assert [(file.name, file.read_text()) for file in files] == [
        ("list.csv", "a,b\n"),
        ("clinic.csv", "c\n"),
    ]
    assert {file.parent for file in files} == {into}


@pytest.mark.parametrize(
    "name",
    ["../../list.csv", "/etc/list.csv", "..\\..\\list.csv", "C:\\a\\list.csv", "a/../list.csv"],
)
def test_a_name_that_leads_elsewhere_is_cut_to_its_last_part(zipped, into, tmp_path, name):
    (file,) = unpack(zipped({name: "a\n"}), into=into)
    assert file == into / "list.csv"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["private", "sent.zip"]


def test_two_files_of_one_name_are_both_kept(zipped, into):
    files = unpack(zipped({"may/list.csv": "1\n", "june/list.csv": "2\n"}), into=into)
    assert [file.name for file in files] == ["list.csv", "list (2).csv"]
    assert [file.read_text() for file in files] == ["1\n", "2\n"]


def test_what_a_mac_or_a_hidden_folder_adds_is_passed_over(zipped, into):
    added = {"__MACOSX/._list.csv": "x", ".DS_Store": "x", "list.csv": "a\n"}
    assert [file.name for file in unpack(zipped(added), into=into)] == ["list.csv"]


def test_a_file_that_is_no_zip_is_itself(tmp_path, into):
    plain = tmp_path / "list.csv"
    plain.write_text("a,b\n")
    assert unpack(plain, into=into) == (plain,)
    assert unpack(tmp_path / "not there", into=into) == (tmp_path / "not there",)


def test_a_workbook_is_no_zip_to_us(tmp_path, into):
    import xlsxwriter

    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "a")
    assert unpack(path, into=into) == (path,)


def test_a_zip_with_a_workbook_gives_the_workbook(zipped, into):
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "a")
    (file,) = unpack(zipped({"list.xlsx": content.getvalue()}), into=into)
    assert file.read_bytes() == content.getvalue()


def test_a_zip_of_nothing_and_one_of_too_much_are_refused(zipped, into):
    with pytest.raises(UnreadableFile, match="holds no file"):
        unpack(zipped({"empty/": ""}), into=into)
    with pytest.raises(UnreadableFile, match="21 files"):
        unpack(zipped({f"{i}.csv": "a" for i in range(21)}), into=into)


def test_a_zip_that_unpacks_to_far_more_than_it_is_stops_in_time(zipped, into, monkeypatch):
    monkeypatch.setattr(unpacking, "ALWAYS_ALLOWED", 1 << 20)
    sent = zipped({"list.csv": bytes(40 << 20)})
    assert sent.stat().st_size * 300 < 40 << 20
    with pytest.raises(UnreadableFile, match="300 times its size"):
        unpack(sent, into=into)
    assert sum(file.stat().st_size for file in into.iterdir()) < 20 << 20


def test_a_zip_that_lies_about_its_size_is_damaged(zipped, into):
    sent = zipped({"list.csv": "a" * 1000}, packing=zipfile.ZIP_STORED)
    content = bytearray(sent.read_bytes())
    content[content.index(b"a" * 1000) + 5] ^= 0xFF
    sent.write_bytes(content)
    with pytest.raises(UnreadableFile, match="damaged"):
        unpack(sent, into=into)
    sent.write_bytes(content[:200])
    with pytest.raises(UnreadableFile, match="damaged"):
        unpack(sent, into=into, name="theirs.zip")


def test_a_password_is_said_to_be_in_the_way(zipped, into):
    sent = zipped({"list.csv": "a\n"})
    content = bytearray(sent.read_bytes())
    # The first bit of the flags says "encrypted": 6 bytes into the local header, 8 into the other.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    sent.write_bytes(content)
    with pytest.raises(UnreadableFile, match="password"):
        unpack(sent, into=into)


def test_the_day_of_a_file_is_kept_because_no_event_in_it_is_later(zipped, into):
    import datetime as dt

    (file,) = unpack(zipped({"list.csv": "a\n"}), into=into)
    assert dt.date.fromtimestamp(file.stat().st_mtime) == dt.date(2026, 10, 31)


def test_the_command_line_reads_the_files_of_a_zip(tmp_path, zipped, extracts):
    import datetime as dt

    from equity_lens.pipeline import Request, run

    rows = [extracts.waiting(i) for i in range(1, 41)]
    inside = extracts.write_csv(tmp_path / "list.csv", rows)
    sent = zipped({"october/list.csv": inside.read_bytes()})
    census = dt.date(2026, 10, 31)
    from_zip = run(Request(sources=(sent,), as_at=census)).release
    assert from_zip == run(Request(sources=(inside,), as_at=census)).release
