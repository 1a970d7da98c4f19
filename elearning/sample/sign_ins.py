"""The sample people one can sign in as: one for each role."""

from typing import NamedTuple

from elearning.sample.stories import Story
from people.models import RoleKind

PASSWORD = "bon-xin-bon-luon"  # noqa: S105 - the demo prints it


class SignIn(NamedTuple):
    """`leads`: the post is that of the unit's head. `role_unit`: the part of the organisation the role is for."""

    staff_id: str
    name: str
    unit: str
    what: str
    start: str
    leads: bool = False
    role: str = ""
    role_unit: str = ""
    story: Story = Story.STEADY


SIGN_INS = [
    SignIn(
        "learner",
        "Trần Thị Hoa",
        "HY-X-003-TT",
        "Learner: official at a counter, with a refresher to do",
        "/my/",
        story=Story.LOW_COMMUNICATION,
    ),
    SignIn("manager", "Phạm Văn Khánh", "HY-X-003-TT", "Line manager of that learner", "/team/", leads=True),
    SignIn(
        "hr-commune",
        "Lê Thị Mai",
        "HY-X-003-VP",
        "HR officer of one commune",
        "/admin/",
        role=RoleKind.HR,
        role_unit="HY-X-003",
    ),
    SignIn(
        "hr-central",
        "Nguyễn Thanh Bình",
        "HY-SNV-P1",
        "HR officer of the province",
        "/admin/",
        role=RoleKind.HR,
        role_unit="HY",
    ),
    SignIn("editor", "Đỗ Minh Ngọc", "HY-SNV-P2", "Editor of courses", "/admin/", role=RoleKind.EDITOR, role_unit="HY"),
    SignIn("inspector", "Vũ Quang Huy", "HY-SNV-P2", "Inspector", "/admin/", role=RoleKind.INSPECTOR, role_unit="HY"),
]
