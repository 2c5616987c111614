"""The last stage: counts of several sources become everything that may be shown of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from equity_lens.cells import Counts, combine
from equity_lens.disclosure.before import Before
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import policy as policy_named
from equity_lens.disclosure.release import release
from equity_lens.disclosure.released import Release
from equity_lens.errors import ContractNotMet
from equity_lens.ledger import Ledger
from equity_lens.measures.measure import Measure
from equity_lens.pipeline.counting import count_source, residents_of
from equity_lens.pipeline.kept_cells import without_periods
from equity_lens.pipeline.prepared import PreparedSource, true_ledger
from equity_lens.pipeline.progress import Progress, silent
from equity_lens.reference import organisations


@dataclass(frozen=True)
class Result:
    """What may be shown, the rows that were left out, and the measures that a file cannot give."""

    release: Release
    rejects: tuple[Path, ...]
    left_out: dict[str, str]


@dataclass
class Gathered:
    """What the sources gave so far."""

    counts: list[Counts] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def analyse(
    sources: Sequence[PreparedSource],
    *,
    organisation: str | None = None,
    policy: str = "hes",
    references: Mapping[str, str] | None = None,
    residents: frozenset[str] = frozenset(),
    measures: Mapping[str, Measure] | None = None,
    names: Mapping[str, str] | None = None,
    synthetic: bool = False,
    found_out: Path | None = None,
    before: Sequence[tuple[str, frozenset[str]]] = (),
    progress: Progress = silent,
) -> Result:
    """Everything that may be shown of these sources together.

    Parameters
    ----------
    sources
        All that are in force, and no other; see ``overlap`` and ``leaving_out``.
    organisation
        Whose results these are; the one with most records when not given.
    policy
        The disclosure policy's id, or a file.
    references
        From a dimension's key to what its subgroups are compared with.
    residents
        Local authorities (ONS codes) that the organisation serves; those of the trust's own
        integrated care board if none is named.
    measures
        What to count; the library when not given.
    names
        Organisations' codes and names beyond the directory.
    synthetic
        Whether the people do not exist.
    found_out
        A private folder in which what the gate finds out about a month's counts is kept, so that
        the month need not be judged again with each later one. It may be removed at any time.
    before
        Other policies, in order, each with the periods that were shown under it until now.
    progress
        Told each step. It may raise ``Cancelled``: nothing was changed then.

    Raises
    ------
    ContractNotMet
        There is nothing to compare.
    EquityLensError
        Two sources hold the same counts: nothing is ever added twice.
    """
    gathered = Gathered(names=dict(names or {}))
    for number, source in enumerate(sources):
        progress(f"Taking the counts of {source.name}", 0.4 * number / len(sources))
        cells = count_source(source, measures=measures, residents=residents)
        gathered.counts += without_periods(cells.counts, source.without)
        gathered.ledgers.append(true_ledger(source))
        gathered.names |= source.names
        gathered.left_out |= cells.left_out
    held = {code for each in gathered.counts for code in each.organisations}
    if not held or organisation not in (None, *held):
        raise ContractNotMet(
            f"No file in the figures holds anything of {organisation or 'anybody'}.",
            remedy="Put a file into the figures first.",
        )
    released = compare(
        gathered,
        organisation=organisation,
        policy=policy,
        references=references or {},
        residents=residents,
        synthetic=synthetic,
        kept=Kept(found_out) if found_out else None,
        before=[Before(policy_named(name), periods) for name, periods in before],
        tell=lambda step: progress(step, 0.4),
    )
    progress("Done", 1.0)
    rejects = tuple(source.rejects_file for source in sources if source.rejects_file)
    return Result(released, rejects, gathered.left_out)


def compare(
    gathered: Gathered,
    *,
    organisation: str | None,
    policy: str,
    references: Mapping[str, str],
    residents: frozenset[str],
    synthetic: bool,
    tell: Callable[[str], None],
    kept: Kept | None = None,
    before: Sequence[Before] = (),
) -> Release:
    """Put the counts side by side, and release what may be shown of them."""
    ours = organisation or _busiest_organisation(gathered.counts)
    tell("Comparing groups and protecting small numbers")
    return release(
        combine(gathered.counts),
        ledgers=gathered.ledgers,
        policy=policy_named(policy),
        organisation=ours,
        references=references,
        names=lambda code: _name_of(code, gathered.names),
        synthetic=synthetic,
        catchment=residents or residents_of((ours,)) or frozenset(),
        kept=kept,
        before=before,
    )


def _name_of(code: str, given: Mapping[str, str]) -> str:
    """An organisation's name: the directory's, else what a file or the analyst calls it."""
    listed = organisations.name_of(code)
    return listed if listed != code else _in_sentence_case(given.get(code, code))


def _in_sentence_case(name: str) -> str:
    """Published files shout: ENGLAND. A name with small letters in it is left alone."""
    return name.title() if name.isupper() and len(name) > 3 and " " not in name else name


def _busiest_organisation(counts: list[Counts]) -> str:
    """The organisation that the paper is about when nobody named one.

    Raises
    ------
    ContractNotMet
        The files hold several organisations and none stands out as the trust's own.
    """
    own = Counter[str]()
    for each in counts:
        if each.dimension.key == "all" and not each.sources[0].published_by:
            for code, rows in zip(
                each.organisations, each.denominator.sum(axis=(1, 2)), strict=True
            ):
                own[code] += rows
    if own:
        return own.most_common(1)[0][0]
    codes = sorted({code for each in counts for code in each.organisations})
    if len(codes) == 1:
        return codes[0]
    raise ContractNotMet(
        f"The files hold {len(codes)} organisations, and none is named as the paper's own.",
        faults=[", ".join(codes[:12]) + (" ..." if len(codes) > 12 else "")],
        remedy="Name one with --organisation CODE.",
    )
