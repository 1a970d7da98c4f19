import datetime

import pytest

from training.presenters.due import Pressure, due

TODAY = datetime.date(2026, 10, 12)


@pytest.mark.parametrize(
    ("day", "pressure", "days"),
    [
        (9, Pressure.LATE, 3),
        (11, Pressure.LATE, 1),
        (12, Pressure.SOON, 0),
        (26, Pressure.SOON, 14),
        (27, Pressure.OPEN, 15),
    ],
)
def test_due_day_itself_is_not_late(day, pressure, days):
    found = due(datetime.date(2026, 10, day), TODAY)
    assert (found.pressure, found.days) == (pressure, days)
