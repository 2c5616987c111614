"""What people say, beside what the figures say."""

from equity_lens.reports.brief import Brief
from equity_lens.reports.document import Block, Bullets, Heading, Paragraph

HEADING = Heading("Voices")
ASKED_FOR = (
    "Figures show where a gap is, not what would "
    "help. Before it decides, the board is asked to hear from the people concerned, with payment "
    "offered beforehand and a reply after."
)
NOBODY = f"No consented insight is attached to this paper. {ASKED_FOR}"
NONE_YET = f"None yet. {ASKED_FOR}"


def voices(brief: Brief | None) -> tuple[Block, ...]:
    """The consented words of people, and how many were heard; or that there are none yet."""
    if brief is None:
        return HEADING, Paragraph(NOBODY)
    if not brief.voices:
        heard = _heard(brief.heard)
        said = f"None yet with consent to print, of {heard} heard. {ASKED_FOR}"
        return HEADING, Paragraph(said if brief.heard else NONE_YET)
    spoken = tuple(f"“{v.text.strip()}” {v.whose}".rstrip() for v in brief.voices)
    count = max(brief.heard, len(spoken))
    said = f"{_heard(count)} heard; {len(spoken)} printed here, with consent."
    return HEADING, Paragraph(said), Bullets(spoken)


def _heard(count: int) -> str:
    """
    >>> _heard(1), _heard(13)
    ('1 comment or story', '13 comments and stories')
    """
    return "1 comment or story" if count == 1 else f"{count:,} comments and stories"
