"""The branches of a conversation as its editor reads them: a list, a picture, and what is still wrong."""

from dataclasses import dataclass
from typing import Any

from courses.models import ScenarioPage
from courses.scenarios import script
from courses.scenarios.drawing import Drawing, draw
from courses.scenarios.graph import END


@dataclass(frozen=True)
class Branch:
    """A choice and where it leads; `place` is that of the turn in the list, from 1, None if there is no such turn."""

    text: str
    goes_to: str
    place: int | None
    good: bool

    @property
    def ends(self) -> bool:
        return self.goes_to == END


@dataclass(frozen=True)
class BranchingTurn:
    """A turn, the choices in it, and the names of the turns from which it can be reached in one step."""

    key: str
    speaker: str
    text: str
    branches: list[Branch]
    comes_from: list[str]


@dataclass(frozen=True)
class Branches:
    turns: list[BranchingTurn]
    faults: list[str]
    drawing: Drawing | None


def of(page: ScenarioPage) -> Branches:
    """The branches of a page as it stands, published or not."""
    turns = script.plain(page.turns.get_prep_value())
    places: dict[str, int] = {}
    for place, turn in enumerate(turns, start=1):
        places.setdefault(turn["key"], place)
    return Branches(
        turns=[_branching(turn, turns, places) for turn in turns],
        faults=[fault.sentence for fault in page.faults()],
        drawing=draw(
            [(turn["key"], [choice["goes_to"] for choice in turn["choices"]]) for turn in turns],
            [[choice["good"] for choice in turn["choices"]] for turn in turns],
        ),
    )


def _branching(turn: dict[str, Any], turns: list[dict[str, Any]], places: dict[str, int]) -> BranchingTurn:
    return BranchingTurn(
        key=turn["key"],
        speaker=turn["speaker"],
        text=turn["text"],
        branches=[
            Branch(choice["text"], choice["goes_to"], places.get(choice["goes_to"]), choice["good"])
            for choice in turn["choices"]
        ],
        comes_from=[
            other["key"] for other in turns if any(choice["goes_to"] == turn["key"] for choice in other["choices"])
        ],
    )
