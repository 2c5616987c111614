"""Read a TOML table strictly: every key is asked for by name, and what is left over is a fault.

Nothing is raised here. Each slip is added to one list of faults, so that whoever wrote the file
makes one trip.
"""

import datetime as dt
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any


class Table:
    """One table of a file, and the place in the file at which to say that it is wrong.

    Parameters
    ----------
    values
        What TOML made of it.
    place
        "" for the file itself, else "numerator", "standards 2" and so on.
    faults
        The list to which slips are added; shared by every table of the file.

    Examples
    --------
    >>> faults = []
    >>> table = Table({"titel": "Waits"}, "", faults)
    >>> table.text("title"), table.close()
    ('', None)
    >>> faults
    ['`title` is missing.', '`titel` is not expected. Did you mean `title`?']
    """

    def __init__(self, values: dict[str, Any], place: str, faults: list[str]) -> None:
        self.values = values
        self.place = place
        self.faults = faults
        self.asked: list[str] = []

    def name(self, key: str) -> str:
        """The key as a reader would find it: `numerator.label`."""
        return f"`{self.place}.{key}`" if self.place else f"`{key}`"

    def has(self, key: str) -> bool:
        """Whether the file gives the key at all."""
        return key in self.values

    def fault(self, key: str, wrong: str) -> None:
        """Add one slip: the key, and what is wrong with it."""
        self.faults.append(f"{self.name(key)} {wrong}")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Words. Required, and not empty, unless there is a default."""
        found = self._take(key, str, "words in quotation marks", default)
        if isinstance(found, str) and not found.strip() and default is None and key in self.values:
            self.fault(key, "is empty.")
        return found if isinstance(found, str) else (default or "")

    def choice(self, key: str, options: Collection[str], *, default: str | None = None) -> Any:
        """One of a few words."""
        found = self.text(key, default=default)
        if found and found not in options:
            self.fault(key, f"is {found!r}. It must be one of: {', '.join(sorted(options))}.")
        return found

    def number(self, key: str, *, required: bool = False) -> float | None:
        """A number, or None where the file gives none."""
        found = self._take(key, (int, float), "a number", None, required=required)
        if isinstance(found, bool):
            self.fault(key, "must be a number.")
            return None
        return None if found is None else float(found)

    def whole(self, key: str) -> int:
        """A whole number of 1 or more."""
        found = self._take(key, int, "a whole number", None)
        if isinstance(found, bool) or (isinstance(found, int) and found < 1):
            self.fault(key, "must be a whole number of 1 or more.")
            return 1
        return found if isinstance(found, int) else 1

    def flag(self, key: str, *, default: bool | None = False) -> Any:
        """true or false; the default where the file does not say."""
        return self._take(key, bool, "true or false", default, required=False)

    def day(self, key: str, *, required: bool = True) -> dt.date | None:
        """A date, written without quotation marks: 2027-04-01."""
        found = self._take(key, dt.date, "a date such as 2027-04-01", None, required=required)
        if isinstance(found, dt.datetime):
            self.fault(key, "must be a date such as 2027-04-01, without a time of day.")
            return None
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; empty where the file gives none."""
        found = self._take(key, list, 'a list such as ["3", "7"]', None, required=False)
        if found is None:
            return ()
        if not found or not all(isinstance(each, str) for each in found):
            self.fault(key, "must list one or more codes, each in quotation marks.")
        return tuple(each for each in found if isinstance(each, str))

    def table(self, key: str) -> "Table | None":
        """A table inside this one, or None where the file gives none."""
        found = self._take(key, dict, "a table", None, required=False)
        return None if found is None else Table(found, self._inside(key), self.faults)

    def tables(self, key: str) -> list["Table"]:
        """A list of tables inside this one; empty where the file gives none."""
        found = self._take(key, list, "a list of tables", None, required=False) or []
        if not all(isinstance(each, dict) for each in found):
            self.fault(key, "must be a list of tables.")
        return [
            Table(each, f"{self._inside(key)} {number}", self.faults)
            for number, each in enumerate(found, start=1)
            if isinstance(each, dict)
        ]

    def close(self) -> None:
        """Every key that nobody asked for is a fault."""
        for key in self.values:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, n=1)
                hint = f" Did you mean `{near[0]}`?" if near else ""
                self.fault(key, f"is not expected.{hint}")

    def _inside(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _take(
        self, key: str, kind: Any, words: str, default: Any, *, required: bool | None = None
    ) -> Any:
        self.asked.append(key)
        if key not in self.values:
            if required if required is not None else default is None:
                self.fault(key, "is missing.")
            return default
        found = self.values[key]
        if not isinstance(found, kind):
            self.fault(key, f"must be {words}.")
            return default
        return found
