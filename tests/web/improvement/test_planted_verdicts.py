"""Every planted truth of the demonstration's projects, found through the platform."""

from equity_lens.demonstration.projects import projects
from equity_lens_web.improvement.models import KeptVerdict, Project
from equity_lens_web.improvement.reading import verdict_of


def test_every_planted_verdict_is_found_through_the_platform(portfolio):
    truths = {each.title: each.truths[-1].verdict for each in projects() if each.truths}
    found = {}
    for project in portfolio.projects.exclude(split=None):
        verdict = verdict_of(project)
        found[project.title] = verdict.verdict.value
    assert found == truths


def test_journey_3_is_told_in_three_verdicts_with_their_dates(portfolio):
    project = Project.objects.get(title="Text reminders for outpatient appointments")
    told = KeptVerdict.objects.filter(measure=project.split).values_list("on", "word")
    by_stage = dict(told)
    assert by_stage["2026-01"] == "too early"
    assert by_stage["2026-04"] == "widening"
    assert by_stage["2026-10"] == "narrowing"
