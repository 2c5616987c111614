"""Addresses for those who run the platform and look after its records."""

from django.urls import path

from equity_lens_web.operations import views

app_name = "operations"
urlpatterns = [
    path("audit/", views.trail, name="trail"),
    path("health/", views.health, name="health"),
]
