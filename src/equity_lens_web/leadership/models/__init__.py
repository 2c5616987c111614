"""What leadership keeps: charter and signatures, induction, notes that nobody else can read."""

from equity_lens_web.leadership.models.charter import Capacity, Charter, Signature, TimeAndMoney
from equity_lens_web.leadership.models.drafts import FirstDraft
from equity_lens_web.leadership.models.handing import Cover, WorthKnowing
from equity_lens_web.leadership.models.induction import Induction, StepMark
from equity_lens_web.leadership.models.notebook import Notebook, Reflection, SharedCopy

__all__ = [
    "Capacity",
    "Charter",
    "Cover",
    "FirstDraft",
    "Induction",
    "Notebook",
    "Reflection",
    "SharedCopy",
    "Signature",
    "StepMark",
    "TimeAndMoney",
    "WorthKnowing",
]
