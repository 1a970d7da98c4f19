"""Who works where: the head of each unit, then everybody else, more of them where citizens come."""

import datetime
import random
from dataclasses import dataclass, replace
from itertools import cycle

from elearning.sample import names
from elearning.sample.sign_ins import SIGN_INS, SignIn
from elearning.sample.stories import Story, share_out

Row = dict[str, str]

HEADS = {
    "ubnd_tinh": "Chủ tịch UBND tỉnh",
    "so": "Giám đốc Sở",
    "phong": "Trưởng phòng",
    "ubnd_xa": "Chủ tịch UBND xã",
    "phuong": "Chủ tịch UBND phường",
    "ttpvhcc": "Giám đốc Trung tâm",
}
TITLES = {"ttpvhcc": ("Công chức một cửa", "MC-01"), "ubnd_xa": ("Công chức chuyên môn", "CM-01")}
OTHER_TITLE = ("Chuyên viên", "CV-02")
CROWDING = {"ttpvhcc": 3, "phong": 2, "ubnd_xa": 1, "phuong": 1, "so": 1}
STATUSES = ["dang_lam"] * 97 + ["nghi_thai_san"] * 2 + ["biet_phai"]
LONG_AGO_DAYS, LATELY_DAYS = (600, 4000), (30, 250)
NEW_HERE = 0.04  # share of people who came lately


@dataclass(frozen=True)
class Person:
    staff_id: str
    name: str
    unit: Row
    leads: bool
    posted_on: datetime.date
    status: str = "dang_lam"
    story: Story = Story.STEADY
    manager_id: str = ""

    @property
    def serves_citizens(self) -> bool:
        return self.unit["loai_don_vi"] == "ttpvhcc"

    def row(self) -> Row:
        """The line of staff.csv."""
        title, position_code = TITLES.get(self.unit["loai_don_vi"], OTHER_TITLE)
        return {
            "ma_cb": self.staff_id,
            "ho_va_ten": self.name,
            "email_cong_vu": names.mail_address(self.name, self.staff_id),
            "ma_don_vi": self.unit["ma_don_vi"],
            "chuc_vu": HEADS[self.unit["loai_don_vi"]] if self.leads else "",
            "chuc_danh": "" if self.leads else title,
            "vi_tri_viec_lam": "LD-01" if self.leads else position_code,
            "doi_tuong": "cong_chuc",
            "la_lanh_dao": str(int(self.leads)),
            "ma_quan_ly": self.manager_id,
            "tiep_xuc_cong_dan": str(int(self.serves_citizens)),
            "ngay_vao_vi_tri": self.posted_on.strftime("%d/%m/%Y"),
            "trang_thai": self.status,
            "ngon_ngu": "",
        }


class Recruiter:
    """Fills the units that exist today with so many people; the sign-ins hold posts like anyone."""

    def __init__(self, units: list[Row], today: datetime.date, rng: random.Random):
        self.units = [unit for unit in units if not unit["hieu_luc_den"]]
        self.today = today
        self.rng = rng
        self.sign_ins = list(SIGN_INS)
        self.recruited = 0

    def people(self, size: int) -> list[Person]:
        """Heads first; raises ValueError when there are fewer people than units."""
        places = [unit for unit in self.units for _ in range(CROWDING.get(unit["loai_don_vi"], 0))]
        stories = share_out(size - len(self.units), self.rng)
        heads = {unit["ma_don_vi"]: self._recruit(unit, leads=True) for unit in self.units}
        others = [self._recruit(unit, story=story) for story, unit in zip(stories, cycle(places), strict=False)]
        return [
            *(self._under(heads.get(head.unit["ma_don_vi_cha"]), head) for head in heads.values()),
            *(self._under(heads[person.unit["ma_don_vi"]], person) for person in others),
        ]

    def _recruit(self, unit: Row, *, leads: bool = False, story: Story = Story.STEADY) -> Person:
        sign_in = self._sign_in_for(unit, leads)
        if sign_in:
            return Person(sign_in.staff_id, sign_in.name, unit, leads, self._day_in(LONG_AGO_DAYS), story=sign_in.story)
        self.recruited += 1
        ordinary = story is Story.STEADY and not leads
        since = LATELY_DAYS if ordinary and self.rng.random() < NEW_HERE else LONG_AGO_DAYS
        return Person(
            staff_id=f"CC-{self.recruited:06}",
            name=names.full_name(self.rng),
            unit=unit,
            leads=leads,
            posted_on=self._day_in(since),
            status=self.rng.choice(STATUSES) if ordinary else STATUSES[0],
            story=story,
        )

    def _sign_in_for(self, unit: Row, leads: bool) -> SignIn | None:
        """The next sign-in that holds such a post in the unit; it is given away once."""
        found = next((one for one in self.sign_ins if (one.unit, one.leads) == (unit["ma_don_vi"], leads)), None)
        if found:
            self.sign_ins.remove(found)
        return found

    def _under(self, manager: Person | None, person: Person) -> Person:
        return replace(person, manager_id=manager.staff_id if manager else "")

    def _day_in(self, days_ago: tuple[int, int]) -> datetime.date:
        return self.today - datetime.timedelta(days=self.rng.randint(*days_ago))
