"""Inviting people, and changing what they may do."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.design_system.forms import Form


def role_choices() -> list[tuple[str, str]]:
    """Every role, in the order of the data."""
    return [(role.key, role.title) for role in roles().values()]


class InviteForm(Form):
    """Whom to invite, and as what."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name"}
    )
    email = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter the person's email address",
            "invalid": "Enter an email address, such as name@nhs.net",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        choices=role_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the role that the person will have",
            "invalid_choice": "Choose one of the roles",
        },
    )
    hints = {
        "email": "They sign in with this address.",
        "role": "What each role may do is listed below.",
    }
    widths = {"name": "nhsuk-input--width-20", "email": "nhsuk-input--width-30"}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_email(self) -> str:
        """Nobody is invited twice."""
        email = self.cleaned_data["email"].lower()
        members = self.organisation.memberships.filter(ended_at=None)
        if members.filter(person__email__iexact=email).exists():
            raise forms.ValidationError(
                "This person is a member already. Change their role on the People page instead"
            )
        if self.organisation.invitations.open().filter(email__iexact=email).exists():
            raise forms.ValidationError(
                "This person has an open invitation. Withdraw it on the People page first"
            )
        return email


class RoleForm(Form):
    """What a member is to be from now on."""

    role = forms.ChoiceField(
        label="Role",
        choices=role_choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role", "invalid_choice": "Choose one of the roles"},
    )
