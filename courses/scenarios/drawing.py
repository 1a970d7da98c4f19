"""Where the turns of a conversation and the arrows between them stand in a picture. Values in, values out.

Turns stand in rows by their distance from the first one, the end below them all. Lengths are in SVG units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.scenarios.graph import END, Ways, layers

WIDTH, HEIGHT = 160, 36
GAP_ACROSS, GAP_DOWN = 40, 64
MARGIN = 12
LOOP = 48


@dataclass(frozen=True)
class Box:
    """A turn, or the end; `x` and `y` are its upper left corner."""

    key: str
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def baseline(self) -> int:
        return self.y + HEIGHT // 2 + 5


@dataclass(frozen=True)
class Arrow:
    """A choice: `path` as SVG writes it; a good one is drawn solid, a weaker one dashed."""

    path: str
    good: bool


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(ways: Ways, good: Sequence[Sequence[bool]]) -> Drawing | None:
    """The picture of a conversation; `good` says of each choice in `ways` whether it is a good one.

    Choices that lead to no turn are left out. None if there is nothing to draw.
    """
    rows = layers(ways)
    if not rows:
        return None
    if any(END in choices for _key, choices in ways):
        rows = [*rows, [END]]
    width = max(map(len, rows)) * (WIDTH + GAP_ACROSS) - GAP_ACROSS + 2 * MARGIN + LOOP
    boxes = {box.key: box for number, row in enumerate(rows) for box in _row(row, number, width - LOOP)}
    arrows = [
        Arrow(_path(boxes[key], boxes[goes_to], place, len(choices)), good[turn][place])
        for turn, (key, choices) in enumerate(ways)
        for place, goes_to in enumerate(choices)
        if key in boxes and goes_to in boxes
    ]
    height = len(rows) * (HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * MARGIN
    return Drawing(width, height, tuple(boxes.values()), tuple(arrows))


def _row(keys: list[str], number: int, width: int) -> list[Box]:
    """The boxes of a row, in its middle."""
    left = (width - len(keys) * (WIDTH + GAP_ACROSS) + GAP_ACROSS) // 2
    y = MARGIN + number * (HEIGHT + GAP_DOWN)
    return [Box(key, left + place * (WIDTH + GAP_ACROSS), y) for place, key in enumerate(keys)]


def _path(start: Box, goal: Box, place: int, choices: int) -> str:
    """Down from the lower edge to the upper one; upwards and sideways in a bow on the right."""
    if goal.y > start.y:
        x = start.x + WIDTH * (place + 1) // (choices + 1)
        top, bottom = start.y + HEIGHT, goal.y
        half = GAP_DOWN // 2
        return f"M{x} {top}C{x} {top + half} {goal.middle} {bottom - half} {goal.middle} {bottom}"
    right = max(start.x, goal.x) + WIDTH + LOOP
    from_y, to_y = start.y + HEIGHT * (place + 1) // (choices + 1), goal.y + HEIGHT // 2
    return f"M{start.x + WIDTH} {from_y}C{right} {from_y} {right} {to_y} {goal.x + WIDTH} {to_y}"
