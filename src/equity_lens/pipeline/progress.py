"""Telling whoever waits what is being done, and letting them stop it."""

from collections.abc import Callable, Sequence

Progress = Callable[[str, float | None], None]
"""Told what is being done, in a few words, and how much of the stage was done before (0 to 1).

It may raise ``errors.Cancelled``: the stage stops there, and what it was to change stays as it was.
"""


def silent(step: str, fraction: float | None) -> None:
    """Nobody is watching."""


def stepwise(progress: Progress, fractions: Sequence[float]) -> Callable[[str], None]:
    """Tell a progress each step in its turn, with the fraction of the work that is behind it.

    Steps beyond the last fraction are told with that.

    Examples
    --------
    >>> tell = stepwise(lambda step, done: print(step, done), (0.0, 0.4))
    >>> tell("Reading"), tell("Counting")
    Reading 0.0
    Counting 0.4
    (None, None)
    """
    ahead = list(fractions)

    def tell(step: str) -> None:
        progress(step, ahead.pop(0) if len(ahead) > 1 else ahead[0])

    return tell
