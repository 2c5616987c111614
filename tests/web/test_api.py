"""The API: the paper's figures for machines, opened by a token of one organisation."""

import csv
import datetime as dt
import io
import json

import pyarrow.parquet as pq
import pytest
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.models import ApiToken
from equity_lens_web.evidence.services.refreshes import keep_release
from equity_lens_web.evidence.services.tokens import make_token, revoke_token

WAITING = "waiting-within-18-weeks"
OPERATIONS = (
    *("organisation", "measures", "profiles", "trends", "findings", "ledgers", "provenance"),
    *("figures", "figures_csv", "figures_parquet"),
)


@pytest.fixture
def analyst(member):
    """Makes the analyst of an organisation."""
    return lambda organisation: member(organisation, "analyst")


@pytest.fixture
def caller(client, analyst):
    """A program with a token: ``caller(trust)("profiles", measure=...)``."""

    def call_for(organisation):
        by = analyst(organisation)
        secret = make_token(organisation=organisation, name="Power BI", days=30, by=by)

        def call(operation, headers=None, **asked):
            sent = {"authorization": f"Bearer {secret}", **(headers or {})}
            return client.get(reverse(f"api:{operation}"), asked, headers=sent)

        call.token = ApiToken.objects.opened_by(secret)
        call.by, call.secret = by, secret
        return call

    return call_for


@pytest.fixture
def call(caller, refreshed_trust):
    """A program that reads the figures of the trust."""
    return caller(refreshed_trust)


def every_page(call, operation, **asked):
    """All items of an operation, by following ``next`` as a program does."""
    answer = call(operation, **asked).json()
    items = answer["items"]
    while answer["next"]:
        query = answer["next"].split("?")[1]
        answer = call(operation, **dict(each.split("=") for each in query.split("&"))).json()
        items += answer["items"]
    return items


def test_the_csv_is_the_papers_results_file_byte_for_byte(call, paper_files):
    assert call("figures_csv").content == paper_files["results.csv"].read_bytes()


def test_csv_parquet_and_json_hold_the_same_rows_in_the_same_order(call):
    by_csv = list(csv.DictReader(io.StringIO(call("figures_csv").content.decode())))
    by_json = every_page(call, "figures")
    by_parquet = pq.read_table(io.BytesIO(call("figures_parquet").content)).to_pylist()
    assert by_json == by_parquet
    assert len(by_csv) == len(by_json) > 500
    for text, row in zip(by_csv, by_json, strict=True):
        assert (float(text["value"]) if text["value"] else None) == row["value"]
        assert (text["state"], text["subgroup"]) == (row["state"], row["subgroup"])


def test_the_most_deprived_fifth_of_the_board_paper(call):
    # Journey 1: 5,180 of 9,100 is 0.569231; the least deprived 4,925 of 7,600 is 0.648026.
    (profile,) = call("profiles", measure=WAITING, dimension="imd_quintile").json()["items"]
    most, *_, least = profile["groups"]
    assert (most["numerator"]["value"], most["denominator"]["value"]) == (5180, 9100)
    assert (most["value"]["value"], least["value"]["value"]) == (0.569231, 0.648026)
    # 0.569231 - 0.648026, to six digits.
    assert most["gap"]["value"] == pytest.approx(-0.0788, abs=5e-5)
    assert profile["reference"] == "5"
    assert profile["source"]["edition"] == "IMD 2025"


def test_a_figure_that_is_no_number_says_which_of_the_other_two_states_it_is_in(call):
    rows = every_page(call, "figures")
    assert {row["state"] for row in rows} == {"number", "missing", "suppressed"}
    for row in rows:
        assert (row["value"] is not None) == (row["state"] == "number")
        if row["state"] == "suppressed":
            assert row["reason"]
            assert row["lower"] is row["upper"] is None


def test_findings_come_with_their_sentence_grade_and_number_of_comparisons(call):
    answer = call("findings").json()
    of_the_fifths = next(
        each
        for each in answer["items"]
        if (each["measure"]["id"], each["dimension"]["key"]) == (WAITING, "imd_quintile")
    )
    assert "gap of 7.9 percentage points (95% interval 6.4 to 9.4)" in of_the_fifths["sentence"]
    assert of_the_fifths["grade"] == "act"
    assert [each["rank"] for each in answer["items"]] == [1, 2, 3, 4, 5]
    assert answer["comparisons"] == 45


def test_a_trend_gives_each_period_its_figure_and_its_signal(call):
    trends = every_page(call, "trends")
    assert any(trend["is_gap"] for trend in trends)
    point = trends[0]["points"][0]
    assert set(point) == {"period", "figure", "signal", "direction"}


def test_ledgers_and_provenance_say_where_the_figures_come_from(call, sample_release):
    ledger = call("ledgers").json()["items"][0]
    assert ledger["accepted"] + ledger["rejected"] == ledger["rows_read"]
    provenance = call("provenance").json()
    assert provenance["policy_described"] == sample_release.policy_described
    assert [each["name"] for each in provenance["extracts"]] == ["waiting-list-2026-10-31.csv"]
    assert provenance["made_from"][0]["sha256"] == "9f2c" * 16


def test_measures_list_the_periods_that_profiles_can_be_asked_for(call, sample_release):
    listed = {each["id"]: each for each in call("measures").json()["items"]}
    assert set(listed) == {profile.measure.id for profile in sample_release.profiles}
    (by_fifth,) = (
        each for each in listed[WAITING]["breakdowns"] if each["dimension"] == "imd_quintile"
    )
    asked = {"measure": WAITING, "dimension": "imd_quintile", "period": by_fifth["period"]}
    (profile,) = call("profiles", **asked).json()["items"]
    assert profile["period"] == by_fifth["period"]
    assert call("profiles", **asked | {"period": "1999-01"}).json()["items"] == []


def test_who_holds_the_current_figures_is_told_so_until_they_are_made_again(
    call, refreshed_trust, sample_release
):
    etag = call("figures_csv")["ETag"]
    for operation in ("figures_csv", "figures", "profiles", "provenance"):
        held = call(operation, headers={"if-none-match": etag})
        assert (held.status_code, held.content) == (304, b"")
    keep_release(sample_release, organisation=refreshed_trust, by=call.by)
    made_again = call("figures_csv", headers={"if-none-match": etag})
    assert made_again.status_code == 200
    assert made_again["ETag"] != etag


def test_the_pages_of_a_large_trust_hold_each_profile_once(call, refreshed_trust, large_release):
    keep_release(large_release, organisation=refreshed_trust, by=call.by)
    assert call("profiles").json()["pages"] > 1
    items = every_page(call, "profiles")
    about = [(each["measure"]["id"], each["dimension"]["key"]) for each in items]
    assert about == [(p.measure.id, p.dimension.key) for p in large_release.profiles]
    assert call("profiles", page=99).status_code == 404


def test_pages_of_two_different_refreshes_are_never_put_together(
    call, refreshed_trust, large_release, sample_release
):
    keep_release(large_release, organisation=refreshed_trust, by=call.by)
    first = call("figures").json()
    assert first["pages"] > 1
    keep_release(sample_release, organisation=refreshed_trust, by=call.by)
    second = call("figures", page=2, refresh=first["refresh"])
    assert second.status_code == 409
    assert "Begin again at the first page" in second.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"mesure": WAITING}, "There is no parameter “mesure”"),
        ({"measure": "no-such-measure"}, "There are no figures of the measure “no-such-measure”"),
        ({"dimension": "shoe_size"}, "There are no figures of the dimension “shoe_size”"),
        ({"page": "two"}, "page: "),
    ],
)
def test_a_filter_that_would_filter_nothing_is_refused_with_what_there_is(call, asked, words):
    answer = call("figures", **asked)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nothing_opens_without_a_token_in_the_header(call, client, operation):
    address = reverse(f"api:{operation}")
    client.force_login(call.by)  # a session does not open what a token does
    for headers, asked in (
        ({}, {}),
        ({"authorization": "Bearer equitylens_guess"}, {}),
        ({"authorization": f"Basic {call.secret}"}, {}),
        ({}, {"token": call.secret}),
    ):
        refused = client.get(address, asked, headers=headers)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"] == "Bearer"
        assert "Authorization: Bearer TOKEN" in refused.json()["detail"]


def test_a_revoked_or_expired_token_opens_nothing(call):
    ApiToken.objects.filter(pk=call.token.pk).update(expires_at=timezone.now())
    assert call("figures").status_code == 401
    later = timezone.now() + dt.timedelta(days=1)
    ApiToken.objects.filter(pk=call.token.pk).update(expires_at=later)
    assert call("figures").status_code == 200
    revoke_token(token=call.token, by=call.by)
    assert call("figures").status_code == 401


def test_another_organisations_token_sees_only_its_own(caller, refreshed_trust, other_trust):
    theirs = caller(other_trust)
    assert theirs("organisation").json()["code"] == "OTH"
    for operation in OPERATIONS[1:]:
        assert theirs(operation).status_code == 404
    assert "There are no figures yet" in theirs("findings").json()["detail"]


def test_the_api_can_only_be_read(call, client):
    sent = {"authorization": f"Bearer {call.secret}"}
    for operation in OPERATIONS:
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(reverse(f"api:{operation}"), headers=sent).status_code == 405


def test_the_first_use_of_each_day_leaves_one_trace(call, refreshed_trust, monkeypatch):
    used = refreshed_trust.events.filter(what="token.used")
    for _ in range(3):
        call("organisation")
    assert used.count() == 1
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr("equity_lens_web.evidence.services.tokens.today", lambda: tomorrow)
    call("organisation")
    assert used.count() == 2
    assert call.secret not in json.dumps(list(Event.objects.values("about", "detail")))


def test_a_program_that_asks_too_often_is_told_how_long_to_wait(call, caller, other_trust):
    answers = [call("organisation") for _ in range(121)]
    assert {each.status_code for each in answers[:120]} == {200}
    assert answers[120].status_code == 429
    assert 1 <= int(answers[120]["Retry-After"]) <= 60
    assert caller(other_trust)("organisation").status_code == 200


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_queries_of_an_operation_are_bounded(call, django_assert_max_num_queries, operation):
    call("organisation")
    with django_assert_max_num_queries(14):
        assert call(operation).status_code == 200


def test_whole_files_travel_compressed(call):
    sent = call("figures_csv", headers={"accept-encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip"
    assert len(sent.content) < len(call("figures_csv").content) / 10
