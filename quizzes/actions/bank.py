"""The question bank: what was published is kept."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from courses.folders.pages import plain_lines
from courses.numbers import shortest
from people.models import User
from quizzes import gift
from quizzes.errors import QuestionNameTaken
from quizzes.models import Question, QuestionCategory, QuestionOption, QuestionVersion


@transaction.atomic
def record_version(*, question: Question) -> QuestionVersion | None:
    """Keep a published question, with its published translations, as a version, unless the newest one says the same.

    `question` may be any of its languages; versions belong to the one in the source language. Returns the newest
    version, or None while the source itself is not published.
    """
    source = (
        Question.objects.select_for_update(of=("self",))
        .in_source_language()
        .filter(translation_key=question.translation_key, live=True)
        .first()
    )
    if source is None:
        return None
    content = content_of(source)
    newest = source.versions.first()
    if newest and newest.content == content:
        return newest
    return source.versions.create(number=newest.number + 1 if newest else 1, content=content)


def content_of(source: Question) -> dict[str, Any]:
    """What a version keeps (see QuestionVersion): the source's marks, and texts in every published language."""
    languages = {
        question.locale.language_code: question
        for question in Question.objects.filter(translation_key=source.translation_key, live=True)
        .select_related("locale")
        .prefetch_related("options")
        .order_by("locale__language_code")
    }
    worded = {
        language: {option.translation_key: option for option in question.options.all()}
        for language, question in languages.items()
    }
    return {
        "kind": source.kind,
        "mark": shortest(source.mark),
        "text": {language: question.text for language, question in languages.items()},
        "feedback": {language: question.feedback for language, question in languages.items()},
        "options": [
            {
                "key": option.translation_key.hex,
                "percent": shortest(option.percent),
                "text": {
                    language: options[option.translation_key].text
                    for language, options in worded.items()
                    if option.translation_key in options
                },
                "feedback": {
                    language: options[option.translation_key].feedback
                    for language, options in worded.items()
                    if option.translation_key in options
                },
            }
            for option in source.options.all()
        ],
    }


@transaction.atomic
def publish_question(
    *, category: str, question: gift.Question, translations: Mapping[str, gift.Question], by: User | None = None
) -> bool:
    """Create or change a question with its translations and publish it; False if it is published like this already.

    The question is found by its name, its options by their places. All languages are written before the first is
    published, so that one change makes one version.
    Raises QuestionNameTaken if a question of another category has the name.
    """
    shelf, _ = QuestionCategory.objects.get_or_create(name=category)
    source = Question.objects.in_source_language().filter(code=question.name).first()
    if source and source.category != shelf:
        raise QuestionNameTaken(code=question.name, category=source.category.name)
    wanted = {settings.LANGUAGE_CODE: question, **translations}
    present = _languages_of(source) if source else {}
    if {language: as_gift(row) for language, row in present.items() if row.live} == wanted:
        return False
    source = present.get(settings.LANGUAGE_CODE) or Question(live=False)
    rows = {}
    for language, wording in wanted.items():
        row = present.get(language) or Question(live=False, translation_key=source.translation_key)
        rows[language] = source if language == settings.LANGUAGE_CODE else row
        rows[language].locale = Locale.objects.get(language_code=language)
        rows[language].category = shelf
        _word(rows[language], wording, source)
    for language in sorted(rows, key=lambda language: language == settings.LANGUAGE_CODE):
        rows[language].save_revision(user=by).publish(user=by)
    for language in present.keys() - wanted.keys():
        present[language].unpublish(user=by)
    return True


def as_gift(question: Question) -> gift.Question:
    """A question of the bank as a file would hold it."""
    return gift.Question(
        name=question.code,
        text=plain_lines(question.text),
        kind=question.kind,
        options=tuple(
            gift.Option(plain_lines(option.text), option.percent, plain_lines(option.feedback))
            for option in question.options.all()
        ),
        feedback=plain_lines(question.feedback),
        mark=question.mark,
    )


def _languages_of(source: Question) -> dict[str, Question]:
    rows = Question.objects.filter(translation_key=source.translation_key).select_related("locale")
    return {row.locale.language_code: row for row in rows}


def _word(row: Question, wording: gift.Question, source: Question) -> None:
    """Write a question in one language. Options keep their places; those of a translation follow the source's."""
    row.code, row.kind, row.mark = wording.name, wording.kind, wording.mark
    row.text, row.feedback = wording.text, wording.feedback
    options = list(row.options.all())[: len(wording.options)]
    options += [QuestionOption(locale=row.locale) for _missing in wording.options[len(options) :]]
    keys = [option.translation_key for option in (options if row is source else source.options.all())]
    for place, (option, worded, key) in enumerate(zip(options, wording.options, keys, strict=True)):
        option.text, option.percent, option.feedback = worded.text, worded.percent, worded.feedback
        option.sort_order, option.translation_key = place, key
    row.options = options
    row.save()
