"""Catalogue, course and lesson: readable for everybody signed in, in as many queries for forty steps as for one."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.actions import enrolments
from courses.models import Enrolment, StepCompletion
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.learning import build_course
from tests.factories.people import UserFactory
from tests.factories.training import AssignmentFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
CATALOGUE = "/courses/"


@pytest.fixture
def person(client):
    person = UserFactory(language="en")
    client.force_login(person)
    return person


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def steps_of(course):
    return list(course.steps())


# who may read


def test_every_course_page_asks_for_a_sign_in_and_comes_back(client):
    course = build_course()
    for address in (CATALOGUE, course.get_url(), steps_of(course)[0].get_url()):
        assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_unknown_and_unpublished_addresses_are_not_found(client, person):
    course = build_course()
    lesson = steps_of(course)[0]
    lesson.unpublish()
    for address in (lesson.get_url(), "/courses/none/", "/courses/a/b/c/", "/courses/kh-00/none/"):
        assert client.get(address).status_code == 404


def test_address_without_its_last_slash_leads_to_the_page(client, person):
    course = build_course()
    assert client.get(course.get_url().rstrip("/")).headers["Location"] == course.get_url()


def test_address_of_a_translation_leads_to_the_one_address_of_the_page(client, person):
    course = CourseFactory()
    translate(course, title="Greeting", slug="greeting")
    assert client.get("/courses/greeting/").headers["Location"] == course.get_url()


# languages


def test_reader_gets_their_language_at_the_same_address(client):
    course = build_course(title="Chào hỏi")
    for language, title in (("vi", "Chào hỏi"), ("en", "Greeting citizens")):
        client.force_login(UserFactory(language=language))
        assert f'<h1 lang="{language}">{title}</h1>' in client.get(course.get_url()).content.decode()


def test_untranslated_lesson_is_shown_in_vietnamese_and_says_so(client, person):
    lesson = LessonFactory(title="Chưa dịch")
    html = client.get(lesson.get_url()).content.decode()
    assert '<h1 lang="vi">Chưa dịch</h1>' in html
    assert "not translated yet" in html
    assert '<html lang="en">' in html


# the way through a course


def test_lesson_can_be_read_before_the_course_is_started(client, person):
    course = build_course()
    html = client.get(steps_of(course)[0].get_url()).content.decode()
    assert "You can read this lesson as it is." in html
    assert reverse("course_start", args=[course.pk]) in html
    assert not Enrolment.objects.exists()


def test_starting_leads_to_the_first_step_and_happens_once(client, person):
    course = build_course()
    for _ in range(2):
        response = client.post(reverse("course_start", args=[course.pk]))
        assert response.headers["Location"] == steps_of(course)[0].get_url()
    assert Enrolment.objects.count() == 1


def test_starting_is_never_a_mere_visit(client, person):
    assert client.get(reverse("course_start", args=[build_course().pk])).status_code == 405


def test_starting_an_unpublished_course_is_not_found(client, person):
    course = build_course()
    course.unpublish()
    assert client.post(reverse("course_start", args=[course.pk])).status_code == 404


def test_done_leads_to_the_next_step_and_keeps_the_revision_shown(client, person):
    course = build_course()
    first, second, _quiz = steps_of(course)
    client.post(reverse("course_start", args=[course.pk]))
    english = first.get_translations().get()
    address = reverse("step_complete", args=[first.pk])
    response = client.post(address, {"revision": english.live_revision_id})
    assert response.headers["Location"] == second.get_url()
    assert StepCompletion.objects.get().revision_id == english.live_revision_id


def test_foreign_revision_is_not_believed(client, person):
    course = build_course()
    first, second, _quiz = steps_of(course)
    client.post(reverse("course_start", args=[course.pk]))
    client.post(reverse("step_complete", args=[first.pk]), {"revision": second.live_revision_id})
    assert StepCompletion.objects.get().revision_id == first.live_revision_id


def test_done_without_having_started_says_what_to_do(client, person):
    lesson = LessonFactory()
    response = client.post(reverse("step_complete", args=[lesson.pk]), follow=True)
    assert "Start the course first" in response.content.decode()
    assert not StepCompletion.objects.exists()


def test_quiz_is_not_done_by_a_click(client, person):
    course = build_course()
    client.post(reverse("course_start", args=[course.pk]))
    response = client.post(reverse("step_complete", args=[steps_of(course)[-1].pk]), follow=True)
    assert "is completed by its result, not by a click" in response.content.decode()


def test_locked_step_says_when_it_opens(client, person):
    course = build_course(lessons=2)
    html = client.get(course.get_url()).content.decode()
    assert "Opens when the 2 lessons before it are done" in html
    quiz = steps_of(course)[-1]
    assert f'href="{quiz.get_url()}"' not in html
    client.post(reverse("course_start", args=[course.pk]))
    assert "The quiz opens when these lessons are done:" in client.get(quiz.get_url()).content.decode()


def test_completed_course_can_be_taken_again(client, person):
    run = EnrolmentFactory(learner=person, completed=True, course=build_course(lessons=1, questions=0))
    html = client.get(run.course.get_url()).content.decode()
    assert "Take the course again" in html
    client.post(reverse("course_start", args=[run.course.pk]))
    assert list(Enrolment.objects.order_by("run").values_list("run", flat=True)) == [1, 2]


def test_course_that_was_assigned_again_is_started_not_admired(client, person):
    run = EnrolmentFactory(learner=person, completed=True, course=build_course(lessons=1, questions=0))
    assignment = AssignmentFactory(learner=person, course=run.course)
    html = client.get(run.course.get_url()).content.decode()
    assert "Start the course" in html
    assert reverse("assignment_reason", args=[assignment.pk]) in html


# what editors see and write


def test_preview_needs_no_enrolment_and_no_reader(person):
    course = build_course()
    for page in (course, *steps_of(course)):
        for version in (page.specific, page.specific.get_translations().get()):
            response = version.make_preview_request(preview_mode="")
            assert response.status_code in {200, 302}
    assert not Enrolment.objects.exists()


def test_preview_of_a_draft_shows_the_draft(person):
    lesson = LessonFactory().specific
    lesson.title = "Bản nháp"
    request = RequestFactory().get(lesson.get_url())
    request.user = person
    request.is_preview = True
    context = lesson.get_context(request)
    assert context["lesson"].page.title == "Bản nháp"
    assert context["lesson"].enrolment is None


def test_blocks_are_rendered_and_cleaned(client, person):
    text = "**đậm** <script>alert(1)</script>"
    body = [
        ("markdown", text),
        ("callout", {"kind": "bad", "text": text}),
        ("duo", {"weak": {"heading": "Chưa", "text": text}, "better": {"heading": "Nên", "text": text}}),
        ("reveal", {"summary": "Xem", "text": text}),
        ("behaviours", {"kind": "luon", "items": [{"title": "Luôn", "text": "<i>nghe</i>"}]}),
    ]
    html = client.get(LessonFactory(body=body).get_url()).content.decode()
    assert html.count("<strong>đậm</strong>") == 5
    assert "alert(1)" not in html
    assert "&lt;i&gt;nghe&lt;/i&gt;" in html
    for part in ("note--bad", 'class="duo wide"', "<details>", "eight--leaf"):
        assert part in html


# the catalogue


def test_catalogue_shows_a_sheet_at_a_time(client, person):
    for number in range(25):
        CourseFactory(code=f"K-{number:02}")
    first, second = (client.get(CATALOGUE, {"page": sheet}).content.decode() for sheet in (1, 2))
    assert ("K-23" in first, "K-24" in first) == (True, False)
    assert ("K-23" in second, "K-24" in second) == (False, True)
    assert client.get(CATALOGUE, {"page": "nonsense"}).status_code == 200


def test_empty_catalogue_says_so(client, person):
    CourseFactory().unpublish()
    assert "There is no course yet" in client.get(CATALOGUE).content.decode()


# queries


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forty_steps_need_as_many_queries_as_one(client, language):
    client.force_login(person := UserFactory(language=language))
    counts = {"course": [], "lesson": []}
    for lessons in (1, 40):
        course = build_course(lessons=lessons, questions=1)
        AssignmentFactory(learner=person, course=course)
        run = enrolments.enrol(learner=person, course=course)
        first = steps_of(course)[0]
        enrolments.complete_step(enrolment=run, step=first)
        counts["course"].append(queries_of(client, course.get_url()))
        counts["lesson"].append(queries_of(client, first.get_url()))
    for one, forty in counts.values():
        assert one == forty <= MOST_QUERIES


@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_hundred_courses_need_as_many_queries_as_one(client, language):
    client.force_login(UserFactory(language=language))
    build_course(lessons=1, questions=0)
    one = queries_of(client, CATALOGUE)
    for number in range(299):
        CourseFactory(code=f"Z-{number:03}")
    assert queries_of(client, CATALOGUE) == one <= MOST_QUERIES
