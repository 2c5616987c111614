"""Addresses of guidance."""

from django.urls.resolvers import URLPattern

app_name = "guidance"
urlpatterns: list[URLPattern] = []
