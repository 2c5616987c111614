"""A platform and a browser for each file of browser tests: what one does, another does not see.

A browser's loop runs in the thread of the tests, where Django then refuses to touch a database: so
these tests use none of this process, and the browser is closed at the end of each file.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from equity_lens_web.accounts.permissions import roles
from web.journeys.a_platform import Platform
from web.journeys.looking import WIDE, Watched

CHROMIUM = Path(os.environ.get("EQUITY_LENS_CHROMIUM", "/usr/bin/chromium"))
REQUIRED = os.environ.get("EQUITY_LENS_BROWSER") == "required"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The platform's folder, built once for all workers of a run; nobody writes to it again."""
    if not CHROMIUM.exists():
        message = f"no Chromium at {CHROMIUM}; set EQUITY_LENS_CHROMIUM to where it is"
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-platform"
    with FileLock(f"{folder}.lock"):
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            Platform(folder).build()
            (folder / "whole").touch()
    return folder


@pytest.fixture(scope="module")
def platform(built, tmp_path_factory):
    """A copy of the platform for each file of tests, served on this machine at ``address``."""
    folder = tmp_path_factory.mktemp("platform")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    made = Platform(folder)
    serving = made.serve()
    yield made
    serving.terminate()
    serving.communicate(timeout=30)
    assert serving.returncode == 0


@pytest.fixture(scope="module")
def browser(platform):
    """A Chromium without a screen."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visitor(platform, browser):
    """Signs somebody in by the demonstration's page: ``visitor("chair")`` is their page, watched.

    ``at`` is the name of a trust, where it is not the demonstration trust.
    """
    contexts = []

    def sign_in(role: str | None, *, at: str = "", **how) -> Watched:
        context = browser.new_context(
            base_url=platform.address, viewport=WIDE, reduced_motion="reduce", **how
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        watched = Watched(context.new_page(), platform.address)
        if role is not None:
            watched.page.goto("/sign-in/")
            if at:
                watched.page.get_by_text(at, exact=True).first.click()
            trust = rf"\s*, {re.escape(at)}" if at else ""
            name = re.compile(rf"^{re.escape(roles()[role].title)}{trust}$")
            with watched.page.expect_navigation():
                watched.page.get_by_role("button", name=name).click()
        return watched

    yield sign_in
    for context in contexts:
        context.close()
