"""Every address of the platform."""

from django.urls import include, path

from equity_lens_web.config.home import home

urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", include("equity_lens_web.accounts.sign_in_urls")),
    path("", include("equity_lens_web.accounts.urls")),
    path("", include("equity_lens_web.evidence.urls")),
    path("api/v1/", include("equity_lens_web.evidence.api.urls")),
    path("", include("equity_lens_web.guidance.urls")),
    path("", include("equity_lens_web.actions.urls")),
    path("", include("equity_lens_web.improvement.urls")),
    path("", include("equity_lens_web.frontline.urls")),
    path("", include("equity_lens_web.plan.urls")),
    path("", include("equity_lens_web.leadership.urls")),
    path("", include("equity_lens_web.learning.urls")),
    path("", include("equity_lens_web.today.urls")),
    path("", include("equity_lens_web.operations.urls")),
]

handler403 = "equity_lens_web.config.home.refused"
handler404 = "equity_lens_web.config.home.not_found"
handler500 = "equity_lens_web.config.home.broken"
