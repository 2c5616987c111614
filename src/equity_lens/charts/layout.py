"""Where things stand in an interval chart, on a page and on a phone."""

from dataclasses import dataclass

from equity_lens.charts.frame import NARROW, WIDE
from equity_lens.charts.lettering import LINE


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels across, and the sizes of type. ``stacked`` puts each label above its dot."""

    width: float
    label_room: float
    plot_from: float
    plot_to: float
    size: float
    small: float
    stacked: bool

    @property
    def step(self) -> float:
        """From one line of a label to the next."""
        return self.size * LINE

    @property
    def small_step(self) -> float:
        """From one line of small words to the next."""
        return self.small * LINE


ON_A_PAGE = Layout(WIDE, 226, 250, 612, 16, 14, stacked=False)
ON_A_PHONE = Layout(NARROW, 228, 16, 338, 15, 13, stacked=True)
