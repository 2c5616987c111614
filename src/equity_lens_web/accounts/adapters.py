"""How the sign-in library is to behave here."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from equity_lens_web.accounts.services.joining import person_of_verified_address

WAIT = "Too many attempts. Wait 5 minutes, then try again."
WRONG_CODE = (
    "That code is not right. Enter the code that the app shows now, or one of your recovery codes."
)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people join by invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "The email address or the password is not right. Check both, and try again."
        ),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "incorrect_password": "That password is not right. Enter your password again.",
        "enter_current_password": "Enter the password that you sign in with now",
        "invalid_password_reset": "This link has been used or has expired. Ask for a new one.",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the link was."""
        return reverse("accounts:me")

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Not to people who sign in by their organisation alone: it looks after their password."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted, by a key made from the secret key."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """By the present secret key."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """By the present secret key, or by a former one."""
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class ProviderAdapter(DefaultSocialAccountAdapter):
    """A provider signs in people who were invited, by an e-mail address that it has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an administrator invites first."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """To the person's own page."""
        return reverse("accounts:me")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Ties a first sign-in to the person of that address, or turns it away."""
        if sociallogin.is_existing:
            return
        verified = [each.email for each in sociallogin.email_addresses if each.verified is True]
        person = person_of_verified_address(verified[0]) if verified else None
        if person is None:
            raise ImmediateHttpResponse(
                render(request, "account/not_invited.jinja", {"verified": verified}, status=403)
            )
        sociallogin.connect(request, person)
