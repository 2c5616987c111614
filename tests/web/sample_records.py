"""One record of each kind, for the test that walks every address.

Whoever adds an address with something in angle brackets adds a sample of it here, by the name in
the brackets, or by "view name:name in brackets" where one name means different things; a star
stands for any letters, and of several that fit the longest counts. ``make`` is given an
organisation and a member of it, and gives what stands in the address.

``is_owned`` says that the record belongs to an organisation: the walk then expects another
organisation's record not to exist. Something that is the same for everybody (a word, a format, a
token) is not owned. Each newer room keeps its samples in a file of its own under ``samples``.
"""

from importlib import import_module
from pkgutil import iter_modules

import web.samples
from equity_lens.reports.issue import record, withheld_to_json
from equity_lens.reports.last import last_to_json
from equity_lens.reports.withheld import withheld
from equity_lens_web.accounts.models import Invitation, Organisation, Person
from equity_lens_web.evidence.coding import pack
from equity_lens_web.evidence.models import Answers, ApiToken, Extract, Job, Paper
from equity_lens_web.evidence.models.tallies import TallySheet
from equity_lens_web.evidence.papers import making
from web.samples.sample import Sample, anything
from web.uploading import checked


def _invitation(organisation: Organisation, member: Person) -> int:
    invitation = Invitation.objects.create(
        organisation=organisation,
        email="invited@example.org",
        name="Somebody invited",
        role="chair",
        token_hash="0" * 60 + organisation.code,
        invited_by=member,
        expires_at=member.joined_at + Invitation.LASTS,
    )
    return invitation.pk


def _membership(organisation: Organisation, member: Person) -> int:
    return member.memberships.get(organisation=organisation).pk


def _extract(organisation: Organisation, member: Person) -> int:
    extract = Extract.objects.create(
        organisation=organisation,
        name="a file.csv",
        contract="rtt_waiting_list",
        state=Extract.State.RECEIVED,
        received_by=member,
    )
    return extract.pk


def _checked_extract(organisation: Organisation, member: Person) -> int:
    """One whose rows were checked, and of which the rejected ones can be listed."""
    return checked(organisation, member, unreadable=3).pk


def _answers(organisation: Organisation, member: Person) -> str:
    contract = "rtt_waiting_list"
    Answers.objects.create(organisation=organisation, contract=contract, said_by=member)
    return contract


def _job(organisation: Organisation, member: Person) -> int:
    job = Job.objects.create(
        organisation=organisation, kind=Job.Kind.REFRESH, state=Job.State.DONE, asked_by=member
    )
    return job.pk


def _tally(organisation: Organisation, member: Person) -> int:
    sheet = TallySheet.objects.create(
        organisation=organisation,
        measure="outpatient-did-not-attend",
        dimension="sex",
        period="2026-10",
        begun_by=member,
    )
    return sheet.pk


def _token(organisation: Organisation, member: Person) -> int:
    token = ApiToken.objects.create(
        organisation=organisation,
        name="a token",
        token_hash="0" * 60 + organisation.code,
        made_by=member,
        expires_at=member.joined_at + Invitation.LASTS,
    )
    return token.pk


def _paper(organisation: Organisation, member: Person) -> int:
    paper = Paper.objects.create(
        organisation=organisation,
        refresh=organisation.refreshes.current(),
        title="A paper",
        begun_by=member,
    )
    return paper.pk


def _issued(organisation: Organisation, member: Person) -> int:
    """What is kept of an issued paper, and the smallest file."""
    paper = Paper.objects.get(pk=_paper(organisation, member))
    release, brief = making.release_of(paper), making.brief_of(paper)
    paper.document = making.shown_to_keep(making.composed(paper))
    paper.record = pack(last_to_json(record(release, brief)))
    paper.withheld = pack(withheld_to_json(withheld(release)))
    paper.state, paper.issued_by, paper.issued_at = "issued", member, paper.begun_at
    paper.files.create(name="results.csv", content=b"", sha256="0" * 64)
    paper.save()
    return paper.pk


DRAFTS = ("cover", "findings", "words", "decisions", "voices", "preview")
DRAFTS += ("issue", "move", "forget", "discard")

SAMPLES: dict[str, Sample] = {
    # people and signing in
    "accounts:switch-organisation:pk": Sample(lambda organisation, member: organisation.pk),
    "accounts:withdraw-invitation:pk": Sample(_invitation),
    "accounts:member:pk": Sample(_membership),
    "accounts:end-membership:pk": Sample(_membership),
    "accounts:let-in-again:pk": Sample(_membership),
    "accounts:join:token": anything("not-a-token"),
    "accounts:sign-in-as:role": anything("chair"),
    "provider_id": anything("organisation"),
    "uidb36": anything("1"),
    "key": anything("not-a-key"),
    # reading the evidence: measures are the same for everybody, and each trust has figures
    "measure": anything("waiting-within-18-weeks"),
    "evidence:chart-file:kind": anything("groups"),
    "evidence:chart-file:form": anything("svg"),
    "evidence:pathway-file:form": anything("svg"),
    "evidence:care:service": anything("rtt_waiting_list"),
    "evidence:care:field": anything("ethnic_category"),
    # data
    "evidence:answers-of:contract": Sample(_answers, is_owned=False),
    "evidence:extract*:pk": Sample(_extract),
    "evidence:reject*:pk": Sample(_checked_extract),
    "evidence:rejections:place": anything("0"),
    "evidence:job*:pk": Sample(_job),
    "evidence:tally:pk": Sample(_tally),
    "evidence:token-revoke:pk": Sample(_token),
    # papers
    "evidence:paper*:pk": Sample(_issued),
    **{f"evidence:paper-{step}:pk": Sample(_paper) for step in DRAFTS},
    "evidence:paper-file:name": anything("results.csv"),
    "evidence:paper-current:name": anything("chairs-brief.html"),
}

for room in iter_modules(list(web.samples.__path__)):
    SAMPLES.update(getattr(import_module(f"web.samples.{room.name}"), "SAMPLES", {}))
