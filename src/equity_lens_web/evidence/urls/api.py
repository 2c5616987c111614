"""Addresses: tokens, and what they open."""

from django.urls import URLPattern, path

from equity_lens_web.evidence.views import tokens

urlpatterns: list[URLPattern] = [
    path("data/tokens/", tokens.tokens, name="tokens"),
    path("data/tokens/<int:pk>/revocations/", tokens.revoke, name="token-revoke"),
    path("data/api/", tokens.addresses, name="api"),
]
