"""What leadership keeps: the charter and its signatures, and notes that nobody else can read."""

from equity_lens_web.leadership.models.charter import Capacity, Charter, Signature, TimeAndMoney
from equity_lens_web.leadership.models.notebook import Notebook, Reflection, SharedCopy

__all__ = [
    "Capacity",
    "Charter",
    "Notebook",
    "Reflection",
    "SharedCopy",
    "Signature",
    "TimeAndMoney",
]
