r"""Multiple-choice questions in Moodle's GIFT format. Text in, values out, and back; no database.

Read and written are: `$CATEGORY: name`, `::name::text {`, the best answer `=`, other answers `~`, percents `~%50%`,
feedback `#`, general feedback `####`, a backslash before ~ = # { } : and itself, and `\n` for a line end.
A question with one `=` is a single choice; one without `=` is a multiple response. A comment `// mark: 2` before a
question gives its mark, 1 if there is none; other comments are dropped. Other kinds of GIFT question are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.numbers import shortest, within
from quizzes.grading import MULTIPLE, PERCENT_PLACES, SINGLE
from quizzes.soundness import faults

BEST, OTHER, FEEDBACK, GENERAL = "=", "~", "#", "####"
OPENING, CLOSING = "{", "}"
CATEGORY = re.compile(r"\$CATEGORY:(.*)")
MARK = re.compile(r"//\s*mark:(.*)")
NAME = re.compile(r"::((?:\\.|[^\\:]|:(?!:))+)::")
PERCENT = re.compile(r"%([^%]*)%")
# a sign (none at the beginning) and the text up to the next sign that has no backslash before it
PIECE = re.compile(r"(\A|####|[=~#{}])((?:\\.|[^\\=~#{}])*\\?)", re.DOTALL)
ESCAPED = re.compile(r"\\([\\~=#{}:n])")
SPECIAL = re.compile(r"([\\~=#{}:])")
MARK_PLACES = 2
MARK_RANGE = (Decimal("0.01"), Decimal("9999.99"))
PERCENT_RANGE = (Decimal(-100), Decimal(100))


class GiftFault(Exception):
    """What is wrong, on which line of the file (from 1), in which question if that is known."""

    def __init__(self, line: int, sentence: str, name: str = ""):
        self.line, self.name = line, name
        self.sentence = f"{name}: {sentence}" if name else sentence
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Option:
    text: str
    percent: Decimal = Decimal(0)
    feedback: str = ""


@dataclass(frozen=True)
class Question:
    """`line`, where it begins in its file, plays no part in comparisons."""

    name: str
    text: str
    kind: str
    options: tuple[Option, ...]
    feedback: str = ""
    mark: Decimal = Decimal(1)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Bank:
    """The questions of one file in order, and the category they lie in (empty if none is named)."""

    category: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class _Piece:
    """A sign and the raw text after it, escapes and all; `line` is that of the sign."""

    sign: str
    raw: str
    line: int

    @property
    def text(self) -> str:
        return _plain(self.raw.strip())


def read_gift(text: str) -> Bank:
    """The questions of a file. Raises GiftFault."""
    category, mark = "", Decimal(1)
    questions: dict[str, Question] = {}
    for start, lines in _paragraphs(text):
        while lines and (lines[0].startswith("//") or CATEGORY.fullmatch(lines[0])):
            if match := MARK.fullmatch(lines[0]):
                mark = _decimal(match[1], MARK_PLACES, MARK_RANGE, start)
            elif match := CATEGORY.fullmatch(lines[0]):
                category = match[1].strip()
            start, lines = start + 1, lines[1:]
        if lines:
            question = _read_question(lines, start, mark)
            if question.name in questions:
                raise GiftFault(start, _("Another question of this file has the same name."), question.name)
            questions[question.name] = question
            mark = Decimal(1)
    return Bank(category, tuple(questions.values()))


def write_gift(bank: Bank) -> str:
    """The canonical text of questions; `read_gift` gives them back."""
    head = [f"$CATEGORY: {bank.category}\n"] if bank.category else []
    return "\n".join([*head, *(_written(question) for question in bank.questions)])


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without a blank one, each with the number of its first line."""
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            yield number - len(lines), lines
            lines = []


def _read_question(lines: list[str], start: int, mark: Decimal) -> Question:
    source = "\n".join("" if line.startswith("//") else line for line in lines)
    match = NAME.match(source)
    if match is None:
        raise GiftFault(start, _("A question begins with its name between colons, for example ::gt01-q01::."))
    name = _plain(match[1])
    try:
        text, answers, general = _parts(list(_pieces(source[match.end() :], start)))
        kind = _kind_of([answer.sign for answer, _feedback in answers], start)
        options = tuple(_read_option(answer, feedback) for answer, feedback in answers)
        for sentence in faults(kind, [option.percent for option in options]):
            raise GiftFault(start, sentence)
    except GiftFault as fault:
        raise GiftFault(fault.line, fault.sentence, name) from fault
    return Question(name, text, kind, options, general, mark, start)


def _pieces(source: str, line: int) -> Iterator[_Piece]:
    for sign, raw in PIECE.findall(source):
        yield _Piece(sign, raw, line)
        line += raw.count("\n")


def _parts(pieces: list[_Piece]) -> tuple[str, list[tuple[_Piece, str]], str]:
    """Text, answers with their feedback, and general feedback of a question."""
    head, *rest = pieces
    if rest and rest[0].sign != OPENING:
        raise _unescaped(rest[0])
    if len(rest) < 2 or rest[-1].sign != CLOSING:
        raise GiftFault(
            pieces[-1].line,
            _("The answers stand in braces: “{” after the question, “}” at their end, and no blank line between them."),
        )
    opening, *inside, closing = rest
    if closing.raw.strip():
        raise GiftFault(closing.line, _("Text after the answers is not read. Write the whole question before “{”."))
    if opening.raw.strip() or not head.text or not inside:
        raise GiftFault(
            opening.line, _("Only multiple choice is read: a text, then answers that each begin with = or ~.")
        )
    general = inside.pop().text if inside and inside[-1].sign == GENERAL else ""
    return head.text, _with_feedback(inside), general


def _with_feedback(pieces: list[_Piece]) -> list[tuple[_Piece, str]]:
    answers: list[tuple[_Piece, str]] = []
    before = ""
    for piece in pieces:
        if piece.sign in (BEST, OTHER):
            answers.append((piece, ""))
        elif piece.sign == FEEDBACK and before in (BEST, OTHER):
            answers[-1] = (answers[-1][0], piece.text)
        else:
            raise _unescaped(piece)
        before = piece.sign
    return answers


def _unescaped(piece: _Piece) -> GiftFault:
    return GiftFault(
        piece.line, _("“%(sign)s” cannot stand here. In a text write a backslash before it.") % {"sign": piece.sign}
    )


def _kind_of(signs: list[str], line: int) -> str:
    if signs.count(BEST) > 1:
        raise GiftFault(
            line,
            _("Only one answer can begin with =. Where several are right, begin each with ~ and its percent."),
        )
    return SINGLE if BEST in signs else MULTIPLE


def _read_option(answer: _Piece, feedback: str) -> Option:
    raw, percent = answer.raw.strip(), Decimal(100 if answer.sign == BEST else 0)
    if match := PERCENT.match(raw):
        percent = _decimal(match[1], PERCENT_PLACES, PERCENT_RANGE, answer.line)
        raw = raw[match.end() :]
    text = _plain(raw.strip())
    if not text:
        raise GiftFault(answer.line, _("This answer has no text."))
    return Option(text, percent, feedback)


def _decimal(written: str, places: int, limits: tuple[Decimal, Decimal], line: int) -> Decimal:
    number = within(written, *limits, places)
    if number is None:
        raise GiftFault(
            line,
            _("“%(written)s” is not a number from %(least)s to %(most)s with at most %(places)s decimals.")
            % {"written": written.strip(), "least": limits[0], "most": limits[1], "places": places},
        )
    return number


def _plain(raw: str) -> str:
    return ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], raw)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", r"\n")


def _written(question: Question) -> str:
    mark = [f"// mark: {shortest(question.mark)}"] if question.mark != 1 else []
    general = [GENERAL + _escaped(question.feedback)] if question.feedback else []
    return "\n".join(
        [
            *mark,
            f"::{_escaped(question.name)}::{_escaped(question.text)} {OPENING}",
            *(_written_option(question.kind, option) for option in question.options),
            *general,
            f"{CLOSING}\n",
        ]
    )


def _written_option(kind: str, option: Option) -> str:
    sign = BEST if kind == SINGLE and option.percent == 100 else OTHER
    understood = option.percent == (100 if sign == BEST else 0)
    percent = "" if understood and not option.text.startswith("%") else f"%{shortest(option.percent)}%"
    feedback = FEEDBACK + _escaped(option.feedback) if option.feedback else ""
    return f"{sign}{percent}{_escaped(option.text)}{feedback}"
