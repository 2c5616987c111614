"""The real platform on the demonstration trust: built by its own commands, served by a process."""

import os
import subprocess
import sys
from pathlib import Path

from web.installation import Installation

# Records that pages are about: a file that waits for answers, a sheet and a paper that were begun,
# a paper that was issued, a token, an invitation, a draft of a measure, an open round of choosing. Each through the service that a person uses.
IN_USE = """
from django.core.files.uploadedfile import SimpleUploadedFile
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.services import invite
from equity_lens_web.evidence.services import extracts, papers, tallies, tokens
from equity_lens_web.operations.worker import work_off_the_queue
from equity_lens_web.plan.services import measures, priorities

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
measures.draft_starters(organisation=trust, keys=["MB2"], by=who["hi_lead"])
gap = ("waiting-within-18-weeks", "imd_quintile", "1")
priorities.add_candidates(organisation=trust, gaps=[gap], by=who["hi_lead"])
lines = "Clock_Start,Post_Code,Eth_Cat,What_Is_This\\n2026-10-01,NR1 1AA,A,1\\n"
unclear = SimpleUploadedFile("waiting list without a census date.csv", lines.encode())
extracts.receive(organisation=trust, files=[unclear], by=analyst)
work_off_the_queue()
"""

# Two trusts where a lead begins. The first has the figures and programmes of the demonstration trust,
# and no charter, plan or priorities; the second has people and nothing else.
BEGINNERS = """
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.operations.demonstration.bringing import set_up_trust

trust = Organisation.objects.get(code="SYN")
new = set_up_trust("NEW", "New lead trust (synthetic)", trust.sector, trust.local_authorities)
set_up_trust("OLD", "Experienced lead trust (synthetic)", trust.sector, [])
analyst, lead = (new.memberships.get(role=role).person for role in ("analyst", "hi_lead"))
figures = trust.refreshes.current()
results = list(figures.results.all())
figures.pk, figures.organisation, figures.made_by, figures.compared_with = None, new, analyst, None
figures.save()
for each in results:
    each.pk, each.refresh = None, figures
figures.results.bulk_create(results)
for each in trust.plan_programmes.all():
    each.pk, each.organisation, each.added_by = None, new, lead
    each.save()
"""


class Platform:
    """One running platform, in a home folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.installation = Installation(self.home)
        self.environment = self.installation.environment | {"EQUITY_LENS_DEMONSTRATION": "yes"}
        self.address = ""

    def build(self) -> None:
        """Make the demonstration trust and use it a little; set up the trusts of beginners."""
        self.installation.run("demo", "--home", self.home)
        self.installation.ask(IN_USE)
        self.installation.ask(BEGINNERS)

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
