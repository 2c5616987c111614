"""Addresses: papers."""

from django.urls import URLPattern, path

from equity_lens_web.evidence.views.papers import files, listing, one, steps

urlpatterns: list[URLPattern] = [
    path("papers/", listing.papers, name="papers"),
    path("papers/drafts/", listing.begin, name="paper-begin"),
    path("papers/current-figures/<str:name>", listing.current, name="paper-current"),
    path("papers/<int:pk>/", one.paper, name="paper"),
    path("papers/<int:pk>/covers/", one.cover, name="paper-cover"),
    path("papers/<int:pk>/findings/", steps.findings, name="paper-findings"),
    path("papers/<int:pk>/sentences/", steps.sentences_of, name="paper-words"),
    path("papers/<int:pk>/decisions/", steps.decisions, name="paper-decisions"),
    path("papers/<int:pk>/voices/", steps.voices, name="paper-voices"),
    path("papers/<int:pk>/previews/", one.preview, name="paper-preview"),
    path("papers/<int:pk>/annexes/", one.annex, name="paper-annex"),
    path("papers/<int:pk>/withheld-cells/", one.withheld_of, name="paper-withheld"),
    path("papers/<int:pk>/issues/", one.issue, name="paper-issue"),
    path("papers/<int:pk>/moves/", one.move, name="paper-move"),
    path("papers/<int:pk>/set-aside/", one.forget, name="paper-forget"),
    path("papers/<int:pk>/discards/", one.discard, name="paper-discard"),
    path("papers/<int:pk>/outcomes/", one.outcome, name="paper-outcome"),
    path("papers/<int:pk>/files/<str:name>", files.file, name="paper-file"),
]
