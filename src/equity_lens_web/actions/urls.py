"""Addresses of actions."""

from django.urls.resolvers import URLPattern

app_name = "actions"
urlpatterns: list[URLPattern] = []
