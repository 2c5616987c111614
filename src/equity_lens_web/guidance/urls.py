"""Addresses of guides, words, support and shapes of the lead's role."""

from django.urls import path

from equity_lens_web.guidance.views import (
    changes,
    glossary,
    guides,
    proposals,
    role_shapes,
    support,
)

GUIDES = "leadership/guides/"
ENTRY = f"{GUIDES}<slug:kind>/<slug:key>/"
PROPOSAL = f"{GUIDES}proposals/<int:pk>/"
SHAPES = "leadership/role-shapes/"

app_name = "guidance"
urlpatterns = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("leadership/support/", support.support, name="support"),
    path(SHAPES, role_shapes.role_shapes, name="role-shapes"),
    path(f"{SHAPES}<slug:key>/adapt/", role_shapes.adapt, name="adapt-shape"),
    path(f"{SHAPES}<slug:key>/adopt/", role_shapes.adopt, name="adopt-shape"),
    path(GUIDES, guides.guides, name="guides"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}vote/", proposals.vote, name="vote"),
    path(f"{PROPOSAL}answer/", proposals.answer, name="answer"),
    path(f"{PROPOSAL}withdrawal/", proposals.withdraw, name="withdraw"),
    path(f"{GUIDES}<slug:kind>/", guides.guide, name="guide"),
    path(f"{GUIDES}<slug:kind>/new/", changes.add, name="add"),
    path(f"{GUIDES}<slug:kind>/new-proposal/", proposals.propose, name="propose-new"),
    path(ENTRY, guides.entry, name="entry"),
    path(f"{ENTRY}change/", changes.change, name="change"),
    path(f"{ENTRY}use/", changes.retire, name="retire"),
    path(f"{ENTRY}put-back/", changes.put_back, name="put-back"),
    path(f"{ENTRY}keep/", changes.keep, name="keep"),
    path(f"{ENTRY}proposals/new/", proposals.propose, name="propose"),
]
