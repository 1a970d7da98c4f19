"""The branches of a conversation as a graph: turns are its nodes, choices its edges. Values in, values out.

`Ways` lists the turns in the order of the author, the first one being where the conversation begins: the key of a
turn, and for each of its choices the key of the turn it goes to, or `END`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

END = "end"
Ways = Sequence[tuple[str, Sequence[str]]]


class FaultKind(StrEnum):
    EMPTY = "empty"
    RESERVED = "reserved"
    DOUBLE = "double"
    DEAD_END = "dead_end"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    NO_WAY_OUT = "no_way_out"


@dataclass(frozen=True)
class Fault:
    """What is wrong at which turn (`place` counts from 0), and at which of its choices (from 0) if one is meant."""

    kind: FaultKind
    place: int | None = None
    choice: int | None = None


def faults(ways: Ways) -> list[Fault]:
    """Everything that keeps a conversation from being played to an end, in the order of the turns; empty if nothing.

    A turn is reported once for each mistake of its own, not for the mistakes of turns it leads to: one from which
    only a dead end can be reached is no fault, the dead end is.
    """
    if not ways:
        return [Fault(FaultKind.EMPTY)]
    keys = {key for key, _choices in ways}
    reached, free = reachable(ways), with_way_out(ways)
    seen: set[str] = set()
    found: list[Fault] = []
    for place, (key, choices) in enumerate(ways):
        if key == END:
            found.append(Fault(FaultKind.RESERVED, place))
        elif key in seen:
            found.append(Fault(FaultKind.DOUBLE, place))
        else:
            found += _faults_of_choices(place, choices, keys)
            if key not in reached:
                found.append(Fault(FaultKind.UNREACHABLE, place))
            elif key not in free:
                found.append(Fault(FaultKind.NO_WAY_OUT, place))
        seen.add(key)
    return found


def _faults_of_choices(place: int, choices: Sequence[str], keys: set[str]) -> Iterable[Fault]:
    if not choices:
        yield Fault(FaultKind.DEAD_END, place)
    for number, goes_to in enumerate(choices):
        if goes_to != END and goes_to not in keys:
            yield Fault(FaultKind.UNKNOWN, place, number)


def reachable(ways: Ways) -> set[str]:
    """The turns that can be reached from the first one, itself included."""
    choices = _choices(ways)
    start = [key for key, _choices in ways[:1] if key in choices]
    return _spread(start, lambda key: [goes_to for goes_to in choices[key] if goes_to in choices])


def with_way_out(ways: Ways) -> set[str]:
    """The turns from which the conversation can stop: at its end, at a dead end, or at a turn that does not exist.

    All other turns are caught in a loop.
    """
    choices = _choices(ways)
    before: dict[str, list[str]] = {key: [] for key in choices}
    for key, goes in choices.items():
        for goes_to in goes:
            if goes_to in before:
                before[goes_to].append(key)
    stops = [key for key, goes in choices.items() if not goes or any(goes_to not in choices for goes_to in goes)]
    return _spread(stops, lambda key: before[key])


def longest_from(ways: Ways, start: str) -> int | None:
    """The most turns that can still be played from a turn, itself included; None if one can go round in a loop.

    `ways` must be free of faults.
    """
    choices = _choices(ways)
    lengths: dict[str, int | None] = {END: 0}
    on_the_way: set[str] = set()

    def length_of(key: str) -> int | None:
        if key in on_the_way:
            return None
        if key not in lengths:
            on_the_way.add(key)
            following = [length_of(goes_to) for goes_to in choices[key]]
            on_the_way.remove(key)
            lengths[key] = None if None in following else 1 + max(following)
        return lengths[key]

    return length_of(start)


def layers(ways: Ways) -> list[list[str]]:
    """The turns by their distance from the first, nearest first; those that cannot be reached are the last layer."""
    choices = _choices(ways)
    if not choices:
        return []
    distance = {next(iter(choices)): 0}
    waiting = deque(distance)
    while waiting:
        key = waiting.popleft()
        for goes_to in choices[key]:
            if goes_to in choices and goes_to not in distance:
                distance[goes_to] = distance[key] + 1
                waiting.append(goes_to)
    rows: list[list[str]] = [[] for _ in range(max(distance.values()) + 1)]
    for key, steps in distance.items():
        rows[steps].append(key)
    lost = [key for key in choices if key not in distance]
    return [*rows, lost] if lost else rows


def _choices(ways: Ways) -> dict[str, Sequence[str]]:
    """Of turns with the same key the first one counts."""
    choices: dict[str, Sequence[str]] = {}
    for key, goes in ways:
        choices.setdefault(key, goes)
    choices.pop(END, None)
    return choices


def _spread(start: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> set[str]:
    """`start` and everything that follows from it by way of the neighbours."""
    found = set(start)
    waiting = deque(found)
    while waiting:
        for key in neighbours(waiting.popleft()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
