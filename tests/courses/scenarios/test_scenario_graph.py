"""The checks of branches, against walking every way by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.scenarios import graph
from courses.scenarios.graph import END, Fault, FaultKind

KEYS = ["chao", "giay", "hen", "cho", "xem", "hop"]
TARGETS = st.sampled_from([*KEYS, END, "khong-co"])


@st.composite
def conversations(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    return [(key, draw(st.lists(TARGETS, max_size=3))) for key in keys]


def walks(ways, start):
    """Every turn that some walk from `start` visits, by walking at most as many steps as there are turns."""
    choices = dict(ways)
    visited, frontier = {start}, {start}
    for _step in ways:
        frontier = {goes_to for key in frontier for goes_to in choices.get(key, ())}
        visited |= frontier
    return visited


def expected_faults(ways):
    choices = dict(ways)
    from_first = walks(ways, ways[0][0])
    for place, (key, goes) in enumerate(ways):
        if not goes:
            yield Fault(FaultKind.DEAD_END, place)
        for number, goes_to in enumerate(goes):
            if goes_to not in [*choices, END]:
                yield Fault(FaultKind.UNKNOWN, place, number)
        if key not in from_first:
            yield Fault(FaultKind.UNREACHABLE, place)
        elif all(choices.get(visited) and visited in choices for visited in walks(ways, key)):
            yield Fault(FaultKind.NO_WAY_OUT, place)


@given(conversations())
def test_faults_are_those_that_walking_finds(ways):
    assert graph.faults(ways) == list(expected_faults(ways))


def longest_walk(ways, start, limit):
    """Turns of the longest walk from `start`, or None if it is longer than `limit`."""
    if start == END:
        return 0
    if not limit:
        return None
    lengths = [longest_walk(ways, goes_to, limit - 1) for goes_to in dict(ways)[start]]
    return None if None in lengths else 1 + max(lengths)


@given(conversations())
def test_longest_is_the_longest_walk_of_a_sound_conversation(ways):
    if not graph.faults(ways):
        assert graph.longest_from(ways, ways[0][0]) == longest_walk(ways, ways[0][0], len(ways))


@given(conversations())
def test_layers_hold_every_turn_once_at_its_distance(ways):
    rows = graph.layers(ways)
    assert sorted(key for row in rows for key in row) == sorted(dict(ways))
    reached = graph.reachable(ways)
    for row, following in itertools.pairwise(rows):
        for key in set(following) & reached:
            assert any(key in dict(ways)[before] for before in row)


def test_longest_of_many_branches_is_found_at_once():
    """Sixty turns of three choices each have more walks than could ever be counted."""
    ways = [(f"t{number}", [f"t{number + 1}"] * 3) for number in range(59)] + [("t59", [END])]
    assert graph.longest_from(ways, "t0") == 60
    looped = [*ways[:-1], ("t59", ["t0", END])]
    assert graph.faults(looped) == []
    assert graph.longest_from(looped, "t0") is None


@pytest.mark.parametrize(
    ("ways", "kinds"),
    [
        ([], [FaultKind.EMPTY]),
        ([("end", ["end"])], [FaultKind.RESERVED]),
        ([("chao", ["end"]), ("chao", ["khong-co"])], [FaultKind.DOUBLE]),
        ([("chao", ["chao"])], [FaultKind.NO_WAY_OUT]),
    ],
)
def test_faults_of_names(ways, kinds):
    assert [fault.kind for fault in graph.faults(ways)] == kinds


def test_layers_of_no_turn_are_none():
    assert graph.layers([]) == []
