"""Setting the platform up and serving it, as a trust's IT department meets it."""

import contextlib
import http.client
import json
import signal
import socket
import time

import pytest

from web.installation import Installation

PUBLIC = {
    "EQUITY_LENS_ADDRESS": "https://equity-lens.example.nhs.uk",
    "EQUITY_LENS_SECRET_KEY": "v3ry-l0ng-4nd-r4nd0m-text-of-more-than-fifty-characters-42",
    "EQUITY_LENS_BEHIND_PROXY": "yes",
}
HOST = {"Host": "equity-lens.example.nhs.uk"}


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path / "home")


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def serving(installation, free_port):
    """Serves an installation, and gives the port once it answers."""
    running = []

    def serve(*, is_set_up=True, **environment):
        if is_set_up:
            installation.set_up()
        installation.environment |= environment
        running.append(
            installation.start("-m", "equity_lens_web", "serve", "--port", str(free_port))
        )
        until = time.monotonic() + 60
        while time.monotonic() < until and running[0].poll() is None:
            with contextlib.suppress(OSError):
                _get(free_port, "/health/", **HOST)
                return running[0], free_port
            time.sleep(0.2)
        raise AssertionError(running[0].communicate())

    yield serve
    for each in running:
        each.kill()
        each.communicate()


def _get(port, path, **headers):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asked:
        asked.request("GET", path, headers=headers)
        answer = asked.getresponse()
        answer.body = answer.read()
        return answer


def test_a_laptop_serves_pages_and_works_in_one_process(serving):
    process, port = serving(is_set_up=False)
    until = time.monotonic() + 30
    while (answer := _get(port, "/health/")).status != 200 and time.monotonic() < until:
        time.sleep(0.2)
    assert json.loads(answer.body)["status"] == "well"
    assert answer.getheader("Server") is None
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"Serving http://127.0.0.1:{port}." in said
    assert said.endswith("Stopped.\n")


def test_behind_a_proxy_only_https_is_answered(serving):
    _, port = serving(**PUBLIC)
    secure = HOST | {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    page = _get(port, "/accessibility/", **secure)
    assert page.status == 200
    assert page.getheader("Strict-Transport-Security") == (
        "max-age=63072000; includeSubDomains; preload"
    )
    plain = _get(port, "/accessibility/", **HOST)
    assert plain.status == 301
    assert plain.getheader("Location") == "https://equity-lens.example.nhs.uk/accessibility/"
    assert _get(port, "/accessibility/", **secure | {"Host": "elsewhere.example"}).status == 400


def test_styles_are_compressed_and_kept_for_ever(serving):
    _, port = serving()
    page = _get(port, "/accessibility/").body.decode()
    style = next(part.split('"')[0] for part in page.split('href="') if ".css" in part[:200])
    answer = _get(port, style, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.getheader("Content-Encoding") == "gzip"
    assert "immutable" in answer.getheader("Cache-Control")


def test_a_port_that_is_taken_is_said_with_another_to_try(installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = installation.refused("serve", "--port", port)
    assert said == (
        f"Port {port} of 127.0.0.1 cannot be listened on: Address already in use.\n\n"
        f"Stop what runs there, or choose another port: --port {port + 1}\n"
    )


def test_a_home_folder_that_cannot_be_written_is_said(installation, tmp_path):
    (tmp_path / "file").touch()
    installation.environment["EQUITY_LENS_HOME"] = str(tmp_path / "file" / "home")
    assert "choose another home folder" in installation.refused("upgrade").lower()


def test_a_database_out_of_reach_is_said_without_its_password(installation, free_port):
    address = f"postgresql://somebody:s3cret@127.0.0.1:{free_port}/none"
    installation.environment["EQUITY_LENS_DATABASE"] = address
    said = installation.refused("upgrade")
    assert said.startswith("The database cannot be reached.")
    assert "EQUITY_LENS_DATABASE" in said
    assert "s3cret" not in said


def test_a_database_of_another_kind_is_refused_in_words(installation):
    installation.environment["EQUITY_LENS_DATABASE"] = "mysql://127.0.0.1/none"
    assert "must read postgresql://" in installation.refused("upgrade")


def test_a_public_address_needs_a_secret_of_its_own(installation):
    installation.environment["EQUITY_LENS_ADDRESS"] = "https://equity-lens.example.nhs.uk"
    assert "Set EQUITY_LENS_SECRET_KEY" in installation.refused("check")


def test_before_the_first_upgrade_check_says_what_to_run(installation):
    installation.home.mkdir()
    said = installation.attempt("check")
    assert said.returncode == 1
    assert "run `upgrade`" in said.stdout


def test_settings_of_a_public_server_leave_nothing_to_mend(installation):
    installation.set_up()
    installation.environment |= PUBLIC
    said = installation.attempt("check").stdout
    assert "well   Settings: nothing to mend" in said
    assert [line for line in said.splitlines() if line.startswith("WRONG")] == [
        "WRONG  No worker is running: start one with `work`."
    ]


def test_the_first_organisation_and_its_administrator(installation):
    installation.set_up()
    said = installation.run("add-organisation", "rxx", "Example trust", "--sector", "community")
    assert "Example trust (RXX) is here" in said
    assert "is here already" in installation.refused("add-organisation", "RXX", "Again")
    link = installation.run("add-administrator", "RXX", "one@example.nhs.uk", "One").split()[-1]
    assert link.startswith("http://127.0.0.1:8000/")
    assert "no organisation with the code" in installation.refused(
        "add-administrator", "RYY", "one@example.nhs.uk", "One"
    )
    assert "not an e-mail address" in installation.refused("add-administrator", "RXX", "one", "One")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert installation.ask(f"""
        import json
        from django.test import Client
        page = Client(headers={{"host": "127.0.0.1"}}).get({path!r}).content.decode()
        print(json.dumps(["Example trust" in page, "One" in page]))
    """) == [True, True]


def test_the_demonstration_touches_no_folder_that_is_not_its_own(installation, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "kept").touch()
    assert "no demonstration" in installation.refused("demo", "--home", precious)
    assert [each.name for each in precious.iterdir()] == ["kept"]


def test_help_starts_nothing(installation):
    said = installation.run("--help")
    for command in ("serve", "work", "upgrade", "check", "backup", "restore", "demo"):
        assert f"\n  {command} " in said
    assert not installation.home.exists()
