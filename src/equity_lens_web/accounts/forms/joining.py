"""Joining by an invitation: a name and a password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from equity_lens_web.accounts.forms.sign_in import PASSWORD_HINT
from equity_lens_web.accounts.models import Invitation, Person
from equity_lens_web.design_system.forms import Form


class JoinForm(Form):
    """What a new member chooses."""

    name = forms.CharField(
        label="Your name", max_length=120, error_messages={"required": "Enter your name"}
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    again = forms.CharField(
        label="Password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password again"},
    )
    hints = {"name": "As colleagues see it.", "password": PASSWORD_HINT}
    widths = {"name": "nhsuk-input--width-20"}

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["name"].initial = invitation.name
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """The same twice, and not easily guessed."""
        given = super().clean() or self.cleaned_data
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", "Enter the same password as above")
        if password:
            somebody = Person(email=self.invitation.email, name=given.get("name", ""))
            try:
                validate_password(password, somebody)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return given
