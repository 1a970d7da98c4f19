"""Quizzes in a folder: the page beside a GIFT file with its questions, each once in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from courses.folders.documents import Document, read_text
from courses.folders.errors import Fault, FolderRefused
from courses.folders.kinds import StepFile, StepKind, Values
from courses.folders.reader import translated
from courses.numbers import shortest
from people.models import User
from quizzes import gift
from quizzes.actions import bank
from quizzes.errors import QuestionNameTaken
from quizzes.models import Question, QuizPage, QuizSlot

USUAL_PERCENT = "50"
USUAL_ATTEMPTS = "3"
ENDING = ".gift"


@dataclass(frozen=True)
class Questions:
    """The questions of a quiz in the source language, and their wording in others: {language: {name: question}}."""

    path: Path
    category: str
    questions: tuple[gift.Question, ...]
    translations: Mapping[str, Mapping[str, gift.Question]]


class QuizKind(StepKind):
    name = "quiz"
    page_class = QuizPage
    keys = ("pass_percent", "attempts", "questions")

    def read(self, document: Document) -> Values:
        path = _gift_path(document)
        return {
            "pass_percent": document.number("pass_percent", USUAL_PERCENT, places=2, most=100),
            "attempts_allowed": int(document.number("attempts", USUAL_ATTEMPTS)),
            "questions": [question.name for question in _read_gift(path).questions],
        }

    def read_translation(self, document: Document) -> Values:
        """A translated quiz holds no questions of its own: learners are asked those of the source."""
        return {"questions": []}

    def files_beside(self, document: Document, languages: list[str]) -> list[Path]:
        path = _gift_path(document)
        return [path, *(translated(path, language) for language in languages)]

    def read_beside(self, document: Document, languages: list[str]) -> Questions:
        path = _gift_path(document)
        source = _read_gift(path)
        translations = {}
        for language in languages:
            beside = translated(path, language)
            wording = {question.name: question for question in _read_gift(beside).questions}
            _expect_same_questions(source.questions, wording, beside)
            translations[language] = wording
        return Questions(path, source.category or document.path.parent.name, source.questions, translations)

    def put_beside(self, step: StepFile, by: User | None) -> bool:
        beside: Questions = step.beside
        changed = False
        for question in beside.questions:
            translations = {language: wording[question.name] for language, wording in beside.translations.items()}
            try:
                changed |= bank.publish_question(
                    category=beside.category, question=question, translations=translations, by=by
                )
            except QuestionNameTaken as refusal:
                raise FolderRefused.at(beside.path, question.line, str(refusal)) from refusal
        return changed

    def values_of(self, page: QuizPage) -> Values:
        return {
            "pass_percent": page.pass_percent,
            "attempts_allowed": page.attempts_allowed,
            "questions": [slot.question.code for slot in page.slots.select_related("question")],
        }

    def put(self, page: QuizPage, values: Values) -> None:
        page.pass_percent = values["pass_percent"]
        page.attempts_allowed = values["attempts_allowed"]
        kept = {slot.question.code: slot for slot in page.slots.all()}
        named = Question.objects.in_source_language().filter(code__in=values["questions"])
        questions = {question.code: question for question in named}
        page.slots = [kept.get(name) or QuizSlot(question=questions[name]) for name in values["questions"]]
        for place, slot in enumerate(page.slots.all()):
            slot.sort_order = place

    def fields_of(self, page: QuizPage, stem: str) -> dict[str, str]:
        return {
            "pass_percent": shortest(page.pass_percent),
            "attempts": str(page.attempts_allowed),
            "questions": f"{stem}{ENDING}",
        }

    def write_beside(self, page: QuizPage, languages: list[str], stem: str) -> dict[str, str]:
        sources = [slot.question for slot in page.slots.select_related("question__category")]
        path = Path(f"{stem}{ENDING}")
        files = {path.name: _gift_text(sources)}
        for language in languages:
            worded = {
                question.translation_key: question
                for question in Question.objects.live().filter(
                    translation_key__in=[source.translation_key for source in sources],
                    locale__language_code=language,
                )
            }
            files[translated(path, language).name] = _gift_text(
                [worded.get(source.translation_key, source) for source in sources]
            )
        return files


def _gift_path(document: Document) -> Path:
    """The file with the questions, which must lie in the folder itself."""
    name = document.fields.get("questions", "")
    path = document.path.parent / name
    if path.parent != document.path.parent or path.suffix != ENDING or not path.is_file():
        raise document.refuse(
            "questions",
            _("“questions” must name a file of this folder that ends in .gift, not “%(name)s”.") % {"name": name},
        )
    return path


def _read_gift(path: Path) -> gift.Bank:
    if not path.is_file():
        raise FolderRefused.at(
            path, 0, _("This file is missing: a translated quiz needs its questions translated too.")
        )
    try:
        return gift.read_gift(read_text(path))
    except gift.GiftFault as fault:
        raise FolderRefused.at(path, fault.line, fault.sentence) from fault


def _expect_same_questions(
    sources: tuple[gift.Question, ...], wording: Mapping[str, gift.Question], path: Path
) -> None:
    """A translation has the same questions with the same options in the same order; only the words differ."""
    names = {source.name for source in sources}
    faults = [
        Fault(path, question.line, _("%(name)s: the source language has no question of this name.") % {"name": name})
        for name, question in wording.items()
        if name not in names
    ]
    for source in sources:
        question = wording.get(source.name)
        if question is None:
            faults.append(Fault(path, 0, _("%(name)s: this question is not translated.") % {"name": source.name}))
        elif _worth(question) != _worth(source):
            faults.append(
                Fault(
                    path,
                    question.line,
                    _("%(name)s: mark, number of options or their percents differ from the source language.")
                    % {"name": source.name},
                )
            )
    if faults:
        raise FolderRefused(faults)


def _worth(question: gift.Question) -> tuple:
    return question.kind, question.mark, [option.percent for option in question.options]


def _gift_text(questions: list[Question]) -> str:
    category = questions[0].category.name if questions else ""
    return gift.write_gift(gift.Bank(category, tuple(bank.as_gift(question) for question in questions)))
