"""Under which rules on small numbers an organisation's figures were shown until now.

A trust may change its rule. What was shown or issued under the former one is still in people's
hands, so new figures of the same periods must not give away, beside the old ones, what they
withhold by themselves.
"""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Prefetch

from equity_lens.disclosure.stored import Head
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Extract

PASSED_THROUGH = "published"
"""Nothing but published files: their publishers protected them, under any rule of ours alike."""

Shown = tuple[str, frozenset[str]]
"""A policy, and the periods that were shown under it."""


def policies_before(organisation: Organisation, now: str) -> list[Shown]:
    """Other policies in the order in which they were in force, each with the periods it showed.

    The last stretch is left out where it is under the present policy: those figures are made
    again just as they were. A refresh of a withdrawn file was seen as well.
    """
    periods = Prefetch("extracts", queryset=Extract.objects.only("periods"))
    refreshes = organisation.refreshes.only("head").prefetch_related(periods).order_by("number")
    shown = [
        (decode(refresh.head, Head).policy, _periods(refresh.extracts.all()))
        for refresh in refreshes
    ]
    stretches = [
        (policy, frozenset().union(*(periods for _, periods in several)))
        for policy, several in groupby(shown, key=lambda one: one[0])
        if policy != PASSED_THROUGH
    ]
    if stretches and stretches[-1][0] == now:
        stretches.pop()
    return stretches


def _periods(extracts: Iterable[Extract]) -> frozenset[str]:
    return frozenset(period for extract in extracts for period in extract.periods)
