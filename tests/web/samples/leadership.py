"""Records of leadership: a charter whose files can be taken."""

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.leadership.models import Charter
from web.samples.sample import Sample, anything


def _charter_file(organisation: Organisation, member: Person) -> str:
    Charter.objects.create(organisation=organisation, number=1, changed_by=member)
    return "docx"


SAMPLES = {
    "leadership:charter-file:form": Sample(_charter_file, is_owned=False),
    # A note is a person's and not a trust's, and their notebook is locked: see test_reflections.
    "leadership:reflection*:pk": anything("1"),
    "leadership:copy-withdraw:pk": anything("1"),
}
