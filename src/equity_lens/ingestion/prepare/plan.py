"""What is to be done with each field of an extract: read off its contract and its columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from equity_lens.contracts.contract import Contract, Field, Rejection
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.spellings import read

_MINUTES = "minutes_in_department"

# Fields of which something else is derived, whatever the rules of the contract say of them.
_DERIVED_FROM = frozenset({"birth_date", "departure_date", "arrival_time", "departure_time"})


@dataclass(frozen=True)
class Plan:
    """The fields that a file has, and how each is written.

    Parameters
    ----------
    contract
        What the file is.
    columns
        For each field found, its column's name.
    constants
        Fields that are the same in every row and not in the file, as text.
    """

    contract: Contract
    columns: Mapping[str, str]
    constants: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether there is a text for this field in every row."""
        return name in self.columns or name in self.constants

    def column(self, name: str) -> str:
        """The column as the analyst knows it; the field's own name for a constant."""
        return self.columns.get(name, name)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are read, in a fixed order; any others stay in the file unread."""
        found = [self.contract.field(name) for name in sorted({*self.columns, *self.constants})]
        return tuple(field for field in found if self._is_used(field))

    @cached_property
    def rules(self) -> tuple[Rejection, ...]:
        """The contract's rules whose columns are all there, in the contract's order."""
        return tuple(
            rule
            for rule in self.contract.rejections
            if all(self.has(name) for name in (*rule.columns, rule.than) if name)
        )

    def of_type(self, *types: str) -> tuple[str, ...]:
        """Names of the fields of these types that are read."""
        return tuple(field.name for field in self.fields if field.type in types)

    @property
    def dates(self) -> tuple[str, ...]:
        """Fields that hold a day, with or without a time after it."""
        return self.of_type("date", "datetime")

    def day(self, name: str) -> dt.date:
        """A date that is the same in every row.

        Raises
        ------
        ContractNotMet
            It can be read in two ways, or not at all.
        """
        text = self.constants[name].strip()
        reading = read(text)
        form = reading.clear or (
            "" if reading.month_first and not reading.same else reading.day_first
        )
        if not form:
            raise ContractNotMet(
                f"The mapping file gives a date for `{name}` that cannot be read in one way only.",
                remedy='Write it as year, month and day, such as "2026-10-31".',
            )
        return dt.datetime.strptime(text, form).date()

    @property
    def times(self) -> tuple[str, ...]:
        """Fields in which a time of day may stand, by itself or after a date."""
        ends = ("arrival_date", "departure_date")
        return (*self.of_type("time"), *(name for name in ends if self.has(name)))

    @property
    def spelled(self) -> tuple[str, ...]:
        """Fields whose few different texts are recognised one spelling at a time."""
        return self.of_type("code", "flag", "lsoa")

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns of plain numbers in the store, age aside."""
        own = [name for name in self.of_type("integer", "number") if name != _MINUTES]
        derived = []
        if self.has("clock_start"):
            derived.append("weeks_waited")
        if self.contract.has(_MINUTES) and (self.has(_MINUTES) or self.has_both_ends):
            derived.append(_MINUTES)
        return (*derived, *own)

    @property
    def has_both_ends(self) -> bool:
        """Whether the time from arrival to departure can be counted."""
        return self.has("departure_time") or self.has("departure_date")

    @property
    def stated(self) -> tuple[str, ...]:
        """Fields of whose cells a state is kept: what could not be read is counted."""
        own = [*self.dates, *self.of_type("time")]
        own += [name for name in self.numbers if name != "weeks_waited"]
        own += ["nhs_number"] if self.has("nhs_number") else []
        return (*own, "age")

    def _is_used(self, field: Field) -> bool:
        if field.keep == "refuse":
            return False
        if field.keep == "hash" or field.name in _DERIVED_FROM:
            return True
        in_rules = {name for rule in self.rules for name in (*rule.columns, rule.than)}
        if field.name in in_rules or field.name == self.contract.period_from:
            return True
        if field.type in ("date", "datetime", "time"):
            return False
        return field.keep == "keep" or field.type in ("postcode", "lsoa")
