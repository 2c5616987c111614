"""Since the last paper: what moved, what is new, and what became of what was decided."""

from collections.abc import Iterator

from equity_lens.disclosure.released import Figure
from equity_lens.reports.brief import Ask, FindingKey
from equity_lens.reports.chosen import found
from equity_lens.reports.document import Block, Bullets, Heading, Paragraph, Table
from equity_lens.reports.last import Last
from equity_lens.reports.scope import Scope
from equity_lens.reports.sections.findings import title
from equity_lens.reports.sections.headline import comparison
from equity_lens.reports.sections.moved import Change, Moved, gap_then, gone, moved, new_findings
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import decimal, in_cell, in_words, interval_in_cell, number_in_words
from equity_lens.words.people import lower_first

SHOWN = 4
CAUTION = (
    "A difference between two papers is no proof of a trend: the charts over time tell a signal "
    "from ordinary variation."
)
SIZED = (Change.WIDER, Change.NARROWER, Change.LARGER, Change.SMALLER, Change.LEVELLED)


def since(scope: Scope, last: Last) -> tuple[Block, ...]:
    """Headlines and their gaps then and now; findings new and gone; decisions then."""
    blocks: list[Block] = [Heading("Since the last paper"), Paragraph(_compared_with(last))]
    blocks.append(Bullets((*_headlines(scope, last), *_findings(scope, last))))
    if last.asks:
        blocks.append(Paragraph("What was asked then, and what became of it:"))
        blocks.append(Bullets(tuple(_asked(scope, last, ask) for ask in last.asks)))
    return tuple(blocks)


def since_annex(scope: Scope, last: Last, number: int) -> tuple[Block, ...]:
    """Every figure that was compared, and why each of the others was not."""
    rows = tuple(_row(scope, each) for line in moved(scope, last) for each in line)
    header = (
        *("Figure", "Change, or why it is not compared"),
        *("Then", "Then: interval", "Now", "Now: interval"),
    )
    note = (
        "Figures are compared only where definition, group compared with, edition of deprivation "
        "and privacy rule are the same."
    )
    table = Table(number, "Figures of the last paper and of this one", header, rows, note, texts=2)
    return Heading("Annex: since the last paper"), table


def _headlines(scope: Scope, last: Last) -> Iterator[str]:
    """Those that moved one by one; those that did not, and those not compared, in a line each."""
    lines = [line for line in moved(scope, last) if line[0].group is None]
    still = [line for line in lines if _still(line)]
    apart = [line for line in lines if all(each.then is None for each in line)]
    others = [line for line in lines if line not in still and line not in apart]
    yield from (_line(scope, line) for line in others[:SHOWN])
    if others[SHOWN:]:
        yield f"{len(others) - SHOWN} more in the annex."
    if still:
        yield f"The same as shown: {'; '.join(_name(scope, line[0]) for line in still)}."
    for line in apart[:1]:
        more = f" {len(apart) - 1} more: see the annex." if apart[1:] else ""
        yield f"Not compared: {_name(scope, line[0])}, because {line[0].why_not}.{more}"


def _still(line: tuple[Moved, ...]) -> bool:
    """Whether each figure that is compared is shown with the same digits as last time."""
    held = [(each.then, each.now) for each in line if each.then is not None]
    return bool(held) and all(in_cell(then) == in_cell(now) for then, now in held)


def _name(scope: Scope, each: Moved) -> str:
    return f"{scope.name_of(each.profile.organisation)}{each.profile.measure.title}"


def _compared_with(last: Last) -> str:
    when = f" of {dates.day(last.meeting_on)}" if last.meeting_on else ""
    return f"Compared with ‘{last.title}’{when}. {CAUTION}"


def _line(scope: Scope, line: tuple[Moved, ...]) -> str:
    """A headline and its gap: "61.4%, from 60.9% on 30 September 2026; gap 7.9 ... wider by 0.8"."""
    head, *others = line
    name = _name(scope, head)
    if head.then is None:
        said = f"{name}: {in_words(head.now)}, not compared: {head.why_not}"
    else:
        then = f"{in_words(head.then)} {dates.when(head.then_period)}"
        said = f"{name}: {in_words(head.now)}, from {then}"
    return "; ".join([said, *(_gap(each) for each in others)]) + "."


def _gap(each: Moved) -> str:
    assert each.group is not None
    now = each.now
    said = f"gap {gaps.pointed(now.value, now.unit)}" if now.value is not None else _no_gap(now)
    if each.then is None:
        return f"{said}, not compared: {each.why_not}"
    return f"{said}, from {gaps.pointed(each.then.value or 0.0, now.unit)}: {change_in_words(each)}"


def _no_gap(figure: Figure) -> str:
    return f"gap {in_words(figure)}"


def change_in_words(each: Moved) -> str:
    """ "wider by 0.8 percentage points": the difference of the two sizes as they are shown."""
    if each.change is None or each.then is None:
        return each.why_not
    if each.change not in SIZED:
        return each.change.value
    unit = each.now.unit
    first, second = (decimal(gap.value or 0.0, unit) for gap in (each.then, each.now))
    by = abs(abs(second) - abs(first))
    scale = 2 if "proportion" in unit else 0
    sized = number_in_words(float(by.scaleb(-scale)), unit)
    word, comma, more = each.change.value.partition(",")
    return f"{word} by {sized}{comma}{more}"


def _findings(scope: Scope, last: Last) -> Iterator[str]:
    new = new_findings(scope.release, last)
    if new:
        yield f"New findings: {'; '.join(title(scope, finding) for finding in new)}."
    lost = gone(scope.release, last)
    if lost:
        named = "; ".join(_named(scope, key) for key in lost)
        yield f"No longer among the findings: {named}. That is no proof that the gap is gone."
    if not new and not lost:
        yield "The findings are those of the last paper."


def _named(scope: Scope, key: FindingKey) -> str:
    """A comparison in words, where the measure and the group are still there; else its key."""
    for profile in scope.profiles:
        if (profile.measure.id, profile.dimension.key) == (key.measure, key.dimension):
            for group in profile.groups:
                if group.subgroup.key == key.subgroup:
                    return f"{profile.measure.title}: {lower_first(group.subgroup.label)}"
    return str(key)


def _asked(scope: Scope, last: Last, ask: Ask) -> str:
    said = f"“{ask.question}” State: {ask.state or 'not recorded'}."
    if ask.owner:
        said += f" Owner: {ask.owner}."
    finding = found(scope.release, ask.moves)
    if ask.moves is None:
        return said
    if finding is None:
        return f"{said} Its gap is no longer among the findings."
    told = gap_then(scope.release, last, finding)
    said += f" {finding.profile.measure.title}: {_became(told)}"
    if ask.narrower_by is not None:
        by = number_in_words(ask.narrower_by, finding.group.gap.unit)
        day = f" by {dates.day(ask.report_back)}" if ask.report_back else ""
        said += f"; {by} narrower was expected{day}"
    return f"{said}."


def _became(told: Moved) -> str:
    return f"gap {change_in_words(told)}" if told.then else _gap(told)


def _row(scope: Scope, each: Moved) -> tuple[str, ...]:
    name = _name(scope, each)
    told = f"gap, {comparison(each.profile, each.group)}" if each.group else "everyone"
    if each.then is None:
        then, change = ("not compared", "not compared"), each.why_not
    else:
        then = in_cell(each.then), interval_in_cell(each.then)
        change = change_in_words(each) if each.group else f"from {dates.period(each.then_period)}"
    return f"{name}: {told}", change, *then, in_cell(each.now), interval_in_cell(each.now)
