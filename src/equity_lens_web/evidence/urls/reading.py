"""Addresses of the pages on which evidence is read."""

from django.urls import path

from equity_lens_web.evidence.views.findings import findings
from equity_lens_web.evidence.views.measure import measure
from equity_lens_web.evidence.views.measures import measures
from equity_lens_web.evidence.views.methods import methods
from equity_lens_web.evidence.views.performance import performance

urlpatterns = [
    path("evidence/", performance, name="performance"),
    path("evidence/findings/", findings, name="findings"),
    path("evidence/measures/", measures, name="measures"),
    path("evidence/methods/", methods, name="methods"),
    path("evidence/measures/<slug:measure>/", measure, name="measure"),
]
