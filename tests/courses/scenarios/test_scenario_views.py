import json
import re
from html import unescape

import pytest
from django.urls import reverse

from courses.actions import scenarios
from courses.models import ScenarioRun, StepCompletion
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, choice, conversation, translated, turn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def course():
    return CourseFactory(title_en="Four requests")


@pytest.fixture
def scenario(course):
    return ScenarioFactory(parent=course, title="Lần thứ ba", lede="Sáu người đang chờ.")


@pytest.fixture
def enrolment(course):
    return EnrolmentFactory(course=course)


@pytest.fixture
def learner(client, enrolment):
    client.force_login(enrolment.learner)
    return client


@pytest.fixture
def run(enrolment, scenario):
    return scenarios.start(enrolment=enrolment, scenario=scenario)


def page(client, scenario, **query):
    return client.get(scenario.url, query).content.decode()


def say(client, run, position, number, **kwargs):
    return client.post(reverse("scenario_choose", args=[run.pk]), {"turn": position, "choice": number}, **kwargs)


def said(run):
    run.refresh_from_db()
    return [entry["choice"] for entry in run.choices]


def lines(html):
    """What stands in the conversation, without marks of the page."""
    items = re.findall(r'<li class="say[^>]*>(.*?)</li>', html, re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", item))).strip() for item in items]


def test_before_the_course_is_started_one_reads_the_opening_and_starts_the_course(client, scenario):
    client.force_login(UserFactory())
    html = page(client, scenario)
    assert lines(html) == ["Chín giờ sáng.", "Bác Sen Cán bộ ơi, lần thứ ba rồi đấy!"]
    assert reverse("course_start", args=[scenario.course.pk]) in html
    response = client.post(reverse("scenario_start", args=[scenario.pk]))
    assert response.url == scenario.url
    assert not ScenarioRun.objects.exists()


def test_starting_leads_to_the_first_turn(learner, scenario):
    response = learner.post(reverse("scenario_start", args=[scenario.pk]))
    assert response.url == f"{scenario.url}#turn-1"
    html = page(learner, scenario)
    assert 'id="turn-1"' in html
    assert html.count('name="choice"') == 2


def test_without_script_a_choice_leads_to_the_page_at_its_new_turn(learner, scenario, run):
    response = say(learner, run, 1, 1)
    assert response.url == f"{scenario.url}?play=1#turn-2"
    learner.cookies["django_language"] = "en"
    html = page(learner, scenario)
    assert lines(html)[2:] == [
        "You said Cháu chào bác, cháu xin lỗi bác.",
        "What happens: Bác đặt tờ giấy xuống.",
        "Bác Sen Tên đệm của tôi sai.",
    ]
    assert 'id="turn-2"' in html
    assert '<input type="hidden" name="turn" value="2">' in html


def test_with_script_only_what_is_new_comes_back(learner, run):
    html = say(learner, run, 1, 2, headers=HTMX).content.decode()
    assert "<html" not in html
    assert html.count('<li class="say') == 2
    assert 'id="turn-2"' in html
    assert 'hx-swap-oob="beforeend"' in html
    assert 'data-s="miss"' in html


def test_with_script_the_end_loads_the_review(learner, scenario, run):
    say(learner, run, 1, 1)
    response = say(learner, run, 2, 1, headers=HTMX)
    assert response.headers["HX-Redirect"] == f"{scenario.url}?play=1"


def test_the_review_shows_petals_points_and_the_better_choice(learner, scenario, run):
    say(learner, run, 1, 2)
    say(learner, run, 2, 1)
    response = say(learner, run, 3, 2)
    assert response.url == f"{scenario.url}?play=1"
    html = page(learner, scenario, play=1)
    states = dict(re.findall(r'<li data-s="(\w+)"><svg[^>]*><use href="#i-\w+"/></svg><b>([^<]+)', html))
    assert sorted(re.findall(r'<li data-s="(done|todo|miss)">', html)) == ["done"] + ["miss"] * 3 + ["todo"] * 4
    assert states
    assert html.count("<dd") == 4
    assert "Chào trước rồi mới hỏi." in html
    assert "Bác cần biết phải chờ bao lâu." in html
    assert reverse("scenario_start", args=[scenario.pk]) in html
    assert StepCompletion.objects.filter(step_id=scenario.pk).count() == 1


def test_the_review_of_good_answers_names_none_to_improve(learner, scenario, run):
    say(learner, run, 1, 1)
    say(learner, run, 2, 1)
    html = page(learner, scenario)
    assert "<dl" not in html
    assert "Bác lấy số chưa?" in html  # among all branches


def test_earlier_plays_stay_to_be_read(learner, scenario, run):
    say(learner, run, 1, 2)
    say(learner, run, 2, 1)
    say(learner, run, 3, 1)
    learner.post(reverse("scenario_start", args=[scenario.pk]))
    assert 'name="choice"' in page(learner, scenario)
    assert "Chào trước rồi mới hỏi." in page(learner, scenario, play=1)
    second = ScenarioRun.objects.get(number=2)
    say(learner, second, 1, 1)
    say(learner, second, 2, 1)
    html = page(learner, scenario)
    assert '<a href="?play=1">' in html
    assert '<a href="?play=2" aria-current="page">' in html
    assert "<dl" in page(learner, scenario, play=1)
    assert "<dl" not in page(learner, scenario, play="không có")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_choice_posted_twice_is_one(learner, scenario, run, headers):
    say(learner, run, 1, 1)
    response = say(learner, run, 1, 1, headers=headers)
    address = response.headers["HX-Redirect"] if headers else response.url
    assert address == f"{scenario.url}?play=1"
    assert 'class="note wide" role="status"' in learner.get(address).content.decode()
    assert said(run) == [1]


@pytest.mark.parametrize(("position", "number"), [(1, 2), (3, 1), (2, 9)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_choice_for_another_turn_gets_a_page_and_changes_nothing(learner, scenario, run, position, number, headers):
    say(learner, run, 1, 1)
    response = say(learner, run, position, number, headers=headers)
    html = response.content.decode()
    assert response.status_code == 409
    assert f'href="{scenario.url}?play=1"' in html
    assert ("say--me" in html) == (position == 1)
    assert said(run) == [1]


@pytest.mark.parametrize("data", [{}, {"turn": 1}, {"turn": "x", "choice": 1}, {"turn": 1, "choice": "-1"}])
def test_a_choice_that_cannot_be_read_is_refused_in_words(learner, scenario, run, data):
    response = learner.post(reverse("scenario_choose", args=[run.pk]), data, follow=True)
    assert 'role="alert"' in response.content.decode()
    assert said(run) == []


def test_nobody_sees_or_answers_in_the_play_of_another(client, scenario, run):
    other = EnrolmentFactory(course=scenario.course)
    client.force_login(other.learner)
    assert say(client, run, 1, 1).status_code == 404
    assert 'name="choice"' not in page(client, scenario, play=1)


def test_the_conversation_goes_on_in_another_language_turn_by_turn(learner, course, scenario, enrolment):
    words = translated(
        conversation(),
        n1={"text": "The third time!", "speaker": "Mrs Sen", "scene": "Nine o'clock."},
        n11={"text": "I am sorry.", "consequence": "She puts it down."},
        n12={"text": "A number?", "why": "Greet first."},
    )
    translate(scenario, title="The third time", turns=json.dumps(words[:1]))
    run = scenarios.start(enrolment=enrolment, scenario=scenario)
    say(learner, run, 1, 1)
    learner.cookies["django_language"] = "en"
    html = page(learner, scenario)
    assert lines(html) == [
        "Nine o'clock.",
        "Mrs Sen The third time!",
        "You said I am sorry.",
        "What happens: She puts it down.",
        "Bác Sen Tên đệm của tôi sai.",
    ]
    assert '<li class="say" id="turn-2" lang="vi">' in html


def long_conversation(turns):
    last = turn(turns, f"t{turns}", "Hết.", choice(turns * 10, "Chào bác.", "end", good=True))
    return [
        *(
            turn(number, f"t{number}", "Rồi sao?", choice(number * 10, "Dạ.", f"t{number + 1}", good=True))
            for number in range(1, turns)
        ),
        last,
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_queries_do_not_grow_with_turns_or_plays(learner, course, enrolment, language, django_assert_max_num_queries):
    learner.cookies["django_language"] = language
    counts = []
    for turns in (2, 60):
        LessonFactory.create_batch(2, parent=course)
        scenario = ScenarioFactory(parent=course, turns=json.dumps(long_conversation(turns)))
        translate(scenario, title=f"Scenario {turns}")
        run = scenarios.start(enrolment=enrolment, scenario=scenario)
        page(learner, scenario)
        for position in range(1, turns):
            scenarios.choose(run=run, position=position, choice=1, by=enrolment.learner)
        with django_assert_max_num_queries(12) as before:
            page(learner, scenario)
        scenarios.choose(run=run, position=turns, choice=1, by=enrolment.learner)
        with django_assert_max_num_queries(12) as after:
            page(learner, scenario)
        counts.append((len(before), len(after)))
    assert counts[0] == counts[1]
