"""How many of the gaps found could be chance, over everything that was compared."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from equity_lens.analysis.profile import Profile
from equity_lens.cells import FloatArray
from equity_lens.statistics import benjamini_hochberg


class Family(NamedTuple):
    """All comparisons of one organisation in one month, as seen from one profile.

    ``q_value`` is (period, subgroup); ``comparisons`` is (period,): how many were made in all
    measures and dimensions together, which is what the q values allow for.
    """

    q_value: FloatArray
    comparisons: FloatArray


def false_discovery(profiles: Sequence[Profile], organisation: str) -> list[Family]:
    """q values of every comparison that can become a finding.

    A family is one organisation and one calendar month, over every measure and every dimension
    that is marked for findings: a snapshot at the end of October and the events of October are
    looked at together. Comparisons along other dimensions have no q value and do not count.

    Returns
    -------
    list[Family]
        One for each profile, in order.
    """
    looked_at = [
        np.where(
            each.counts.dimension.in_findings,
            each.p_value[each.counts.organisations.index(organisation)],
            np.nan,
        )
        for each in profiles
    ]
    if not looked_at:
        return []
    months = [np.array([period[:7] for period in each.counts.periods]) for each in profiles]
    month = np.concatenate(
        [np.repeat(names, p.shape[1]) for names, p in zip(months, looked_at, strict=True)]
    )
    p_value = np.concatenate([p.ravel() for p in looked_at])
    q_value, made = np.full(p_value.shape, np.nan), np.zeros(p_value.shape)
    for name in np.unique(month):
        family = month == name
        q_value[family] = benjamini_hochberg(p_value[family])
        made[family] = np.count_nonzero(~np.isnan(p_value[family]))
    ends = np.cumsum([p.size for p in looked_at])[:-1]
    return [
        Family(q.reshape(p.shape), m.reshape(p.shape)[:, 0])
        for q, m, p in zip(np.split(q_value, ends), np.split(made, ends), looked_at, strict=True)
    ]
