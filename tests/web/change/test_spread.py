"""A design travels without a count, says where it comes from, and stays comparable or says it is not."""

import json
from decimal import Decimal

import pytest

from equity_lens.errors import EquityLensError
from equity_lens_web.improvement import designs
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.services.spread import bring
from equity_lens_web.improvement.services.tests_of_change import note


def _brought(organisation, design, by, **more):
    return bring(
        organisation=organisation, design=design, site="Eye clinic", setting="Four clinics in a city",
        different_here="Older people, few of whom use texts", by=by, **more,
    )  # fmt: skip


def test_a_design_holds_the_split_the_diagram_and_plans_and_no_result(
    project, diagram, running, team
):
    note(test=running, said="Eleven people came", by=team)
    file = designs.written(designs.design_of(project)).decode()
    given = json.loads(file)
    (measure,) = given["measures"]
    # Version 1 of the library's measure: src/equity_lens/measures/data
    assert (measure["measure"], measure["version"], measure["is_split"]) == (
        "outpatient-did-not-attend", 1, True,
    )  # fmt: skip
    assert given["tests"][0]["prediction"] == "Fewer than 8 in 100 appointments are missed."
    assert "Eleven people came" not in file
    assert given["diagram"][2] == [3, "Call people who have no mobile number"]


def test_a_copy_at_another_site_keeps_measure_diagram_and_tests_as_plans(
    project, diagram, running, team, trust
):
    copy = _brought(trust, designs.design_of(project), team, original=project)
    assert copy.state == Project.State.DRAFT
    assert copy.title == "Text reminders: Eye clinic"
    assert (copy.split.target, copy.split.reference) == ("1", "5")
    assert copy.split.smallest_that_matters == Decimal("0.01")
    assert copy.tests_of_change.get().state == "planned"
    assert copy.driver_diagram.lines.count() == 4
    assert copy.spread_from.original == project


def test_a_file_makes_the_same_project_at_another_trust(
    project, diagram, planned, other_trust, member
):
    design = designs.read(designs.written(designs.design_of(project)))
    copy = _brought(other_trust, design, member(other_trust, "qi_team"))
    assert copy.organisation == other_trust
    assert copy.spread_from.from_organisation == "Test trust (synthetic)"
    assert designs.design_of(copy).measures == designs.design_of(project).measures


def test_a_measure_of_another_version_is_said_to_clash(project, trust):
    given = designs.design_of(project)
    given.measures[0].version = 2
    (said,) = designs.clashes(given, trust)
    assert "is version 2 there and version 1 here" in said


def test_a_measure_that_is_not_known_here_is_said_and_left_out(project, trust, team):
    given = designs.design_of(project)
    given.measures[0].measure = "something-of-theirs"
    assert "is not in the measure library here" in designs.clashes(given, trust)[0]
    copy = _brought(trust, given, team)
    assert copy.split is None
    assert not copy.measures.exists()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda given: "{", "not JSON"),
        (lambda given: json.dumps({**given, "counts": [1, 2]}), "counts"),
        (lambda given: json.dumps({**given, "kind": "something"}), "not a design of version 1"),
        (lambda given: json.dumps({**given, "diagram": [[3, "Too deep"]]}), "is no outline"),
        (lambda given: json.dumps({**given, "title": ""}), "title"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_design_is_refused_with_its_fault(project, spoil, fault):
    given = json.loads(designs.written(designs.design_of(project)))
    with pytest.raises(EquityLensError) as refused:
        designs.read(spoil(given).encode())
    assert fault in refused.value.faults[0]
