"""A small organisation with somebody in every role: who may see what is told by it."""

from dataclasses import dataclass

from people.actions import roles
from people.models import RoleKind, Unit, User
from tests.factories.people import PostingFactory, UnitFactory, UserFactory


@dataclass
class Organisation:
    """A province with two communes; `counter` lies below `commune`. `person` works there, led by `manager`."""

    province: Unit
    commune: Unit
    counter: Unit
    other_commune: Unit
    central: User
    local: User
    foreign: User
    editor: User
    manager: User
    person: User
    stranger: User


def build_organisation() -> Organisation:
    province = UnitFactory(code="TINH", name="Ủy ban nhân dân tỉnh")
    commune = UnitFactory(code="XA-1", name="Ủy ban nhân dân xã Tân Hưng", parent=province)
    counter = UnitFactory(code="XA-1-HCC", name="Trung tâm xã Tân Hưng", parent=commune)
    other_commune = UnitFactory(code="XA-2", name="Ủy ban nhân dân xã Lương Bằng", parent=province)
    manager = _posted(commune, full_name="Phạm Thị Quản Lý")
    return Organisation(
        province,
        commune,
        counter,
        other_commune,
        central=_officer(province, RoleKind.HR, full_name="Trần Thị Nhân Sự Tỉnh"),
        local=_officer(commune, RoleKind.HR, full_name="Lê Văn Nhân Sự Xã"),
        foreign=_officer(other_commune, RoleKind.HR, full_name="Vũ Văn Nhân Sự Khác"),
        editor=_officer(province, RoleKind.EDITOR, full_name="Đỗ Thu Biên Tập"),
        manager=manager,
        person=_posted(counter, manager=manager, staff_number="0004271", full_name="Nguyễn Thị Lan"),
        stranger=_posted(other_commune, staff_number="0009999", full_name="Hoàng Văn Người Lạ"),
    )


def _posted(unit: Unit, manager: User | None = None, **account) -> User:
    return PostingFactory(user=UserFactory(**account), unit=unit, manager=manager).user


def _officer(unit: Unit, kind: str, **account) -> User:
    officer = _posted(unit, **account)
    roles.grant(user=officer, unit=unit, kind=kind, until=None, by=None)
    return officer
