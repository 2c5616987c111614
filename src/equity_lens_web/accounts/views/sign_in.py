"""The sign-in library's pages where ours say more, or are there only with mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import (
    LoginView,
    password_reset,
    password_reset_done,
)
from django.conf import settings
from django.http import Http404, HttpRequest
from django.views.generic import RedirectView

from equity_lens_web.accounts.access import public, signed_in
from equity_lens_web.accounts.presenters import provider_name
from equity_lens_web.accounts.views.demonstration import demonstration_trusts


class SignInView(LoginView):
    """E-mail address and password; the organisation's own sign-in; roles to try."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page offers beside the form."""
        return {
            **super().get_context_data(**kwargs),
            "provider": provider_name(),
            "provider_id": "organisation",
            "demonstration_trusts": demonstration_trusts(self.request),
            "sends_mail": settings.SENDS_MAIL,
        }


def _only_with_mail(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that is there only where a link can be sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.SENDS_MAIL:
            raise Http404
        return view(request, *args, **kwargs)

    return public(guarded)


sign_in = public(SignInView.as_view())
to_me = signed_in(RedirectView.as_view(pattern_name="accounts:me"))
reset = _only_with_mail(password_reset)
reset_done = _only_with_mail(password_reset_done)
