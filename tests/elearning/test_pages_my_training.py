"""/my/: one thing first, then the rest, in as many queries for thirty assignments as for one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.actions import enrolments
from tests.factories.courses import CertificateFactory, EnrolmentFactory, TrainingRecordFactory
from tests.factories.learning import build_course
from tests.factories.people import UserFactory
from tests.factories.training import AssignmentFactory
from training.models import AssignmentState

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def person():
    return UserFactory(language="en", full_name="Nguyễn Thị An")


@pytest.fixture
def page(client, person):
    client.force_login(person)
    return lambda: client.get(reverse("my_training")).content.decode()


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def test_empty_page_says_so_and_shows_the_courses(page):
    build_course()
    html = page()
    assert "You have nothing to do" in html
    assert f'href="{reverse("wagtail_serve", args=[""])}"' in html
    assert "next deep" not in html


def test_overdue_task_comes_first_then_by_due_date(page, person):
    for days, code in [(5, "B"), (-3, "A"), (40, "C")]:
        AssignmentFactory(
            learner=person, course=build_course(english=False, title=code, code=code), due_on=in_days(days)
        )
    html = page()
    assert html.index(">A</h2>") < html.index(">B</a></h3>") < html.index(">C</a></h3>")
    assert "There are 3 things to do." in html
    assert "1 is overdue." in html
    assert html.count('class="next deep') == 1


def test_status_words_follow_the_due_date(page, person):
    for days in (-3, 0, 14, 15):
        AssignmentFactory(learner=person, due_on=in_days(days))
    html = page()
    assert [html.count(words) for words in ("3 days overdue", "Due today", "14 days left", "15 days left")] == [1] * 4
    assert (html.count("tag--late"), html.count("tag--soon"), html.count("tag--open")) == (1, 2, 1)


def test_list_names_the_kind_of_reason_without_figures(page, person):
    assignment = AssignmentFactory(learner=person, by_rule=True, due_on=in_days(9))
    html = page()
    assert "Assigned by evaluation results." in html
    assert reverse("assignment_reason", args=[assignment.pk]) in html
    assert "64.5" not in html


def test_begun_course_leads_to_its_next_step(page, person):
    course = build_course(lessons=2)
    AssignmentFactory(learner=person, course=course)
    run = enrolments.enrol(learner=person, course=course)
    steps = list(course.steps())
    enrolments.complete_step(enrolment=run, step=steps[0])
    html = page()
    assert "1 of 3 steps done" in html
    assert f'href="{steps[1].get_url()}"' in html
    assert "Go on with step 2" in html


def test_course_begun_by_choice_stands_apart(page, person):
    enrolments.enrol(learner=person, course=build_course())
    html = page()
    assert "Begun by your own choice" in html
    assert "You have nothing to do" in html


def test_finished_lately_is_shown_and_older_is_not(page, person):
    for days, code in [(10, "LATELY"), (100, "LONG-AGO")]:
        closed = timezone.now() - datetime.timedelta(days=days)
        run = EnrolmentFactory(learner=person, started_at=closed, completed_at=closed, course__title=code)
        AssignmentFactory(
            learner=person, course=run.course, state=AssignmentState.COMPLETED, closed_at=closed, enrolment=run
        )
    html = page()
    assert "Finished in the last 90 days (1)" in html
    assert "LATELY" in html
    assert "LONG-AGO" not in html


def test_hours_of_the_year_add_certificates_and_earlier_training(page, person):
    paper = CertificateFactory(enrolment__learner=person, hours="1.5")
    TrainingRecordFactory(person=person, ended_on=timezone.localdate(), hours=24)
    TrainingRecordFactory(person=person, ended_on=in_days(-800), hours=99, course_code="OLD")
    html = page()
    assert "25.5 hours" in html
    assert paper.number in html


def test_somebody_elses_assignment_is_not_shown(page):
    AssignmentFactory(course__title="FREMD")
    assert "FREMD" not in page()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_thirty_assignments_need_as_many_queries_as_one(client, language):
    counts = []
    for number in (1, 30):
        person = UserFactory(language=language)
        client.force_login(person)
        for _ in range(number):
            course = build_course(lessons=1, questions=0)
            AssignmentFactory(learner=person, course=course)
            enrolments.enrol(learner=person, course=course)
        CertificateFactory(enrolment__learner=person)
        client.get(reverse("my_training"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("my_training"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
