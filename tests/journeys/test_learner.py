"""The learner's way in a real browser: from what is due, and why, to a certificate that anybody can verify."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from courses.models import Certificate
from quizzes.models import Attempt, AttemptItem, SavedAnswer
from tests.factories.learning import build_assignment, build_course, build_person
from tests.journeys.conftest import (
    FIRST_LOAD_BYTES,
    FIRST_LOAD_REQUESTS,
    PHONE,
    assert_accessible,
    assert_accessible_everywhere,
    sign_in,
)
from training.models import AssignmentState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIN = ".btn--main"


@pytest.fixture
def assignment():
    """What the rules assign to somebody with low scores; English, so that every word is in the templates."""
    person = build_person(language="en")
    return build_assignment(person, build_course(lessons=2, questions=3))


def best_keys(item: AttemptItem) -> set[str]:
    options = item.content["options"]
    best = max(float(option["percent"]) for option in options)
    return {option["key"] for option in options if float(option["percent"]) == best}


def answer_best(page, attempt: Attempt, items=None) -> None:
    for item in items or attempt.items.all():
        for key in best_keys(item):
            page.locator(f'input[name="q{item.pk}"][value="{key}"]').check()


def test_from_the_assignment_to_a_verified_certificate(open_page, assignment, faults):
    page = open_page()
    complaints = faults(page)
    page.goto("/")
    assert_accessible_everywhere(page)
    sign_in(page, assignment.learner)

    # what is due, and why
    expect(page.get_by_role("heading", level=1)).to_have_text("My training")
    expect(page.locator(".next")).to_contain_text("Assigned by evaluation results.")
    assert_accessible_everywhere(page)
    page.get_by_role("link", name="Why do I have this to do?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why this course was assigned to me")
    expect(page.locator(".lede")).to_contain_text("60%")
    page.get_by_text("Show each step of the calculation").click()
    assert_accessible_everywhere(page)

    # the course and its lessons
    page.get_by_role("link", name="To the course").click()
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Start the course").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Done, on to step 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesson 2")
    page.get_by_role("button", name="Done, on to step 3").click()

    # the quiz
    expect(page.get_by_role("heading", level=1)).to_have_text("Final quiz")
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Start the quiz").click()
    expect(page).to_have_url(re.compile(r"/attempts/\d+/$"))
    attempt = Attempt.objects.get()
    answer_best(page, attempt)
    expect(page.locator("#save")).to_contain_text("Saved at")
    expect(page.locator("#answered")).to_have_text("3")
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Hand in").click()

    # the result and the paper
    expect(page.get_by_role("heading", level=1)).to_have_text("Passed: 3 of 3 marks")
    assert_accessible_everywhere(page)
    page.get_by_role("link", name="View the certificate").click()
    paper = Certificate.objects.get()
    expect(page.locator(".cert")).to_contain_text(paper.number)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert_accessible_everywhere(page)

    # the assignment is closed and the history shows it
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.COMPLETED
    page.get_by_role("link", name="Record", exact=True).first.click()
    expect(page.locator("table").first).to_contain_text(paper.number)
    assert_accessible_everywhere(page)
    page.goto(reverse("assignment_reason", args=[assignment.pk]))
    expect(page.locator("main")).to_contain_text("Completed")
    page.goto("/my/")
    expect(page.locator("main")).to_contain_text("Finished in the last 90 days (1)")
    assert_accessible_everywhere(page)

    # anybody may verify it, signed out
    page.goto(reverse("my_account"))
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/verify/")
    page.get_by_role("textbox").fill(paper.printed_code.lower())
    page.get_by_role("button", name="Verify").or_(page.locator(MAIN)).first.click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("dl")).to_contain_text("Nguyễn Thị An")
    assert_accessible_everywhere(page)
    assert complaints.messages == []


def test_the_same_way_without_javascript_on_a_phone(open_page, assignment):
    page = open_page(width=PHONE, javascript=False, language="en-GB")
    page.goto("/")
    page.locator("#id_login").fill(assignment.learner.staff_number)
    page.locator("#id_password").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".next").locator(MAIN).click()
    page.get_by_role("button", name="Start the course").click()
    page.get_by_role("button", name="Done, on to step 2").click()
    page.get_by_role("button", name="Done, on to step 3").click()
    page.get_by_role("button", name="Start the quiz").click()
    attempt = Attempt.objects.get()
    first, second, third = attempt.items.all()
    answer_best(page, attempt, [first])
    page.locator(f'input[name="flag"][value="{second.pk}"]').check()
    page.get_by_role("button", name="Save answers").click()
    expect(page.locator(".note").first).to_contain_text("Your answers are saved.")
    expect(page.locator("#open-note a:visible")).to_have_count(2)
    expect(page.locator("#flag-note a:visible")).to_have_count(1)
    answer_best(page, attempt, [second, third])
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passed: 3 of 3 marks")
    page.get_by_role("link", name="View the certificate").click()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.COMPLETED


@pytest.fixture
def quiz_page(open_page, assignment):
    """A started attempt, open in a browser."""
    page = open_page()
    sign_in(page, assignment.learner)
    page.goto(assignment.course.address)
    page.get_by_role("button", name="Start the course").click()
    page.get_by_role("button", name="Done, on to step 2").click()
    page.get_by_role("button", name="Done, on to step 3").click()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator("#quiz")).to_be_visible()
    return page


def test_answers_survive_a_lost_network_and_a_closed_tab(quiz_page):
    attempt = Attempt.objects.get()
    first, second, _third = attempt.items.all()
    quiz_page.context.set_offline(True)
    answer_best(quiz_page, attempt, [first])
    expect(quiz_page.locator("#save")).to_contain_text("No connection.")
    expect(quiz_page.locator("#save")).to_have_attribute("data-s", "off")
    assert_accessible(quiz_page)
    context = quiz_page.context
    quiz_page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(reverse("quiz_attempt", args=[attempt.pk]))
    expect(page.locator("#answered")).to_have_text("1")
    expect(page.locator("#save")).to_contain_text("Saved at")
    answer_best(page, attempt, [second])
    expect(page.locator("#answered")).to_have_text("2")
    page.goto("/my/")  # before the pause after which answers are sent: leaving sends them
    deadline = time.monotonic() + 10
    while not second.answers.exists() and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert SavedAnswer.objects.filter(item__in=[first, second]).count() == 2


def test_open_questions_are_asked_about_before_handing_in(quiz_page):
    answer_best(quiz_page, Attempt.objects.get(), [Attempt.objects.get().items.first()])
    hand_in = quiz_page.locator("#submit")
    hand_in.click()
    dialog = quiz_page.locator("#ask")
    expect(dialog).to_be_visible()
    assert_accessible(quiz_page)
    dialog.get_by_role("button", name="Back to the questions").click()
    expect(dialog).to_be_hidden()
    hand_in.click()
    dialog.get_by_role("button", name="Hand in").click()
    expect(quiz_page.get_by_role("heading", level=1)).to_have_text("Not passed yet: 1 of 3 marks")


def test_quiz_can_be_done_with_the_keyboard_alone(quiz_page):
    quiz_page.locator("fieldset.q").first.locator("input[type=radio]").first.focus()
    quiz_page.keyboard.press("Space")
    quiz_page.keyboard.press("ArrowDown")
    expect(quiz_page.locator("fieldset.q").first.locator("input[type=radio]").nth(1)).to_be_checked()
    quiz_page.keyboard.press("Tab")
    quiz_page.keyboard.press("Space")
    expect(quiz_page.locator("#flag-note a:visible")).to_have_count(1)
    expect(quiz_page.locator("#save")).to_contain_text("Saved at")


def test_first_load_is_small_and_nothing_moves(open_page, assignment):
    page = open_page(width=PHONE)
    sign_in(page, assignment.learner)
    context = page.context
    page.close()
    page = context.new_page()
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto("/my/", wait_until="networkidle")
    sizes = [len(response.body()) for response in responses]
    assert len(sizes) <= FIRST_LOAD_REQUESTS
    assert sum(sizes) <= FIRST_LOAD_BYTES
    shift = page.evaluate(
        "() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().length))"
        ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"
    )
    assert shift == 0
