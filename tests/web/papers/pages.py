"""What tests of papers ask of a page."""

import re

from django.urls import reverse

from equity_lens.reports.brief import FindingKey
from equity_lens_web.evidence.models import Paper

WAITING = "waiting-within-18-weeks:imd_quintile:1"
MISSED = "outpatient-did-not-attend:imd_quintile:1"


def key(text):
    return FindingKey(*text.split(":"))


def text_of(response) -> str:
    """The words of a page, with the spaces of its layout folded."""
    page = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def at(name, paper, *more):
    return reverse(f"evidence:paper-{name}" if name else "evidence:paper", args=[paper.pk, *more])


def seen(paper):
    return Paper.objects.values_list("revision", flat=True).get(pk=paper.pk)


def box(page, start):
    """The name of the text area whose words begin so, and those words."""
    for name, text in re.findall(
        r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page.content.decode(), re.S
    ):
        if text.startswith(start):
            return name, text
    raise AssertionError(f"no sentence begins with {start}")


def rows_of(prefix, *rows):
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data
