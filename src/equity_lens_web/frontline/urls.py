"""Addresses of frontline."""

from django.urls.resolvers import URLPattern

app_name = "frontline"
urlpatterns: list[URLPattern] = []
