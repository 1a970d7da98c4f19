import pytest
from wagtail.models import Locale

from quizzes.actions import bank
from quizzes.models import QuestionVersion
from tests.factories.quizzes import QuestionCategoryFactory, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def english(question, text, feedback="Because."):
    """A published translation with translated options."""
    locale, _ = Locale.objects.get_or_create(language_code="en")
    translation = question.copy_for_translation(locale)
    translation.text = text
    for place, option in enumerate(translation.options.all()):
        option.text, option.feedback = f"Option {place}", feedback
    translation.live = False
    translation.save()
    translation.save_revision().publish()
    return translation


def test_publishing_writes_a_version_with_marks_and_texts():
    question = QuestionFactory(mark="2", text="Làm gì?", feedback="Chào.")
    version = question.versions.get()
    assert version.number == 1
    assert (version.content["kind"], version.content["mark"]) == ("single", "2")
    assert version.content["text"] == {"vi": "Làm gì?"}
    assert version.content["feedback"] == {"vi": "Chào."}
    assert [option["percent"] for option in version.content["options"]] == ["100", "50", "0", "-50"]
    assert len({option["key"] for option in version.content["options"]}) == 4


def test_publishing_the_same_again_writes_no_version():
    question = QuestionFactory()
    question.save_revision().publish()
    assert question.versions.count() == 1


def test_draft_writes_no_version_and_changes_none():
    QuestionFactory(draft=True)
    question = QuestionFactory()
    question.text = "Bản nháp"
    question.save_revision()
    assert QuestionVersion.objects.get().content["text"]["vi"] != "Bản nháp"


def test_change_is_the_next_version_and_the_earlier_one_stays():
    question = QuestionFactory(text="Trước")
    question.text = "Sau"
    question.save_revision().publish()
    assert [(version.number, version.content["text"]["vi"]) for version in question.versions.all()] == [
        (2, "Sau"),
        (1, "Trước"),
    ]


def test_translation_brings_its_language_to_the_version_of_the_source():
    question = QuestionFactory(text="Làm gì?")
    translation = english(question, "What do you do?")
    assert not translation.versions.exists()
    newest = question.versions.first()
    assert newest.number == 2
    assert newest.content["text"] == {"vi": "Làm gì?", "en": "What do you do?"}
    assert newest.content["options"][0]["text"] == {"vi": "Phương án 0", "en": "Option 0"}


def test_translation_of_a_draft_writes_no_version():
    english(QuestionFactory(draft=True), "What?")
    assert not QuestionVersion.objects.exists()


def test_question_as_a_file_holds_it_and_back():
    question = QuestionFactory(multiple=True, text="A\r\n\r\nB\r\n")
    wording = bank.as_gift(question)
    assert wording.text == "A\n\nB"
    changed = bank.publish_question(category=question.category.name, question=wording, translations={})
    assert changed is False


def test_quiz_asks_the_newest_versions_of_published_questions_in_order():
    first, second, third = QuestionFactory(), QuestionFactory(), QuestionFactory()
    quiz = QuizFactory(questions=[third, first, second, QuestionFactory(draft=True)])
    first.text = "Mới"
    first.save_revision().publish()
    second.unpublish()
    asked = QuestionVersion.objects.asked_in(quiz)
    assert [(version.question_id, version.number) for version in asked] == [(third.pk, 1), (first.pk, 2)]


def test_asking_takes_as_many_queries_for_forty_questions_as_for_one(django_assert_num_queries):
    category = QuestionCategoryFactory()
    few = QuizFactory(questions=[QuestionFactory(category=category)])
    many = QuizFactory(questions=[QuestionFactory(category=category) for _ in range(40)])
    with django_assert_num_queries(2):
        QuestionVersion.objects.asked_in(few)
    with django_assert_num_queries(2):
        assert len(QuestionVersion.objects.asked_in(many)) == 40
