"""Addresses of today."""

from django.urls.resolvers import URLPattern

app_name = "today"
urlpatterns: list[URLPattern] = []
