"""An installation of the platform for tests: a home folder, a database, and real processes.

Backup, restore and the worker are about what outlives a process, so these tests start real ones.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import uuid
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

POSTGRESQL = os.environ.get("EQUITY_LENS_TEST_DATABASE", "")
KINDS = ("postgresql",) if POSTGRESQL else ("sqlite",)
SET_UP = "import django; django.setup()\n"

# One record of most kinds, with what is easily lost on the way: bytes, microseconds, accents,
# numbers with decimals, links to records that come later, many-to-many links.
FILL = """
    import datetime as dt, decimal
    from django.utils import timezone
    from equity_lens_web.accounts.models import Membership, Organisation, Person
    from equity_lens_web.audit import record
    from equity_lens_web.evidence.models import *

    trust = Organisation.objects.create(code="TST", name="Ymddiriedolaeth Æ ‘trust’", logo=b"\\x89P\\0")
    person = Person.objects.create_user("one@tst.example", "a long enough password", name="One")
    Membership.objects.create(person=person, organisation=trust, role="analyst")
    at = dt.datetime(2026, 10, 5, 13, 5, 59, 123456, dt.UTC)
    later = Extract.objects.create(organisation=trust, name="b.csv", received_by=person, received_at=at,
                                   state="in_force", ledger=bytes(range(256)), periods=["2026-10"])
    early = Extract.objects.create(organisation=trust, name="a.csv", received_by=person,
                                   state="withdrawn", periods=[])
    Extract.objects.filter(pk=early.pk).update(withdrawn_because="Wrong month\\u2028 and a line")
    waiting = Extract.objects.create(organisation=trust, name="c.csv", received_by=person,
                                     state="questions")
    refresh = Refresh.objects.create(organisation=trust, number=1, made_by=person, head=b"{}")
    refresh.extracts.set([later, early])
    Result.objects.create(refresh=refresh, kind="profile", place=1, content=b"\\0\\1")
    Care.objects.create(organisation=trust, measure="m", owner="Head", agreed_by=person,
                        target=decimal.Decimal("0.9500"), by_on=dt.date(2027, 4, 1))
    paper = Paper.objects.create(organisation=trust, refresh=refresh, title="Paper", begun_by=person,
                                 brief={"asked": ["£1", 2.5, None]})
    PaperFile.objects.create(paper=paper, name="paper.pdf", content=b"%PDF", sha256="0" * 64)
    for number in range(3):
        record.record("paper.seen", organisation=trust, by=person, about=str(number), number=number)
"""


class Installation:
    """One installation; ``kind`` is its database, made for it and dropped by ``close``."""

    def __init__(self, folder: Path, kind: str = "sqlite") -> None:
        self.home = folder
        self._database = ""
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith("EQUITY_LENS_")
        } | {
            "EQUITY_LENS_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "equity_lens_web.config.settings",
        }
        if kind == "postgresql":
            self._database = f"el_{uuid.uuid4().hex}"
            _as_owner(f"CREATE DATABASE {self._database}")
            address = urlsplit(POSTGRESQL)._replace(path=f"/{self._database}").geturl()
            self.environment["EQUITY_LENS_DATABASE"] = address

    def set_up(self) -> None:
        """Bring it to this release: by the command once, and after that by copying what it left."""
        left = _upgraded("postgresql" if self._database else "sqlite")
        shutil.copytree(left.home, self.home, dirs_exist_ok=True)
        if self._database:
            _as_owner(f"DROP DATABASE {self._database}")
            _as_owner(f"CREATE DATABASE {self._database} TEMPLATE {left._database}")

    def close(self) -> None:
        """Drop the database."""
        if self._database:
            _as_owner(f"DROP DATABASE {self._database} WITH (FORCE)")

    def run(self, *arguments: str | Path) -> str:
        """What a command of the platform says; it must succeed."""
        done = self.attempt(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str | Path) -> str:
        """What a command says that must not succeed: one message, and no trace of Python."""
        done = self.attempt(*arguments)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def attempt(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the platform."""
        return self._python("-m", "equity_lens_web", *map(str, arguments))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command, or a script after ``-c``, and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, script: str):
        """What a script prints as JSON, with Django set up before it."""
        done = self._python("-c", SET_UP + textwrap.dedent(script))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )


@cache
def _upgraded(kind: str) -> Installation:
    """An installation that nobody uses but those who copy it."""
    made = Installation(Path(tempfile.mkdtemp(prefix="equity-lens-upgraded-")) / "home", kind)
    atexit.register(made.close)
    atexit.register(shutil.rmtree, made.home.parent, ignore_errors=True)
    made.run("upgrade")
    return made


def _as_owner(statement: str) -> None:
    import psycopg

    address = urlsplit(POSTGRESQL)._replace(path="/postgres").geturl()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
