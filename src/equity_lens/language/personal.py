"""Details that may identify a person in free text, to be flagged before it is saved.

A remark says what kind of detail it is and where, and never repeats it. Nothing here is certain:
a detail may be missed, so a person still has to read what is saved.
"""

import re
from collections.abc import Iterator

from equity_lens.language.names import names_in
from equity_lens.language.remark import Remark, RemarkKind, without_overlaps

TEN_DIGITS = re.compile(r"(?<![\w.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/-]|[.,]\d)")
CALLED_NHS_NUMBER = re.compile(
    r"\bNHS\s*(?:no\.?|num(?:ber)?|#)\s*(?:is|was|:)?\s*(\d(?:[ -]?\d){6,11})", re.IGNORECASE
)
PHONE = re.compile(
    r"(?<![\w.,])(?:\+44\s?(?:\(0\)\s?)?|0044\s?|\(?0)(?:[ ()-]{0,2}\d){9,10}(?![\w/]|[.,-]\d)"
)
PUBLIC_LINE = re.compile(r"0(?:80[08]|3\d\d|84\d|87\d)")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(
    r"(?<![\w-])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})\.?,?\s+\d{{4}})(?![\w/-])",
    re.IGNORECASE,
)
BIRTH = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b[^.;\n]{0,25}$", re.IGNORECASE)
LAST_CENTURY = re.compile(r"19\d\d")

WHY = "It may tell readers who somebody is."
TAKE_OUT = "Take it out; say what happened without it."
WHAT = {
    "NHS number": "a likely NHS number",
    "phone": "a likely telephone number",
    "e-mail": "a likely e-mail address",
    "postcode": "a likely postcode",
    "birth": "a likely date of birth",
}


def personal_details(text: str) -> list[Remark]:
    """Likely names, NHS numbers, telephone numbers, e-mail addresses, postcodes, dates of birth.

    In the order of reading. Free lines that anybody may ring (0800, 0300) are let be; so is a date
    of this century unless words before it speak of birth.

    Examples
    --------
    >>> [remark.what for remark in personal_details("Ring me: 07700 900123 or me@example.org")]
    ['a likely telephone number', 'a likely e-mail address']
    >>> personal_details("The gap was 7.9 points on 31 October 2026.")
    []
    """
    found = [
        Remark(start, end, RemarkKind.PERSONAL, WHAT[kind], WHY, TAKE_OUT)
        for kind, (start, end) in _details(text)
    ]
    found += names_in(text)
    return without_overlaps(found)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11).

    Source: NHS Data Dictionary, NHS number. The first nine digits are weighted 10 down to 2; the
    check digit is 11 less the remainder of their sum, 11 standing for 0, and 10 is never issued.

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    weighted = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    return (11 - weighted % 11) % 11 == int(digits[9])


def _details(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in CALLED_NHS_NUMBER.finditer(text):
        yield "NHS number", match.span(1)
    for match in TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if not digits.startswith("0") and is_nhs_number(digits):
            yield "NHS number", match.span()
    for match in PHONE.finditer(text):
        if not PUBLIC_LINE.match(re.sub(r"\D", "", match[0])):
            yield "phone", match.span()
    for match in EMAIL.finditer(text):
        yield "e-mail", match.span()
    for match in POSTCODE.finditer(text):
        if not ORDINAL.search(match[0]):
            yield "postcode", match.span()
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if BIRTH.search(before) or LAST_CENTURY.search(match[0]):
            yield "birth", match.span()
