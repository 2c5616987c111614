"""Attempts to find a small count of a project from what is shown, and to send counts that one may not."""

import json

import pytest

from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import ApiToken
from equity_lens_web.evidence.services.tokens import make_token, revoke_token
from equity_lens_web.improvement.models import KeptVerdict, Project
from web.improvement.conftest import people  # noqa: F401
from web.test_attacks_improvement_verdicts import (  # noqa: F401
    AFTER,
    BEFORE,
    HEADER,
    MEASURE,
    agree,
    bring,
    lead,
    lines,
    project,
)

SMALL = 4


def shown_of(project):  # noqa: F811
    kept = KeptVerdict.objects.filter(measure=project.split).last()
    return decode(kept.content, ReleasedVerdict)


def test_a_small_count_is_not_what_everyone_has_more_than_the_groups(trust, project, lead):  # noqa: F811
    trust.policy = "local"
    trust.save()
    months = [*BEFORE, *AFTER]
    everyone = [f"{MEASURE},{month},TST,all,all,{120 * 3 + SMALL},8000\n" for month in months]
    bring(project, lead, lines(months, 120, people_in=2000), *everyone)
    verdict = shown_of(project)
    for place, _ in enumerate(verdict.periods):
        parts = [group.points[place].value for group in verdict.groups]
        whole = verdict.everyone.points[place].value
        assert None in (*parts, whole) or round(whole * 8000 - sum(parts) * 2000, 3) != SMALL


def test_a_small_count_is_not_what_one_breakdown_has_more_than_another(trust, project, lead):  # noqa: F811
    trust.policy = "local"
    trust.save()
    by_sex = agree(
        project, lead, dimension="sex", target="female", reference="male", watched=["male"]
    )
    months = [*BEFORE, *AFTER]
    sexes = [
        f"{MEASURE},{month},TST,sex,{sex},{180 - (sex == 'male') * SMALL},3000\n"
        for month in months
        for sex in ("female", "male")
    ]
    bring(project, lead, lines(months, 120, people_in=2000), *sexes)
    verdict = shown_of(project)
    by_sex.refresh_from_db()
    assert by_sex.problem == ""
    kept = KeptVerdict.objects.filter(measure=by_sex).last()
    along_sex = decode(kept.content, ReleasedVerdict)
    for place, _ in enumerate(verdict.periods):
        parts = [group.points[place].value for group in along_sex.groups]
        whole = verdict.everyone.points[place].value
        assert None in (*parts, whole) or round(whole * 6000 - sum(parts) * 3000, 3) != SMALL


@pytest.fixture
def secret(people, trust):  # noqa: F811
    return make_token(organisation=trust, name="S", days=30, may_send=True, by=people["analyst"])


def send(client, project, secret, rows=None, **row):  # noqa: F811
    line = {"measure": MEASURE, "period": "2025-12", "dimension": "imd_quintile", "subgroup": "1",
            "numerator": 30, "denominator": 200} | row  # fmt: skip
    return client.post(
        f"/api/v1/projects/{project.pk}/figures",
        json.dumps({"rows": rows if rows is not None else [line]}),
        content_type="application/json", headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip


def test_a_token_sends_to_no_project_of_another_organisation(client, project, lead, secret):  # noqa: F811
    elsewhere = Organisation.objects.create(
        code="ELS", name="Elsewhere", kind="trust", sector="acute"
    )
    other = Project.objects.create(organisation=elsewhere, title="O", started_by=lead)
    assert send(client, other, secret).status_code == 404


def test_a_revoked_token_sends_nothing(client, project, people, secret):  # noqa: F811
    revoke_token(token=ApiToken.objects.get(), by=people["analyst"])
    assert send(client, project, secret).status_code == 401


def test_a_token_whose_maker_has_left_sends_nothing(client, project, people, secret):  # noqa: F811
    people["analyst"].memberships.update(ended_at="2026-11-01T00:00Z")
    assert send(client, project, secret).status_code in (401, 403)
    assert not project.split.tables.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"numerator": -3}, {"denominator": -1}, {"numerator": 201}, {"numerator": 10**30, "denominator": 10**30},
        {"numerator": 1.5}, {"numerator": "x"}, {"period": "2031-01"}, {"period": "2025-12\x00"},
        {"subgroup": "x" * 100_000}, {"measure": "\x00"}, {"numerator": 10**4500, "denominator": 10**4500},
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused_and_echoes_no_cell(client, project, secret, row):  # noqa: F811
    import sys

    sys.set_int_max_str_digits(0)
    answer = send(client, project, secret, **row)
    sys.set_int_max_str_digits(4300)
    assert answer.status_code == 422
    assert len(answer.content) < 500
    assert "\\u0000" not in answer.content.decode()
    assert not project.split.tables.exists()


def test_more_lines_than_a_message_holds_are_refused(client, project, secret):  # noqa: F811
    row = {"measure": MEASURE, "period": "2025-12", "dimension": "all", "subgroup": "all",
           "numerator": 1, "denominator": 2}  # fmt: skip
    assert send(client, project, secret, rows=[row] * 5001).status_code == 422
    assert send(
        client, project, secret, rows=[row | {"measure": "x" * 600}] * 4900
    ).status_code in (400, 413, 422)
    assert send(client, project, secret, rows=[]).status_code == 422


def test_no_record_of_what_was_done_holds_a_count(client, project, lead, secret):  # noqa: F811
    send(client, project, secret, numerator=31_337, denominator=41_337)
    bring(project, lead, lines(BEFORE, 1_733, people_in=41_337))
    said = json.dumps(list(Event.objects.values()), default=str)
    assert not any(count in said for count in ("31337", "41337", "1733"))
