"""Addresses of the evidence room, by the kind of page."""

from equity_lens_web.evidence.urls import api, data, papers, reading

app_name = "evidence"
urlpatterns = [*reading.urlpatterns, *data.urlpatterns, *papers.urlpatterns, *api.urlpatterns]
