"""Everything of the plan that somebody leads: what it is called, and where its page is."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens_web.plan.models import (
    Activity,
    Ambition,
    ChainMeasure,
    Dilemma,
    Led,
    Mission,
    Priority,
    Programme,
    Theory,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item: its key, its name, its model, and the page on which it stands."""

    key: str
    title: str
    model: Any
    view: str
    is_a_list: bool = False

    def href(self, item: Led) -> str:
        """The page of an item, or of the list that it stands in."""
        return reverse(self.view) if self.is_a_list else reverse(self.view, args=[item.pk])


KINDS = {
    kind.key: kind
    for kind in (
        Kind("priority", "Priority", Priority, "plan:needs"),
        Kind("activity", "Activity", Activity, "plan:activity"),
        Kind("measure", "Measure", ChainMeasure, "plan:measure"),
        Kind("programme", "Programme", Programme, "plan:programme"),
        Kind("theory", "Theory of change", Theory, "plan:theory"),
        Kind("dilemma", "Dilemma", Dilemma, "plan:dilemma"),
        Kind("ambition", "Ambition", Ambition, "plan:vision", is_a_list=True),
        Kind("mission", "Joint mission", Mission, "plan:mission"),
    )
}
