"""Two ways to the same thing, side by side in one run."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple


class Comparison(NamedTuple):
    """`ratio` is compared with `budget`: at most, or at least where more is better."""

    name: str
    ours: float
    bare: float
    unit: str
    ratio: float
    budget: float
    at_least: bool = False
    note: str = ""

    @property
    def kept(self) -> bool:
        return self.ratio >= self.budget if self.at_least else self.ratio <= self.budget


def alternate(
    ours: Callable[[], object],
    bare: Callable[[], object],
    *,
    rounds: int,
    around: Callable[[], AbstractContextManager] = nullcontext,
) -> tuple[float, float]:
    """Median seconds of both, taken in turns, each time within `around`."""
    seconds: dict[Callable, list[float]] = {ours: [], bare: []}
    for turn in range(rounds):
        for way in (ours, bare) if turn % 2 == 0 else (bare, ours):
            with around():
                started = time.perf_counter()
                way()
                seconds[way].append(time.perf_counter() - started)
    return statistics.median(seconds[ours]), statistics.median(seconds[bare])


def hand_over(comparison: Comparison) -> None:
    """Print the result for the process that started this one."""
    json.dump(comparison._asdict(), sys.stdout)
