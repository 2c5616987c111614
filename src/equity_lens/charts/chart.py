"""A chart as every page, paper and file receives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture in two widths, with the words that stand for it.

    ``svg`` is drawn for 760 px and ``narrow_svg`` for a phone of 360 px. ``title`` is a caption;
    ``description`` says in words what the picture shows, and is its alternative text; ``better``
    says which way is better, as the picture itself does.
    """

    svg: str
    narrow_svg: str
    title: str
    description: str
    better: str
