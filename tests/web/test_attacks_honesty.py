"""One figure is one text: on a page, in a chart's table, in a file of the API, in a paper."""

import csv
import io
import re
from dataclasses import fields, is_dataclass, replace

import pytest
from django.urls import reverse

from equity_lens.disclosure.released import Figure, State
from equity_lens.reports.figures import published
from equity_lens.words.numbers import in_cell, interval_in_cell
from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services.refreshes import keep_release
from equity_lens_web.evidence.views.measure import chosen_profile

WAITING = "waiting-within-18-weeks"
# To six digits it is 0.411500: published so, it is 41.2%. Rounded at once it would be 41.1%.
BY_A_HAIR = 0.41149985
FIGURE = Figure(State.NUMBER, "proportion", 0.42, BY_A_HAIR, 0.43)


@pytest.fixture
def trust_at_the_edge(trust, sample_release):
    """The sample figures, one of them a hair below the half at which it is rounded up."""
    analyst = Person.objects.create_user("made-figures@tst.example", name="Test analyst")
    Membership.objects.create(person=analyst, organisation=trust, role="analyst")
    profiles = tuple(_with_the_figure(profile) for profile in sample_release.profiles)
    keep_release(replace(sample_release, profiles=profiles), organisation=trust, by=analyst)
    return trust


def _with_the_figure(profile):
    if (profile.measure.id, profile.dimension.key) != (WAITING, "imd_quintile"):
        return profile
    first, *others = profile.groups
    return replace(profile, groups=(replace(first, value=FIGURE), *others))


def figures_in(part):
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from figures_in(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from figures_in(getattr(part, field.name))


def test_a_page_and_a_file_round_the_same_number(trust_at_the_edge, signed_in):
    client = signed_in(trust_at_the_edge, "chair")
    page = client.get(reverse("evidence:measure", args=[WAITING]), {"by": "imd_quintile"})
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page.content.decode())
    assert "41.2% to 43.0%" in cells
    assert "41.1% to 43.0%" not in cells
    address = reverse("evidence:chart-file", args=[WAITING, "groups", "csv"])
    file = client.get(address, {"by": "imd_quintile"}).content.decode("utf-8-sig")
    assert any("41.2% to 43.0%" in row for row in csv.reader(io.StringIO(file)))


def test_every_kept_figure_reads_as_it_is_published(trust_at_the_edge):
    release = figures_of(trust_at_the_edge).release()
    pairs = list(zip(figures_in(release), figures_in(published(release)), strict=True))
    assert len(pairs) > 100
    for kept, out in pairs:
        assert (in_cell(kept), interval_in_cell(kept)) == (in_cell(out), interval_in_cell(out))


def test_against_another_reference_the_same_groups_have_the_same_values(refreshed_trust):
    figures = figures_of(refreshed_trust)
    own = chosen_profile(figures, WAITING, "imd_quintile", "").profile
    other = chosen_profile(figures, WAITING, "imd_quintile", "average").profile
    assert other.reference == "average"
    for figure in figures_in(other):
        assert figure == published(figure)
    assert [in_cell(group.value) for group in own.groups] == [
        in_cell(group.value) for group in other.groups
    ]
