"""Backup and restore: everything comes back, on either database, or nothing is touched."""

import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from web.installation import FILL, KINDS, Installation

# A backup made with each earlier release, by `python tests/web/keep_release.py`.
RELEASES = sorted(Path(__file__).with_name("releases").glob("*.zip"))

# Every value of every record, written out by the ORM and not by the serialiser of the archive.
EVERYTHING = """
    import json
    from django.apps import apps
    def plain(value):
        value = bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value
        return repr(value)
    print(json.dumps({
        model._meta.label: [list(map(plain, row)) for row in model._base_manager.order_by("pk").values_list()]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ("contenttypes", "auth", "sessions", "operations")
    }))
"""


@pytest.fixture
def installed(tmp_path):
    """Makes installations, and takes them away."""
    made = []

    def install(name, kind):
        made.append(Installation(tmp_path / name, kind))
        return made[-1]

    yield install
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An installation on SQLite with a record of most kinds, what it holds, and its backup."""
    folder = tmp_path_factory.mktemp("archive")
    first = Installation(folder / "home")
    first.set_up()
    store = first.home / "stores" / "1" / "aa"
    store.mkdir(parents=True)
    (store / "records.parquet").write_bytes(bytes(1000))
    (first.home / "uploads" / "1").mkdir(parents=True)
    (first.home / "uploads" / "1" / "bb").write_text("9434765919")
    held = first.ask(FILL + EVERYTHING)
    first.run("backup", folder / "backup.zip")
    return folder / "backup.zip", held, first


@pytest.fixture(scope="module", params=KINDS)
def restored(request, archive, tmp_path_factory):
    """The same, restored into an empty installation on either database."""
    second = Installation(tmp_path_factory.mktemp("restored") / "home", request.param)
    second.run("restore", archive[0])
    yield second
    second.close()


def test_everything_comes_back_on_either_database(archive, restored, installed, tmp_path):
    _, held, first = archive
    now = restored.ask(EVERYTHING)
    assert _without_the_waiting_file(now) == _without_the_waiting_file(held)
    assert (restored.home / "stores/1/aa/records.parquet").read_bytes() == bytes(1000)
    assert (restored.home / "secret.key").read_text() == (first.home / "secret.key").read_text()

    # And from there to SQLite again: what moves to PostgreSQL can move back.
    restored.run("backup", tmp_path / "again.zip")
    third = installed("third", "sqlite")
    third.run("restore", tmp_path / "again.zip")
    events = third.ask(EVERYTHING)["audit.Event"]
    assert [event[4] for event in events[-2:]] == ["'platform.restored'"] * 2
    assert events[:-1] == now["audit.Event"]


def test_work_goes_on_after_a_restore(restored):
    # The next record gets a number of its own, and the audit trail still refuses to be changed.
    assert restored.ask("""
        from django.db import DatabaseError, transaction
        from equity_lens_web.accounts.models import Organisation
        from equity_lens_web.audit.models import Event
        made = Organisation.objects.create(code="NEW", name="New")
        number = made.pk
        made.delete()
        refused = 0
        for change in (lambda: Event.objects.update(what="x"), lambda: Event.objects.all()._raw_delete("default")):
            try:
                with transaction.atomic():
                    change()
            except DatabaseError:
                refused += 1
        print([number, refused])
    """) == [2, 2]


def test_a_file_that_waited_for_answers_is_not_in_the_backup_and_is_asked_for_again(
    archive, restored
):
    with zipfile.ZipFile(archive[0]) as opened:
        assert not [name for name in opened.namelist() if "uploads" in name]
        assert not [name for name in opened.namelist() if b"9434765919" in opened.read(name)]
    state, problem = restored.ask("""
        import json
        from equity_lens_web.evidence.models import Extract
        extract = Extract.objects.get(name="c.csv")
        print(json.dumps([extract.get_state_display(), extract.problem]))
    """)
    assert state == "Cannot be used"
    assert problem.endswith("Upload it again.")


def test_only_its_owner_may_read_a_backup(archive):
    assert stat.S_IMODE(archive[0].stat().st_mode) == 0o600


def test_a_backup_is_not_written_over_another(archive):
    file, _, first = archive
    before = file.read_bytes()
    assert "is there already" in first.refused("backup", file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("target", KINDS)
def test_what_is_there_is_not_lost_unless_that_was_asked_for(archive, installed, target):
    second = installed("second", target)
    second.set_up()
    second.run("add-organisation", "OLD", "An older trust")
    assert "--replace" in second.refused("restore", archive[0])
    codes = """
        import json
        from equity_lens_web.accounts.models import Organisation
        print(json.dumps(list(Organisation.objects.values_list("code", flat=True))))
    """
    assert second.ask(codes) == ["OLD"]
    (second.home / "stores").mkdir()
    (second.home / "stores" / "left-behind").write_text("old")
    second.run("restore", archive[0], "--replace")
    assert second.ask(codes) == ["TST"]
    assert not (second.home / "stores" / "left-behind").exists()


def test_files_in_the_home_folder_are_not_lost_either(archive, installed):
    second = installed("second", "sqlite")
    (second.home / "stores").mkdir(parents=True)
    (second.home / "stores" / "kept").write_text("old")
    assert "--replace" in second.refused("restore", archive[0])


def _tampered(file, folder, change):
    """A copy of an archive in which ``change`` has altered what is in it, name by name."""
    copy = folder / "tampered.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            for changed, content in change(name, old.read(name)):
                new.writestr(changed, content)
    return copy


def _one_letter_changed(name, content):
    return [(name, content.replace(b"One", b"Two"))]


def _a_part_left_out(name, content):
    return [] if name.endswith("records.parquet") else [(name, content)]


def _a_part_added(name, content):
    return [(name, content)] + ([("home/extra", b"")] if name.endswith("secret.key") else [])


def _a_part_outside_the_home(name, content):
    if name == "manifest.json":
        content = content.replace(b"home/secret.key", b"home/../../escaped")
    return [(name.replace("home/secret.key", "home/../../escaped"), content)]


@pytest.mark.parametrize(
    "change", [_one_letter_changed, _a_part_left_out, _a_part_added, _a_part_outside_the_home]
)
def test_a_damaged_backup_touches_nothing(archive, installed, tmp_path, change):
    copy = _tampered(archive[0], tmp_path, change)
    second = installed("second", "sqlite")
    assert "damaged. Nothing was changed." in second.refused("restore", copy, "--replace")
    assert [each.name for each in second.home.iterdir()] == ["secret.key"]
    assert not (tmp_path.parent / "escaped").exists()


@pytest.mark.parametrize("target", KINDS)
def test_records_that_do_not_fit_leave_the_old_ones_in_place(archive, installed, tmp_path, target):
    """The hashes are right and a link leads nowhere: the old database must be there afterwards."""

    def change(name, content):
        if name == "records/accounts.person.jsonl":
            content = b""
        if name == "manifest.json":
            said = json.loads(content)
            said["parts"]["records/accounts.person.jsonl"] = {
                # The SHA-256 of nothing.
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "size": 0,
            }
            content = json.dumps(said)
        return [(name, content)]

    copy = _tampered(archive[0], tmp_path, change)
    second = installed("second", target)
    second.set_up()
    second.run("add-organisation", "OLD", "An older trust")
    assert "Nothing was changed" in second.refused("restore", copy, "--replace")
    assert "is here already" in second.refused("add-organisation", "OLD", "An older trust")


@pytest.mark.parametrize("target", KINDS)
def test_a_backup_of_an_earlier_schema_is_taken_to_this_releases_own(
    archive, installed, tmp_path, target
):
    """As if it was made before the step that forbids changes of the audit trail."""

    def change(name, content):
        if name == "manifest.json":
            content = content.replace(b"0002_append_only", b"0001_initial")
        return [(name, content)]

    second = installed("second", target)
    second.run("restore", _tampered(archive[0], tmp_path, change))
    assert second.ask("""
        from django.db import DatabaseError, transaction
        from equity_lens_web.audit.models import Event
        from equity_lens_web.operations.health import schema_fits
        try:
            with transaction.atomic():
                Event.objects.filter(what="paper.seen").update(what="x")
        except DatabaseError:
            print([int(schema_fits()), Event.objects.filter(what="paper.seen").count()])
    """) == [1, 3]


def test_a_backup_of_a_later_schema_is_refused_by_name(archive, installed, tmp_path):
    def change(name, content):
        if name == "manifest.json":
            content = content.replace(b"0002_append_only", b"0099_of_next_year")
        return [(name, content)]

    second = installed("second", "sqlite")
    said = second.refused("restore", _tampered(archive[0], tmp_path, change))
    assert "audit.0099_of_next_year is not known here." in said


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("kept", RELEASES, ids=lambda kept: kept.stem)
def test_each_earlier_release_can_be_upgraded_to_this_one(installed, target, kept):
    second = installed("second", target)
    second.run("restore", kept)
    assert second.ask("""
        from equity_lens_web.evidence.models import Extract
        from equity_lens_web.operations.health import schema_fits
        print([int(schema_fits()), Extract.objects.count()])
    """) == [1, 3]


def test_a_file_that_is_no_backup_is_named_as_such(installed, tmp_path):
    second = installed("second", "sqlite")
    (tmp_path / "list.csv").write_text("a,b\n")
    assert "cannot be opened as a backup" in second.refused("restore", tmp_path / "list.csv")
    shutil.make_archive(str(tmp_path / "some"), "zip", tmp_path, "list.csv")
    assert "not a backup" in second.refused("restore", tmp_path / "some.zip")


def test_a_running_platform_is_not_restored_over(archive, installed):
    second = installed("second", "sqlite")
    second.set_up()
    second.ask("""
        from equity_lens_web.accounts.models import Organisation
        from equity_lens_web.operations.models import Beat
        Organisation.objects.create(code="OLD", name="An older trust")
        Beat.objects.create(worker="w")
    """)
    assert "The platform is running" in second.refused("restore", archive[0], "--replace")


def _without_the_waiting_file(held):
    """What a restore changes on purpose: the file that waited, and the trace of the restoration."""
    return held | {
        "evidence.Extract": [row for row in held["evidence.Extract"] if "'c.csv'" not in row],
        "audit.Event": [row for row in held["audit.Event"] if "'platform.restored'" not in row],
    }
