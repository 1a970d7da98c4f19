import pytest

from courses import reading
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, StepCompletionFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db


def test_steps_are_worded_in_the_language_and_keep_the_keys_of_the_source():
    course = CourseFactory(title_en="Course")
    lesson = LessonFactory(parent=course, title="Bài", title_en="Lesson")
    quiz = QuizFactory(parent=course, title="Kiểm tra")
    LessonFactory(parent=course).unpublish()
    assert [(step.pk, step.title) for step in reading.steps_of(course, "en")] == [
        (lesson.pk, "Lesson"),
        (quiz.pk, "Kiểm tra"),
    ]
    first, second = reading.steps_of(course, "vi")
    assert (first.title, first.kind, first.waits, first.url) == ("Bài", "lesson", False, lesson.get_url())
    assert (second.kind, second.waits, second.minutes) == ("quiz", True, 20)


def test_unpublished_translation_gives_way_to_the_source():
    course = CourseFactory(title_en="Course")
    lesson = LessonFactory(parent=course, title="Bài", title_en="Lesson")
    lesson.get_translations().get().unpublish()
    assert [step.title for step in reading.steps_of(course, "en")] == ["Bài"]


def test_progress_takes_as_many_queries_for_forty_steps_as_for_one(django_assert_num_queries):
    short, long = CourseFactory(title_en="Short"), CourseFactory(title_en="Long")
    LessonFactory(parent=short, title_en="Lesson")
    lessons = [LessonFactory(parent=long, title_en=f"Lesson {n}") for n in range(40)]
    runs = [EnrolmentFactory(course=short), EnrolmentFactory(course=long)]
    for lesson in lessons[:20]:
        StepCompletionFactory(enrolment=runs[1], step=lesson)
    reading.progress_in(short, runs[0], "en")  # content types and the site's root are read once
    with django_assert_num_queries(3):
        assert reading.progress_in(short, runs[0], "en").total == 1
    with django_assert_num_queries(3):
        standing = reading.progress_in(long, runs[1], "en")
    assert (standing.total, standing.done, standing.next.number) == (40, 20, 21)


def test_course_without_a_run_is_shown_as_a_newcomer_finds_it():
    lesson = LessonFactory()
    QuizFactory(parent=lesson.course)
    states = [entry.state for entry in reading.progress_in(lesson.course, None).steps]
    assert states == ["now", "lock"]


def test_published_courses_are_those_of_the_source_language_by_code(django_assert_num_queries):
    CourseFactory(code="B-1", title_en="B")
    first = CourseFactory(code="A-1")
    CourseFactory(code="C-1").unpublish()
    with django_assert_num_queries(1):
        assert [course.code for course in reading.published_courses()] == [first.code, "B-1"]
