"""A conversation in a real browser: by keyboard alone, and without scripts."""

import os

import pytest
from playwright.sync_api import expect

from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory
from tests.factories.scenarios import AcknowledgeFactory, ScenarioFactory
from tests.journeys.conftest import HEIGHT, WIDTHS_AND_SCHEMES, assert_accessible, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NARROW = 320
PICTURES = os.environ.get("PICTURES")  # a folder that keeps what the pages looked like


@pytest.fixture
def course():
    course = CourseFactory(title="4 xin, 4 luôn")
    LessonFactory(parent=course)
    return course


@pytest.fixture
def enrolment(course):
    return EnrolmentFactory(course=course)


def look(page, name):
    """No finding of axe in both colour schemes, down to the narrowest phone."""
    before = page.viewport_size
    for width, scheme in [(NARROW, "light"), (NARROW, "dark"), *WIDTHS_AND_SCHEMES]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")


def tab_to(page, locator):
    """Press Tab until the element has the focus."""
    for _press in range(60):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it.")


def say(page, number):
    """Choose by arrow keys and send, as one does without a mouse."""
    radios = page.locator("#answer input[name=choice]")
    tab_to(page, radios.first)
    page.keyboard.press("Space")
    for _press in range(number - 1):
        page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("#answer button"))
    page.keyboard.press("Enter")


def test_a_conversation_by_keyboard_alone(open_page, faults, course, enrolment):
    scenario = ScenarioFactory(parent=course, title="Lần thứ ba bác Sen đến quầy", lede="Sáu người đang chờ.")
    page = open_page()
    found = faults(page)
    sign_in(page, enrolment.learner)
    page.goto(scenario.url)
    look(page, "intro")
    tab_to(page, page.locator("main .btn--main"))
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_be_visible()
    look(page, "turn")
    page.evaluate("window.stayed = true")
    say(page, 2)
    expect(page.locator("#turn-2")).to_be_visible()
    expect(page.locator("#ask")).to_be_focused()
    assert page.evaluate("window.stayed") is True
    assert page.locator("ol.talk").get_attribute("aria-live") == "polite"
    expect(page.locator("ol.talk > li")).to_have_count(4)
    look(page, "second")
    say(page, 1)
    expect(page.locator("#turn-3")).to_be_visible()
    say(page, 2)
    expect(page.locator("dl.pairs")).to_have_count(2)
    look(page, "review")
    for summary in page.locator("main summary").all():
        tab_to(page, summary)
        page.keyboard.press("Enter")
    look(page, "review-open")
    assert found.messages == []


def test_a_conversation_without_scripts(open_page, course, enrolment):
    scenario = ScenarioFactory(parent=course)
    page = open_page(width=390, javascript=False)
    sign_in(page, enrolment.learner)
    page.goto(scenario.url)
    page.locator("main .btn--main").click()
    for turn in (1, 2):
        expect(page.locator(f"#turn-{turn}")).to_be_visible()
        page.locator("#answer input[name=choice]").first.check()
        page.locator("#answer button").click()
    expect(page.locator("#rubric")).to_be_visible()
    expect(page.locator("#answer")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_document_is_read_and_confirmed(open_page, course, enrolment, javascript):
    document = AcknowledgeFactory(parent=course, title="Bộ quy tắc ứng xử", changes="Báo trước khi trễ hẹn.")
    page = open_page(javascript=javascript)
    sign_in(page, enrolment.learner)
    page.goto(document.url)
    if javascript:
        look(page, "document")
        expect(page.locator("[data-print-page]")).to_be_visible()
    page.locator("input[name=read]").check()
    page.locator("main form .btn--main").click()
    expect(page.locator("input[name=read]")).to_have_count(0)
    if javascript:
        look(page, "confirmed")
