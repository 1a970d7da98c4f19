"""The question bank: what was published is kept."""

from typing import Any

from django.conf import settings
from django.db import transaction

from quizzes.models import Question, QuestionVersion


@transaction.atomic
def record_version(*, question: Question) -> QuestionVersion | None:
    """Keep a published question, with its published translations, as a version, unless the newest one says the same.

    `question` may be any of its languages; versions belong to the one in the source language. Returns the newest
    version, or None while the source itself is not published.
    """
    source = (
        Question.objects.select_for_update(of=("self",))
        .filter(translation_key=question.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True)
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
        "mark": f"{source.mark.normalize():f}",
        "text": {language: question.text for language, question in languages.items()},
        "feedback": {language: question.feedback for language, question in languages.items()},
        "options": [
            {
                "key": option.translation_key.hex,
                "percent": f"{option.percent.normalize():f}",
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
