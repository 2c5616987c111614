"""Addresses of leadership."""

from django.urls import path

from equity_lens_web.leadership.views import (
    charter,
    first_draft,
    handover,
    induction,
    reflections,
    trust,
    who_leads,
)
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
    path("leadership/induction/", induction.induction, name="induction"),
    path("leadership/induction/answers/", induction.answers, name="induction-answers"),
    path("leadership/induction/skip/", induction.skip, name="induction-skip"),
    path("leadership/induction/steps/<slug:step>/", induction.mark, name="induction-mark"),
    path("leadership/own-trust/", trust.own_trust, name="own-trust"),
    path("leadership/units/<slug:unit>/", trust.unit, name="unit"),
    path("leadership/first-draft/", first_draft.draft, name="first-draft"),
    path("leadership/first-draft/words/", first_draft.words, name="first-draft-words"),
    path("leadership/first-draft/send/", first_draft.send, name="first-draft-send"),
    path(
        "leadership/first-draft/file.<slug:form>", first_draft.draft_file, name="first-draft-file"
    ),
    path("leadership/who-leads/", who_leads.who_leads, name="who-leads"),
    path("leadership/who-leads/<int:pk>/", who_leads.hand_over_all, name="hand-over-all"),
    path("leadership/cover/", who_leads.cover, name="cover"),
    path("leadership/handover/", handover.handover, name="handover"),
    path("leadership/handover/file.<slug:form>", handover.handover_file, name="handover-file"),
    path("leadership/worth-knowing/", handover.worth_knowing, name="worth-knowing"),
    path("leadership/worth-knowing/<int:pk>/end/", handover.end, name="end-worth-knowing"),
    path("leadership/reflections/", reflections.reflections, name="reflections"),
    path("leadership/reflections/lock/", reflections.lock, name="reflections-lock"),
    path(
        "leadership/reflections/passphrase/",
        reflections.change_passphrase,
        name="reflections-passphrase",
    ),
    path("leadership/reflections/lost/", reflections.throw_away, name="reflections-lost"),
    path("leadership/reflections/<int:pk>/", reflections.reflection, name="reflection"),
    path("leadership/reflections/<int:pk>/delete/", reflections.delete, name="reflection-delete"),
    path(
        "leadership/reflections/copies/<int:pk>/withdraw/",
        reflections.withdraw,
        name="copy-withdraw",
    ),
]
