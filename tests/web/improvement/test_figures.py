"""Counts that a project brings: what is taken, what is left out and why, and what is never added twice."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from equity_lens import pipeline
from equity_lens.errors import ContractNotMet
from equity_lens_web.evidence.services.tokens import make_token
from equity_lens_web.improvement.models import KeptVerdict, Project, ProjectMeasure
from equity_lens_web.improvement.reading import verdict_of
from equity_lens_web.improvement.services.figures import key_figures, months_of, upload_figures
from equity_lens_web.improvement.services.splits import agree_split
from web.uploading import work_off

HEADER = "measure,period,organisation,dimension,subgroup,numerator,denominator\n"
MEASURE = "outpatient-did-not-attend"


@pytest.fixture
def project(trust, people):
    """A live project of the trust, by deprivation fifth."""
    made = Project.objects.create(
        organisation=trust, title="Reminders", state="live", no_split_because="not yet",
        started_by=people["qi_team"],
    )  # fmt: skip
    agree_split(
        project=made, measure=MEASURE, dimension="imd_quintile", target="1", reference="5",
        watched=["3", "5"], smallest_that_matters=Decimal("0.02"), before_from="2025-05",
        change_from="2025-11", by=people["qi_team"],
    )  # fmt: skip
    made.refresh_from_db()
    return made


def lines(*rows):
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def line(period, group, events, people, code="TST"):
    return f"{MEASURE},{period},{code},imd_quintile,{group},{events},{people}"


def test_every_line_that_is_left_out_says_why(project, people):
    content = lines(
        line("2026-01", "1", 30, 200),
        line("2026-01", "1", 31, 200),
        line("2026-01", "5", 300, 200),
        line("2026-13", "5", 3, 200),
        line("2026-01", "5", "many", 200),
        line("2026-01", "5", 3, 200, code="XXX"),
        line("2026-01", "9", 3, 200),
        line("2026-01", "5", "*", 200),
    )
    brought = upload_figures(project=project, name="c.csv", content=content, by=people["qi_team"])
    assert brought.taken == 1
    assert [at for at, _ in brought.rejected] == [3, 4, 5, 6, 7, 8, 9]
    assert "repeats an earlier line" in brought.rejected[0][1]
    assert "of another organisation" in brought.rejected[4][1]


def test_a_table_of_which_no_line_fits_is_refused_whole(project, people):
    with pytest.raises(ContractNotMet, match="No line of it fits"):
        upload_figures(
            project=project, name="c.csv", content=lines("x,2026-01,TST,sex,1,1,2"), by=people["qi_team"]
        )  # fmt: skip


def test_a_later_table_takes_the_place_of_the_same_month_and_adds_nothing():
    first = [("2026-01", "1", 30, 200), ("2026-02", "1", 20, 200)]
    assert pipeline.months_of([first, [("2026-01", "1", 25, 190)]]) == {
        "2026-01": {"1": (25, 190)},
        "2026-02": {"1": (20, 200)},
    }


def test_weeks_are_added_into_the_month_in_which_they_begin_once_all_are_known():
    # February 2026 has four Mondays: 2, 9, 16 and 23.
    weeks = [[(f"2026-02-{day:02d}", "1", 5, 50)] for day in (2, 9, 16, 23)]
    assert pipeline.months_of(weeks[:3]) == {}
    assert pipeline.months_of(weeks) == {"2026-02": {"1": (20, 200)}}
    corrected = [*weeks, [("2026-02-09", "1", 8, 50)]]
    assert pipeline.months_of(corrected) == {"2026-02": {"1": (23, 200)}}


def test_a_week_of_a_month_that_is_counted_as_a_whole_is_refused(project, people):
    split = project.split
    counts = {"1": (20, 200), "5": (10, 200)}
    key_figures(split=split, period="2026-02", counts=counts, by=people["qi_team"])
    with pytest.raises(ContractNotMet, match="give the month again"):
        key_figures(split=split, period="2026-02-09", counts=counts, by=people["qi_team"])
    assert months_of(split) == ["2026-02"]


def test_keying_takes_the_counts_of_each_group(project, people, client):
    client.force_login(people["qi_team"])
    address = reverse(
        "improvement:key", args=[project.pk, project.split_id], query={"period": "2026-10"}
    )
    page = client.post(address, {"events_0": "30", "people_0": "20"})
    assert "Enter no more than the 20 that it is out of" in page.content.decode()
    assert client.post(address, {"events_0": "30", "people_0": "200"}).status_code == 302
    assert project.split.tables.get().rows == [["2026-10", "1", 30, 200]]


def test_true_counts_are_on_no_page(project, people, client):
    months = [f"2025-{number:02d}" for number in range(5, 13)]
    rows = [line(month, group, 131, 1733) for month in months for group in "12345"]
    upload_figures(project=project, name="c.csv", content=lines(*rows), by=people["qi_team"])
    work_off()
    assert verdict_of(project) is not None
    client.force_login(people["qi_team"])
    for name in ("project", "figures", "verdicts"):
        page = client.get(reverse(f"improvement:{name}", args=[project.pk])).content.decode()
        assert "1,733" not in page
        assert "1733" not in page


def test_a_system_sends_counts_with_a_token_whose_maker_may_run_projects(
    project, people, client, trust
):
    secret = make_token(
        organisation=trust, name="Clinic system", days=30, may_send=True, by=people["analyst"]
    )
    sent = {"rows": [{"measure": MEASURE, "period": "2026-01", "dimension": "imd_quintile",
                      "subgroup": "1", "numerator": 30, "denominator": 200}]}  # fmt: skip
    address = f"/api/v1/projects/{project.pk}/figures"
    ask = {"content_type": "application/json", "headers": {"authorization": f"Bearer {secret}"}}
    answer = client.post(address, json.dumps(sent), **ask)
    assert answer.status_code == 201
    assert answer.json() == {"taken": 1, "periods": ["2026-01"], "left_out": []}
    assert (
        client.post(address, json.dumps(sent), content_type="application/json").status_code == 401
    )
    people["analyst"].memberships.update(role="chair")
    assert client.post(address, json.dumps(sent), **ask).status_code == 403
    missing = client.post("/api/v1/projects/999999/figures", json.dumps(sent), **ask)
    assert missing.status_code == 404


def test_a_token_that_was_made_to_read_cannot_send(project, people, client, trust):
    secret = make_token(organisation=trust, name="Power BI", days=30, by=people["analyst"])
    answer = client.post(
        f"/api/v1/projects/{project.pk}/figures", json.dumps({"rows": [dict.fromkeys(
            ("measure", "period", "dimension", "subgroup"), "x") | {"numerator": 1, "denominator": 2}]}),
        content_type="application/json", headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert not project.split.tables.exists()


def test_the_same_figures_again_make_no_second_verdict(project, people):
    months = [f"2025-{number:02d}" for number in range(5, 12)]
    rows = [line(month, group, 130, 1700) for month in months for group in "135"]
    upload_figures(project=project, name="c.csv", content=lines(*rows), by=people["qi_team"])
    work_off()
    ProjectMeasure.objects.update(asked=5)
    from equity_lens_web.improvement.services.verdicts import ask_for_verdicts

    ask_for_verdicts([project.split], organisation=project.organisation, by=people["qi_team"])
    work_off()
    assert KeptVerdict.objects.count() == 1
    assert not ProjectMeasure.objects.due().exists()
