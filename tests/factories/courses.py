"""Courses as editors would have published them. `title_en` adds the English translation of a page."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from courses.actions.catalogue import open_catalogue
from courses.models import (
    Certificate,
    CoursePage,
    Enrolment,
    LessonPage,
    StepCompletion,
    TrainingRecord,
    TrainingResult,
)
from tests.factories.people import UserFactory


class PageFactory(DjangoModelFactory):
    """A published page under `parent`, with a revision, and its English translation if `title_en` is given."""

    class Meta:
        abstract = True

    parent = None
    title_en = ""

    @classmethod
    def _create(cls, model_class, *args, parent, title_en="", **kwargs):
        parent.refresh_from_db()
        page = parent.add_child(instance=model_class(locale=parent.locale, **kwargs))
        page.save_revision().publish()
        page.refresh_from_db()
        if title_en:
            translate(page, title=title_en)
        return page


def translate(page, **changes):
    """The published English translation of a page whose parent is translated already."""
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in {"slug": page.slug, **changes}.items():
        setattr(english, name, value)
    english.save_revision().publish()
    english.refresh_from_db()
    return english


class CourseFactory(PageFactory):
    class Meta:
        model = CoursePage

    parent = factory.LazyFunction(open_catalogue)
    code = factory.Sequence(lambda n: f"KH-{n:02}")
    title = factory.Sequence(lambda n: f"Khóa học {n}")
    slug = factory.LazyAttribute(lambda course: course.code.lower())
    lede = "Biết chào hỏi người dân."
    hours = 1


class LessonFactory(PageFactory):
    class Meta:
        model = LessonPage

    parent = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"Bài học {n}")
    slug = factory.Sequence(lambda n: f"bai-hoc-{n}")
    minutes = 8
    body = factory.LazyFunction(lambda: [("markdown", "## Chào hỏi\n\nXin **chào**.")])


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    class Params:
        completed = factory.Trait(completed_at=factory.LazyFunction(timezone.now))

    learner = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    started_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))


class StepCompletionFactory(DjangoModelFactory):
    class Meta:
        model = StepCompletion

    enrolment = factory.SubFactory(EnrolmentFactory)
    completed_at = factory.LazyFunction(timezone.now)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    enrolment = factory.SubFactory(EnrolmentFactory, completed=True)
    number = factory.Sequence(lambda n: f"GXN-2025-{n:06}")
    code = factory.Sequence(lambda n: f"TESTC0DE{n:04}")
    holder_name = factory.SelfAttribute("enrolment.learner.full_name")
    course_title = factory.SelfAttribute("enrolment.course.title")
    hours = 1
    issuer = "Sở Nội vụ tỉnh Hưng Yên"
    issued_at = factory.LazyFunction(timezone.now)


class TrainingRecordFactory(DjangoModelFactory):
    class Meta:
        model = TrainingRecord

    person = factory.SubFactory(UserFactory)
    course_code = "GT-01"
    ended_on = datetime.date(2026, 3, 1)
    result = TrainingResult.COMPLETED
