"""Courses as lists and forms name them: by code and, in the reader's language, by title."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from courses.models import CoursePage


def titled(courses: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    """Each course with `shown_title`, its title in the reader's language where that page is published."""
    return courses.annotate(shown_title=shown_title(""))


def shown_title(path: str) -> Coalesce:
    """The title in the reader's language of the course that `path` leads to, such as "course__"."""
    translation = CoursePage.objects.filter(
        translation_key=OuterRef(f"{path}translation_key"), locale__language_code=get_language(), live=True
    )
    return Coalesce(Subquery(translation.values("title")[:1]), F(f"{path}title"))


def source_courses() -> QuerySet[CoursePage]:
    """Courses in the language they were written in, at which records point."""
    return titled(CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)).order_by("code")


class CourseChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, course):
        return f"{course.code} {course.shown_title}"


class CourseFilterField(django_filters.fields.ModelChoiceField, CourseChoiceField):
    pass


class CourseFilter(django_filters.ModelChoiceFilter):
    field_class = CourseFilterField

    def __init__(self, **kwargs):
        super().__init__(queryset=lambda request: source_courses(), **kwargs)
