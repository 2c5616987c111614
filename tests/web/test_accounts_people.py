"""Inviting people, what they may do, and ending it."""

import datetime as dt
import hashlib
import html
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts import services
from equity_lens_web.accounts.models import Invitation, Membership, Person
from equity_lens_web.accounts.services.joining import InvitationClosed
from equity_lens_web.accounts.services.memberships import LastAdministrator
from equity_lens_web.accounts.services.recovery import MemberElsewhere

NEW = {"name": "Ada Example", "password": "three words together", "again": "three words together"}


def _words(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


@pytest.fixture
def administrator(trust, member):
    return member(trust, "administrator")


@pytest.fixture
def invited(trust, administrator):
    """Somebody invited as chair, and their link."""
    return services.invite(
        organisation=trust,
        name="Ada Example",
        email="Ada@tst.example",
        role="chair",
        by=administrator,
    )


@pytest.fixture
def signed_in_administrator(client, administrator):
    client.force_login(administrator)
    return client


def _path(link):
    return "/" + link.split("/", 3)[3]


def test_the_link_is_shown_once_where_no_mail_is_set_up(signed_in_administrator, trust):
    form = {"name": "Ada Example", "email": "ada@tst.example", "role": "chair"}
    response = signed_in_administrator.post(reverse("accounts:invite"), form)
    link = re.search(r">(http://[^<]+/invitations/[^<]+)<", response.content.decode())[1]
    assert response["Cache-Control"].count("no-store") == 1
    assert "It is not kept, and cannot be shown again" in _words(response)
    assert link not in _words(signed_in_administrator.get(reverse("accounts:people")))


def test_only_a_hash_of_the_link_is_kept(invited):
    token = invited.link.rstrip("/").rsplit("/", 1)[1]
    kept = str(Invitation.objects.values().get())
    assert token not in kept
    assert hashlib.sha256(token.encode()).hexdigest() in kept


def test_with_mail_the_link_goes_by_mail_and_is_not_shown(signed_in_administrator, settings):
    settings.SENDS_MAIL = True
    form = {"name": "Ada Example", "email": "ada@tst.example", "role": "chair"}
    response = signed_in_administrator.post(reverse("accounts:invite"), form)
    (letter,) = mail.outbox
    assert letter.to == ["ada@tst.example"]
    assert "/invitations/" in letter.body
    assert "/invitations/" not in _words(response).replace(reverse("accounts:invite"), "")


def test_a_mail_server_that_fails_loses_no_link(trust, administrator, settings):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    made = services.invite(
        organisation=trust, name="A", email="a@tst.example", role="chair", by=administrator
    )
    assert not made.was_sent
    assert made.invitation.is_open


def test_accepting_makes_a_member_who_is_signed_in(client, trust, invited):
    response = client.post(_path(invited.link), NEW)
    assert response.url == reverse("home")
    person = Person.objects.get(email="ada@tst.example")
    assert person.memberships.get().role == "chair"
    assert "Your account" in _words(client.get(reverse("accounts:me")))


def test_a_link_works_once(client, invited):
    client.post(_path(invited.link), NEW)
    again = Client().get(_path(invited.link))
    assert again.status_code == 410
    assert "Ask your organisation's administrator for a new one" in _words(again)


def test_of_two_who_use_a_link_at_once_one_is_turned_away(invited):
    services.accept(invitation=invited.invitation, name="A", password="three words together")
    with pytest.raises(InvitationClosed):
        services.accept(
            invitation=invited.invitation,
            by=Person.objects.get(email="ada@tst.example"),
        )


@pytest.mark.parametrize(("days", "status"), [(6, 200), (8, 410)])
def test_a_link_works_for_seven_days(client, invited, days, status):
    earlier = dt.timedelta(days=days)
    invitation = invited.invitation
    invitation.expires_at -= earlier
    invitation.save()
    assert client.get(_path(invited.link)).status_code == status


def test_a_withdrawn_link_does_not_work(signed_in_administrator, invited):
    address = reverse("accounts:withdraw-invitation", args=[invited.invitation.pk])
    signed_in_administrator.post(address)
    assert Client().get(_path(invited.link)).status_code == 410


def test_passwords_that_differ_or_are_guessed_easily_are_refused(client, invited):
    words = _words(client.post(_path(invited.link), {**NEW, "again": "other"}))
    assert "Enter the same password as above" in words
    common = {**NEW, "password": "password1234", "again": "password1234"}
    assert "too common" in _words(client.post(_path(invited.link), common))
    assert not Person.objects.filter(email="ada@tst.example").exists()


def test_nobody_joins_in_the_name_of_somebody_who_has_an_account(
    client, other_trust, member, trust, administrator
):
    ada = member(other_trust, "analyst")
    link = services.invite(
        organisation=trust, name="Ada", email=ada.email, role="chair", by=administrator
    ).link
    assert "You have an account here already" in _words(client.get(_path(link)))
    assert client.post(_path(link), NEW).status_code == 403
    client.force_login(ada)
    client.post(_path(link))
    assert {each.organisation for each in ada.memberships.current()} == {trust, other_trust}


def test_an_invitation_is_not_taken_by_whoever_else_is_signed_in(signed_in_administrator, invited):
    page = signed_in_administrator.get(_path(invited.link))
    assert "This invitation is for somebody else" in _words(page)
    assert signed_in_administrator.post(_path(invited.link)).status_code == 403


def test_nobody_is_invited_twice(signed_in_administrator, invited, administrator):
    form = {"name": "A", "email": "ADA@tst.example", "role": "chair"}
    words = _words(signed_in_administrator.post(reverse("accounts:invite"), form))
    assert "This person has an open invitation" in words
    form["email"] = administrator.email
    words = _words(signed_in_administrator.post(reverse("accounts:invite"), form))
    assert "This person is a member already" in words


def test_a_service_asks_for_the_permission_itself(trust, member):
    with pytest.raises(PermissionDenied):
        services.invite(
            organisation=trust,
            name="A",
            email="a@tst.example",
            role="administrator",
            by=member(trust, "analyst"),
        )


def test_an_administrator_of_another_trust_has_no_say(trust, other_trust, member, invited):
    stranger = member(other_trust, "administrator")
    with pytest.raises(PermissionDenied):
        services.withdraw_invitation(invitation=invited.invitation, by=stranger)
    with pytest.raises(PermissionDenied):
        services.end_membership(membership=trust.memberships.get(), by=stranger)


def test_a_new_role_counts_from_the_next_page(trust, member, administrator):
    chair = member(trust, "chair")
    theirs = Client()
    theirs.force_login(chair)
    assert theirs.get(reverse("evidence:findings")).status_code == 200
    services.change_role(membership=chair.memberships.get(), role="vcse", by=administrator)
    assert theirs.get(reverse("evidence:findings")).status_code == 403


def test_ending_a_membership_ends_the_persons_sessions_at_once(trust, member, administrator):
    chair = member(trust, "chair")
    theirs = Client()
    theirs.force_login(chair)
    services.end_membership(membership=chair.memberships.get(), by=administrator)
    assert theirs.get(reverse("accounts:me")).status_code == 302
    assert "_auth_user_id" not in theirs.session


def test_an_ended_membership_is_kept_with_its_end(trust, member, administrator):
    membership = member(trust, "chair").memberships.get()
    services.end_membership(membership=membership, by=administrator)
    membership.refresh_from_db()
    assert membership.ended_at <= timezone.now()


def test_the_last_administrator_stays(signed_in_administrator, administrator, trust):
    mine = administrator.memberships.get()
    with pytest.raises(LastAdministrator):
        services.end_membership(membership=mine, by=administrator)
    with pytest.raises(LastAdministrator):
        services.change_role(membership=mine, role="chair", by=administrator)
    page = signed_in_administrator.post(
        reverse("accounts:member", args=[mine.pk]), {"role": "chair"}
    )
    assert "is the last person who can look after people here" in _words(page)
    assert Membership.objects.current().filter(role="administrator").count() == 1


def test_of_two_administrators_one_may_go(trust, administrator):
    second = Person.objects.create_user("second@tst.example", name="Second")
    membership = Membership.objects.create(person=second, organisation=trust, role="administrator")
    services.end_membership(membership=membership, by=administrator)
    assert Membership.objects.current().get() == administrator.memberships.get()


def test_the_page_says_who_is_here_and_takes_as_many_queries_for_fifty_as_for_two(
    signed_in_administrator, trust, member, django_assert_max_num_queries
):
    member(trust, "chair")
    for number in range(50):
        person = Person.objects.create_user(f"p{number}@tst.example", name=f"Person {number}")
        Membership.objects.create(person=person, organisation=trust, role="clinician")
    signed_in_administrator.get(reverse("accounts:me"))  # the session notes its first use
    with django_assert_max_num_queries(5):
        words = _words(signed_in_administrator.get(reverse("accounts:people")))
    for said in ("Person 49", "Clinician", "Not yet", "Chair", "No open invitations"):
        assert said in words


def test_a_link_to_a_new_password_works_once_and_switches_the_second_step_off(
    trust, member, administrator
):
    chair = member(trust, "chair")
    chair.authenticator_set.create(type="totp", data={"secret": "kept"})
    theirs = Client()
    theirs.force_login(chair)
    link = services.let_in_again(membership=chair.memberships.get(), by=administrator)
    assert theirs.get(reverse("accounts:me")).status_code == 302
    assert not chair.authenticator_set.exists()
    form = theirs.get(_path(link), follow=True)
    new = {"password1": "quite another password", "password2": "quite another password"}
    theirs.post(form.redirect_chain[-1][0], new)
    chair.refresh_from_db()
    assert chair.check_password("quite another password")
    assert "This link works no more" in _words(Client().get(_path(link), follow=True))


def test_one_trust_cannot_open_another_through_a_shared_member(
    trust, other_trust, member, administrator
):
    chair = member(trust, "chair")
    Membership.objects.create(person=chair, organisation=other_trust, role="hi_lead")
    with pytest.raises(MemberElsewhere):
        services.let_in_again(
            membership=chair.memberships.get(organisation=trust), by=administrator
        )


def test_open_invitations_of_somebody_who_left_are_pointed_out(
    client, trust, administrator, member, invited
):
    # Before the membership is ended, and afterwards in the list.
    second = Person.objects.create_user("second@tst.example", "a long enough password", name="Two")
    Membership.objects.create(person=second, organisation=trust, role="administrator")
    client.force_login(second)
    first = administrator.memberships.get()
    asked = _words(client.get(reverse("accounts:end-membership", args=[first.pk])))
    assert "still open" in asked
    assert "Ada Example, chair" in asked
    services.end_membership(membership=first, by=second)
    assert "(no longer a member)" in _words(client.get(reverse("accounts:people")))
