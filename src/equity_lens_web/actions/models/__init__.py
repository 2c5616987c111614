"""What is kept of decisions: each, its history, what stood in its way, and its gap read again."""

from equity_lens_web.actions.models.blocks import Answer, Block
from equity_lens_web.actions.models.decisions import Decision, Step
from equity_lens_web.actions.models.readings import Reading

__all__ = ["Answer", "Block", "Decision", "Reading", "Step"]
