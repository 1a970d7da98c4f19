"""What the page of a scenario shows: the way in, the conversation so far, and what it showed. As many queries for
sixty turns as for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, Subquery, When

from courses import presenters
from courses.models import ScenarioPage, ScenarioRun
from courses.numbers import within
from courses.scenarios import graph, rubric, script
from courses.scenarios.behaviours import FOUR_ALWAYS, FOUR_REQUESTS
from courses.scenarios.graph import END
from courses.scenarios.rubric import Petal, Rubric
from courses.scenarios.script import Choice, Script, Turn

MOST_PLAYS = 32767


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
    """The page of a scenario. Without a play it shows how the conversation opens.

    finished: the numbers of the plays that can be read again; running: whether one waits to be played on.
    """

    lesson: presenters.Lesson
    opening: Turn | None
    play: Play | None
    finished: Sequence[int]
    running: bool


def scenario(page: ScenarioPage, request) -> Scenario:
    """The newest play of the learner's run of the course, or the one that is asked for by its number."""
    lesson = presenters.lesson(page, request)
    run = _run(lesson, request.GET.get("play", "")) if lesson.enrolment else None
    if run is None:
        return Scenario(lesson, _opening(lesson), None, [], False)
    return Scenario(lesson, None, play(run), range(1, run.newest + (not run.is_running)), run.is_running)


def play(run: ScenarioRun) -> Play:
    """A play as far as it has come."""
    conversation = run.version.script()
    return Play(run, conversation, _exchanges(conversation, run.choices))


def _run(lesson: presenters.Lesson, asked: str) -> ScenarioRun | None:
    """One query, for however many plays: `newest` is the number of the last one, which may still be running."""
    runs = ScenarioRun.objects.filter(enrolment=lesson.enrolment, scenario=lesson.source)
    number = within(asked, 1, MOST_PLAYS)
    is_asked = Case(When(number=number and int(number), then=1), default=0)
    found = runs.select_related("version").annotate(
        newest=Subquery(runs.order_by("-number").values("number")[:1]), is_running=Exists(runs.open())
    )
    return found.order_by(is_asked.desc(), "-number").first()


def _exchanges(conversation: Script, choices: Sequence[Mapping[str, Any]]) -> list[Exchange]:
    exchanges = []
    following = conversation.first.key
    for number, said in enumerate(choices, start=1):
        turn = conversation.turn(said["turn"])
        choice = turn.choice(said["choice"])
        exchanges.append(Exchange(number, turn, choice))
        following = choice.goes_to
    if following != END:
        exchanges.append(Exchange(len(choices) + 1, conversation.turn(following), None))
    return exchanges


def _opening(lesson: presenters.Lesson) -> Turn | None:
    """The first turn as the page has it now; None while an editor has not written it yet."""
    own, source = lesson.page.turns.get_prep_value(), lesson.source.turns.get_prep_value()
    content = script.content_of(source, {lesson.language: own}, settings.LANGUAGE_CODE)
    turns = script.read(content, lesson.language, settings.LANGUAGE_CODE).turns
    return turns[0] if turns else None
