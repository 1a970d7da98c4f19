"""How pressing a due date is. Values in, values out."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

SOON_DAYS = 14


class Pressure(StrEnum):
    """Named as the stylesheet names them."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"


@dataclass(frozen=True)
class Due:
    """A due date seen from today; days: until the date, or since it when it is past."""

    on: datetime.date
    pressure: Pressure
    days: int


def due(on: datetime.date, today: datetime.date) -> Due:
    """The due day itself is not late."""
    days = (on - today).days
    if days < 0:
        return Due(on, Pressure.LATE, -days)
    return Due(on, Pressure.SOON if days <= SOON_DAYS else Pressure.OPEN, days)
