"""Addresses of improvement."""

from equity_lens_web.improvement import change_urls

app_name = "improvement"
urlpatterns = [*change_urls.urlpatterns]
