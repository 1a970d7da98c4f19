import datetime

import pytest
import time_machine
from django.test import override_settings

from courses.actions import certificates
from courses.certificate_codes import ALPHABET, LENGTH
from courses.models import Certificate, CertificateSeries
from tests.factories.courses import CertificateFactory, CourseFactory, EnrolmentFactory
from tests.factories.people import PostingFactory, UserFactory

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime.datetime(2026, 10, 12, 2, 0, tzinfo=datetime.UTC))
@override_settings(CERTIFICATE_ISSUER="Sở Nội vụ tỉnh Hưng Yên")
def test_certificate_is_worded_as_things_are_on_the_day():
    learner = UserFactory(full_name="Nguyễn Thị An")
    posting = PostingFactory(user=learner, unit__name="Trung tâm Phục vụ hành chính công xã Tiên Hoa")
    course = CourseFactory(title="Bốn xin, bốn luôn", hours="1.50")
    certificate = certificates.issue(enrolment=EnrolmentFactory(learner=learner, course=course, completed=True))
    posting.delete()
    course.title = "Tên mới"
    course.save_revision().publish()
    certificate.refresh_from_db()
    assert certificate.number == "GXN-2026-000001"
    assert certificate.holder_name == "Nguyễn Thị An"
    assert certificate.holder_post == "Công chức một cửa, Trung tâm Phục vụ hành chính công xã Tiên Hoa"
    assert certificate.course_title == "Bốn xin, bốn luôn"
    assert certificate.hours == 1.5
    assert certificate.issuer == "Sở Nội vụ tỉnh Hưng Yên"
    assert certificate.revision.content["title"] == "Bốn xin, bốn luôn"


def test_certificate_is_issued_once():
    enrolment = EnrolmentFactory(completed=True)
    assert certificates.issue(enrolment=enrolment) == certificates.issue(enrolment=enrolment)
    assert CertificateSeries.objects.get().last_number == 1


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        # New Year in the time zone of the service, seven hours before it in UTC
        (datetime.datetime(2026, 12, 31, 16, 59, tzinfo=datetime.UTC), "GXN-2026-000001"),
        (datetime.datetime(2026, 12, 31, 17, 0, tzinfo=datetime.UTC), "GXN-2027-000001"),
    ],
)
def test_series_begins_anew_with_the_year_of_the_place(moment, number):
    enrolment = EnrolmentFactory()
    with time_machine.travel(moment):
        assert certificates.issue(enrolment=enrolment).number == number


def test_numbers_follow_each_other_without_gaps():
    numbers = [certificates.issue(enrolment=EnrolmentFactory(completed=True)).number[-6:] for _ in range(3)]
    assert numbers == ["000001", "000002", "000003"]


def test_codes_are_of_the_alphabet_and_differ():
    codes = {certificates.issue(enrolment=EnrolmentFactory(completed=True)).code for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


@pytest.mark.parametrize(
    "typed", ["7K0M1XQ29FBC", "7k0m-1xq2-9fbc", " 7KOM IXQ2 9FBC ", "7KoM–lXQ2–9FBC", "7K0M\u00a01XQ2\u00a09FBC"]
)
def test_code_is_found_however_it_is_typed(typed):
    certificate = CertificateFactory(code="7K0M1XQ29FBC")
    CertificateFactory()
    assert certificate.printed_code == "7K0M-1XQ2-9FBC"
    assert Certificate.objects.with_code(typed).get() == certificate


@pytest.mark.parametrize("typed", ["", "7K0M", "7K0M1XQ29FBD", "GXN-2025-000001"])
def test_other_codes_find_nothing(typed):
    CertificateFactory(code="7K0M1XQ29FBC", number="GXN-2025-000001")
    assert not Certificate.objects.with_code(typed).exists()
