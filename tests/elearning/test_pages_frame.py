"""What every page has in common: sign-in, languages, links that lead somewhere, a strict policy, clear errors."""

import gzip
import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.staticfiles import finders
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from elearning.csp import POLICY
from people.models import User
from tests.factories.learning import build_course, build_person
from tests.factories.people import PASSWORD, PostingFactory, UserFactory
from tests.factories.training import AssignmentFactory

pytestmark = pytest.mark.django_db
FIRST_LOAD_BYTES = 100 * 1024
FIRST_LOAD_REQUESTS = 6
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


@pytest.fixture
def person():
    return build_person(language="en")


def learner_pages(person) -> list[str]:
    course = build_course()
    assignment = AssignmentFactory(learner=person, course=course)
    return [
        reverse("my_training"),
        reverse("assignment_reason", args=[assignment.pk]),
        reverse("learning_record"),
        reverse("my_account"),
        reverse("verify"),
        "/courses/",
        course.address,
        *(step.address for step in course.steps()),
    ]


# sign-in


def test_start_page_leads_to_my_training_and_back_after_signing_in(client, person):
    assert client.get("/").headers["Location"] == "/my/"
    assert client.get("/my/").headers["Location"] == "/accounts/login/?next=/my/"
    sent = {"login": person.staff_number, "password": PASSWORD, "next": "/my/record/"}
    assert client.post("/accounts/login/", sent).headers["Location"] == "/my/record/"
    assert client.session.get_expire_at_browser_close()


def test_wrong_password_is_summed_up_and_leads_to_its_field(client, person):
    client.cookies["django_language"] = "en"
    response = client.post("/accounts/login/", {"login": person.staff_number, "password": "falsch"})
    html = response.content.decode()
    assert "<title>Error: Sign in" in html
    assert 'class="errsum' in html
    assert f'value="{person.staff_number}"' in html
    assert "falsch" not in html


def test_signing_out_is_a_button(client, person):
    client.force_login(person)
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/my/").status_code == 302


def test_forgotten_password_sends_a_link_to_the_staff_and_nobody_else(client, person):
    for address in (person.email, "nobody@elsewhere.example"):
        response = client.post("/accounts/password/reset/", {"email": address})
        assert response.headers["Location"] == "/accounts/password/reset/done/"
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


@pytest.mark.parametrize("page", ["signup", "email", "3rdparty"])
def test_nobody_signs_up_or_changes_what_the_staff_file_says(client, person, page):
    assert client.get(f"/accounts/{page}/").status_code == 302
    client.force_login(person)
    assert client.post(f"/accounts/{page}/").headers["Location"] == reverse("my_account")


def test_account_pages_wear_the_frame_of_the_site(client, person):
    client.force_login(person)
    for page in ("password/change/", "2fa/", "reauthenticate/", "logout/"):
        response = client.get(f"/accounts/{page}", follow=True)
        assert 'href="/static/css/elearning.css"' in response.content.decode()


# languages


def test_choice_of_language_is_kept_on_the_person_and_in_the_browser(client, person):
    client.force_login(person)
    response = client.post(reverse("set_language"), {"language": "vi", "next": "/my/record/"})
    assert response.headers["Location"] == "/my/record/"
    assert User.objects.get(pk=person.pk).language == "vi"
    assert response.cookies["django_language"].value == "vi"
    assert '<html lang="vi">' in client.get("/my/").content.decode()


def test_without_an_account_the_browser_keeps_the_choice(client):
    client.post(reverse("set_language"), {"language": "en"})
    assert '<html lang="en">' in client.get(reverse("verify")).content.decode()


def test_without_a_choice_the_browser_decides(client):
    html = client.get(reverse("verify"), headers={"Accept-Language": "en-GB"}).content.decode()
    assert '<html lang="en">' in html
    assert '<html lang="vi">' in client.get(reverse("verify")).content.decode()


@pytest.mark.parametrize("sent", [{"language": "xx"}, {}, {"language": "en", "next": "https://elsewhere.example/"}])
def test_language_switch_leads_nowhere_else(client, sent):
    assert client.post(reverse("set_language"), sent).headers["Location"] == "/"


def test_language_switch_is_never_a_mere_visit(client):
    assert client.get(reverse("set_language")).status_code == 405


# links


def test_no_link_of_a_learner_page_is_dead(client, person):
    client.force_login(person)
    seen = set()
    for page in learner_pages(person):
        seen |= set(LINK.findall(client.get(page).content.decode()))
    answers = {link: client.get(link).status_code for link in seen if not link.startswith("/static/")}
    assert {link: status for link, status in answers.items() if status not in {200, 302}} == {}
    assert [link for link in seen if link.startswith("/static/") and not finders.find(link[8:])] == []


def test_every_page_names_where_one_is(client, person):
    client.force_login(person)
    for page, label in (("/my/", "My training"), ("/courses/", "Courses"), ("/my/record/", "Record")):
        html = client.get(page).content.decode()
        assert re.findall(r'aria-current="page">([^<]+)', html) == [label]


def test_doors_show_only_to_those_who_may_open_them(client, person):
    client.force_login(person)
    html = client.get("/my/").content.decode()
    assert reverse("team") not in html
    assert 'href="/admin/"' not in html
    PostingFactory(manager=person)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    html = client.get("/my/").content.decode()
    assert reverse("team") in html
    assert 'href="/admin/"' in html


# policy and size


def test_no_page_carries_anything_inline(client, person):
    client.force_login(person)
    for page in learner_pages(person):
        response = client.get(page)
        assert response.headers["Content-Security-Policy"] == POLICY
        assert INLINE.findall(response.content.decode()) == []


def test_back_office_keeps_its_own_scripts(client):
    client.force_login(UserFactory(is_superuser=True))
    assert "Content-Security-Policy" not in client.get("/admin/").headers


def test_first_load_is_small(client, person):
    client.force_login(person)
    for page in learner_pages(person):
        html = client.get(page).content
        files = {link for link in LINK.findall(html.decode()) if link.startswith("/static/")}
        sizes = [len(gzip.compress(html))]
        for link in files:
            with open(finders.find(link[8:]), "rb") as file:
                sizes.append(len(gzip.compress(file.read())))
        assert len(sizes) <= FIRST_LOAD_REQUESTS
        assert sum(sizes) <= FIRST_LOAD_BYTES


# errors


def test_missing_page_stands_in_the_frame(client, person):
    client.force_login(person)
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()
    assert "My training" in response.content.decode()


def test_form_from_a_stale_page_is_refused_with_words(person):
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    response = client.post(reverse("set_language"), {"language": "en"})
    assert response.status_code == 403
    assert "The page was open for too long" in response.content.decode()


def test_fault_shows_a_page_that_asks_nothing_of_anything(client, settings):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.elearning.broken_urls"):
        response = client.get("/broken/")
    assert response.status_code == 500
    assert settings.PRODUCT_NAME in response.content.decode()
    assert settings.SUPPORT_PHONE in response.content.decode()


def test_request_nobody_can_read_is_answered_in_the_frame(client, settings):
    with override_settings(ROOT_URLCONF="tests.elearning.broken_urls"):
        response = client.get("/suspicious/")
    assert response.status_code == 400
    assert settings.PRODUCT_NAME in response.content.decode()
