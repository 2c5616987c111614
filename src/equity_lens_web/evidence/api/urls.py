"""Addresses of the API. Each is opened by a token, but for the description of all of them."""

from equity_lens_web.accounts.access import access_of, by_token
from equity_lens_web.evidence.api.operations import api

app_name = "api"
urlpatterns, _, _ = api.urls
for _pattern in urlpatterns:
    if access_of(_pattern.callback) is None:
        by_token(_pattern.callback)
