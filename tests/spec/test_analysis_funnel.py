"""One provider beside the others, allowing for size."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.analysis.funnel import funnel_of_everyone, funnel_of_gap

PROVIDERS = np.array([False, True, True, True, True])


def of_all(counts, numerators, denominators, withheld=()):
    """Counts of a nation and four providers from those of one."""
    codes = ("ENG", "RA1", "RB1", "RC1", "RD1")
    hidden = np.zeros((5, 1, len(numerators[0])), dtype=bool)
    for place in withheld:
        hidden[place] = True
    events = np.array(numerators, dtype=float)[:, None]
    events[hidden] = np.nan
    return replace(
        counts,
        organisations=codes,
        numerator=events,
        denominator=np.array(denominators, dtype=float)[:, None],
        numerator_withheld=hidden,
        denominator_withheld=np.zeros_like(hidden),
        source_of=np.zeros((5, 1), dtype=np.intp),
    )


@pytest.fixture
def everyone(trusts):
    # The nation is the sum of nobody here: it must not be a point, nor in the centre.
    return of_all(
        trusts.everybody(trusts.WITHIN_18, [1], [2]),
        [[9_000], [500], [520], [480], [560]],
        [[10_000], [1000], [1000], [1000], [1000]],
    )


def test_limits_of_a_proportion_lie_around_the_pooled_one(everyone):
    funnel = funnel_of_everyone(everyone, PROVIDERS)
    # 2060 / 4000 = .515; the error at 1,000 people is sqrt(.515 x .485 / 1000) = .015804.
    assert funnel.centre == pytest.approx(0.515)
    assert funnel.value.tolist() == [0.5, 0.52, 0.48, 0.56]
    # .56 is 2.85 errors away: beyond 1.96 and not beyond 3.09. .48 is 2.21 errors away.
    assert funnel.beyond == ("", "", "95%", "95%")
    curve = funnel.curve
    at = np.interp(1000, curve[:, 0], curve[:, 3])
    assert at == pytest.approx(0.515 + 1.96 * 0.015804, abs=1e-4)


def test_the_gap_of_a_provider_has_the_size_of_its_smaller_group(trusts):
    fifths = trusts.fifths(trusts.WITHIN_18, [[1, 1, 1, 1, 1]], [[1] * 5])
    counts = of_all(
        fifths,
        [[0] * 5, [50, 0, 0, 0, 60], [500, 0, 0, 0, 650], [450, 0, 0, 0, 550], [30, 0, 0, 0, 70]],
        [[9] * 5, [100, 9, 9, 9, 100], [1000, 9, 9, 9, 1000], [1000, 9, 9, 9, 1000], [100, 9, 9, 9, 100]],
    )  # fmt: skip
    funnel = funnel_of_gap(counts, PROVIDERS)
    # 1 / (1/100 + 1/100) = 50; 1 / (1/1000 + 1/1000) = 500.
    assert funnel.people.tolist() == pytest.approx([50, 500, 500, 50])
    assert funnel.value.tolist() == pytest.approx([-0.1, -0.15, -0.1, -0.4])
    # (50 x -.1 + 500 x -.15 + 500 x -.1 + 50 x -.4) / 1100
    assert funnel.centre == pytest.approx(-150 / 1100)
    # Of both groups of all: 2360 / 4400 = .5364. The last is .2636 away and its error is
    # sqrt(.5364 x .4636 / 50) = .0705: 3.74 errors.
    assert funnel.beyond == ("", "", "", "99.8%")
    assert funnel.title.endswith("most deprived fifth minus least deprived fifth")


def test_a_provider_whose_count_is_withheld_is_left_out_and_counted(everyone):
    hidden = of_all(
        everyone,
        everyone.numerator[:, 0].tolist(),
        everyone.denominator[:, 0].tolist(),
        withheld=[(2, 0, 0)],
    )
    funnel = funnel_of_everyone(hidden, PROVIDERS)
    assert funnel.left_out == 1
    assert funnel.provider.tolist() == [1, 3, 4]
    # (500 + 480 + 560) / 3000
    assert funnel.centre == pytest.approx(1540 / 3000)


def test_fewer_than_three_providers_make_no_funnel(everyone):
    assert funnel_of_everyone(everyone, np.array([True, True, True, False, False])) is not None
    assert funnel_of_everyone(everyone, np.array([False, True, True, False, False])) is None
