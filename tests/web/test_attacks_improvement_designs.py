"""Design files that no honest site would write."""

import json

import pytest

from equity_lens.errors import EquityLensError
from equity_lens_web.improvement import designs
from equity_lens_web.improvement.models import LocalMeasure
from equity_lens_web.improvement.services.splits import define_measure
from equity_lens_web.improvement.services.spread import bring
from web.improvement.conftest import people  # noqa: F401

KNOWN = "outpatient-did-not-attend"


def design(**other):
    measure = {
        "measure": KNOWN, "title": "Missed", "version": 1, "role": "outcome",
        "dimension": "imd_quintile", "target": "1", "reference": "5", "watched": ["3"],
        "smallest_that_matters": 0.02, "is_split": True,
    } | other  # fmt: skip
    return {"kind": "equity-lens-design", "version": 1, "organisation": "Elsewhere",
            "title": "Reminders", "diagram": [], "measures": [measure]}  # fmt: skip


OWN = {"better": "higher", "numerator": "missed", "denominator": "booked"}


def brought(trust, people, content):  # noqa: F811
    return bring(
        organisation=trust, design=designs.read(content), site="A", setting="x",
        different_here="x", by=people["qi_team"],
    )  # fmt: skip


def test_a_design_does_not_define_a_measure_of_the_library_anew(trust, people):  # noqa: F811
    with pytest.raises(EquityLensError, match="measure library"):
        brought(trust, people, json.dumps(design(definition=OWN)).encode())
    assert not LocalMeasure.objects.exists()


def test_a_measure_can_still_be_defined_after_a_design_brought_one(trust, people):  # noqa: F811
    brought(trust, people, json.dumps(design(measure="local-2", definition=OWN)).encode())
    made = define_measure(organisation=trust, title="Own", better="lower", numerator="a",
                          denominator="b", noun="people", by=people["qi_team"])  # fmt: skip
    assert made.key != "local-2"


@pytest.mark.parametrize(
    "other",
    [
        {"smallest_that_matters": 0.00001},
        {"smallest_that_matters": 0.99999},
        {"target": "x" * 100},
        {"target": "nobody"},
        {"watched": ["1"]},
        {"watched": ["nobody"]},
        {"dimension": "plus_" + "x" * 100},
        {"measure": "local-" + "1" * 110, "definition": OWN},
        {"measure": "../../x", "definition": OWN},
        {"measure": "local-1", "definition": OWN | {"numerator": "a\x00b"}},
        {"title": "a\x00b"},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_reason(trust, people, other):  # noqa: F811
    with pytest.raises(EquityLensError):
        brought(trust, people, json.dumps(design(**other)).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"diagram":' + b"[" * 90_000,
        b"\xff\xfe{}",
        b"null",
        b'{"kind": NaN}',
        b"x" * 300_000,
    ],
)
def test_what_is_no_design_is_refused(content):
    with pytest.raises(EquityLensError):
        designs.read(content)


def test_of_two_keys_of_one_name_the_file_is_read_once():
    text = json.dumps(design())
    twice = text[:-1] + ', "title": "Second"}'
    assert designs.read(twice.encode()).title in {"Reminders", "Second"}
