"""Addresses of improvement."""

from django.urls.resolvers import URLPattern

app_name = "improvement"
urlpatterns: list[URLPattern] = []
