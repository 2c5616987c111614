"""Private reflections: begun, unlocked, written, shared one by one, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.leadership import unlocked, vault
from equity_lens_web.leadership.forms.reflections import (
    BeginForm,
    ChangeForm,
    NoteForm,
    ShareForm,
    UnlockForm,
)
from equity_lens_web.leadership.models import Notebook, Reflection, SharedCopy
from equity_lens_web.leadership.services import reflections as services

LIST = "leadership:reflections"
TOO_MANY = "Wait an hour, then try again: there were too many tries"
WRONG = "Enter the passphrase of your notes: capitals and spaces count"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@page(Permission.REFLECT)
def reflections(request: Any) -> HttpResponse:
    """The notes, once unlocked; before that, how to begin or to unlock."""
    notebook = Notebook.objects.filter(person=request.user).first()
    if notebook is None:
        return _begin(request)
    private = _private(request)
    form = NoteForm(request.POST if "text" in request.POST else None)
    if form.is_valid():
        # To seal a note takes no passphrase: one that took longer than half an hour is not lost.
        services.write(
            organisation=request.organisation, text=form.cleaned_data["text"], by=request.user
        )
        messages.success(request, "Kept. Only you can read it.")
        return redirect(LIST)
    if private is None:
        return _unlock(request, notebook)
    own = notebook.reflections.filter(organisation=request.organisation)
    given = SharedCopy.objects.for_reader(request.user, request.organisation)
    return render(
        request,
        "leadership/reflections.jinja",
        {
            "form": form,
            "notes": [
                (each, _opened(private, each.sealed))
                for each in own.prefetch_related("copies__reader__person")
            ],
            "given": [(each, _opened(private, each.sealed)) for each in given],
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.REFLECT)
def reflection(request: Any, pk: int) -> HttpResponse:
    """One note: read it, give a copy to a member, see who has one."""
    private = _private(request)
    if private is None:
        return redirect(LIST)
    note = _own(request, pk)
    readers = _readers(request)
    form = ShareForm(readers, request.POST if request.method == "POST" else None)
    if form.is_valid():
        reader = next(each for each in readers if each.pk == form.cleaned_data["reader"])
        try:
            services.share(reflection=note, reader=reader, private=private, by=request.user)
            messages.success(request, f"{reader.person.name} can read a copy of this note now.")
        except EquityLensError as refused:
            messages.warning(request, str(refused))
        return redirect("leadership:reflection", pk)
    return render(
        request,
        "leadership/reflection.jinja",
        {
            "note": note,
            "text": _opened(private, note.sealed),
            "copies": note.copies.select_related("reader__person"),
            "form": form,
        },
    )


@require_POST
@page(Permission.REFLECT)
def delete(request: Any, pk: int) -> HttpResponse:
    """Delete a note, and every copy of it."""
    if _private(request) is None:
        return redirect(LIST)
    services.delete(reflection=_own(request, pk), by=request.user)
    messages.success(request, "Deleted, with every copy.")
    return redirect(LIST)


@require_POST
@page(Permission.REFLECT)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a copy back."""
    if _private(request) is None:
        return redirect(LIST)
    copy = get_object_or_404(
        SharedCopy.objects.select_related("reflection__notebook", "reflection__organisation"),
        pk=pk,
        reflection__notebook__person=request.user,
        reflection__organisation=request.organisation,
    )
    services.withdraw(copy=copy, by=request.user)
    messages.success(request, "Taken back. The copy is gone.")
    return redirect("leadership:reflection", copy.reflection_id)


@require_POST
@page(Permission.REFLECT)
def lock(request: Any) -> HttpResponse:
    """Lock the notebook before its half hour is over."""
    response = redirect(LIST)
    unlocked.let_go(request, response)
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@page(Permission.REFLECT)
def change_passphrase(request: Any) -> HttpResponse:
    """Choose another passphrase: everything is sealed anew, and stays unlocked here."""
    notebook = Notebook.objects.filter(person=request.user).first()
    if notebook is None:
        return redirect(LIST)
    form = ChangeForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid() and unlocked.TRYING.is_passed(request, str(notebook.pk)):
        form.add_error("old", TOO_MANY)
    elif form.is_valid():
        new = form.cleaned_data["passphrase"]
        try:
            changed = services.change_passphrase(
                organisation=request.organisation,
                old=form.cleaned_data["old"],
                new=new,
                by=request.user,
            )
        except vault.WrongPassphrase:
            form.add_error("old", WRONG)
        else:
            messages.success(request, "Changed. Only the new passphrase opens your notes now.")
            return _holding(request, vault.unlock(changed.keys, new))
    return render(request, "leadership/reflections_passphrase.jinja", {"form": form})


@require_http_methods(["GET", "POST"])
@page(Permission.REFLECT)
def throw_away(request: Any) -> HttpResponse:
    """Where the passphrase is lost: delete everything, and begin again."""
    if request.method == "POST":
        services.throw_away(organisation=request.organisation, by=request.user)
        messages.success(request, "All your notes are deleted. You can begin again.")
        response = redirect(LIST)
        unlocked.let_go(request, response)
        return response
    return render(request, "leadership/reflections_lost.jinja", {})


def _begin(request: Any) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    form = BeginForm(given, person=request.user)
    if not form.is_valid():
        return render(request, "leadership/reflections_begin.jinja", {"form": form})
    passphrase = form.cleaned_data["passphrase"]
    made = services.begin(organisation=request.organisation, passphrase=passphrase, by=request.user)
    return _holding(request, vault.unlock(made.keys, passphrase))


def _unlock(request: Any, notebook: Notebook) -> HttpResponse:
    form = UnlockForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and unlocked.TRYING.is_passed(request, str(notebook.pk)):
        form.add_error("passphrase", TOO_MANY)
    elif form.is_valid():
        try:
            return _holding(request, vault.unlock(notebook.keys, form.cleaned_data["passphrase"]))
        except vault.WrongPassphrase:
            form.add_error("passphrase", WRONG)
    return render(request, "leadership/reflections_locked.jinja", {"form": form})


def _holding(request: Any, private: bytes) -> HttpResponse:
    response = redirect(LIST)
    unlocked.hold(request, response, private)
    return response


def _private(request: Any) -> bytes | None:
    """The key that is held here, or None where it is locked or was changed elsewhere since."""
    held, notebook = unlocked.held(request), Notebook.objects.filter(person=request.user).first()
    if held is None or notebook is None or not vault.fits(notebook.keys, held):
        return None
    return held


def _own(request: Any, pk: int) -> Reflection:
    """A note of this person; somebody else's does not exist."""
    return get_object_or_404(
        Reflection.objects.select_related("notebook", "organisation"),
        pk=pk,
        notebook__person=request.user,
        organisation=request.organisation,
    )


def _readers(request: Any) -> list[Membership]:
    """Members who could be given a copy."""
    return list(
        request.organisation.memberships.current()
        .that_may(Permission.REFLECT)
        .exclude(person=request.user)
        .select_related("person")
        .order_by("person__name", "pk")
    )


def _opened(private: bytes, sealed: Any) -> str:
    return vault.open_sealed(private, bytes(sealed))
