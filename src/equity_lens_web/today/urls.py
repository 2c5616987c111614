"""Addresses of today, the month and the weekly brief."""

from django.urls import path

from equity_lens_web.today.views import brief, today

app_name = "today"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/month/", today.the_month, name="month"),
    path("today/brief/", brief.brief, name="brief"),
    path("briefs/<str:token>/", brief.brief_off, name="brief-off"),
]
