"""Certificates: seen by those who may see the training, verified by anybody who holds the paper."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.papers import square
from courses.views.certificates import LOOK_UPS_A_MINUTE
from people.models import RoleKind
from tests.factories.courses import CertificateFactory
from tests.factories.learning import build_person
from tests.factories.people import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return CertificateFactory(enrolment__learner=build_person(language="en"), holder_post="Công chức một cửa")


def verified(client, code):
    client.cookies["django_language"] = "en"
    return client.get(reverse("verify_code", args=[code]))


def test_holder_sees_the_paper_with_its_code_and_square(client, paper):
    client.force_login(paper.enrolment.learner)
    html = client.get(reverse("certificate", args=[paper.number])).content.decode()
    for part in (paper.number, paper.printed_code, 'data-print="cert"', 'role="img"', "data-print-page hidden"):
        assert part in html


def test_line_manager_and_hr_see_it_and_nobody_else(client, paper):
    posting = paper.enrolment.learner.posting()
    officer = RoleFactory(kind=RoleKind.HR, unit=posting.unit).user
    address = reverse("certificate", args=[paper.number])
    for viewer, status in ((posting.manager, 200), (officer, 200), (UserFactory(), 404)):
        client.force_login(viewer)
        assert client.get(address).status_code == status


def test_number_that_does_not_exist_is_not_found(client):
    client.force_login(UserFactory())
    assert client.get(reverse("certificate", args=["GXN-2026-999999"])).status_code == 404


def test_anybody_verifies_what_stands_on_the_paper_and_no_more(client, paper):
    response = verified(client, paper.printed_code.lower())
    html = response.content.decode()
    assert response.status_code == 200
    assert "This certificate is genuine and valid" in html
    for part in (paper.number, paper.holder_name, paper.holder_post, paper.course_title, paper.issuer):
        assert part in html
    for private in (paper.enrolment.learner.staff_number, paper.enrolment.learner.email):
        assert private not in html
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_form_leads_to_the_result_however_the_code_is_typed(client, paper):
    typed = f" {paper.printed_code.lower().replace('0', 'o')} "
    response = client.get(reverse("verify"), {"code": typed})
    assert response.headers["Location"] == reverse("verify_code", args=[paper.printed_code])


def test_revoked_paper_says_since_when_but_not_why(client, paper):
    paper.revoked_at = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
    paper.revoked_reason = "Thi hộ"
    paper.save()
    html = verified(client, paper.code).content.decode()
    assert "This certificate has been revoked" in html
    assert "4 May 2026" in html
    assert "Thi hộ" not in html


@pytest.mark.parametrize(("days", "sentence"), [(0, "genuine and valid"), (-1, "genuine, but no longer valid")])
def test_last_day_of_validity_counts(client, paper, days, sentence):
    paper.valid_until = timezone.localdate() + datetime.timedelta(days=days)
    paper.save()
    assert sentence in verified(client, paper.code).content.decode()


def test_unknown_code_is_a_clear_answer(client):
    response = verified(client, "ZZZZ-ZZZZ-ZZZZ")
    assert response.status_code == 404
    assert "No certificate has this code" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("GXN-2026-000001", "This is the number of the certificate."),
        ("ABC", "A verification code has 12 letters and digits."),
        ("<script>", "A verification code has 12 letters and digits."),
        ("", "Enter the code printed on the paper."),
    ],
)
def test_form_says_what_is_wrong_with_a_code(client, typed, sentence):
    client.cookies["django_language"] = "en"
    html = client.get(reverse("verify"), {"code": typed}).content.decode()
    assert html.count(sentence) == 2
    assert "<title>Error:" in html
    assert "<script>" not in html


def test_number_is_no_way_in(client, paper):
    assert verified(client, paper.number).status_code == 404


def test_trying_codes_is_stopped_with_a_sentence(client, paper):
    answers = [verified(client, "ZZZZ-ZZZZ-ZZZZ").status_code for _ in range(LOOK_UPS_A_MINUTE)]
    assert set(answers) == {404}
    response = verified(client, paper.code)
    assert response.status_code == 429
    assert "Please wait a minute" in response.content.decode()


def test_square_is_drawn_within_its_size():
    drawn = square("https://boiduong.example/verify/7K3M-Q2WX-94TB/")
    assert drawn.path.startswith("M0 0.5h7")
    assert drawn.size in range(21, 60, 4)
