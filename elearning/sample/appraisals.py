"""The sheets of five quarters: counter staff on one framework, everybody else on the other."""

import datetime
import random
from collections.abc import Iterator

from elearning.sample.quarters import COUNTED_QUARTERS, Quarter
from elearning.sample.staff import Person, Row
from elearning.sample.stories import level

COUNTER_FRAMEWORK, OFFICE_FRAMEWORK = "COUNTER-2026", "ND335-M01"
ABILITY = (0.87, 0.05)  # mean and spread of what people reach, as a share of the most points
NOISE = 0.03
LOWEST_BY_CHANCE = 0.74
FINAL_AFTER_DAYS = 12


def period_rows(quarters: list[Quarter]) -> list[Row]:
    """The lines of periods.csv."""
    return [
        {
            "period": quarter.code,
            "kind": "quarter",
            "start": quarter.starts_on.isoformat(),
            "end": quarter.ends_on.isoformat(),
            "closed_on": quarter.closed_on.isoformat(),
        }
        for quarter in quarters
    ]


def evaluation_rows(
    people: list[Person], criteria: list[Row], quarters: list[Quarter], rng: random.Random
) -> Iterator[Row]:
    """The lines of evaluations.csv: the authority's sheet of each quarter, and one's own of the newest."""
    by_framework = {code: [row for row in criteria if row["ma_khung"] == code] for code in _frameworks(criteria)}
    for person in people:
        sheet = by_framework[COUNTER_FRAMEWORK if person.serves_citizens else OFFICE_FRAMEWORK]
        ability = min(max(rng.gauss(*ABILITY), LOWEST_BY_CHANCE), 0.97)
        for number, quarter in enumerate(quarters):
            if person.posted_on > quarter.ends_on:
                continue
            yield from _sheet(person, sheet, quarter, number, "cap_tham_quyen", ability, rng)
            if number == COUNTED_QUARTERS - 1:
                yield from _sheet(person, sheet, quarter, number, "tu_cham", ability, rng)


def _frameworks(criteria: list[Row]) -> set[str]:
    return {row["ma_khung"] for row in criteria}


def _sheet(
    person: Person, sheet: list[Row], quarter: Quarter, number: int, source: str, ability: float, rng: random.Random
) -> Iterator[Row]:
    finalised_on = quarter.ends_on + datetime.timedelta(days=FINAL_AFTER_DAYS)
    for criterion in sheet:
        expected = level(person.story, criterion["ma_tieu_chi"], number, ability)
        if source == "tu_cham":
            expected = max(expected, ability) + 0.04
        yield {
            "ma_cb": person.staff_id,
            "ma_don_vi": person.unit["ma_don_vi"],
            "ma_khung": criterion["ma_khung"],
            "ky_danh_gia": quarter.code,
            "nguon": source,
            "ma_tieu_chi": criterion["ma_tieu_chi"],
            "diem": _points(criterion, expected, rng),
            "diem_toi_da": criterion["diem_toi_da"],
            "trang_thai": "chinh_thuc",
            "ngay_chot": finalised_on.isoformat(),
        }


def _points(criterion: Row, expected: float, rng: random.Random) -> str:
    """Points on the form's steps, around what is expected of the person."""
    most, step = (float(criterion[name].replace(",", ".")) for name in ("diem_toi_da", "buoc"))
    reached = expected + rng.uniform(-NOISE, NOISE)
    if expected >= LOWEST_BY_CHANCE:
        reached = max(reached, LOWEST_BY_CHANCE)
    return f"{min(round(reached * most / step) * step, most):g}"
