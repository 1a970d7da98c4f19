"""What a browser sends of a quiz."""

import re
from dataclasses import dataclass

from django.http import QueryDict

from quizzes.errors import AnswersUnreadable

ANSWER = re.compile(r"q(\d{1,18})")
QUESTION = re.compile(r"\d{1,18}")


@dataclass(frozen=True)
class AnswerSheet:
    """answers: keys of chosen options by primary key of the item; flagged: items to look at again, None if unsaid."""

    answers: dict[int, list[str]]
    flagged: set[int] | None


def read(data: QueryDict) -> AnswerSheet:
    """The answers of a request.

    `item` names the questions the request speaks about: one of them without any `q<item>` is not answered.
    `flags` says that `flag` lists all the questions to look at again.
    Raises AnswersUnreadable for anything but numbers.
    """
    spoken_of = _numbers(data.getlist("item"))
    answered = {int(match[1]) for match in map(ANSWER.fullmatch, data) if match}
    answers = {item: data.getlist(f"q{item}") for item in spoken_of | answered}
    flagged = _numbers(data.getlist("flag")) if "flags" in data else None
    return AnswerSheet(answers, flagged)


def _numbers(texts: list[str]) -> set[int]:
    if not all(QUESTION.fullmatch(text) for text in texts):
        raise AnswersUnreadable
    return {int(text) for text in texts}
