"""Verdicts that rest on the trust's own figures, and follow them."""

from decimal import Decimal

from equity_lens.demonstration.projects import projects, write_projects
from equity_lens_web.evidence.services import extracts
from equity_lens_web.improvement.models import KeptVerdict, Project, ProjectMeasure
from equity_lens_web.improvement.services.splits import agree_split
from equity_lens_web.improvement.services.verdicts import after_figures
from web.uploading import uploaded, work_off

EVENING = projects()[1]


def test_a_verdict_is_made_from_the_trusts_own_figures_and_again_when_they_are_new(
    trust, people, tmp_path
):
    trust.code = "SYN"
    trust.save()
    path = write_projects(tmp_path)[EVENING.id]
    (extract,) = extracts.receive(organisation=trust, files=[uploaded(path)], by=people["analyst"])
    work_off()
    extract.refresh_from_db()
    extracts.include(extract=extract, by=people["analyst"])
    work_off()
    project = Project.objects.create(
        organisation=trust, title="Evening clinics", state="live", no_split_because="not yet",
        started_by=people["qi_team"],
    )  # fmt: skip
    gap = EVENING.gap
    split = agree_split(
        project=project, measure=gap.measure, dimension=gap.dimension, target=gap.target,
        reference=gap.reference, watched=gap.watched, smallest_that_matters=Decimal("0.02"),
        before_from="2025-05", change_from="2025-11", counted="trust", by=people["qi_team"],
    )  # fmt: skip
    work_off()
    # The planted truth of this table is narrowing.
    assert KeptVerdict.objects.get(measure=split).word == "narrowing"
    assert KeptVerdict.objects.get().refresh == trust.refreshes.current()
    after_figures(organisation=trust)
    assert ProjectMeasure.objects.due().get() == split
