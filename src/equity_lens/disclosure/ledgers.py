"""What became of each row of a file, as it may be shown.

Rows read, accepted and rejected are exact: they count lines of a file. How complete the identity
fields are counts people, and is protected.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from equity_lens.cells import Counts
from equity_lens.disclosure.figures import number, suppressed
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.protect import Protected
from equity_lens.disclosure.released import Figure, ReleasedLedger, Tally
from equity_lens.ledger import Ledger

KNOWN = "known"
UNIT = "people"


def released_ledger(
    ledger: Ledger, cells: Sequence[Counts], protected: Protected, policy: Policy
) -> ReleasedLedger:
    """A ledger that gives away no more than the tables made from the same file.

    Parameters
    ----------
    ledger
        As ingestion kept it.
    cells, protected
        The true counts of the run, and what became of them.
    policy
        The rules.

    Notes
    -----
    Where no state of a field is small, and none is withheld in a table, its rows are exact.
    Otherwise small states are withheld and the others rounded; a state that is withheld in some
    tables is shown here only if its sum leaves the small counts in them enough possible values.
    "Known" is then all rows less the states as shown, with the middle of the range for each that
    is withheld: worked out from what is shown, it tells nothing more.
    """
    free = policy.passes_through or ledger.source.published_by is not None
    warnings = [
        Tally(f"{column}: {warning}", *_of(rows, ledger.accepted, policy, exact=free))
        for column, by_warning in ledger.warnings_by_column.items()
        for warning, rows in by_warning.items()
    ]
    fields = []
    for field, states in ledger.completeness.items():
        shown = {name: float(rows) for name, rows in states.items()}
        if not free:
            shown = _states(field, states, ledger, cells, protected, policy)
        fields.append((field, tuple(_tallies(states, shown, ledger.accepted, policy))))
    return ReleasedLedger(
        source=ledger.source,
        rows_read=ledger.rows_read,
        accepted=ledger.accepted,
        rejected=ledger.rejected,
        rejected_by_reason=tuple(
            Tally(reason, *_of(rows, ledger.rows_read, policy, exact=True))
            for reason, rows in ledger.rejected_by_reason.items()
        ),
        warnings_by_column=tuple(warnings),
        completeness=tuple(fields),
    )


def _of(rows: float, total: float, policy: Policy, *, exact: bool) -> tuple[Figure, Figure]:
    """Rows and their share, protected unless they may be exact."""
    if not exact and 1 <= rows <= policy.suppress_to:
        return suppressed(UNIT, policy.reason), suppressed("proportion", policy.reason)
    shown = float(rows) if exact else _nearest(rows, policy)
    return number(shown, UNIT), number(min(shown / total, 1.0) if total else 0.0, "proportion")


def _tallies(
    states: Mapping[str, int], shown: Mapping[str, float], total: float, policy: Policy
) -> Iterator[Tally]:
    for name in states:
        if name in shown:
            yield Tally(name, *_of(shown[name], total, policy, exact=True))
        else:
            yield Tally(
                name, suppressed(UNIT, policy.reason), suppressed("proportion", policy.reason)
            )


def _states(
    field: str,
    states: Mapping[str, int],
    ledger: Ledger,
    cells: Sequence[Counts],
    protected: Protected,
    policy: Policy,
) -> dict[str, float]:
    """Rows of the states that may be shown."""
    unknown = {name: rows for name, rows in states.items() if name != KNOWN}
    small = [name for name, rows in unknown.items() if 1 <= rows <= policy.suppress_to]
    safe = {
        name: _sum_is_safe(field, name, rows, ledger, cells, protected, policy)
        for name, rows in unknown.items()
    }
    known_is_small = 1 <= states.get(KNOWN, 0) <= policy.suppress_to
    if not small and not known_is_small and all(each is None for each in safe.values()):
        return {name: float(rows) for name, rows in states.items()}
    shown = {
        name: _nearest(rows, policy)
        for name, rows in unknown.items()
        if name not in small and safe[name] is not False
    }
    if not known_is_small and len(shown) + len(small) == len(unknown):
        middle = (1 + policy.suppress_to) / 2
        left = ledger.accepted - sum(shown.values()) - middle * len(small)
        shown[KNOWN] = max(_nearest(left, policy), 0.0) if states.get(KNOWN, 0) else 0.0
    return shown


def _sum_is_safe(
    field: str,
    state: str,
    rows: int,
    ledger: Ledger,
    cells: Sequence[Counts],
    protected: Protected,
    policy: Policy,
) -> bool | None:
    """Whether the rounded rows of a state leave the small counts in the tables unknown.

    None where no table withholds anything of that state.
    """
    touched = False
    reach = policy.round_to // 2
    least_rows, most_rows = _nearest(rows, policy) - reach, _nearest(rows, policy) + reach
    for counts, shown, possible in zip(cells, protected.cells, protected.possible, strict=True):
        keys = [subgroup.key for subgroup in counts.subgroups]
        of_field = field in (counts.dimension.key, counts.dimension.rolls_up)
        if not of_field or state not in keys or possible is None:
            continue
        here = np.isin(counts.source_of, _positions(counts, ledger))
        at = keys.index(state)
        true = counts.denominator[here][:, at]
        hidden = shown.denominator_withheld[here][:, at]
        least, most = (np.nan_to_num(array[here][:, at]) for array in possible)
        if not hidden.any():
            continue
        touched = True
        small = hidden & (true >= 1) & (true <= policy.suppress_to)
        highest = np.minimum(most, most_rows - (least.sum() - least))
        lowest = least
        if np.nansum(true) == rows:
            lowest = np.maximum(least, least_rows - (most.sum() - most))
        if (small & (highest - lowest + 1 < policy.possible_values)).any():
            return False
    return True if touched else None


def _positions(counts: Counts, ledger: Ledger) -> list[int]:
    wanted = ledger.source.sha256
    return [i for i, source in enumerate(counts.sources) if source.sha256 == wanted]


def _nearest(rows: float, policy: Policy) -> float:
    return float(np.floor(rows / policy.round_to + 0.5) * policy.round_to)
