"""Attempts to change a verdict, or to stop others from being made, by what a project is given."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens.errors import ContractNotMet, EquityLensError
from equity_lens_web.evidence.coding import decode
from equity_lens_web.improvement.models import KeptVerdict, Project, ProjectMeasure
from equity_lens_web.improvement.services.figures import months_of, upload_figures
from equity_lens_web.improvement.services.projects import decide
from equity_lens_web.improvement.services.splits import (
    agree_split,
    begin_baseline,
    change_definition,
    define_measure,
)
from web.improvement.conftest import people  # noqa: F401
from web.uploading import work_off

HEADER = "measure,period,organisation,dimension,subgroup,numerator,denominator\n"
MEASURE = "outpatient-did-not-attend"
BEFORE = ["2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10"]
AFTER = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]


def agree(project, by, **other):
    given = {
        "measure": MEASURE, "dimension": "imd_quintile", "target": "1", "reference": "5",
        "watched": ["3", "5"], "smallest_that_matters": Decimal("0.02"), "before_from": "2025-05",
        "change_from": "2025-11",
    }  # fmt: skip
    return agree_split(project=project, by=by, **(given | other))


@pytest.fixture
def lead(people):  # noqa: F811
    return people["qi_team"]


@pytest.fixture
def project(trust, lead):
    """A live project of the trust, by deprivation fifth."""
    made = Project.objects.create(
        organisation=trust, title="Reminders", state="live", no_split_because="not yet",
        started_by=lead,
    )  # fmt: skip
    agree(made, lead)
    made.refresh_from_db()
    return made


def lines(months, missed, groups="135", people_in=2000):
    rows = [
        f"{MEASURE},{month},TST,imd_quintile,{group},{missed if group == '1' else 120},{people_in}\n"
        for month in months
        for group in groups
    ]
    return "".join(rows)


def bring(project, by, *parts):
    content = (HEADER + "".join(parts)).encode()
    brought = upload_figures(project=project, name="c.csv", content=content, by=by)
    work_off()
    return brought


def last(project):
    return KeptVerdict.objects.filter(measure=project.split).last()


def test_a_decision_dated_back_does_not_take_back_a_month_that_a_verdict_has_read(project, lead):
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    assert (last(project).word, last(project).on) == ("widening", "2026-04")
    decide(project=project, decision="stop", reason="Enough", on=dt.date(2025, 11, 20), by=lead)
    work_off()
    assert (last(project).word, last(project).on) == ("widening", "2026-04")


def test_work_that_ended_before_its_change_stops_no_verdict_of_another(project, trust, lead):
    other = Project.objects.create(
        organisation=trust, title="Other", state="live", no_split_because="x", started_by=lead
    )
    agree(other, lead)
    bring(other, lead, lines(BEFORE[:4], 280))
    decide(project=other, decision="stop", reason="Never begun", on=dt.date(2025, 9, 1), by=lead)
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    assert last(project).word == "widening"
    assert not ProjectMeasure.objects.due().exists()


def test_a_month_or_week_that_is_not_over_is_left_out(project, lead, settings):
    brought = bring(project, lead, lines(BEFORE, 280), lines(["2026-11", "2031-01"], 1))
    assert brought.periods == tuple(BEFORE)
    assert any("2031-01" in why and "not over" in why for _, why in brought.rejected)
    assert months_of(project.split) == BEFORE
    with pytest.raises(ContractNotMet, match="not over"):
        bring(project, lead, lines(["2026-11-23"], 1))


@pytest.mark.parametrize("count", ["9" * 20, "9" * 400, "9" * 5000])
def test_a_count_beyond_all_measure_is_left_out_and_stops_no_verdict(project, lead, count):
    wild = f"{MEASURE},2025-12,TST,imd_quintile,1,{count},{count}\n"
    brought = bring(project, lead, lines(BEFORE, 280), lines(AFTER[:1], 420), wild)
    assert len(brought.rejected) == 1
    assert count not in brought.rejected[0][1]
    assert last(project) is not None


def test_a_count_beyond_all_measure_cannot_be_keyed(project, lead, client):
    client.force_login(lead)
    address = reverse(
        "improvement:key", args=[project.pk, project.split_id], query={"period": "2026-10"}
    )
    page = client.post(address, {"events_0": "1", "people_0": "9" * 25})
    assert page.status_code == 200
    assert not project.split.tables.exists()


def test_counts_that_take_the_place_of_months_already_judged_are_said_beside_the_verdict(
    project, lead, client
):
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    client.force_login(lead)
    address = reverse("improvement:project", args=[project.pk])
    assert "counted again" not in client.get(address).content.decode()
    bring(project, lead, lines(["2026-05"], 420))  # a later month takes nothing's place
    bring(project, lead, lines(AFTER[:1], 420))  # nor does the same count again
    assert "counted again" not in client.get(address).content.decode()
    bring(project, lead, lines(AFTER, 200))
    page = client.get(address).content.decode()
    assert "November 2025 to April 2026 were counted again" in page
    assert (
        "widening"
        in client.get(reverse("improvement:verdicts", args=[project.pk])).content.decode().lower()
    )


def test_months_counted_together_along_one_breakdown_are_not_shown_singly_along_another(
    project, lead
):
    with pytest.raises(EquityLensError, match="together"):
        agree(project, lead, dimension="sex", target="female", reference="male", watched=["male"],
              months_together=3)  # fmt: skip


def test_quarters_that_overlap_quarters_shown_before_are_refused(trust, lead):
    quarterly = Project.objects.create(
        organisation=trust, title="Q", state="live", no_split_because="x", started_by=lead
    )
    split = agree(quarterly, lead, months_together=3)
    with pytest.raises(EquityLensError, match="whole"):
        begin_baseline(
            split=split, before_from="2025-11", change_from="2026-06", reason="x", by=lead
        )
    begin_baseline(split=split, before_from="2025-11", change_from="2026-05", reason="x", by=lead)
    with pytest.raises(EquityLensError, match="whole"):
        agree(quarterly, lead, dimension="sex", target="female", reference="male", watched=["male"],
              months_together=3, change_from="2025-12")  # fmt: skip


def test_a_split_is_not_agreed_anew_after_its_verdict(project, lead):
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    with pytest.raises(EquityLensError, match="stays as it was agreed"):
        agree(project, lead, target="3", watched=["5"])


def test_a_split_agreed_anew_while_the_rule_is_asked_keeps_no_verdict_on_what_was_agreed_before(
    project, lead, monkeypatch
):
    from equity_lens import pipeline

    judge, asked = pipeline.judge, []

    def meanwhile(*given, **more):
        if not asked:
            asked.append(agree(project, lead, target="3", watched=["5"]))
        return judge(*given, **more)

    monkeypatch.setattr(pipeline, "judge", meanwhile)
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    kept = KeptVerdict.objects.filter(measure=project.split)
    assert {verdict_of_kept(each).gap.target for each in kept} == {"3"}


def verdict_of_kept(kept):
    return decode(kept.content, ReleasedVerdict)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\x01", b"measure\n" * 3, (HEADER * 2).encode(),
        b",".join([b"c"] * 200_000) + b"\n1",
        (HEADER.strip() + ",deprivation edition\n").encode(),
        "\ufeff".encode() * 3 + HEADER.encode("utf-16"),
        (HEADER + f"{MEASURE},2025-12,TST,imd_quintile,1,=1+1,2000\n").encode(),
        (HEADER + f"{MEASURE},2025-12,TST,imd_quintile,1,\u00b2,2000\n").encode(),
        (HEADER + '"' + "x" * 300_000 + '"\n').encode(),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_and_says_so(project, lead, content):
    with pytest.raises(EquityLensError):
        upload_figures(project=project, name="c.csv", content=content, by=lead)


def test_an_edition_that_nobody_published_is_refused(project, lead):
    text = HEADER.strip() + ",edition\n"
    text += f"{MEASURE},2025-12,TST,imd_quintile,1,3,2000,{'x' * 90}\n"
    with pytest.raises(EquityLensError):
        upload_figures(project=project, name="c.csv", content=text.encode(), by=lead)


def test_months_that_were_not_brought_are_said_and_too_many_of_them_give_no_verdict(
    project, lead, client
):
    bring(
        project,
        lead,
        lines(BEFORE, 280),
        lines([AFTER[0], AFTER[2], AFTER[3], AFTER[4], AFTER[5]], 420),
    )
    client.force_login(lead)
    address = reverse("improvement:project", args=[project.pk])
    assert "Left out of both groups: one month" in client.get(address).content.decode()


def test_one_good_month_out_of_six_is_no_verdict(project, lead):
    bring(project, lead, lines(BEFORE, 420), lines([AFTER[0], AFTER[5]], 200))
    assert last(project).word == "too early"


def test_a_baseline_of_months_that_were_read_already_says_so(project, lead, client):
    bring(project, lead, lines(BEFORE, 280), lines(AFTER, 420))
    begin_baseline(split=project.split, before_from="2025-11", change_from="2026-02",
                   reason="Again", by=lead)  # fmt: skip
    work_off()
    client.force_login(lead)
    page = client.get(reverse("improvement:project", args=[project.pk])).content.decode()
    assert "February 2026 was agreed on" in page
    assert "had been read already" in page


def test_a_definition_that_was_changed_is_said_beside_the_verdict(trust, lead, client):
    local = define_measure(organisation=trust, title="Own", better="lower", numerator="a",
                           denominator="b", noun="people", by=lead)  # fmt: skip
    made = Project.objects.create(
        organisation=trust, title="O", state="live", no_split_because="x", started_by=lead
    )
    agree(made, lead, measure=local.key)
    made.refresh_from_db()
    text = (lines(BEFORE, 280) + lines(AFTER, 420)).replace(MEASURE, local.key)
    bring(made, lead, text)
    change_definition(local=local, numerator="c", denominator="b", from_month="2025-12",
                      because="Fewer forms", by=lead)  # fmt: skip
    work_off()
    client.force_login(lead)
    page = client.get(reverse("improvement:project", args=[made.pk])).content.decode()
    assert "From December 2025 the measure is defined anew: Fewer forms." in page


def test_a_measure_added_to_work_that_ended_reads_no_month_after_its_end(project, lead):
    decide(project=project, decision="stop", reason="x", on=dt.date(2026, 1, 20), by=lead)
    added = agree(
        project, lead, dimension="sex", target="female", reference="male", watched=["male"]
    )
    assert added.until == "2026-01"
