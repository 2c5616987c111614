"""Addresses of improvement."""

from django.urls import path

from equity_lens_web.improvement import change_urls
from equity_lens_web.improvement.views import (
    checks,
    figures,
    measures,
    one,
    portfolio,
    setting_up,
)

app_name = "improvement"
PROJECT = "improvement/projects/<int:pk>/"
urlpatterns = [
    # for the board
    path("improvement/", portfolio.portfolio, name="portfolio"),
    path("improvement/projects/", portfolio.projects, name="projects"),
    path("improvement/changes-without-a-check/", portfolio.unchecked, name="unchecked"),
    # setting up
    path("improvement/projects/new/", setting_up.new, name="new"),
    path(f"{PROJECT}aim/", setting_up.aim, name="aim"),
    path(f"{PROJECT}people/", setting_up.people, name="people"),
    path(f"{PROJECT}split/", measures.split, name="split"),
    path(f"{PROJECT}split/groups/", measures.groups, name="groups"),
    path(f"{PROJECT}no-split/", setting_up.no_split, name="no-split"),
    path(f"{PROJECT}live/", setting_up.go_live, name="go-live"),
    # one project
    path(PROJECT, one.project, name="project"),
    path(f"{PROJECT}verdicts/", one.verdicts, name="verdicts"),
    path(f"{PROJECT}verdicts/<int:verdict>/", one.verdict, name="verdict"),
    path(f"{PROJECT}verdicts/read/", one.seen, name="seen"),
    path(f"{PROJECT}decision/", one.decide, name="decide"),
    path(f"{PROJECT}learning/", one.learning, name="learning"),
    path(f"{PROJECT}measures/<int:split>/baseline/", measures.baseline, name="baseline"),
    # its figures
    path(f"{PROJECT}figures/", figures.figures, name="figures"),
    path(f"{PROJECT}figures/<int:split>/", figures.key, name="key"),
    path(f"{PROJECT}figures/counts.csv", figures.template, name="figures-template"),
    # its equity checks
    path(f"{PROJECT}checks/", checks.checks, name="checks"),
    path(f"{PROJECT}checks/new/", checks.begin, name="begin-check"),
    path(f"{PROJECT}checks/<int:check>/", checks.check, name="check"),
    path("improvement/projects/mitigations/<int:pk>/", checks.mitigation, name="mitigation"),
    # measures of the trust's own
    path("improvement/projects/measures/", measures.own_measures, name="own-measures"),
    path(
        "improvement/projects/measures/<int:pk>/definition/", measures.definition, name="definition"
    ),
    # driver diagrams, tests of change, designs that spread
    *change_urls.urlpatterns,
]
