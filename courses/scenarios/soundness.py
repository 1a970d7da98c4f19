"""What keeps a conversation from being published. Values in, sentences out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.scenarios import graph
from courses.scenarios.graph import END, FaultKind


@dataclass(frozen=True)
class Fault:
    """A sentence about a turn (by its place, from 0), its choice if one is meant, and the field to change if one is.

    `turn` is None for the conversation as a whole.
    """

    sentence: str
    turn: int | None = None
    choice: int | None = None
    field: str = ""


def faults(turns: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Everything wrong with turns (as `script.plain` gives them), turn by turn; empty if they can be published."""
    ways = [(turn["key"], [choice["goes_to"] for choice in turn["choices"]]) for turn in turns]
    found = [_worded(fault, turns) for fault in graph.faults(ways)]
    for place, turn in enumerate(turns):
        found += _faults_of_choices(place, turn)
    return sorted(found, key=lambda fault: -1 if fault.turn is None else fault.turn)


def _worded(fault: graph.Fault, turns: Sequence[Mapping[str, Any]]) -> Fault:
    if fault.place is None:
        return Fault(_("There is no turn yet. Write the first one."))
    turn = turns[fault.place]
    names = {"turn": turn["key"], "end": END}
    if fault.choice is not None:
        names |= {"choice": fault.choice + 1, "goes_to": turn["choices"][fault.choice]["goes_to"]}
    sentence, field = _sentences()[fault.kind]
    return Fault(sentence % names, fault.place, fault.choice, field)


def _sentences() -> dict[FaultKind, tuple[str, str]]:
    """What to say of a turn, and the field to change, by the kind of fault."""
    return {
        FaultKind.RESERVED: (
            _("“%(end)s” ends a conversation and cannot be the name of a turn. Choose another name."),
            "key",
        ),
        FaultKind.DOUBLE: (_("There are two turns named “%(turn)s”. Rename one of them."), "key"),
        FaultKind.DEAD_END: (
            _("The turn “%(turn)s” is a dead end: it has no choice. Add one that goes on or to “%(end)s”."),
            "choices",
        ),
        FaultKind.UNKNOWN: (
            _("Choice %(choice)s of the turn “%(turn)s” goes to “%(goes_to)s”, but there is no turn of that name."),
            "goes_to",
        ),
        FaultKind.UNREACHABLE: (
            _("No choice leads to the turn “%(turn)s” from the first one. Let one lead there, or delete the turn."),
            "",
        ),
        FaultKind.NO_WAY_OUT: (
            _("From the turn “%(turn)s” the conversation goes round in a loop and never ends. Let a choice lead out."),
            "",
        ),
    }


def _faults_of_choices(place: int, turn: Mapping[str, Any]) -> Iterator[Fault]:
    choices = turn["choices"]
    if choices and not any(choice["good"] for choice in choices):
        yield Fault(
            _("The turn “%(turn)s” has no good choice. Mark the one that learners should see at the end.")
            % {"turn": turn["key"]},
            place,
            field="choices",
        )
    for number, choice in enumerate(choices):
        names = {"turn": turn["key"], "choice": number + 1}
        if not choice["good"] and not choice["why"]:
            yield Fault(
                _("Choice %(choice)s of the turn “%(turn)s” is a weaker one. Write why another is better.") % names,
                place,
                number,
                "why",
            )
        if both := [behaviour for behaviour in choice["shown"] if behaviour in choice["missed"]]:
            yield Fault(
                _("Choice %(choice)s of the turn “%(turn)s” shows and misses “%(behaviour)s”. Keep one of the two.")
                % {**names, "behaviour": both[0]},
                place,
                number,
                "missed",
            )
