"""What an extract must contain: its fields, what a good value is, and when a row is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldType = Literal[
    "code", "date", "time", "datetime", "postcode", "lsoa", "nhs_number", "integer", "number",
    "age", "flag", "text",
]  # fmt: skip
"""``age`` is whole years at the event; ``flag`` is yes or no; ``text`` is a name for a thing."""

Keep = Literal["keep", "hash", "derive", "refuse"]
"""Kept as a code; kept as a keyed hash; used to derive another column and then dropped; never read."""

Kind = Literal["snapshot", "events", "aggregate"]

Rule = Literal[
    "missing",          # the cell is empty
    "unreadable",       # the cell is filled in and is not of the field's type
    "after",            # the date is later than the one in ``than``
    "on_or_before",     # the date is not later than the one in ``than``
    "not_one_of",       # the code is filled in and is none of ``values``
    "unknown_provider", # no such provider in the directory of trusts
    "duplicate",        # an earlier row has the same values in ``columns``
]  # fmt: skip

PLUS = re.compile(r"plus_[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a contract knows, under its canonical name.

    ``name`` is the name in the prepared store too, where the field is kept. ``synonyms`` are in
    order of preference. ``codes`` maps each national code to its label, and ``also`` maps other
    spellings found in files to those codes; a field without ``codes`` takes any value of its type.
    ``required`` fields must be there, and one field of each ``one_of`` group. Without an
    ``expected`` field a comparison that boards ask for disappears, so we ask before going on.
    """

    name: str
    title: str
    type: FieldType
    required: bool = False
    expected: bool = False
    one_of: str = ""
    synonyms: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    keep: Keep = "keep"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rule by which a row is left out, and the reason given. Rules apply in order: the first wins.

    A rule whose columns are absent from the file is passed over. ``than`` is a field's name or
    ``"census_date"`` or ``"extract_date"`` (the day the extract was taken: what the analyst
    said, else the file's own date).
    """

    rule: Rule
    columns: tuple[str, ...]
    reason: str
    than: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """What one kind of file must contain.

    ``kind`` is ``snapshot`` (everybody on a list at a census date), ``events`` (one row for each
    thing that happened) or ``aggregate`` (already counted). ``period_from`` is the field that
    dates a row, and ``period`` the length that the store keeps: a day or a month. ``key`` are the
    fields that together name one row. ``further_columns`` says that columns beyond the fields have
    a meaning (the groups of an ehrQL table) and are kept under their own names.
    """

    id: str
    title: str
    kind: Kind
    source: str
    fields: tuple[Field, ...]
    period_from: str = ""
    period: Literal["day", "month", ""] = ""
    key: tuple[str, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    further_columns: bool = False

    def field(self, name: str) -> Field:
        """The field of this name; ``plus_<anything>`` is a flag even if the contract lacks it.

        Raises
        ------
        KeyError
            No such field.
        """
        for known in self.fields:
            if known.name == name:
                return known
        if self.kind != "aggregate" and PLUS.fullmatch(name):
            title = name.removeprefix("plus_").replace("_", " ").capitalize()
            return Field(name=name, title=title, type="flag")
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Whether ``field`` would find the name."""
        try:
            self.field(name)
        except KeyError:
            return False
        return True

    @property
    def one_of_groups(self) -> dict[str, tuple[Field, ...]]:
        """Groups of fields of which a file must hold at least one."""
        groups: dict[str, tuple[Field, ...]] = {}
        for known in self.fields:
            if known.one_of:
                groups[known.one_of] = (*groups.get(known.one_of, ()), known)
        return groups
