"""Addresses of learning."""

from django.urls import path

from equity_lens_web.learning.views import cases, writing

app_name = "learning"
CASE = "learning/cases/<int:pk>"
urlpatterns = [
    path("learning/", cases.cases, name="cases"),
    path("learning/begin/<int:project>/", writing.begin, name="begin"),
    path(f"{CASE}/", cases.case, name="case"),
    path(f"{CASE}/versions/<int:number>/", cases.version, name="version"),
    path(f"{CASE}/files/<str:form>", cases.file, name="case-file"),
    path(f"{CASE}/draft/", writing.draft, name="draft"),
    path(f"{CASE}/figures/", writing.figures, name="figures"),
    path(f"{CASE}/still-holds/", writing.still_holds, name="still-holds"),
    path(f"{CASE}/owner/", writing.owner, name="owner"),
    path(f"{CASE}/withdraw/", writing.withdraw, name="withdraw"),
]
