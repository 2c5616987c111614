"""The real platform on the demonstration trust: built by its own commands, served by a process."""

import os
import subprocess
import sys
from pathlib import Path

from web.installation import Installation

# Records that pages are about: a file that waits for answers, a sheet and a paper that were begun,
# a paper that was issued, a token, an invitation. Each through the service that a person uses.
IN_USE = """
from django.core.files.uploadedfile import SimpleUploadedFile
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.services import invite
from equity_lens_web.evidence.services import extracts, papers, tallies, tokens
from equity_lens_web.operations.worker import work_off_the_queue

trust = Organisation.objects.get(code="SYN")
who = {each.role: each.person for each in trust.memberships.select_related("person")}
analyst = who["analyst"]
for title, meeting in (("Issued before", "Quality committee"), ("Begun", "Board")):
    paper = papers.begin(
        organisation=trust, title=title, meeting=meeting, meeting_on=None, by=who["hi_lead"]
    )
    if title == "Issued before":
        papers.issue(paper=paper, seen=paper.revision, by=who["hi_lead"])
tallies.begin(
    organisation=trust, measure="outpatient-did-not-attend", dimension="sex", month="2026-11",
    by=analyst,
)
tokens.make_token(organisation=trust, name="Power BI", days=30, by=analyst)
invite(
    organisation=trust, name="Somebody new", email="new@syn.example", role="chair",
    by=who["administrator"],
)
lines = "Clock_Start,Post_Code,Eth_Cat,What_Is_This\\n2026-10-01,NR1 1AA,A,1\\n"
unclear = SimpleUploadedFile("waiting list without a census date.csv", lines.encode())
extracts.receive(organisation=trust, files=[unclear], by=analyst)
work_off_the_queue()
"""


class Platform:
    """One running platform, in a home folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.installation = Installation(self.home)
        self.environment = self.installation.environment | {"EQUITY_LENS_DEMONSTRATION": "yes"}
        self.address = ""

    def build(self) -> None:
        """Make the demonstration trust, and use it a little."""
        self.installation.run("demo", "--home", self.home)
        self.installation.ask(IN_USE)

    def serve(self) -> subprocess.Popen[str]:
        """Start the server with its worker; it says where it listens."""
        with (self.home / "server.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "equity_lens_web", "serve", "--port", "0"],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=os.fspath(self.home),
            )
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Serving "):
                self.address = line.split()[1].rstrip(".")
                return process
        raise AssertionError((self.home / "server.log").read_text())
