"""The quiz: clear answers to whatever a browser sends, and nothing half-saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.actions import enrolments
from courses.models import Certificate
from quizzes.actions import attempts
from quizzes.models import Attempt, AttemptState, SavedAnswer
from tests.factories.learning import build_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def person(client):
    person = UserFactory(language="en")
    client.force_login(person)
    return person


def open_quiz(person, **course):
    """A quiz whose lessons are done, and the run it belongs to."""
    course = build_course(**course)
    run = enrolments.enrol(learner=person, course=course)
    *lessons, quiz = course.steps()
    for lesson in lessons:
        enrolments.complete_step(enrolment=run, step=lesson)
    return quiz.specific, run


@pytest.fixture
def attempt(person):
    quiz, run = open_quiz(person)
    return attempts.start(enrolment=run, quiz=quiz)


def best(item) -> str:
    return max(item.content["options"], key=lambda option: float(option["percent"]))["key"]


def sheet_of(attempt) -> dict:
    """What the form sends when every question is answered best."""
    items = list(attempt.items.all())
    return {"item": [item.pk for item in items], "flags": "1"} | {f"q{item.pk}": best(item) for item in items}


def address(name, attempt):
    return reverse(name, args=[attempt.pk])


# the way in


def test_intro_says_what_is_needed_and_starts_by_a_button(client, person):
    quiz, _run = open_quiz(person, questions=2)
    html = client.get(quiz.get_url()).content.decode()
    assert "1 of 2 marks" in html
    assert "3 of 3 left" in html
    response = client.post(reverse("quiz_start", args=[quiz.pk]))
    assert response.headers["Location"] == address("quiz_attempt", Attempt.objects.get())


def test_locked_quiz_answers_with_the_missing_lessons(client, person):
    course = build_course(lessons=1)
    enrolments.enrol(learner=person, course=course)
    quiz = list(course.steps())[-1]
    html = client.post(reverse("quiz_start", args=[quiz.pk]), follow=True).content.decode()
    assert "opens when you have completed" in html
    assert not Attempt.objects.exists()


def test_start_without_a_run_leads_to_the_course(client, person):
    course = build_course()
    quiz = list(course.steps())[-1]
    assert client.post(reverse("quiz_start", args=[quiz.pk])).headers["Location"] == course.get_url()


# answers


def test_all_questions_stand_on_one_page_with_their_options(client, attempt):
    html = client.get(address("quiz_attempt", attempt)).content.decode()
    assert html.count("<fieldset") == 2
    assert html.count('type="radio"') == 8
    assert "<script>" not in html


def test_script_saves_and_is_told_when(client, attempt):
    item = attempt.items.first()
    response = client.post(address("quiz_save", attempt), {"item": item.pk, f"q{item.pk}": best(item)}, **SCRIPT)
    assert set(response.json()) == {"saved_at"}
    assert SavedAnswer.objects.get().response == [best(item)]


def test_saving_one_answer_leaves_the_others_and_the_flags_alone(client, attempt):
    first, second = attempt.items.all()
    client.post(address("quiz_save", attempt), {"item": first.pk, f"q{first.pk}": best(first)}, **SCRIPT)
    client.post(address("quiz_save", attempt), {"flags": "1", "flag": second.pk}, **SCRIPT)
    client.post(address("quiz_save", attempt), {"item": second.pk, f"q{second.pk}": best(second)}, **SCRIPT)
    second.refresh_from_db()
    assert second.flagged
    assert SavedAnswer.objects.count() == 2


def test_question_named_without_an_answer_takes_it_back(client, attempt):
    item = attempt.items.first()
    for data in ({"item": item.pk, f"q{item.pk}": best(item)}, {"item": item.pk}):
        client.post(address("quiz_save", attempt), data, **SCRIPT)
    assert [answer.response for answer in SavedAnswer.objects.order_by("sequence")] == [[best(item)], []]


def test_button_without_script_saves_and_comes_back(client, attempt):
    response = client.post(address("quiz_save", attempt), sheet_of(attempt), follow=True)
    html = response.content.decode()
    assert "Your answers are saved." in html
    assert html.count("checked") == 2


@pytest.mark.parametrize(
    "data",
    [
        {"item": "999999", "q999999": "a"},
        {"q999999": "a"},
        {"item": "one"},
        {"item": "9" * 40},
        {"flags": "1", "flag": "999999"},
    ],
)
def test_foreign_and_made_up_questions_are_refused_as_a_whole(client, attempt, data):
    item = attempt.items.first()
    sent = {f"q{item.pk}": best(item), **data}
    for extra, kind in (({}, "text/html"), (SCRIPT, "application/json")):
        for name in ("quiz_save", *(["quiz_submit"] if "flag" not in data else [])):
            response = client.post(address(name, attempt), sent, **extra)
            assert response.status_code == 400
            assert kind in response.headers["Content-Type"] or name == "quiz_submit"
    assert not SavedAnswer.objects.exists()


def test_foreign_option_is_refused_with_a_way_back(client, attempt):
    item = attempt.items.first()
    response = client.post(address("quiz_submit", attempt), {f"q{item.pk}": "nonsense"})
    assert response.status_code == 400
    assert address("quiz_attempt", attempt) in response.content.decode()
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.OPEN


def test_two_answers_to_a_single_choice_are_refused(client, attempt):
    item = attempt.items.first()
    keys = [option["key"] for option in item.content["options"][:2]]
    response = client.post(address("quiz_save", attempt), {f"q{item.pk}": keys}, **SCRIPT)
    assert response.status_code == 400
    assert "takes one answer only" in response.json()["refused"]


# handing in


def test_passing_leads_to_the_result_and_the_certificate(client, attempt):
    response = client.post(address("quiz_submit", attempt), sheet_of(attempt), follow=True)
    html = response.content.decode()
    assert "<h1>Passed: 2 of 2 marks</h1>" in html
    assert reverse("certificate", args=[Certificate.objects.get().number]) in html


def test_failing_shows_what_was_chosen_what_is_best_and_why(client, attempt):
    item = attempt.items.first()
    weak = min(item.content["options"], key=lambda option: float(option["percent"]))
    response = client.post(address("quiz_submit", attempt), {f"q{item.pk}": weak["key"]}, follow=True)
    html = response.content.decode()
    assert "Not passed yet" in html
    assert weak["text"]["vi"] in html
    assert weak["feedback"]["vi"] in html
    assert "The best way" in html
    assert "Not answered" in html
    assert "Take the quiz again" in html


def test_handing_in_twice_keeps_the_first_result(client, attempt):
    client.post(address("quiz_submit", attempt), sheet_of(attempt))
    response = client.post(address("quiz_submit", attempt), {}, follow=True)
    assert "had been handed in already" in response.content.decode()
    attempt.refresh_from_db()
    assert attempt.mark == 2


def test_stale_tab_cannot_save_after_handing_in(client, attempt):
    sheet = sheet_of(attempt)
    client.post(address("quiz_submit", attempt), sheet)
    assert client.post(address("quiz_save", attempt), sheet, **SCRIPT).status_code == 409
    assert client.post(address("quiz_save", attempt), sheet).status_code == 409
    assert client.get(address("quiz_attempt", attempt)).headers["Location"] == address("quiz_review", attempt)


def test_result_of_an_open_attempt_leads_back_to_its_questions(client, attempt):
    assert client.get(address("quiz_review", attempt)).headers["Location"] == address("quiz_attempt", attempt)


def test_quiz_edited_or_withdrawn_meanwhile_counts_as_it_was_shown(client, attempt):
    attempt.quiz.slots.all().delete()
    attempt.quiz.unpublish()
    assert client.get(address("quiz_attempt", attempt)).content.decode().count("<fieldset") == 2
    client.post(address("quiz_submit", attempt), sheet_of(attempt))
    attempt.refresh_from_db()
    assert attempt.passed


def test_attempts_run_out_with_a_sentence(client, person):
    quiz, run = open_quiz(person)
    for _ in range(3):
        attempts.submit(attempt=attempts.start(enrolment=run, quiz=quiz), answers={}, by=person)
    html = client.post(reverse("quiz_start", args=[quiz.pk]), follow=True).content.decode()
    assert "You have used all 3 attempts" in html


def test_nobody_else_sees_an_attempt(client, attempt):
    client.force_login(UserFactory(is_superuser=True))
    for name in ("quiz_attempt", "quiz_review"):
        assert client.get(address(name, attempt)).status_code == 404
    for name in ("quiz_save", "quiz_submit"):
        assert client.post(address(name, attempt), sheet_of(attempt)).status_code == 404


# queries


@pytest.mark.parametrize("language", ["vi", "en"])
def test_thirty_questions_need_as_many_queries_as_one(client, language):
    counts = {"intro": [], "attempt": [], "review": []}
    for questions in (1, 30):
        client.force_login(person := UserFactory(language=language))
        quiz, run = open_quiz(person, questions=questions)
        attempt = attempts.start(enrolment=run, quiz=quiz)
        client.post(address("quiz_save", attempt), sheet_of(attempt), **SCRIPT)
        counts["intro"].append(queries_of(client, quiz.get_url()))
        counts["attempt"].append(queries_of(client, address("quiz_attempt", attempt)))
        client.post(address("quiz_submit", attempt), sheet_of(attempt))
        counts["review"].append(queries_of(client, address("quiz_review", attempt)))
    for one, thirty in counts.values():
        assert one == thirty <= MOST_QUERIES


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
