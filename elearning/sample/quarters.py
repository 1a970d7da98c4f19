"""The last closed quarters before a day."""

import datetime
from typing import NamedTuple

COUNTED_QUARTERS = 5
CLOSING_DAYS = 20  # a quarter is closed so many days after its last one


class Quarter(NamedTuple):
    year: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def starts_on(self) -> datetime.date:
        return datetime.date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> datetime.date:
        return self.following().starts_on - datetime.timedelta(days=1)

    @property
    def closed_on(self) -> datetime.date:
        return self.ends_on + datetime.timedelta(days=CLOSING_DAYS)

    def following(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def preceding(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)


def closed_before(today: datetime.date) -> list[Quarter]:
    """The five newest quarters that are closed on the day, oldest first."""
    quarter = Quarter(today.year, (today.month + 2) // 3)
    while quarter.closed_on > today:
        quarter = quarter.preceding()
    quarters = [quarter]
    while len(quarters) < COUNTED_QUARTERS:
        quarters.insert(0, quarters[0].preceding())
    return quarters
