"""Somebody with our outputs, a calculator and a solver, looking for small numbers.

The attacker has the published rows (results.csv, or the same rows made from a release), the
published definitions of the measures and the published lists of subgroups, and nothing else unless
it is given: exact totals from elsewhere, or which withheld counts are small. It knows nothing of
how the gate works. It uses subtraction across totals, dimensions, levels, measures and pairs;
ranges of rounded counts; percentages, intervals and shares turned back into counts; and integer
linear programming over all of that at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from equity_lens.reference.vocabularies import roll_up

SMALL = 7
ROUNDED_WITHIN = 2
TRIES = 12


@dataclass(frozen=True)
class Cell:
    """Some people of one organisation and period: those who meet conditions, in one subgroup."""

    people: frozenset
    dimension: str
    subgroup: str


@dataclass(frozen=True)
class Found:
    """A count that can have only one value."""

    organisation: str
    period: str
    cell: Cell
    value: int
    without: frozenset | None = None


@dataclass
class Table:
    """What the rows say of one organisation and period."""

    least: dict[Cell, float] = field(default_factory=dict)
    most: dict[Cell, float] = field(default_factory=dict)
    withheld: set[Cell] = field(default_factory=set)
    numerators: set[tuple[Cell, Cell]] = field(default_factory=set)

    def know(self, cell: Cell, least: float, most: float) -> None:
        """Take in that a count lies between two values; the same people may stand in two rows."""
        self.least[cell] = max(self.least.get(cell, 0.0), least)
        self.most[cell] = min(self.most.get(cell, np.inf), most)


def rows_of(release) -> list[dict]:
    """The rows of results.csv that the attack uses, from a release."""
    rows = []
    for profile in (*release.profiles, *release.history):
        common = {
            "organisation": profile.organisation.code,
            "period": profile.period,
            "measure": profile.measure.id,
            "dimension": profile.dimension.key,
        }
        for group in (*profile.groups, *profile.unknown):
            for statistic in ("numerator", "denominator", "value", "gap", "ratio", "share"):
                figure = getattr(group, statistic)
                rows.append(
                    common
                    | {
                        "subgroup": group.subgroup.key,
                        "statistic": statistic,
                        "value": figure.value,
                        "lower": figure.lower,
                        "upper": figure.upper,
                        "state": figure.state.value,
                    }
                )
    for ledger in release.ledgers:
        rows.append(_ledger_row("rows_accepted", "", "", ledger.accepted))
        for field_, tallies in ledger.completeness:
            rows += [
                _ledger_row("rows_by_state", field_, tally.name, tally.rows.value)
                for tally in tallies
            ]
    return rows


def _ledger_row(statistic, dimension, subgroup, value) -> dict:
    state = "suppressed" if value is None else "number"
    return {
        "organisation": "", "period": "", "measure": "", "dimension": dimension,
        "subgroup": subgroup, "statistic": statistic, "value": value, "state": state,
    }  # fmt: skip


def attack(
    rows: Iterable[Mapping],
    measures: Mapping,
    *,
    reach: int = ROUNDED_WITHIN,
    most: int = SMALL,
    exact: Mapping[tuple[str, str], Mapping[Cell, float]] | None = None,
    small: Mapping[tuple[str, str], set[Cell]] | None = None,
    all_small: bool = False,
) -> list[Found]:
    """Every count that is withheld and yet can have only one value.

    Parameters
    ----------
    rows
        Published rows: organisation, period, measure, dimension, subgroup, statistic, value,
        lower, upper, state.
    measures
        The published definitions, by id.
    reach
        How far a shown count may lie from the true one.
    most
        The largest count that the policy withholds for being small.
    exact
        Exact numbers known from elsewhere, by organisation and period: of everyone, or of those
        whose identity is not known, as a completeness page gives them.
    small
        Withheld counts that are known to be small, by organisation and period.
    all_small
        Take every withheld count to be small.
    """
    found = []
    rows = list(rows)
    places = _by_place(row for row in rows if row["measure"])
    for place, here in places.items():
        table = _read(here, measures, reach, most)
        if len(places) == 1:
            _read_ledger(table, [row for row in rows if not row["measure"]])
        for cell, value in (exact or {}).get(place, {}).items():
            if cell in table.least:
                table.know(cell, value, value)
        for cell in table.withheld if all_small else (small or {}).get(place, set()):
            table.know(cell, 1, most)
        found += [Found(*place, *each) for each in _determined(table, most)]
    return found


def conditions_of(measure) -> tuple[frozenset, frozenset]:
    """The people of the numerator, and those of the denominator."""
    out_of = frozenset({("contract", measure.contract), *measure.denominator.where})
    return out_of | frozenset(measure.numerator.where), out_of


def _by_place(rows: Iterable[Mapping]) -> dict[tuple[str, str], list[Mapping]]:
    places = defaultdict(list)
    for row in rows:
        places[row["organisation"], row["period"]].append(row)
    return places


def _read(rows: list[Mapping], measures: Mapping, reach: int, most: int) -> Table:
    table = Table()
    values = {}
    for row in rows:
        measure = measures[row["measure"]]
        with_event, out_of = conditions_of(measure)
        numerator = Cell(with_event, row["dimension"], row["subgroup"])
        denominator = Cell(out_of, row["dimension"], row["subgroup"])
        if measure.value == "proportion":
            table.numerators.add((numerator, denominator))
        if row["statistic"] in ("numerator", "denominator", "count"):
            cell = numerator if row["statistic"] == "numerator" else denominator
            if row["state"] == "suppressed":
                table.withheld.add(cell)
                table.know(cell, 0, np.inf)
            elif row["state"] == "number":
                shown = float(row["value"])
                slack = reach if shown else 0
                table.know(cell, max(shown - slack, min(most + 1, shown)), shown + slack)
        elif row["state"] == "number" and measure.value == "proportion":
            values[row["statistic"], numerator, denominator] = row
    _turn_back(table, values)
    return table


def _read_ledger(table: Table, rows: list[Mapping]) -> None:
    """Rows of a file of one organisation and period: the people of denominators without conditions."""
    for row in rows:
        if row["state"] != "number" or row["statistic"] not in ("rows_accepted", "rows_by_state"):
            continue
        whole = row["statistic"] == "rows_accepted"
        place = ("all", "all") if whole else (row["dimension"], row["subgroup"])
        for cell in list(table.least):
            if len(cell.people) == 1 and (cell.dimension, cell.subgroup) == place:
                # Rounded where the last digit is 0 or 5, for all that the attacker knows.
                slack = ROUNDED_WITHIN if not whole and float(row["value"]) % 5 == 0 else 0
                table.know(cell, float(row["value"]) - slack, float(row["value"]) + slack)


def _turn_back(table: Table, values: Mapping) -> None:
    """Counts from a percentage and its interval: Wilson's width gives the people."""
    for (statistic, numerator, denominator), row in values.items():
        if statistic != "value" or denominator not in table.withheld or not row["upper"]:
            continue
        p, lower, upper = (float(row[name]) for name in ("value", "lower", "upper"))
        square = 1.959964**2
        # lower and upper are the roots of a quadratic whose sum is 2(p + z²/2n) / (1 + z²/n).
        middle = (lower + upper) / 2
        people = square * (0.5 - middle) / (middle - p) if middle != p else 0.0
        if people > 0:
            table.know(denominator, round(people), round(people))
            table.know(numerator, round(people * p), round(people * p))


def _determined(table: Table, most: int) -> list[tuple]:
    cells = list(table.least)
    place = {cell: i for i, cell in enumerate(cells)}
    sums = list(_sums(place))
    nested = list(_nested(place, table))
    matrix, low, high = _constraints(len(cells), sums, nested)
    lowest = np.array([table.least[cell] for cell in cells])
    highest = np.array([table.most[cell] for cell in cells])
    if (lowest > highest).any():
        return []
    system = (LinearConstraint(matrix, low, high), Bounds(lowest, highest), np.ones(len(cells)))
    targets = [(place[cell], None) for cell in sorted(table.withheld, key=place.get)]
    targets += [
        (place[den], place[num])
        for num, den in sorted(table.numerators, key=lambda pair: place.get(pair[0], -1))
        if den.dimension != "all" and num in place and den in place
    ]
    return [
        (cells[a], value, None if b is None else cells[b].people)
        for (a, b), value in _with_one_value(system, targets, len(cells), most)
    ]


def _with_one_value(system: tuple, targets: list, size: int, most: int) -> list[tuple]:
    """Targets with only one value in every table that fits; several tables settle most of them."""
    rng = np.random.default_rng(1)
    seen_low, seen_high = None, None
    for _ in range(TRIES):
        solution = _solve(system, rng.normal(size=size))
        if solution is None:
            return []
        values = np.array([solution[a] - (0 if b is None else solution[b]) for a, b in targets])
        seen_low = values if seen_low is None else np.minimum(seen_low, values)
        seen_high = values if seen_high is None else np.maximum(seen_high, values)
    found = []
    for (a, b), low, high in zip(targets, seen_low, seen_high, strict=True):
        if low != high or not 1 <= low <= most:
            continue
        objective = np.zeros(size)
        objective[a] = 1
        if b is not None:
            objective[b] = -1
        ends = [_solve(system, sign * objective) for sign in (1, -1)]
        if len({round(float(end @ objective)) for end in ends if end is not None}) == 1:
            found.append(((a, b), round(float(low))))
    return found


def _solve(system: tuple, objective: np.ndarray) -> np.ndarray | None:
    constraints, bounds, integrality = system
    solved = milp(
        objective, constraints=constraints, bounds=_finite(bounds), integrality=integrality
    )
    return None if solved.x is None else np.round(solved.x)


def _finite(bounds: Bounds) -> Bounds:
    top = 10 * np.nanmax(np.where(np.isfinite(bounds.ub), bounds.ub, 0)) + 1000
    return Bounds(bounds.lb, np.minimum(bounds.ub, top))


def _constraints(size: int, sums: list, nested: list) -> tuple:
    rows, columns, entries, low, high = [], [], [], [], []
    for number, (whole, parts, is_equal) in enumerate([*sums, *nested]):
        for column, entry in [(whole, 1.0), *((part, -1.0) for part in parts)]:
            rows.append(number)
            columns.append(column)
            entries.append(entry)
        low.append(0.0)
        high.append(0.0 if is_equal else np.inf)
    shape = (len(low), size)
    return csr_array((entries, (rows, columns)), shape=shape), np.array(low), np.array(high)


def _sums(place: Mapping[Cell, int]):
    """Within one set of people: subgroups to everyone, fine to coarse, pairs to both margins."""
    by_people = defaultdict(lambda: defaultdict(dict))
    for cell, i in place.items():
        by_people[cell.people][cell.dimension][cell.subgroup] = i
    for dimensions in by_people.values():
        everyone = dimensions.get("all", {}).get("all")
        for key, groups in dimensions.items():
            if key != "all" and everyone is not None:
                yield everyone, list(groups.values()), True
            for coarse in dimensions:
                yield from _levels(key, coarse, dimensions)
            if "_by_" in key:
                for half, margin in enumerate(key.split("_by_")):
                    for group, i in dimensions.get(margin, {}).items():
                        pairs = [p for k, p in groups.items() if k.split(":")[half] == group]
                        yield i, pairs, True
        unknown = [
            (dimensions[a][group], dimensions[b][group])
            for a, b in (
                ("imd_decile", "imd_quintile_local"),
                ("imd_quintile", "imd_quintile_local"),
            )
            for group in ("no_fixed_abode", "outside_england", "not_known")
            if group in dimensions.get(a, {}) and group in dimensions.get(b, {})
        ]
        yield from ((one, [other], True) for one, other in unknown)


def _levels(fine: str, coarse: str, dimensions: Mapping):
    try:
        sums = roll_up(fine, coarse)
    except KeyError:
        return
    for group, i in dimensions[coarse].items():
        yield i, [at for key, at in dimensions[fine].items() if sums.get(key) == group], True


def _nested(place: Mapping[Cell, int], table: Table):
    """Between sets of people: a numerator in its denominator; thresholds of one column."""
    for numerator, denominator in table.numerators:
        if numerator in place and denominator in place:
            yield place[denominator], [place[numerator]], False
    by_out_of = defaultdict(set)
    for numerator, denominator in table.numerators:
        added = numerator.people - denominator.people
        if len(added) == 1:
            by_out_of[denominator].add((next(iter(added)), numerator))
    for denominator, inside in by_out_of.items():
        for one, a in inside:
            for other, b in inside:
                if one.column != other.column or a not in place or b not in place:
                    continue
                low, high = one.at_most, other.more_than
                if low is not None and high is not None and low <= high:
                    yield place[denominator], [place[a], place[b]], low == high
                if None not in (one.more_than, high) and one.more_than < high:
                    yield place[a], [place[b]], False
