"""Records of the improvement room."""

from equity_lens_web.improvement.models.checks import EquityCheck, Mitigation
from equity_lens_web.improvement.models.driver_diagrams import Driver, DriverDiagram
from equity_lens_web.improvement.models.figures import FigureTable
from equity_lens_web.improvement.models.measures import (
    Baseline,
    LocalDefinition,
    LocalMeasure,
    ProjectMeasure,
)
from equity_lens_web.improvement.models.projects import Project, ProjectDecision
from equity_lens_web.improvement.models.spread import Adaptation, Spread
from equity_lens_web.improvement.models.tests_of_change import ChangeNote, ChangeStep, ChangeTest
from equity_lens_web.improvement.models.verdicts import KeptVerdict, VerdictChange, VerdictSeen

__all__ = [
    "Adaptation",
    "Baseline",
    "ChangeNote",
    "ChangeStep",
    "ChangeTest",
    "Driver",
    "DriverDiagram",
    "EquityCheck",
    "FigureTable",
    "KeptVerdict",
    "LocalDefinition",
    "LocalMeasure",
    "Mitigation",
    "Project",
    "ProjectDecision",
    "ProjectMeasure",
    "Spread",
    "VerdictChange",
    "VerdictSeen",
]
