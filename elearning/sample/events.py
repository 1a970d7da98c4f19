"""What citizens, inspectors and course organisers reported in the months before a day."""

import datetime
import random
from collections.abc import Iterator
from typing import NamedTuple

from elearning.sample.staff import Person, Row
from elearning.sample.stories import Story

CHANNELS = ["quay", "dien_thoai", "cong_dvcqg", "hop_thu", "zalo"]
OTHER_CATEGORIES = ["cham_tre", "thieu_huong_dan", "khac"]
CONCLUSIONS = ["dung", "dung_mot_phan", "sai"]
INSPECTED_ITEMS = ["gio_giac", "trang_phuc", "the_ten", "niem_yet_tthc", "niem_yet_quy_tac", "giao_tiep"]
COURSES = [
    ("NV-MC", "Nghiệp vụ tiếp nhận và trả kết quả", "Sở Nội vụ", "24"),
    ("CDS-CB", "Kỹ năng chuyển đổi số cơ bản", "Sở Khoa học và Công nghệ", "16"),
    ("VB-01", "Soạn thảo văn bản hành chính", "Trường Chính trị tỉnh", "24"),
]
REFRESHER = ("GT-01", "4 xin, 4 luôn: giao tiếp, ứng xử", "Sở Nội vụ", "1")


class Complaint(NamedTuple):
    reported_on: datetime.date
    about: Person
    category: str
    conclusion: str
    named: bool  # whether HR found out whom it is about


def feedback_rows(people: list[Person], today: datetime.date, rng: random.Random) -> Iterator[Row]:
    """The lines of feedback.csv, by date."""
    complaints = sorted(_complaints(people, today, rng), key=lambda one: (one.reported_on, one.about.staff_id))
    for number, complaint in enumerate(complaints, start=1):
        concluded_on = complaint.reported_on + datetime.timedelta(days=rng.randint(5, 20))
        yield {
            "ma_phan_anh": f"PA-{number:05}",
            "ngay": f"{complaint.reported_on:%d/%m/%Y}",
            "ma_don_vi": complaint.about.unit["ma_don_vi"],
            "ma_cb": complaint.about.staff_id if complaint.named else "",
            "kenh": rng.choice(CHANNELS),
            "loai": complaint.category,
            "muc_do": str(rng.randint(1, 2)),
            "ket_luan": complaint.conclusion,
            "ngay_ket_luan": f"{concluded_on:%d/%m/%Y}",
        }


def _complaints(people: list[Person], today: datetime.date, rng: random.Random) -> Iterator[Complaint]:
    """Two right ones about those in the story, and others that no rule reads."""
    for person in people:
        if person.story is Story.COMPLAINED_ABOUT:
            for days_ago in (130, 45):
                yield Complaint(today - datetime.timedelta(days=days_ago), person, "thai_do", "dung", named=True)
        elif person.serves_citizens and rng.random() < 0.3:
            reported_on = today - datetime.timedelta(days=rng.randint(30, 350))
            yield Complaint(reported_on, person, rng.choice(OTHER_CATEGORIES), rng.choice(CONCLUSIONS), named=False)


def inspection_rows(people: list[Person], today: datetime.date, rng: random.Random) -> Iterator[Row]:
    """The lines of inspections.csv: two visits to each service centre, and findings about those in the story."""
    centres = sorted({person.unit["ma_don_vi"] for person in people if person.serves_citizens})
    for number, (unit, days_ago) in enumerate(((unit, days) for unit in centres for days in (150, 60)), start=1):
        visit = _visit(f"KT-{number:04}", unit, today - datetime.timedelta(days=days_ago + rng.randint(0, 20)))
        for item in INSPECTED_ITEMS:
            yield {**visit, "item_code": item, "findings": str(int(rng.random() < 0.2)), "staff_id": "", "fixed": "1"}
    absent = [person for person in people if person.story is Story.FOUND_ABSENT]
    for number, person in enumerate(absent, start=1):
        for turn, days_ago in enumerate((100, 40), start=1):
            on = today - datetime.timedelta(days=days_ago)
            visit = _visit(f"KT-DX-{number:03}-{turn}", person.unit["ma_don_vi"], on, kind="dot_xuat")
            yield {**visit, "item_code": "gio_giac", "findings": "1", "staff_id": person.staff_id, "fixed": ""}


def _visit(reference: str, unit: str, on: datetime.date, kind: str = "dinh_ky") -> Row:
    return {
        "inspection_id": reference,
        "date": on.isoformat(),
        "unit_code": unit,
        "kind": kind,
        "inspected_count": "12",
    }


def training_rows(people: list[Person], today: datetime.date, rng: random.Random) -> Iterator[Row]:
    """The lines of training_history.csv: courses of other institutions, and the refresher for those in the story."""
    for person in people:
        if rng.random() < 0.4:
            yield _training(person, rng.choice(COURSES), today - datetime.timedelta(days=rng.randint(200, 1000)))
        if person.story is Story.RECENTLY_TRAINED:
            yield _training(person, REFRESHER, today - datetime.timedelta(days=40))


def _training(person: Person, course: tuple[str, str, str, str], ended_on: datetime.date) -> Row:
    code, name, organiser, hours = course
    return {
        "staff_id": person.staff_id,
        "course_code": code,
        "course_name": name,
        "organiser": organiser,
        "started_on": (ended_on - datetime.timedelta(days=2)).isoformat(),
        "ended_on": ended_on.isoformat(),
        "hours": hours,
        "result": "hoan_thanh",
        "certificate_no": f"{code}/{ended_on.year}/{person.staff_id}",
    }
