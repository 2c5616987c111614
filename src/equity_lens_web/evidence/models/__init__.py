"""Records of the evidence room."""

from equity_lens_web.evidence.models.care import Care
from equity_lens_web.evidence.models.extracts import Answers, Extract
from equity_lens_web.evidence.models.jobs import Job
from equity_lens_web.evidence.models.papers import Outcome, Paper, PaperFile
from equity_lens_web.evidence.models.refreshes import Refresh, Result
from equity_lens_web.evidence.models.tallies import TallySheet
from equity_lens_web.evidence.models.tokens import ApiToken

__all__ = [
    "Answers",
    "ApiToken",
    "Care",
    "Extract",
    "Job",
    "Outcome",
    "Paper",
    "PaperFile",
    "Refresh",
    "Result",
    "TallySheet",
]
