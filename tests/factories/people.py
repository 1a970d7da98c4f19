import datetime

import factory
from factory.django import DjangoModelFactory

from people.models import Posting, Role, RoleKind, StaffStatus, Unit, UnitKind, UnitLevel, User

PASSWORD = "mat-khau-thu-nghiem"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U-{n:03}")
    name = factory.Sequence(lambda n: f"Trung tâm Phục vụ hành chính công xã {n}")
    kind = UnitKind.SERVICE_CENTRE
    level = UnitLevel.COMMUNE
    valid_from = datetime.date(2025, 7, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        on_leave = factory.Trait(status=StaffStatus.MATERNITY)

    staff_number = factory.Sequence(lambda n: f"CC-{n:06}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Mẫu {n}")
    email = factory.LazyAttribute(lambda person: f"{person.staff_number.lower()}@hungyen.example")
    password = factory.django.Password(PASSWORD)


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    position = "Công chức một cửa"
    starts_on = datetime.date(2025, 7, 1)
    citizen_facing = True


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    kind = RoleKind.HR
