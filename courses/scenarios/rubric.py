"""What a conversation showed of the eight behaviours. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courses.scenarios.behaviours import Behaviour


class PetalState(StrEnum):
    """Named as the stylesheet names them."""

    DONE = "done"
    TODO = "todo"
    MISSED = "miss"


@dataclass(frozen=True)
class Mark:
    """An occasion for one behaviour, worth one point: earned if it was shown, lost if it was missed."""

    behaviour: Behaviour
    shown: bool


@dataclass(frozen=True)
class Petal:
    """One behaviour over a whole conversation, in points."""

    behaviour: Behaviour
    earned: int
    possible: int

    @property
    def state(self) -> PetalState:
        """Lit once the behaviour was shown; missed if there were occasions and none was taken."""
        if not self.possible:
            return PetalState.TODO
        return PetalState.DONE if self.earned else PetalState.MISSED

    @property
    def is_lit(self) -> bool:
        return self.state == PetalState.DONE


@dataclass(frozen=True)
class Rubric:
    """All eight petals, in the order of `Behaviour`."""

    petals: tuple[Petal, ...]

    @property
    def earned(self) -> int:
        return sum(petal.earned for petal in self.petals)

    @property
    def possible(self) -> int:
        return sum(petal.possible for petal in self.petals)

    @property
    def lit(self) -> int:
        """How many behaviours were shown."""
        return sum(petal.is_lit for petal in self.petals)

    def of(self, behaviours: Iterable[Behaviour]) -> list[Petal]:
        """The petals of some of the behaviours, in their order."""
        by_behaviour = {petal.behaviour: petal for petal in self.petals}
        return [by_behaviour[behaviour] for behaviour in behaviours]


def of(marks: Iterable[Mark]) -> Rubric:
    """The rubric over the marks of all choices made."""
    earned = dict.fromkeys(Behaviour, 0)
    possible = dict.fromkeys(Behaviour, 0)
    for mark in marks:
        possible[mark.behaviour] += 1
        earned[mark.behaviour] += mark.shown
    return Rubric(tuple(Petal(behaviour, earned[behaviour], possible[behaviour]) for behaviour in Behaviour))
