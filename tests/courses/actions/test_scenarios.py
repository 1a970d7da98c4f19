import json
import threading

import pytest
from django.db import connection

from courses.actions import scenarios
from courses.errors import ChoiceNotInTurn, RunOfAnother, StepNotInCourse, StepNotPublished, TurnOver
from courses.models import Enrolment, ScenarioRun, ScenarioVersion, StepCompletion
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, conversation, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario():
    return ScenarioFactory()


@pytest.fixture
def enrolment(scenario):
    return EnrolmentFactory(course=scenario.course)


@pytest.fixture
def run(enrolment, scenario):
    return scenarios.start(enrolment=enrolment, scenario=scenario)


def say(run, position, choice):
    return scenarios.choose(run=run, position=position, choice=choice, by=run.enrolment.learner)


def said(run):
    run.refresh_from_db()
    assert run.answered == len(run.choices)
    return [(entry["turn"], entry["choice"]) for entry in run.choices]


def test_start_gives_the_open_play_again(run, enrolment, scenario):
    assert scenarios.start(enrolment=enrolment, scenario=scenario) == run
    assert (run.number, run.revision, run.finished_at) == (1, scenario.live_revision, None)


def test_a_play_walks_the_branches_to_the_end_and_completes_the_step_once(run, enrolment, scenario):
    for position, number in ((1, 2), (2, 2), (3, 1)):
        assert say(run, position, number)
    run.refresh_from_db()
    assert not run.is_finished
    assert not StepCompletion.objects.exists()
    assert say(run, 4, 1)
    run.refresh_from_db()
    assert run.is_finished
    assert said(run) == [("chao", 2), ("gat", 2), ("gat", 1), ("giay", 1)]
    completion = StepCompletion.objects.get()
    assert (completion.enrolment, completion.step_id, completion.revision) == (enrolment, scenario.pk, run.revision)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_the_same_choice_again_changes_nothing(run):
    assert say(run, 1, 1)
    assert not say(run, 1, 1)
    assert say(run, 2, 1)
    assert not say(run, 2, 1)
    assert said(run) == [("chao", 1), ("giay", 1)]
    assert StepCompletion.objects.count() == 1


@pytest.mark.parametrize(
    ("position", "number", "refusal"),
    [(1, 2, TurnOver), (3, 1, TurnOver), (0, 1, TurnOver), (2, 3, ChoiceNotInTurn), (2, 0, ChoiceNotInTurn)],
)
def test_a_choice_for_another_turn_or_of_another_turn_is_refused(run, position, number, refusal):
    say(run, 1, 1)
    with pytest.raises(refusal):
        say(run, position, number)
    assert said(run) == [("chao", 1)]


def test_a_finished_play_hears_nothing_more(run):
    say(run, 1, 1)
    say(run, 2, 1)
    for position, number in ((1, 2), (2, 2), (3, 1)):
        with pytest.raises(TurnOver):
            say(run, position, number)
    assert len(said(run)) == 2


def test_nobody_speaks_in_the_play_of_another(run):
    with pytest.raises(RunOfAnother):
        scenarios.choose(run=run, position=1, choice=1, by=UserFactory())
    assert said(run) == []


def test_playing_again_is_a_new_play_beside_the_old_one(run, enrolment, scenario):
    say(run, 1, 1)
    say(run, 2, 2)
    again = scenarios.start(enrolment=enrolment, scenario=scenario)
    assert (again.number, again.pk != run.pk) == (2, True)
    say(again, 1, 2)
    assert said(run) == [("chao", 1), ("giay", 2)]
    assert said(again) == [("chao", 2)]
    assert ScenarioVersion.objects.count() == 1
    assert StepCompletion.objects.count() == 1


def test_a_play_goes_on_with_the_conversation_it_began_with(run, scenario):
    say(run, 1, 1)
    changed = [turn for turn in conversation() if turn["value"]["key"] != "gat"]
    changed[0]["value"]["choices"] = changed[0]["value"]["choices"][:1]
    changed[1]["value"]["choices"] = changed[1]["value"]["choices"][:1]
    scenario.turns = json.dumps(changed)
    scenario.save_revision().publish()
    assert say(run, 2, 2)
    run.refresh_from_db()
    assert run.is_finished
    later = scenarios.start(enrolment=run.enrolment, scenario=scenario)
    assert later.version != run.version
    assert len(later.version.content["turns"]) == 2


def test_a_play_keeps_all_languages_and_untranslated_turns_in_the_source(settings):
    course = CourseFactory(title_en="Course")
    scenario = ScenarioFactory(parent=course)
    english = {"text": "The third time!", "speaker": "Mrs Sen", "scene": "Nine o'clock."}
    words = translated(
        conversation(),
        n1=english,
        n11={"text": "Good morning, I am sorry.", "consequence": "She puts the paper down."},
        n12={"text": "Have you got a number?", "why": "Greet first."},
        n2={"text": ""},
    )
    translate(scenario, title="Scenario", turns=json.dumps(words[:2]))
    run = scenarios.start(enrolment=EnrolmentFactory(course=course), scenario=scenario)
    turns = run.version.content["turns"]
    assert [sorted(turn["words"]) for turn in turns] == [["en", "vi"], ["vi"], ["vi"]]
    assert turns[0]["words"]["en"]["choices"][1]["why"] == "Greet first."


def test_start_in_a_translation_plays_the_source():
    course = CourseFactory(title_en="Course")
    scenario = ScenarioFactory(parent=course)
    english = translate(scenario, title="Scenario")
    assert scenarios.start(enrolment=EnrolmentFactory(course=course), scenario=english).scenario == scenario


def test_start_refuses_a_scenario_of_another_course_or_withdrawn(scenario):
    with pytest.raises(StepNotInCourse):
        scenarios.start(enrolment=EnrolmentFactory(), scenario=scenario)
    enrolment = EnrolmentFactory(course=scenario.course)
    scenario.unpublish()
    with pytest.raises(StepNotPublished):
        scenarios.start(enrolment=enrolment, scenario=scenario)
    assert not ScenarioRun.objects.exists()


def test_a_play_begun_before_the_scenario_was_withdrawn_still_counts(run, scenario):
    LessonFactory(parent=scenario.course)
    scenario.unpublish()
    say(run, 1, 1)
    say(run, 2, 1)
    assert StepCompletion.objects.filter(step_id=scenario.pk).exists()


def test_playing_on_after_the_course_is_completed_leaves_it_as_it_was(run, enrolment, scenario):
    say(run, 1, 1)
    say(run, 2, 1)
    completed_at = Enrolment.objects.get(pk=enrolment.pk).completed_at
    again = scenarios.start(enrolment=enrolment, scenario=scenario)
    say(again, 1, 1)
    say(again, 2, 1)
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at == completed_at


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_one_is_heard():
    """Two answers to the same turn at the same moment: one is kept, the other hears that the turn is over."""
    scenario = ScenarioFactory()
    run = scenarios.start(enrolment=EnrolmentFactory(course=scenario.course), scenario=scenario)
    outcomes = []
    together = threading.Barrier(2)

    def answer(number):
        together.wait()
        try:
            outcomes.append(say(run, 1, number))
        except TurnOver:
            outcomes.append("over")
        finally:
            connection.close()

    tabs = [threading.Thread(target=answer, args=(number,)) for number in (1, 2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(map(str, outcomes)) == ["True", "over"]
    assert len(said(run)) == 1
