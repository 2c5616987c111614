"""Looking after people: who belongs here, and what each may do."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts import presenters, services
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.forms.people import InviteForm, RoleForm
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.accounts.services.memberships import LastAdministrator
from equity_lens_web.accounts.services.recovery import MemberElsewhere

LAST = (
    "{name} is the last person who can look after people here. "
    "Make somebody else an administrator first."
)


@require_safe
@page(Permission.PEOPLE_MANAGE)
def people(request: Any) -> HttpResponse:
    """Everybody in the organisation, and who was invited and has not come yet."""
    return render(
        request,
        "accounts/people.jinja",
        {
            "memberships": request.organisation.memberships.current().for_a_list(),
            "invitations": request.organisation.invitations.open().for_a_list(),
            "present": presenters,
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@page(Permission.PEOPLE_MANAGE)
def invite(request: Any) -> HttpResponse:
    """Invite somebody; where no mail is set up, the link is shown this once."""
    form = InviteForm(
        request.POST if request.method == "POST" else None, organisation=request.organisation
    )
    if form.is_valid():
        invited = services.invite(
            organisation=request.organisation, by=request.user, **form.cleaned_data
        )
        return render(request, "accounts/invited.jinja", {"invited": invited})
    return render(
        request,
        "accounts/invite.jinja",
        {"form": form, "roles": presenters.roles_in_words(), "sends_mail": settings.SENDS_MAIL},
    )


@require_POST
@page(Permission.PEOPLE_MANAGE)
def withdraw_invitation(request: Any, pk: int) -> HttpResponse:
    """Make a link stop working."""
    invitation = get_object_or_404(request.organisation.invitations, pk=pk)
    services.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.name} is withdrawn.")
    return redirect("accounts:people")


@require_http_methods(["GET", "POST"])
@page(Permission.PEOPLE_MANAGE)
def member(request: Any, pk: int) -> HttpResponse:
    """One member: change their role, or end the membership."""
    membership = _member(request, pk)
    form = RoleForm(
        request.POST if request.method == "POST" else None, initial={"role": membership.role}
    )
    if form.is_valid():
        try:
            changed = services.change_role(
                membership=membership, role=form.cleaned_data["role"], by=request.user
            )
        except LastAdministrator:
            form.add_error("role", LAST.format(name=membership.person))
        else:
            messages.success(request, f"{changed.person} is now: {changed.role_held.title}.")
            return redirect("accounts:people")
    return render(
        request,
        "accounts/member.jinja",
        {"form": form, "member": membership, "roles": presenters.roles_in_words()},
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PEOPLE_MANAGE)
def end_membership(request: Any, pk: int) -> HttpResponse:
    """Ask once more, then end a membership."""
    membership = _member(request, pk)
    if request.method == "POST":
        try:
            services.end_membership(membership=membership, by=request.user)
        except LastAdministrator:
            messages.error(request, LAST.format(name=membership.person))
        else:
            messages.success(request, f"{membership.person} is no longer a member.")
        return redirect("accounts:people")
    invitations = request.organisation.invitations.open().filter(invited_by=membership.person)
    return render(
        request,
        "accounts/end_membership.jinja",
        {"member": membership, "invitations": invitations.order_by("name")},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@page(Permission.PEOPLE_MANAGE)
def let_in_again(request: Any, pk: int) -> HttpResponse:
    """Ask once more, then show the link to a new password this once."""
    membership = _member(request, pk)
    words: dict[str, Any] = {"member": membership}
    if request.method == "POST":
        try:
            words["link"] = services.let_in_again(membership=membership, by=request.user)
            words["is_done"] = True
        except MemberElsewhere:
            words["is_elsewhere"] = True
    return render(request, "accounts/let_in_again.jinja", words)


def _member(request: Any, pk: int) -> Any:
    memberships = request.organisation.memberships.current().select_related(
        "person", "organisation"
    )
    return get_object_or_404(memberships, pk=pk)
