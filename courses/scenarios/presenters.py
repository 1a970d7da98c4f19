"""What the page of a scenario shows: the way in, the conversation so far, and what it showed. As many queries for
sixty turns as for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from courses import presenters
from courses.models import ScenarioAnswer, ScenarioPage, ScenarioRun
from courses.scenarios import graph, rubric, script
from courses.scenarios.behaviours import FOUR_ALWAYS, FOUR_REQUESTS
from courses.scenarios.graph import END
from courses.scenarios.rubric import Petal, Rubric
from courses.scenarios.script import Choice, Script, Turn


@dataclass(frozen=True)
class Exchange:
    """A turn of a play and what was said in it; `choice` is None while it waits for an answer. `number` from 1."""

    number: int
    turn: Turn
    choice: Choice | None

    @property
    def is_weak(self) -> bool:
        return self.choice is not None and not self.choice.good


@dataclass(frozen=True)
class Play:
    """A conversation as far as it has come, in the reader's language."""

    run: ScenarioRun
    script: Script
    exchanges: Sequence[Exchange]

    @property
    def open(self) -> Exchange | None:
        """The turn that waits for an answer; None once the conversation is over."""
        last = self.exchanges[-1]
        return last if last.choice is None else None

    @property
    def weak(self) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.is_weak]

    @property
    def answered(self) -> int:
        return sum(exchange.choice is not None for exchange in self.exchanges)

    @cached_property
    def most(self) -> int | None:
        """The number of the turn after which it is over at the latest; None where one can go round in a circle."""
        last = self.exchanges[-1]
        left = graph.longest_from(self.script.ways, last.turn.key)
        return None if left is None else last.number - 1 + left

    @cached_property
    def rubric(self) -> Rubric:
        made = (exchange.choice for exchange in self.exchanges if exchange.choice)
        return rubric.of(mark for choice in made for mark in choice.marks)

    @property
    def requests(self) -> list[Petal]:
        return self.rubric.of(FOUR_REQUESTS)

    @property
    def always(self) -> list[Petal]:
        return self.rubric.of(FOUR_ALWAYS)

    @property
    def bloom(self) -> list[tuple[str, int]]:
        """Of each petal of the flower its class in the stylesheet, empty if it is not lit, and its turn in degrees."""
        always = [("luon" if petal.is_lit else "", 45 + 90 * place) for place, petal in enumerate(self.always)]
        return always + [("xin" if petal.is_lit else "", 90 * place) for place, petal in enumerate(self.requests)]

    @property
    def branches(self) -> list[tuple[Turn, list[tuple[Choice, bool]]]]:
        """Every turn with its choices, and whether each of them was made."""
        made = {(exchange.turn.key, exchange.choice.number) for exchange in self.exchanges if exchange.choice}
        return [
            (turn, [(choice, (turn.key, choice.number) in made) for choice in turn.choices])
            for turn in self.script.turns
        ]


@dataclass(frozen=True)
class Scenario:
    """The page of a scenario. Without a play it shows how the conversation opens."""

    lesson: presenters.Lesson
    opening: Turn | None
    play: Play | None
    plays: Sequence[ScenarioRun]


def scenario(page: ScenarioPage, request) -> Scenario:
    """The newest play of the learner's run of the course, or the one that is asked for by its number."""
    lesson = presenters.lesson(page, request)
    runs = ScenarioRun.objects.filter(enrolment=lesson.enrolment, scenario=lesson.source) if lesson.enrolment else []
    plays = list(runs)
    asked = request.GET.get("play", "")
    run = next((run for run in plays if str(run.number) == asked), plays[-1] if plays else None)
    return Scenario(
        lesson=lesson,
        opening=None if run else _opening(lesson),
        play=play(run) if run else None,
        plays=[run for run in plays if run.is_finished],
    )


def play(run: ScenarioRun) -> Play:
    """A play as far as it has come. Two queries."""
    conversation = run.version.script()
    return Play(run, conversation, _exchanges(conversation, list(run.answers.all())))


def _exchanges(conversation: Script, answers: Sequence[ScenarioAnswer]) -> list[Exchange]:
    exchanges = []
    following = conversation.first.key
    for answer in answers:
        turn = conversation.turn(answer.turn)
        choice = turn.choice(answer.choice)
        exchanges.append(Exchange(answer.position, turn, choice))
        following = choice.goes_to
    if following != END:
        exchanges.append(Exchange(len(answers) + 1, conversation.turn(following), None))
    return exchanges


def _opening(lesson: presenters.Lesson) -> Turn | None:
    """The first turn as the page has it now; None while an editor has not written it yet."""
    own, source = lesson.page.turns.get_prep_value(), lesson.source.turns.get_prep_value()
    content = script.content_of(source, {lesson.language: own}, settings.LANGUAGE_CODE)
    turns = script.read(content, lesson.language, settings.LANGUAGE_CODE).turns
    return turns[0] if turns else None
