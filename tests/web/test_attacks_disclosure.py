"""What a reader could work out from what the platform shows at different times and places."""

import hashlib
from itertools import product

import pytest

from equity_lens import pipeline
from equity_lens.disclosure.released import State
from equity_lens_web.accounts.services import change_settings
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.remembered import policies_before
from equity_lens_web.evidence.services import extracts as services
from equity_lens_web.evidence.services import tallies
from web.uploading import bring, checked, work_off

DNA = "outpatient-did-not-attend"
OCTOBER, SEPTEMBER = "2026-10-31", "2026-09-30"


@pytest.fixture
def analyst(trust, member):
    return member(trust, "analyst")


@pytest.fixture
def administrator(trust, member):
    return member(trust, "administrator")


def put_in(trust, analyst, *extracts):
    for extract in extracts:
        services.include(extract=extract, by=analyst)
    work_off()
    trust.refresh_from_db()


def changed_to(trust, policy, administrator, capture):
    with capture(execute=True):
        change_settings(organisation=trust, by=administrator, policy=policy)
    work_off()
    trust.refresh_from_db()


def test_the_fingerprint_of_a_paper_tally_is_of_no_use_to_whoever_guesses(trust, analyst):
    """3 of 100 women and 20 of 90 men: 3 is withheld. The file that a reader would guess is known."""
    sheet = tallies.begin(
        organisation=trust, measure=DNA, dimension="sex", month="2026-10", by=analyst
    )
    extract = tallies.send(sheet=sheet, rows={"female": (3, 100), "male": (20, 90)}, by=analyst)
    work_off()
    put_in(trust, analyst, extract)
    profile = figures_of(trust).profile(DNA, "sex")
    women = next(group for group in profile.groups if group.subgroup.key == "female")
    assert women.numerator.state is State.SUPPRESSED
    guesses = {
        hashlib.sha256(
            pipeline.tallies_to_counts(
                [
                    pipeline.KeyedTally(DNA, "2026-10", "TST", "sex", key, *counts)
                    for key, counts in (("female", (few, 100)), ("male", (men, 90)))
                ]
            )
        ).hexdigest()
        for few, men in product(range(8), range(18, 23))
    }
    assert profile.source.sha256 not in guesses


def test_small_counts_in_the_layout_of_the_national_file_are_withheld(trust, analyst):
    lines = ["Geography,Code,Name,Metric,Category,Waiting Bands,Count"]
    for age, total in (("0-18 Years", 30), ("19-64 Years", 50), ("Over 65 Years", 120)):
        for band, count in (("Total", total), ("Over 52 Weeks", total // 10)):
            lines.append(f"NHS ACUTE,TST,Test trust,Age,{age},{band},{count}")
    name = "WLMDS-Demographics-Geography-to-27-July-2025-v1.csv"
    put_in(trust, analyst, bring(trust, analyst, "\n".join(lines).encode(), name))
    profile = figures_of(trust).profile("waiting-over-52-weeks", "age_group_published")
    late = [group.numerator for group in profile.groups]
    assert late[0].state is late[1].state is State.SUPPRESSED  # 3 and 5
    assert "counts that it would not print" in profile.source.note


def test_a_change_of_rule_remembers_what_was_shown_under_the_former_one(
    trust, analyst, administrator, django_capture_on_commit_callbacks
):
    capture = django_capture_on_commit_callbacks
    put_in(trust, analyst, checked(trust, analyst))
    assert policies_before(trust, "hes") == []
    changed_to(trust, "local", administrator, capture)
    assert figures_of(trust).head.policy == "local"
    assert policies_before(trust, "local") == [("hes", frozenset({OCTOBER}))]
    put_in(trust, analyst, checked(trust, analyst, "september.csv", day=SEPTEMBER))
    # September was never shown under the former rule.
    assert policies_before(trust, "local") == [("hes", frozenset({OCTOBER}))]
    changed_to(trust, "hes", administrator, capture)
    assert policies_before(trust, "hes") == [
        ("hes", frozenset({OCTOBER})),
        ("local", frozenset({OCTOBER, SEPTEMBER})),
    ]


def test_the_worker_makes_figures_with_that_in_mind(
    trust, analyst, administrator, monkeypatch, django_capture_on_commit_callbacks
):
    put_in(trust, analyst, checked(trust, analyst))
    told = []
    analyse = pipeline.analyse

    def listen(sources, **how):
        told.append(how["before"])
        return analyse(sources, **how)

    monkeypatch.setattr(pipeline, "analyse", listen)
    changed_to(trust, "local", administrator, django_capture_on_commit_callbacks)
    assert told == [[("hes", frozenset({OCTOBER}))]]
