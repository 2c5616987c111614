"""A dilemma as a table: an option a row, a group a column, who gains and who loses."""

from dataclasses import dataclass

from equity_lens_web.plan.models import Dilemma, Effect

NOT_SAID = "Not known"


@dataclass(frozen=True, slots=True)
class Fall:
    """What an option means for one group."""

    group: str
    said: str
    how: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option, with what it means for each group in turn."""

    pk: int
    title: str
    falls: list[Fall]


def trade_offs(dilemma: Dilemma) -> list[OptionRow]:
    """Each option beside each group; what nobody has said is not known."""
    options = dilemma.options.prefetch_related("effects")
    return [
        OptionRow(
            option.pk, option.title, _falls(dilemma, {e.group: e for e in option.effects.all()})
        )
        for option in options
    ]


def _falls(dilemma: Dilemma, effects: dict[str, Effect]) -> list[Fall]:
    return [
        Fall(group, effects[group].get_falls_display(), effects[group].how)
        if group in effects
        else Fall(group, NOT_SAID, "")
        for group in dilemma.falls_on
    ]
