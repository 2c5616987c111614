"""What went wrong, where, and what to do about it.

Every mistake that a person can make ends here: one message that names the file, the column, how
many rows, and the cure. It never holds the value of a patient's cell.
"""

from collections.abc import Sequence


class EquityLensError(Exception):
    """A problem that a person can put right.

    Parameters
    ----------
    problem
        What was expected and what was found, in one sentence.
    faults
        Each fault on a line of its own: column, count of rows, what is wrong.
    remedy
        What to do next, as an instruction.

    Examples
    --------
    >>> print(EquityLensError("list.csv is empty.", remedy="Export it again."))
    list.csv is empty.
    <BLANKLINE>
    Export it again.
    """

    exit_code = 1

    def __init__(self, problem: str, *, faults: Sequence[str] = (), remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.faults = tuple(faults)
        self.remedy = remedy

    def __str__(self) -> str:
        listed = "\n".join(f"- {fault}" for fault in self.faults)
        head = f"{self.problem}\n{listed}" if listed else self.problem
        return f"{head}\n\n{self.remedy}" if self.remedy else head


class Cancelled(Exception):
    """Whoever asked for the work asked to stop it. What was there before stays as it was."""


class UnreadableFile(EquityLensError):
    """The file is not what its name says, is cut short, is empty, or cannot be opened."""

    exit_code = 3


class ContractNotMet(EquityLensError):
    """The file can be read, and its columns or rows are not what the contract asks for."""

    exit_code = 4


class MappingNeeded(EquityLensError):
    """Columns were not recognised; a mapping file has been written for the analyst to complete."""

    exit_code = 5


class MeasureInvalid(EquityLensError):
    """A measure, dimension or policy file says something that cannot be carried out."""

    exit_code = 6


class ReferenceMissing(EquityLensError):
    """Reference data were asked for that are neither bundled nor loaded."""

    exit_code = 7


class NotReconciled(EquityLensError):
    """Rows read do not equal rows accepted and rejected: nothing is published."""

    exit_code = 8


class StatisticRefused(EquityLensError, ValueError):
    """A statistic was given numbers on which it has no meaning."""

    exit_code = 9


class InvalidCounts(StatisticRefused):
    """Counts that cannot be: negative, more events than people, a population of nought, unequal shapes."""


class TooFewGroups(StatisticRefused):
    """Fewer groups, points or ages than the statistic needs."""


class PlanRefused(EquityLensError, ValueError):
    """A plan was asked of figures that cannot carry it, or with an assumption that cannot be."""

    exit_code = 12
