"""The sign-in library's forms in our look and our words. It checks; we only dress.

The library's own fields are kept, so that what it does to them (rate limits, lower case, no
stripping of passwords) stays as it is.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms

from equity_lens_web.design_system.forms import NhsFields

ENTER_CODE = "Enter the 6-digit code that your authenticator app shows now"
PASSWORD_HINT = "At least 12 characters. Three words that do not belong together work well."


class _Dressed(NhsFields):
    """What all of them share."""

    labels: dict[str, str] = {}
    asks: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            if name in self.asks:
                field.error_messages["required"] = self.asks[name]


class SignInForm(_Dressed, account.LoginForm):
    """E-mail address and password."""

    labels = {"login": "Email address", "password": "Password"}
    asks = {"login": "Enter your email address", "password": "Enter your password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = self.fields["login"]
        address.widget = forms.EmailInput(attrs={"autocomplete": "username"})
        address.error_messages["invalid"] = "Enter an email address, such as name@nhs.net"


class ConfirmPasswordForm(_Dressed, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": "Password"}
    asks = {"password": "Enter your password"}


class ChangePasswordForm(_Dressed, account.ChangePasswordForm):
    """A new password by somebody who knows the old one."""

    labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }
    asks = {
        "oldpassword": "Enter your current password",
        "password1": "Enter a new password",
        "password2": "Enter the new password again",
    }
    hints = {"password1": PASSWORD_HINT}


class ResetPasswordForm(_Dressed, account.ResetPasswordForm):
    """Where to send the link."""

    labels = {"email": "Email address"}
    asks = {"email": "Enter your email address"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget = forms.EmailInput(attrs={"autocomplete": "username"})


class NewPasswordForm(_Dressed, account.ResetPasswordKeyForm):
    """A new password by somebody who holds the link."""

    labels = {"password1": "New password", "password2": "New password again"}
    asks = {
        "password1": "Enter a new password",
        "password2": "Enter the new password again",
    }
    hints = {"password1": PASSWORD_HINT}


class _Code(_Dressed):
    labels = {"code": "Code"}
    asks = {"code": ENTER_CODE}
    widths = {"code": "nhsuk-input--width-10 nhsuk-input--code"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = forms.TextInput(  # type: ignore[attr-defined]
            attrs={"autocomplete": "one-time-code"}
        )


class CodeForm(_Code, second_factor.AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_Code, second_factor.ReauthenticateForm):
    """A code once more, before something that matters."""


class ActivateForm(_Code, totp.ActivateTOTPForm):
    """The first code, which shows that the app was set up."""
