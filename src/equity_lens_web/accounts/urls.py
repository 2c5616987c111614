"""Addresses of people and organisations."""

from django.urls import path

from equity_lens_web.accounts.views import (
    about,
    demonstration,
    joining,
    me,
    organisation,
    people,
)

app_name = "accounts"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/organisations/<int:pk>/", me.switch_organisation, name="switch-organisation"),
    path("me/sign-out-everywhere/", me.sign_out_everywhere, name="sign-out-everywhere"),
    path("people/", people.people, name="people"),
    path("people/invitations/", people.invite, name="invite"),
    path(
        "people/invitations/<int:pk>/withdrawals/",
        people.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("people/<int:pk>/", people.member, name="member"),
    path("people/<int:pk>/end/", people.end_membership, name="end-membership"),
    path("people/<int:pk>/new-link/", people.let_in_again, name="let-in-again"),
    path("invitations/<str:token>/", joining.join, name="join"),
    path("settings/", organisation.settings, name="settings"),
    path("logo/", organisation.logo, name="logo"),
    path("demonstration/<slug:role>/", demonstration.sign_in_as, name="sign-in-as"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]
