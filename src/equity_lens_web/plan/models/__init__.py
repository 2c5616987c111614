"""What the plan keeps. Everything has a lead and helpers; things are ended and never deleted."""

from equity_lens_web.plan.models.activities import Activity, ActivityEntry, EmptyQuadrant
from equity_lens_web.plan.models.dilemmas import Dilemma, Effect, Option
from equity_lens_web.plan.models.led import Handover, Led
from equity_lens_web.plan.models.measures import ChainMeasure, MeasureReading
from equity_lens_web.plan.models.missions import Mission, Part
from equity_lens_web.plan.models.needs import Cause, CauseEvidence
from equity_lens_web.plan.models.priorities import Candidate, ChoiceRound, Priority
from equity_lens_web.plan.models.programmes import Programme, ScopeAddition
from equity_lens_web.plan.models.theories import Arrow, Theory
from equity_lens_web.plan.models.visions import Ambition, Vision

__all__ = [
    "Activity",
    "ActivityEntry",
    "Ambition",
    "Arrow",
    "Candidate",
    "Cause",
    "CauseEvidence",
    "ChainMeasure",
    "ChoiceRound",
    "Dilemma",
    "Effect",
    "EmptyQuadrant",
    "Handover",
    "Led",
    "MeasureReading",
    "Mission",
    "Option",
    "Part",
    "Priority",
    "Programme",
    "ScopeAddition",
    "Theory",
    "Vision",
]
