"""Addresses of plan."""

from django.urls.resolvers import URLPattern

app_name = "plan"
urlpatterns: list[URLPattern] = []
