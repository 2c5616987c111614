"""Addresses of driver diagrams, tests of change, and designs that spread."""

from django.urls import path

from equity_lens_web.improvement.views import driver_diagrams, spread, tests_of_change

PROJECT = "improvement/projects/<int:pk>"
TEST = "improvement/projects/tests-of-change/<int:pk>"

urlpatterns = [
    path(f"{PROJECT}/driver-diagram/", driver_diagrams.diagram, name="driver-diagram"),
    path(f"{PROJECT}/driver-diagram/outline/", driver_diagrams.outline, name="driver-outline"),
    path(f"{PROJECT}/driver-diagram/aim/", driver_diagrams.aim, name="driver-aim"),
    path(f"{PROJECT}/driver-diagram/files/<str:form>", driver_diagrams.file, name="driver-file"),
    path(f"{PROJECT}/driver-diagram/lines/<int:line>/", driver_diagrams.line, name="driver-line"),
    path(
        f"{PROJECT}/driver-diagram/lines/<int:line>/move/",
        driver_diagrams.move,
        name="driver-move",
    ),
    path(f"{PROJECT}/tests-of-change/", tests_of_change.tests, name="tests"),
    path(f"{PROJECT}/tests-of-change/new/", tests_of_change.plan, name="test-plan"),
    path(f"{TEST}/", tests_of_change.test, name="test"),
    path(f"{TEST}/plan/", tests_of_change.change, name="test-change"),
    path(f"{TEST}/begin/", tests_of_change.begin, name="test-begin"),
    path(f"{TEST}/notes/new/", tests_of_change.note, name="test-note"),
    path(f"{TEST}/end/", tests_of_change.end, name="test-end"),
    path(f"{TEST}/stop/", tests_of_change.stop, name="test-stop"),
    path(f"{PROJECT}/spread/", spread.spread, name="spread"),
    path(f"{PROJECT}/where-from/", spread.where_from, name="where-from"),
    path("improvement/projects/designs/bring/", spread.bring, name="bring"),
]
