"""Records of leadership: a charter whose files can be taken."""

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.leadership.models import Charter, WorthKnowing
from web.samples.sample import Sample, anything


def _charter_file(organisation: Organisation, member: Person) -> str:
    Charter.objects.create(organisation=organisation, number=1, changed_by=member)
    return "docx"


def _membership(organisation: Organisation, member: Person) -> int:
    return member.memberships.get(organisation=organisation).pk


def _worth_knowing(organisation: Organisation, member: Person) -> int:
    made = WorthKnowing.objects.create(
        organisation=organisation, kind="risk", text="A risk", written_by=member
    )
    return made.pk


SAMPLES = {
    "leadership:induction-mark:step": anything("charter"),
    "leadership:unit:unit": anything("reading-a-gap"),
    "leadership:first-draft-file:form": anything("pdf"),
    "leadership:handover-file:form": anything("docx"),
    "leadership:hand-over-all:pk": Sample(_membership),
    "leadership:end-worth-knowing:pk": Sample(_worth_knowing),
    "leadership:charter-file:form": Sample(_charter_file, is_owned=False),
    # A note is a person's and not a trust's, and their notebook is locked: see test_reflections.
    "leadership:reflection*:pk": anything("1"),
    "leadership:copy-withdraw:pk": anything("1"),
}
