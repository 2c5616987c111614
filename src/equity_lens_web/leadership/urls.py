"""Addresses of leadership."""

from django.urls import path

from equity_lens_web.leadership.views import charter, reflections
from equity_lens_web.leadership.views.role import role

app_name = "leadership"
urlpatterns = [
    path("leadership/", role, name="role"),
    path("leadership/charter/", charter.charter, name="charter"),
    path("leadership/charter/answers/", charter.answers, name="charter-answers"),
    path("leadership/charter/ask/", charter.ask, name="charter-ask"),
    path("leadership/charter/sign/", charter.sign, name="charter-sign"),
    path("leadership/charter/file.<slug:form>", charter.charter_file, name="charter-file"),
    path("leadership/time-and-money/", charter.time_and_money, name="time-and-money"),
    path("leadership/reflections/", reflections.reflections, name="reflections"),
    path("leadership/reflections/lock/", reflections.lock, name="reflections-lock"),
    path("leadership/reflections/lost/", reflections.throw_away, name="reflections-lost"),
    path("leadership/reflections/<int:pk>/", reflections.reflection, name="reflection"),
    path("leadership/reflections/<int:pk>/delete/", reflections.delete, name="reflection-delete"),
    path(
        "leadership/reflections/copies/<int:pk>/withdraw/",
        reflections.withdraw,
        name="copy-withdraw",
    ),
]
