"""What happens to sample people in five quarters: every kind of rule finds somebody, and nobody by accident."""

import random
from enum import Enum

from elearning.sample.quarters import COUNTED_QUARTERS


class Story(Enum):
    """The share of all staff, in thousandths, that lives through it."""

    LOW_COMMUNICATION = 26
    LOW_WRITING = 14  # only the sheet of the counters has such a line
    DROPPED = 9
    COMPLAINED_ABOUT = 8
    FOUND_ABSENT = 9
    RECENTLY_TRAINED = 5  # communication is low, but the refresher was taken a few weeks ago
    STEADY = 0  # everybody else


CONDUCT = {"I.1", "II.4", "A1", "A2", "A4", "A5"}
WRITING = {"A3"}
LOW = {Story.LOW_COMMUNICATION, Story.RECENTLY_TRAINED}


def share_out(people: int, rng: random.Random) -> list[Story]:
    """A story for each of so many people, each kind at least once, in random order."""
    told = [story for story in Story if story.value for _ in range(max(1, round(people * story.value / 1000)))]
    stories = told + [Story.STEADY] * (people - len(told))
    rng.shuffle(stories)
    return stories


def level(story: Story, criterion: str, quarter: int, ability: float) -> float:
    """The expected share of the most points, 0 to 1, for a criterion in a quarter (0 is the oldest)."""
    newest_three = quarter >= COUNTED_QUARTERS - 3
    if story in LOW and criterion in CONDUCT and newest_three:
        return 0.60
    if story in LOW and criterion in WRITING:
        return 0.75
    if story is Story.DROPPED and criterion in CONDUCT | WRITING:
        return 0.95 if quarter < COUNTED_QUARTERS - 2 else 0.74
    if story is Story.LOW_WRITING and criterion in WRITING and quarter == COUNTED_QUARTERS - 1:
        return 0.48
    return ability
