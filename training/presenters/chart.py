"""Percents of periods as dots against a threshold. Values in, places in the drawing out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LEFT, WIDTH = 26, 52  # per cent of the drawing that the values lie in; the rest is for words
NARROWEST = 10  # percentage points: closer values are not drawn further apart than they are
FIRST_ROW, ROW = 40, 52


@dataclass(frozen=True)
class Dot:
    """A period. y in pixels, x in per cent of the width; its figure stands on the side away from the threshold."""

    label: str
    figure: str
    y: int
    x: str
    is_below: bool


@dataclass(frozen=True)
class Chart:
    dots: tuple[Dot, ...]
    cut: str
    cut_bottom: int
    words_y: int
    height: int


def draw(periods: Sequence[tuple[str, Fraction, str]], level: Fraction) -> Chart:
    """`periods`: label, percent and its figure, oldest first; `level`: the percent the threshold stands at."""
    percents = [percent for _, percent, _ in periods]
    low, high = min([*percents, level]), max([*percents, level])
    span = max(high - low, Fraction(NARROWEST))

    def place(percent: Fraction) -> str:
        return f"{float(LEFT + WIDTH * (percent - low) / span):.1f}%"

    dots = tuple(
        Dot(label, figure, FIRST_ROW + ROW * row, place(percent), percent < level)
        for row, (label, percent, figure) in enumerate(periods)
    )
    bottom = FIRST_ROW + ROW * (len(dots) - 1) + 16
    return Chart(dots, place(level), bottom, bottom + 20, bottom + 30)
