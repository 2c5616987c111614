"""Addresses of the pages on which evidence is read."""

from django.urls import path

from equity_lens_web.evidence.views.access import access
from equity_lens_web.evidence.views.charts import chart_file, pathway_file
from equity_lens_web.evidence.views.context import context
from equity_lens_web.evidence.views.cost import cost
from equity_lens_web.evidence.views.findings import findings
from equity_lens_web.evidence.views.measure import measure
from equity_lens_web.evidence.views.measures import measures
from equity_lens_web.evidence.views.methods import methods
from equity_lens_web.evidence.views.options import options
from equity_lens_web.evidence.views.performance import performance
from equity_lens_web.evidence.views.quality import care, data_quality
from equity_lens_web.evidence.views.representation import who_is_not_here
from equity_lens_web.evidence.views.waiting_list import waiting_list

urlpatterns = [
    path("evidence/", performance, name="performance"),
    path("evidence/findings/", findings, name="findings"),
    path("evidence/measures/", measures, name="measures"),
    path("evidence/methods/", methods, name="methods"),
    path("evidence/measures/<slug:measure>/", measure, name="measure"),
    path(
        "evidence/measures/<slug:measure>/charts/<slug:kind>.<slug:form>",
        chart_file,
        name="chart-file",
    ),
    path("evidence/waiting-list/", waiting_list, name="waiting-list"),
    path("evidence/access/", access, name="access"),
    path("evidence/access/chart.<slug:form>", pathway_file, name="pathway-file"),
    path("evidence/access/options/", options, name="access-options"),
    path("evidence/who-is-not-here/", who_is_not_here, name="who-is-not-here"),
    path("evidence/data-quality/", data_quality, name="data-quality"),
    path("evidence/data-quality/<slug:service>/<slug:field>/", care, name="care"),
    path("evidence/cost/", cost, name="cost"),
    path("evidence/context/", context, name="context"),
]
