"""Addresses: data."""

from django.urls import URLPattern, path

from equity_lens_web.evidence.views import answers, extracts, jobs, tallies

urlpatterns: list[URLPattern] = [
    path("data/extracts/", extracts.extracts, name="extracts"),
    path("data/extracts/<int:pk>/", extracts.extract, name="extract"),
    path("data/extracts/<int:pk>/answers/", extracts.answer, name="extract-answer"),
    path("data/extracts/<int:pk>/inclusions/", extracts.include, name="extract-include"),
    path("data/extracts/<int:pk>/withdrawals/", extracts.withdraw, name="extract-withdraw"),
    path("data/extracts/<int:pk>/readings/", extracts.begin_again, name="extract-begin-again"),
    path("data/extracts/<int:pk>/rejections/<int:place>/", extracts.rejections, name="rejections"),
    path("data/extracts/<int:pk>/rejected-rows.csv", extracts.rejected_rows, name="rejected-rows"),
    path("data/answers/", answers.answers, name="answers"),
    path("data/answers/<slug:contract>/", answers.of_contract, name="answers-of"),
    path("data/tallies/", tallies.tallies, name="tallies"),
    path("data/tallies/<int:pk>/", tallies.sheet, name="tally"),
    path("data/jobs/<int:pk>/", jobs.job, name="job"),
    path("data/jobs/<int:pk>/progress/", jobs.progress, name="job-progress"),
    path("data/jobs/<int:pk>/cancellations/", jobs.cancel, name="job-cancel"),
    path("data/refreshes/", jobs.make_figures, name="make-figures"),
]
