"""How far a run through a course has come. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class StepState(StrEnum):
    """Named as the stylesheet names them."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    LOCKED = "lock"


@dataclass(frozen=True)
class Step:
    """A published step, worded in one language.

    kind: "lesson", "quiz", …; waits: it opens only when the required lessons before it are done;
    url: the address of the page.
    """

    pk: int
    title: str
    minutes: int
    required: bool = True
    kind: str = "lesson"
    waits: bool = False
    lede: str = ""
    url: str = ""


@dataclass(frozen=True)
class StepProgress:
    """A step and where the learner stands with it.

    number: place in the course, from 1; missing: what must still be done before a locked step opens.
    """

    step: Step
    number: int
    state: StepState
    missing: tuple[Step, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.state == StepState.DONE

    @property
    def is_locked(self) -> bool:
        return self.state == StepState.LOCKED


@dataclass(frozen=True)
class Progress:
    """All steps of a course in order, as they stand for one run."""

    steps: tuple[StepProgress, ...]
    complete: bool

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def done(self) -> int:
        return sum(entry.is_done for entry in self.steps)

    @property
    def minutes(self) -> int:
        return sum(entry.step.minutes for entry in self.steps)

    @property
    def minutes_left(self) -> int:
        """Minutes of the steps that are not done, locked ones included."""
        return sum(entry.step.minutes for entry in self.steps if not entry.is_done)

    @property
    def next(self) -> StepProgress | None:
        """The step to go on with, or None when nothing is open."""
        return next((entry for entry in self.steps if entry.state == StepState.NOW), None)

    def at(self, pk: int) -> StepProgress | None:
        """The entry of a step, or None if it is not a published step of this course."""
        return next((entry for entry in self.steps if entry.step.pk == pk), None)

    def around(self, pk: int) -> tuple[StepProgress | None, StepProgress | None]:
        """The entries before and after a step; None beyond the ends."""
        place = self.at(pk).number
        before = self.steps[place - 2] if place > 1 else None
        return before, self.steps[place] if place < self.total else None


def of(steps: Iterable[Step], completed: Iterable[int]) -> Progress:
    """Progress of a run: `steps` in order, and the primary keys of the `completed` ones."""
    steps, completed = list(steps), set(completed)
    entries, now_given = [], False
    for number, step in enumerate(steps, start=1):
        missing = missing_before(step, steps, completed)
        if step.pk in completed:
            state = StepState.DONE
        elif missing:
            state = StepState.LOCKED
        else:
            state = StepState.TODO if now_given else StepState.NOW
            now_given = True
        entries.append(StepProgress(step, number, state, missing if state == StepState.LOCKED else ()))
    return Progress(tuple(entries), is_complete(steps, completed))


def missing_before(step: Step, steps: Iterable[Step], completed: Iterable[int]) -> tuple[Step, ...]:
    """Required lessons before a waiting step that are not done; empty for a step that does not wait."""
    if not step.waits:
        return ()
    missing = []
    for earlier in steps:
        if earlier.pk == step.pk:
            break
        if earlier.required and not earlier.waits and earlier.pk not in completed:
            missing.append(earlier)
    return tuple(missing)


def needed(steps: Iterable[Step]) -> set[int]:
    """Primary keys of the steps that complete a course: the required ones; of voluntary steps alone, all of them."""
    steps = list(steps)
    return {step.pk for step in steps if step.required} or {step.pk for step in steps}


def is_complete(steps: Iterable[Step], completed: Iterable[int]) -> bool:
    """Whether every step that is needed is done. A course without any step is never complete."""
    wanted = needed(steps)
    return bool(wanted) and wanted <= set(completed)
