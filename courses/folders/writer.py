"""Writes a published course as the files of its folder. `reader.read_course` reads them back as the same course."""

from pathlib import Path

from courses.folders import kinds
from courses.folders.documents import NO, write_document
from courses.folders.pages import plain_lines, values_of_course
from courses.folders.reader import COURSE_FILE, other_languages, translated
from courses.models import CoursePage, StepPage
from courses.numbers import shortest


def course_files(course: CoursePage) -> dict[str, str]:
    """The folder of a course (its page in the source language): {file name: text}.

    Left out are unpublished steps, and steps of a kind that folders do not hold.
    """
    files = {COURSE_FILE: _course_text(course)}
    for language, translation in _translations(course).items():
        values = values_of_course(translation)
        files[_named(COURSE_FILE, language)] = write_document(
            {
                "title": values["title"],
                "lede": values["lede"],
                "source": values["reference"],
                "language": language,
            },
            values["description"],
        )
    steps = [step for step in course.steps().specific() if kinds.named(step.kind)]
    for number, step in enumerate(steps, start=1):
        files |= _step_files(step, f"{number:02}-{step.slug}")
    return files


def _course_text(course: CoursePage) -> str:
    values = values_of_course(course)
    return write_document(
        {
            "code": values["code"],
            "title": values["title"],
            "lede": values["lede"],
            "competencies": values["competencies"],
            "language": course.locale.language_code,
            "hours": shortest(values["hours"]),
            "source": values["reference"],
        },
        values["description"],
    )


def _step_files(step: StepPage, stem: str) -> dict[str, str]:
    kind = kinds.named(step.kind)
    front = {
        "kind": kind.name,
        "title": step.title,
        "lede": plain_lines(step.lede),
        "minutes": str(step.minutes),
        "required": "" if step.required else NO,
        **kind.fields_of(step, stem),
    }
    files = {f"{stem}.md": write_document(front, kind.body_of(step))}
    translations = _translations(step)
    for language, translation in translations.items():
        own = kind.fields_of(translation, stem)
        front = {
            "title": translation.title,
            "lede": plain_lines(translation.lede),
            **{key: own[key] for key in kind.translated_keys},
            "language": language,
        }
        files[_named(f"{stem}.md", language)] = write_document(front, kind.body_of(translation))
    return files | kind.write_beside(step, list(translations), stem)


def _translations(page: CoursePage | StepPage) -> dict[str, CoursePage | StepPage]:
    """The published translations of a page by language, in the order of the settings."""
    found = {
        translation.locale.language_code: translation
        for translation in page.get_translations().live().select_related("locale").specific()
    }
    return {language: found[language] for language in other_languages() if language in found}


def _named(name: str, language: str) -> str:
    return translated(Path(name), language).name
