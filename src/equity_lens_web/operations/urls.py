"""Addresses for those who run the platform and look after its records."""

from django.urls import path

from equity_lens_web.operations import trail, views

app_name = "operations"
urlpatterns = [
    path("audit/", trail.trail, name="trail"),
    path("audit/events.csv", trail.events_csv, name="trail-csv"),
    path("health/", views.health, name="health"),
]
