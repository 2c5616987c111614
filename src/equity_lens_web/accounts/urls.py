"""Addresses of people, organisations and signing in."""

from django.urls import path

from equity_lens_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("people/", views.people, name="people"),
    path("logo/", views.logo, name="logo"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
