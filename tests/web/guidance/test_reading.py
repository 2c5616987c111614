"""Guides as an organisation reads them: shipped files, its own words over them, its sector."""

import pytest

from equity_lens_web.guidance import shipped
from equity_lens_web.guidance.reading import entries, entry, forget
from equity_lens_web.guidance.shipped import GuideRefused, read

HEAD = """
kind = "tool"
title = "Tools"
reviewed = 2026-11-25
source = "Ours"
caution = "Small sample"
editable = ["what"]
"""
ENTRIES = """
[[entries]]
key = "walk-round"
title = "Walk round"
what = "Go and see"

[[entries]]
key = "theatre-list"
title = "Theatre list"
fits = ["acute"]
what = "Read the list"

[[entries]]
key = "home-visit"
title = "Home visit"
fits = ["community"]
what = "Go along"
"""


@pytest.fixture
def tools(monkeypatch):
    kind = read(HEAD + ENTRIES, "tool.toml")
    monkeypatch.setattr(shipped, "kinds", lambda: {"tool": kind})
    monkeypatch.setattr("equity_lens_web.guidance.reading.kinds", lambda: {"tool": kind})
    return kind


def test_every_file_that_is_shipped_can_be_read():
    known = shipped.kinds()
    assert {"glossary", "driver_template"} <= set(known)
    assert all(kind.entries and kind.source for kind in known.values())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('colour = "blue"' + HEAD, "“colour” is not expected at the top."),
        (HEAD.replace("source", "sauce"), "“source” is missing at the top."),
        (HEAD + ENTRIES + ENTRIES, "Two entries have the key “walk-round”."),
        (HEAD + ENTRIES.replace('"acute"', '"dental"'), "a sector that there is not: “dental”"),
        (HEAD + ENTRIES.replace('"home-visit"', '"own-visit"'), "belong to organisations"),
        (HEAD.replace('["what"]', '["wat"]') + ENTRIES, "“wat” may be changed, but no entry"),
    ],
)
def test_a_file_that_says_something_else_is_refused(text, fault):
    with pytest.raises(GuideRefused) as refused:
        read(text, "tool.toml")
    assert any(fault in each for each in refused.value.faults)


@pytest.mark.parametrize(
    ("sector", "seen"),
    [
        ("acute", ["walk-round", "theatre-list"]),
        ("community", ["walk-round", "home-visit"]),
        ("mental_health", ["walk-round"]),
        ("ambulance", ["walk-round"]),
        ("combined", ["walk-round", "theatre-list", "home-visit"]),
        ("", ["walk-round", "theatre-list", "home-visit"]),
    ],
)
def test_a_trust_sees_what_fits_its_sector(trust, tools, sector, seen):
    trust.sector = sector
    assert [each.key for each in entries("tool", trust)] == seen


def test_an_entry_carries_its_source_its_caution_and_its_date(trust, tools):
    found = entry("tool", "walk-round", trust)
    assert (found.source, found.caution, found.changed_on.isoformat()) == (
        "Ours",
        "Small sample",
        "2026-11-25",
    )
    assert found.fields["what"] == "Go and see"
    assert entry("tool", "no-such", trust) is None


def test_a_kind_is_read_with_one_query_however_often(trust, tools, django_assert_num_queries):
    forget(trust)
    with django_assert_num_queries(1):
        entries("tool", trust)
        entry("tool", "walk-round", trust)
