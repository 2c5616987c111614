"""What leadership keeps: the charter and its signatures, the request for time and money."""

from equity_lens_web.leadership.models.charter import Capacity, Charter, Signature, TimeAndMoney

__all__ = ["Capacity", "Charter", "Signature", "TimeAndMoney"]
