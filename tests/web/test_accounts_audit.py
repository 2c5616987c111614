"""The trail of what people did: complete, unchangeable, readable, and without addresses."""

import csv
import datetime as dt
import html
import io
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from equity_lens_web.accounts import services
from equity_lens_web.audit.models import Event
from equity_lens_web.audit.record import record

PASSWORD = "a long enough password"


def _words(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


@pytest.fixture
def administrator(signed_in, trust):
    return signed_in(trust, "administrator")


def _sql(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET what = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET person_id = NULL WHERE what = 'paper.issued'",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_an_event(trust, statement):
    record("paper.issued", organisation=trust, by=None)
    with pytest.raises(DatabaseError, match="can only be added to"):
        _sql(statement)
    assert Event.objects.get().what == "paper.issued"


def test_an_event_cannot_be_saved_twice(trust):
    event = record("paper.issued", organisation=trust, by=None)
    with pytest.raises(ValueError, match="cannot be changed"):
        event.save()


def test_signing_in_and_out_is_traced(client, trust, member):
    chair = member(trust, "chair")
    client.post(reverse("account_login"), {"login": chair.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    kinds = list(trust.events.order_by("pk").values_list("what", "person"))
    assert kinds == [("sign-in.done", chair.pk), ("sign-in.ended", chair.pk)]


def test_a_refused_sign_in_keeps_a_hash_and_no_address(client, trust, member):
    chair = member(trust, "chair")
    for address in (chair.email, "nobody@tst.example"):
        client.post(reverse("account_login"), {"login": address, "password": "wrong"})
    known, unknown = Event.objects.order_by("pk")
    assert (known.organisation, unknown.organisation) == (trust, None)
    assert known.person is None
    assert known.detail["address_hash"] != unknown.detail["address_hash"]
    for event in (known, unknown):
        assert "@" not in f"{event.about}{event.detail}"


def test_the_same_address_always_has_the_same_hash(client, trust, member):
    chair = member(trust, "chair")
    for address in (chair.email, chair.email.upper()):
        client.post(reverse("account_login"), {"login": address, "password": "wrong"})
    assert len({event.detail["address_hash"] for event in Event.objects.all()}) == 1


def test_what_is_done_about_people_is_traced_with_before_and_after(trust, member):
    administrator, chair = member(trust, "administrator"), member(trust, "chair")
    membership = chair.memberships.get()
    services.change_role(membership=membership, role="ned", by=administrator)
    services.end_membership(membership=membership, by=administrator)
    changed, ended = trust.events.order_by("pk")
    assert (changed.what, changed.detail["before"], changed.detail["after"]) == (
        "role.changed",
        "chair",
        "ned",
    )
    assert (ended.what, ended.person) == ("membership.ended", administrator)


def test_what_was_refused_leaves_no_trace_of_having_happened(trust, member):
    administrator = member(trust, "administrator")
    with pytest.raises(services.memberships.LastAdministrator):
        services.end_membership(membership=administrator.memberships.get(), by=administrator)
    assert not trust.events.filter(what="membership.ended").exists()


def test_the_page_names_members_and_says_what_happened(administrator, trust, member):
    chair = member(trust, "chair")
    services.change_role(
        membership=chair.memberships.get(),
        role="ned",
        by=trust.members.get(memberships__role="administrator"),
    )
    words = _words(administrator.get(reverse("operations:trail")))
    assert "Role: changed" in words
    assert "before: chair; after: ned" in words


def test_events_are_found_by_kind_and_by_day(administrator, trust):
    long_ago = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    record("paper.issued", organisation=trust, by=None, about="October paper")
    Event.objects.create(what="extract.withdrawn", organisation=trust, about="old.csv", at=long_ago)
    address = reverse("operations:trail")
    by_kind = _words(administrator.get(address, {"what": "paper.issued"}))
    assert "October paper" in by_kind
    assert "old.csv" not in by_kind
    by_day = _words(administrator.get(address, {"since": "1/3/2026", "until": "1/3/2026"}))
    assert "old.csv" in by_day
    assert "October paper" not in by_day
    assert "No such events" in _words(administrator.get(address, {"until": "28/2/2026"}))


def test_a_day_of_the_filter_is_a_day_in_london(administrator, trust):
    # 23:30 on 30 June in UTC is 00:30 on 1 July in London.
    at = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    Event.objects.create(what="paper.issued", organisation=trust, about="Summer", at=at)
    address = reverse("operations:trail")
    assert "Summer" in _words(administrator.get(address, {"since": "1/7/2026"}))
    assert "Summer" not in _words(administrator.get(address, {"until": "30/6/2026"}))


def test_a_day_that_is_none_is_answered_with_an_instruction(administrator):
    words = _words(administrator.get(reverse("operations:trail"), {"since": "soon"}))
    assert "Enter a day such as 5/10/2026" in words


def test_another_trusts_events_are_not_here(administrator, other_trust):
    record("paper.issued", organisation=other_trust, by=None, about="Their paper")
    assert "Their paper" not in _words(administrator.get(reverse("operations:trail")))
    exported = administrator.get(reverse("operations:trail-csv")).getvalue().decode()
    assert "Their paper" not in exported


def test_the_trail_is_exported_as_it_is_filtered_and_the_export_is_traced(administrator, trust):
    record("paper.issued", organisation=trust, by=None, about="October paper")
    record("extract.withdrawn", organisation=trust, by=None, about="old.csv")
    response = administrator.get(reverse("operations:trail-csv"), {"what": "paper.issued"})
    assert response.streaming
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0] == ["At", "Who", "What", "About", "Detail"]
    assert [row[2:4] for row in rows[1:]] == [["paper.issued", "October paper"]]
    assert trust.events.filter(what="audit.exported").count() == 1


def test_a_name_cannot_become_a_formula_in_a_spreadsheet(administrator, trust):
    record("extract.received", organisation=trust, by=None, about="=HYPERLINK('a')")
    exported = administrator.get(reverse("operations:trail-csv")).getvalue().decode()
    assert "'=HYPERLINK" in exported


def test_a_hundred_events_take_as_many_queries_as_one(
    administrator, trust, member, django_assert_max_num_queries
):
    chair = member(trust, "chair")
    for number in range(150):
        record("role.changed", organisation=trust, by=chair, member=chair.pk, about=str(number))
    administrator.get(reverse("accounts:me"))
    with django_assert_max_num_queries(7):
        words = _words(administrator.get(reverse("operations:trail")))
    assert "Events 1 to 100 of" in words
    assert "Older" in words
