"""Write docs/methods/statistics.md from the docstrings of the statistics and of their tables."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from equity_lens import statistics, tables

PAGE = Path(__file__).parents[1] / "docs" / "methods" / "statistics.md"
WIDTH = 100

# Modules of `equity_lens.statistics` in the order in which an analyst meets them.
TOPICS = {
    "One group": ["estimate", "proportions", "rates", "means", "percentiles"],
    "Two groups compared": ["differences", "ratios"],
    "Rates made fair for age and sex": ["standardisation", "indirect_standardisation"],
    "Life expectancy": ["life_tables"],
    "A whole gradient": ["slope", "slope_of_values", "simulated_slope"],
    "Measures of inequality": [
        "inequality.simple",
        "inequality.mean_difference",
        "inequality.disparity",
        "inequality.variance",
        "inequality.entropy",
        "inequality.attributable",
        "inequality.concentration",
        "inequality.who_slope",
        "inequality.simulation",
        "inequality.groups",
    ],
    "Control charts": [
        "process_control.individuals",
        "process_control.attributes",
        "process_control.rare_events",
        "process_control.gap",
        "process_control.chart",
        "process_control.reading",
    ],
    "Funnels": [
        "funnels",
        "funnel_positions",
        "unit_scores",
        "overdispersed_funnels",
    ],
    "Fifths and tenths of areas": ["quantiles"],
    "Change in a gap": [
        "change_in_gap",
        "change_in_gap_over_time",
        "change_in_gap_verdict",
        "change_in_gap_boundary",
    ],
    "Many comparisons and small groups": ["comparisons", "shrinkage"],
    "Identity not known": ["missing"],
    "Who is not here": ["representation"],
    "What a gap is made of": ["decomposition"],
}

HEAD = """# Statistics

A card for each function of `equity_lens.statistics`: what it is, which way its sign points, what
goes in and in which order and units, what comes out, when it refuses, what it assumes, and who
says so. This page is made from the functions themselves
(`python scripts/write_statistics_page.py`), and its examples are run by the tests.

Everywhere: arrays go in and arrays come out; leading axes are independent series, and the last axis
is the groups, ages or periods. `nan` is missing or withheld, and is never nought. Proportions lie
between 0 and 1. Functions are pure: no files, no clock, and no random numbers, but for those named
"simulated", which have a seed. For data frames there is `equity_lens.tables`, at the
[end](#data-frames); for what R packages call these functions, see [peers](peers.md).
"""


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)


def page() -> str:
    """The whole page, the same for the same statistics."""
    topics = by_topic()
    contents = (
        f"- [{topic}](#{topic.lower().replace(' ', '-')}): {', '.join(_link(name) for name in names if not _is_result(name))}"
        for topic, names in topics.items()
    )
    framed = (f"[`tables.{name}`](#tables{name})" for name in tables.__all__)
    parts = [
        HEAD,
        "\n".join([*contents, f"- [Data frames](#data-frames): {', '.join(framed)}"]) + "\n",
    ]
    for topic, names in topics.items():
        parts += [f"## {topic}\n", *(card(name, getattr(statistics, name)) for name in names)]
    opening = _linked(inspect.getdoc(tables) or "", "")
    parts += [f"## Data frames\n\n{opening}\n"]
    parts += [*(card(f"tables.{name}", getattr(tables, name)) for name in tables.__all__)]
    return "\n".join(parts)


def by_topic() -> dict[str, list[str]]:
    """Every public name under its topic: in the order of the modules, results after functions."""
    topic_of = {module: topic for topic, modules in TOPICS.items() for module in modules}
    order = list(topic_of)
    placed: dict[str, list[tuple[int, bool, int, str]]] = {topic: [] for topic in TOPICS}
    for name in statistics.__all__:
        thing = getattr(statistics, name)
        module = thing.__module__.removeprefix(f"{statistics.__name__}.")
        if module not in topic_of:
            raise SystemExit(f"{module}: which topic? Add it to TOPICS in {Path(__file__).name}.")
        _, line = inspect.getsourcelines(thing)
        key = (order.index(module), _is_result(name), line, name)
        placed[topic_of[module]].append(key)
    return {topic: [key[-1] for key in sorted(keys)] for topic, keys in placed.items()}


def _is_result(name: str) -> bool:
    return inspect.isclass(getattr(statistics, name))


def card(name: str, thing: object) -> str:
    """One function, or one shape of result, in Markdown."""
    summary, sections = sections_of(thing)
    head = f"### `{name}`\n\n{_linked(summary, name)}\n\n```python\n{signature(thing)}\n```\n"
    return "\n".join([head, *(_section(title, body, name) for title, body in sections.items())])


def sections_of(thing: object) -> tuple[str, dict[str, str]]:
    """The opening words of a docstring, and its sections by title."""
    lines = (inspect.getdoc(thing) or "").split("\n")
    titles = [at for at in range(len(lines) - 1) if re.fullmatch("-{3,}", lines[at + 1])]
    ends = [*titles[1:], len(lines)] if titles else []
    opening = "\n".join(lines[: titles[0] if titles else len(lines)]).strip()
    return opening, {
        lines[at]: "\n".join(lines[at + 2 : end]).strip("\n")
        for at, end in zip(titles, ends, strict=True)
    }


def signature(thing: object) -> str:
    """The signature as it is written in the source, one argument on a line where it is long."""
    source = textwrap.dedent(inspect.getsource(thing))  # type: ignore[arg-type]
    tree = ast.parse(source).body[0]

    def written(node: ast.AST) -> str:
        return " ".join((ast.get_source_segment(source, node) or "").split())

    if isinstance(tree, ast.ClassDef):
        fields = [f"    {written(part)}" for part in tree.body if isinstance(part, ast.AnnAssign)]
        return "\n".join([f"class {tree.name}:", *fields])
    assert isinstance(tree, ast.FunctionDef)
    assert tree.returns is not None
    returns = written(tree.returns)
    arguments = list(_arguments(tree.args, written))
    whole = f"{tree.name}({', '.join(arguments)}) -> {returns}"
    if len(whole) <= WIDTH:
        return whole
    listed = "".join(f"    {argument},\n" for argument in arguments)
    return f"{tree.name}(\n{listed}) -> {returns}"


def _arguments(given: ast.arguments, written: Callable[[ast.AST], str]) -> Iterator[str]:
    """Each argument by itself, with its default."""
    plain = [None] * (len(given.args) - len(given.defaults)) + list(given.defaults)
    for argument, default in zip(given.args, plain, strict=True):
        yield written(argument) + (f" = {written(default)}" if default else "")
    if given.kwonlyargs:
        yield "*"
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield written(argument) + (f" = {written(default)}" if default else "")
    if given.kwarg:
        yield f"**{written(given.kwarg)}"


def _section(title: str, body: str, name: str) -> str:
    if title in ("Parameters", "Returns", "Raises"):
        text = "\n".join(_entry(*entry, name) for entry in _entries(body))
    elif title == "Examples":
        text = _examples(body)
    else:
        text = _linked(body, name)
    return f"**{title}**\n\n{text}\n"


def _entries(body: str) -> Iterator[tuple[str, str]]:
    """What stands at the margin, and what is indented beneath it."""
    for entry in re.split(r"\n(?=\S)", body):
        head, _, beneath = entry.partition("\n")
        yield head, textwrap.dedent(beneath).strip()


def _entry(head: str, beneath: str, name: str) -> str:
    names, _, kind = head.partition(" : ")
    listed = names.split(", ")
    in_words = any(" " in each for each in listed)  # as "A data frame of the same kind"
    coded = names if in_words else ", ".join(_code(each, name) for each in listed)
    kind = f" ({_linked(kind, name)})" if kind else ""
    words = f": {_linked(beneath, name)}" if beneath else ""
    return textwrap.indent(f"{coded}{kind}{words}", "  ").replace("  ", "- ", 1)


def _examples(body: str) -> str:
    """Prose as prose, and each run of code with what it prints in a block of its own."""
    blocks = (_linked(part, "") for part in re.split(r"\n\n", body))
    return "\n\n".join(
        f"```python\n{block}\n```" if block.startswith(">>>") else block for block in blocks
    )


def _linked(text: str, own: str) -> str:
    """Markdown of a docstring's code marks, other statistics linked to their cards."""
    return re.sub(r"``([^`]+)``", lambda found: _code(found[1], own), text)


def _code(code: str, own: str) -> str:
    name = code.removeprefix("statistics.")
    return _link(name) if name in statistics.__all__ and code != own else f"`{code}`"


def _link(name: str) -> str:
    """A link to a card. Two headings that differ in capitals alone are told apart by a number."""
    anchor = name.lower()
    clash = name != anchor and anchor in statistics.__all__
    return f"[`{name}`](#{anchor}{'-1' if clash else ''})"


if __name__ == "__main__":
    main()
