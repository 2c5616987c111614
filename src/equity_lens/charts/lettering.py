"""How wide words are, so that labels can be wrapped and kept apart before anything is drawn.

Widths are those of Helvetica (Adobe font metrics), which Arial and Liberation Sans share, in
thousandths of the type size.
"""

FAMILY = "Arial, Liberation Sans, sans-serif"
LINE = 1.25  # from one line of words to the next, in type sizes

_BY_WIDTH = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyz↑↓",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—←→",
    1015: "@",
}
WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
UNKNOWN = 667  # an accented capital is no wider
BOLD = 1.07  # bold letters are 7% wider over the length of a label


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of words set in Arial at ``size`` pixels.

    >>> width_of("Most", 16)  # (833 + 556 + 500 + 278) / 1000 * 16
    34.672
    """
    thousandths = sum(WIDTHS.get(letter, UNKNOWN) for letter in words)
    return round(thousandths * size * (BOLD if bold else 1.0) / 1000, 3)


def wrap(words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines that each fit in ``room`` pixels; a word too long by itself is cut with a hyphen.

    >>> wrap("Chinese or any other ethnic group", 16, 150)
    ['Chinese or any other', 'ethnic group']
    """
    lines: list[str] = []
    for word in words.split():
        while width_of(word, size, bold=bold) > room:
            cut = _cut(word, size, room, bold)
            lines.append(f"{word[:cut]}-")
            word = word[cut:]
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(word: str, size: float, room: float, bold: bool) -> int:
    cut = len(word) - 1
    while cut > 1 and width_of(f"{word[:cut]}-", size, bold=bold) > room:
        cut -= 1
    return cut
