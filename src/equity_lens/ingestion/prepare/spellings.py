"""The few different texts of a coded column, recognised one spelling at a time.

Ten million cells of a sex column hold perhaps six different texts. Each is recognised once, in
plain Python, and the database carries the answer to the rows by a join.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from equity_lens.contracts.contract import Field
from equity_lens.errors import ContractNotMet
from equity_lens.reference import ethnicity, organisations, sex
from equity_lens.reference.vocabularies import ETHNIC_CATEGORY, SEX, YES_NO
from equity_lens.reference.vocabulary import Subgroup, Vocabulary

MOST_SPELLINGS = 60_000
MOST_NAMES = 300
"""Sites and specialties may be written as names; a column of more names than this is no such list."""

NOT_KNOWN = "not_known"

_CODE = re.compile(r"[0-9A-Z][0-9A-Z._/-]{0,17}")
_DECIMAL = re.compile(r"^([0-9]+)\.0$")
_LONGEST_NAME = 60
_NAMED = ("site", "specialty")
# Where a code should stand: NULL is SQL's, "-" and "&" are those of HES.
_NO_CODE = frozenset({"", "-", "&", "NULL", "NONE", "N/A", "NK", "UNKNOWN", "NOT KNOWN"})
_FLAGS = {
    "yes": ("Y", "YES", "1", "TRUE", "T"),
    "no": ("N", "NO", "0", "FALSE", "F"),
    NOT_KNOWN: ("", "X", "U", "9", "NULL", "N/A", "NK", "UNKNOWN", "NOT KNOWN", "NOT RECORDED"),
}
_FLAG_OF = {text: key for key, texts in _FLAGS.items() for text in texts}


@dataclass(frozen=True)
class Spelt:
    """How one column is read.

    ``key_of`` maps each text found ("" for an empty cell) to a key of ``vocabulary``, or to None
    where it is not recognised.
    """

    vocabulary: Vocabulary
    key_of: Mapping[str, str | None]

    @property
    def codes(self) -> dict[str, int]:
        """The code of each text in the prepared store."""
        code = {subgroup.key: i for i, subgroup in enumerate(self.vocabulary.subgroups)}
        return {text: code[key or NOT_KNOWN] for text, key in self.key_of.items()}

    @property
    def unrecognised(self) -> frozenset[str]:
        """Texts that say something we cannot read."""
        return frozenset(text for text, key in self.key_of.items() if key is None)


def spelt(field: Field, code_book: Mapping[str, str], found: Iterable[str]) -> Spelt:
    """How to read a coded column in which these texts were found.

    ``code_book`` maps texts in capitals to national codes, the analyst's own among them.
    """
    texts = sorted(found)
    if field.name == "ethnic_category":
        return _by_book(texts, ethnicity.synonyms(), ETHNIC_CATEGORY, code_book)
    if field.name == "sex":
        return _by_book(texts, sex.synonyms(), SEX, code_book)
    if field.type == "flag":
        return _by_book(texts, _FLAG_OF, YES_NO, code_book)
    if field.codes:
        known = [Subgroup(code, label, label != "Not known") for code, label in field.codes.items()]
        return _by_book(texts, dict(code_book), _with_not_known(field.name, known), {})
    return _as_found(field.name, texts, code_book)


def provider_of(text: str, also_known: frozenset[str]) -> str | None:
    """The organisation that a provider or site code belongs to; None if it is not known."""
    code = text.strip().upper()
    for candidate in (code, code[:3]):
        if candidate in also_known:
            return candidate
    return organisations.provider_code(code)


def tidy(text: str) -> str:
    """A code in capitals; "1.0" is what a spreadsheet makes of 1 in a column with gaps."""
    return _DECIMAL.sub(r"\1", text.strip().upper())


def refuse_too_many(column: str, how_many: int) -> None:
    """Stop at a column that cannot be one of codes.

    Raises
    ------
    ContractNotMet
        It has more than ``MOST_SPELLINGS`` different texts.
    """
    if how_many > MOST_SPELLINGS:
        raise ContractNotMet(
            f"`{column}` has more than {MOST_SPELLINGS:,} different texts, so it is not a column "
            "of codes.",
            remedy="Correct what the mapping file says of it, and run the same command again.",
        )


def _by_book(
    texts: list[str],
    book: Mapping[str, str],
    vocabulary: Vocabulary,
    local: Mapping[str, str],
) -> Spelt:
    keys = {subgroup.key for subgroup in vocabulary.subgroups}

    def key_of(text: str) -> str | None:
        for spelling in dict.fromkeys((text.strip().upper(), tidy(text))):
            code = local.get(spelling, spelling)
            for said in (code, code.upper()):
                if said in book:
                    return book[said]
            if code in keys:
                return code
        return NOT_KNOWN if tidy(text) in _NO_CODE else None

    return Spelt(vocabulary, {text: key_of(text) for text in texts})


def _as_found(name: str, texts: list[str], local: Mapping[str, str]) -> Spelt:
    """Codes that a file brings with it: sites, treatment functions, diagnoses."""
    code_in = {text: local.get(tidy(text), tidy(text)) for text in texts}
    names = {code for code in code_in.values() if name in _NAMED and _is_name(code)}
    allowed = names if len(names) <= MOST_NAMES else frozenset()
    key_of: dict[str, str | None] = {}
    label_of: dict[str, str] = {}
    for text, code in code_in.items():
        if code in _NO_CODE:
            key_of[text] = NOT_KNOWN
        elif code in allowed or _CODE.fullmatch(code):
            key_of[text] = code
            label_of.setdefault(code, " ".join(text.split()))
        else:
            key_of[text] = None
    known = [Subgroup(code, label_of[code]) for code in sorted(label_of)]
    return Spelt(_with_not_known(name, known), key_of)


def _is_name(code: str) -> bool:
    return not _CODE.fullmatch(code) and len(code) <= _LONGEST_NAME and code not in _NO_CODE


def _with_not_known(dimension: str, known: list[Subgroup]) -> Vocabulary:
    taken = {subgroup.key for subgroup in known}
    rest = [] if NOT_KNOWN in taken else [Subgroup(NOT_KNOWN, "Not known", known=False)]
    return Vocabulary(dimension, (*known, *rest))
