"""A few results of work that always comes to the same, kept in the memory of this process."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Few(Generic[Made]):
    """The last few that were asked for. Threads may make one twice; both are the same.

    >>> few = Few[int](most=2)
    >>> few.get("a", lambda: 1), few.get("a", lambda: 2)
    (1, 1)
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: dict[Hashable, Made] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, or what ``make`` makes."""
        with self._lock:
            if key in self._held:
                self._held[key] = self._held.pop(key)  # the one asked for last goes last
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self.most:
                del self._held[next(iter(self._held))]
        return made
