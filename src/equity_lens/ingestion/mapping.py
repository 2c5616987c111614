"""The mapping file: what an analyst says of an extract's columns, once, and we remember.

It stands beside the extract, has a section for each contract, and serves next month's file too.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from equity_lens.contracts.contract import Contract
from equity_lens.contracts.load import contracts
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.mapping_faults import DATE_ORDERS, IGNORE, faults_of

__all__ = [
    "DATE_ORDERS",
    "FILE_NAME",
    "IGNORE",
    "Answers",
    "read_mapping",
    "write_mapping",
]

FILE_NAME = "equity-lens.mapping.toml"


@dataclass(frozen=True)
class Answers:
    """One section of a mapping file.

    ``columns`` maps a column to a field, to ``"ignore"``, or to ``""`` where no answer was given
    yet. ``constants`` are fields that are the same in every row and not in the file. ``dates``
    maps a field to one of ``DATE_ORDERS``; ``codes`` maps a field's local codes to national ones.
    ``without`` names fields, or groups of them, that the extract does not have.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    without: tuple[str, ...] = ()


def read_mapping(file: Path) -> dict[str, Answers]:
    """The answers for each contract in a mapping file; none if there is no file.

    Raises
    ------
    ContractNotMet
        Everything in the file that we do not understand, in one message.
    """
    if not file.exists():
        return {}
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ContractNotMet(
            f"{file.name} cannot be read as TOML.",
            faults=[f"{problem}."],
            remedy='Each answer is a line of the form: "Column" = "field". Put it right.',
        ) from None
    faults = [fault for key, section in document.items() for fault in faults_of(key, section)]
    if faults:
        raise ContractNotMet(
            f"{file.name} says things that are not understood.",
            faults=faults,
            remedy=f"Put {file} right, and run the same command again.",
        )
    return {
        key: Answers(**{**section, "without": tuple(section.get("without", ()))})
        for key, section in document.items()
    }


def write_mapping(file: Path, sections: Mapping[str, Answers], notes: Mapping[str, str]) -> None:
    """Write a mapping file for an analyst to complete.

    ``notes`` maps a column to the remark that stands beside it. The file appears at once and
    whole.

    Raises
    ------
    ContractNotMet
        It may not be written there.
    """
    text = _OPENING + "".join(
        _section(contracts()[key], answers, notes) for key, answers in sections.items()
    )
    partial = file.with_name(file.name + ".partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as problem:
        raise ContractNotMet(
            f"Something must be asked, and {file} cannot be written: {problem.strerror}.",
            remedy="Name a mapping file in a folder of your own, with --mapping.",
        ) from None


_OPENING = """\
# What the columns of your extract mean. Equity Lens reads this file each time, so you answer once.
#
# Give each column with "" a field from the list of its section, or "ignore".
# Any flag for a group of people can be "plus_" and a name of your own, such as "plus_veteran".
"""


def _section(contract: Contract, answers: Answers, notes: Mapping[str, str]) -> str:
    lines = ["", "", f"# {contract.title}. Fields:"]
    lines += [
        f"#   {known.name:<28} {known.title}{' (needed)' if known.required else ''}"
        for known in contract.fields
        if known.keep != "refuse"
    ]
    lines += ["", f"[{contract.id}]"]
    lines += [
        "# What the extract does not have, and is to be shown as not measured:",
        f"{'' if answers.without else '# '}without = {_list(answers.without or ('specialty',))}",
        "",
        f"[{contract.id}.columns]",
    ]
    for column, meaning in answers.columns.items():
        note = f"  # {notes[column]}" if column in notes else ""
        lines.append(f"{_text(column)} = {_text(meaning)}{note}")
    lines += ["", f"[{contract.id}.constants]"]
    lines.append("# A field that is the same in every row and has no column:")
    lines += [f"{name} = {_text(value)}" for name, value in answers.constants.items()] or [
        '# provider = "RCF"'
    ]
    lines += ["", f"[{contract.id}.dates]"]
    lines.append(f"# How a date is written: {', '.join(_text(order) for order in DATE_ORDERS)}.")
    lines += [f"{name} = {_text(order)}" for name, order in answers.dates.items()] or [
        f'# {contract.period_from or "period"} = "day/month/year"'
    ]
    coded = next((known for known in contract.fields if known.codes), None)
    if coded is not None or answers.codes:
        lines += ["", "# Your own codes, each with the national code it stands for:"]
        for name, book in answers.codes.items():
            lines += [f"[{contract.id}.codes.{name}]"]
            lines += [f"{_text(local)} = {_text(code)}" for local, code in book.items()]
        if coded is not None and not answers.codes:
            code, label = next(iter(coded.codes.items()))
            lines += [
                f"# [{contract.id}.codes.{coded.name}]",
                f'# "OUR CODE" = {_text(code)}  # {label}',
            ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
