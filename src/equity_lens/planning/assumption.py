"""A number that we do not know and have to suppose: its range, and who says so."""

import datetime as dt
from dataclasses import dataclass

from equity_lens.errors import PlanRefused
from equity_lens.measures.table import Table


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is supposed. ``central`` is None where no source gives it: then a person must enter it.

    ``low`` and ``high`` are the range; None where the source gives none. ``to_be_checked`` is true
    of a figure that has not been read at its source. ``entered`` is true of one that a person gave.
    """

    what: str
    low: float | None = None
    central: float | None = None
    high: float | None = None
    source: str = ""
    as_at: dt.date | None = None
    to_be_checked: bool = False
    entered: bool = False

    @property
    def is_known(self) -> bool:
        """True when there is a number to reckon with."""
        return self.central is not None

    @property
    def range(self) -> tuple[float, float, float]:
        """(low, central, high); the central one thrice where no range is given.

        Raises
        ------
        PlanRefused
            There is no number: no source gives one, and nobody has entered one.
        """
        if self.central is None:
            raise PlanRefused(
                f"Nothing trustworthy says what to suppose for this: {self.what}.",
                remedy="Enter a number of your own, with a lowest and a highest, and say whose it is.",
            )
        low = self.central if self.low is None else self.low
        high = self.central if self.high is None else self.high
        return low, self.central, high


def entered(
    what: str,
    central: float,
    *,
    low: float | None = None,
    high: float | None = None,
    source: str,
    at_most: float | None = None,
) -> Assumption:
    """An assumption that a person enters in place of a published one.

    Raises
    ------
    PlanRefused
        A number below nought or above ``at_most``, a range that does not hold its central value,
        or no words for the source.

    Examples
    --------
    >>> entered("share avoided", 0.2, low=0.1, high=0.3, source="Our own trial, 2026").range
    (0.1, 0.2, 0.3)
    """
    given = [each for each in (low, central, high) if each is not None]
    faults = []
    if any(each != each or each < 0 for each in given):
        faults.append("A number is below nought.")
    if at_most is not None and any(each > at_most for each in given):
        faults.append(f"A number is above {at_most:g}.")
    if given != sorted(given):
        faults.append("The lowest, the middle and the highest number are not in that order.")
    if not source.strip():
        faults.append("It is not said whose number it is.")
    if faults:
        raise PlanRefused(
            f"This cannot be supposed: {what}.",
            faults=faults,
            remedy="Put the numbers right, and name the source.",
        )
    return Assumption(what, low, central, high, source, entered=True)


def read(table: Table, *, at_most: float | None = None) -> Assumption:
    """An assumption as a data file declares it; slips are added to the table's faults."""
    assumption = Assumption(
        what=table.text("what"),
        low=table.number("low"),
        central=table.number("central"),
        high=table.number("high"),
        source=table.text("source", default=""),
        as_at=table.day("as_at", required=False),
        to_be_checked=table.flag("to_be_checked"),
    )
    table.close()
    given = [
        each for each in (assumption.low, assumption.central, assumption.high) if each is not None
    ]
    if given != sorted(given) or any(each < 0 for each in given):
        table.fault("central", "must lie between `low` and `high`, none below nought.")
    if at_most is not None and any(each > at_most for each in given):
        table.fault("high", f"must not be above {at_most:g}.")
    if given and not (assumption.central is not None and assumption.source and assumption.as_at):
        table.fault("central", "is a number, and needs `source` and `as_at` beside it.")
    return assumption
