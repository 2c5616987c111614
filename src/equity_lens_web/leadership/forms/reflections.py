"""A passphrase, a note, and with whom it is shared. Nothing here is read by anything else."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.design_system.forms import Form
from equity_lens_web.plan.forms.parts import named

SHORTEST = 16


def _passphrase(label: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": "Enter your passphrase"},
    )


class NewPassphraseForm(Form):
    """A passphrase that only the writer knows, twice."""

    passphrase = _passphrase("Passphrase for your notes", "new-password")
    again = _passphrase("Passphrase again", "new-password")
    hints = {"passphrase": "Four words or more, at least 16 characters, not your password."}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Long enough, the same twice, and another than the password, of which a hash is kept."""
        given = super().clean() or {}
        passphrase, again = given.get("passphrase"), given.get("again")
        if passphrase and len(passphrase) < SHORTEST:
            self.add_error("passphrase", f"Enter at least {SHORTEST} characters")
        elif passphrase and self.person.check_password(passphrase):
            self.add_error("passphrase", "Enter other words than your password")
        if passphrase and again and passphrase != again:
            self.add_error("again", "Enter the same passphrase as above")
        return given


class BeginForm(NewPassphraseForm):
    """A first passphrase, and that its loss is understood."""

    understood = forms.BooleanField(
        label="I understand: without the passphrase my notes are lost, and nobody can get them back",
        error_messages={"required": "Tick that you understand, or do not begin"},
    )


class ChangeForm(NewPassphraseForm):
    """The passphrase as it is, and another."""

    old = _passphrase("Passphrase as it is now", "off")
    field_order = ("old", "passphrase", "again")

    def clean(self) -> dict[str, Any]:
        """Another than before."""
        given = super().clean()
        if given.get("old") and given.get("old") == given.get("passphrase"):
            self.add_error("passphrase", "Enter another passphrase than the one you have now")
        return given


class UnlockForm(Form):
    """The passphrase."""

    passphrase = _passphrase("Passphrase", "off")


class NoteForm(Form):
    """One note."""

    text = forms.CharField(
        label="A note to yourself",
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Enter what you want to keep"},
    )
    hints = {
        "text": "What made you more confident, or less? Where did you meet resistance, and what lay "
        "behind it? What will you try next?"
    }


class ShareForm(Form):
    """Which member gets a copy."""

    reader = forms.TypedChoiceField(
        label="Give a copy to",
        coerce=int,
        error_messages={"required": "Choose who gets a copy", "invalid_choice": "Choose a member"},
    )

    def __init__(self, readers: list[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reader"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(each.pk, named(each)) for each in readers]
        field.choices = [("", "Choose a member"), *offered]
