import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import progress
from courses.progress import Step, StepState

LESSONS = [Step(pk=pk, title=f"Bài {pk}", minutes=8) for pk in (1, 2, 3)]
QUIZ = Step(pk=9, title="Kiểm tra", minutes=20, kind="quiz", waits=True)
COURSE = [*LESSONS, QUIZ]


def states(steps, completed):
    return "".join(entry.state[0] for entry in progress.of(steps, completed).steps)


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ([], "nttl"),
        ([1], "dntl"),
        ([2], "ndtl"),
        ([1, 2, 3], "dddn"),
        ([1, 2, 3, 9], "dddd"),
        ([9], "nttd"),
        ([77], "nttl"),
    ],
)
def test_states_of_steps(completed, expected):
    assert states(COURSE, completed) == expected


def test_locked_quiz_says_what_is_missing():
    quiz = progress.of(COURSE, [2]).at(QUIZ.pk)
    assert quiz.is_locked
    assert [step.title for step in quiz.missing] == ["Bài 1", "Bài 3"]


def test_quiz_waits_only_for_required_lessons_before_it():
    steps = [
        Step(pk=1, title="", minutes=1, required=False),
        QUIZ,
        Step(pk=3, title="", minutes=1),
        Step(pk=4, title="", minutes=1, kind="quiz", waits=True),
    ]
    assert states(steps, []) == "nttl"
    assert [step.pk for step in progress.of(steps, []).at(4).missing] == [3]


def test_counts_minutes_and_next_step():
    standing = progress.of(COURSE, [1, 3])
    assert (standing.done, standing.total, standing.minutes, standing.minutes_left) == (2, 4, 44, 28)
    assert standing.next.step.pk == 2
    assert [entry and entry.step.pk for entry in standing.around(1)] == [None, 2]
    assert [entry and entry.step.pk for entry in standing.around(9)] == [3, None]
    assert progress.of(COURSE, [1, 2, 3, 9]).next is None


def test_voluntary_steps_are_not_needed_unless_there_are_no_others():
    voluntary = Step(pk=5, title="", minutes=1, required=False)
    assert progress.is_complete([*LESSONS, voluntary], [1, 2, 3])
    assert not progress.is_complete([voluntary], [])
    assert progress.is_complete([voluntary], [5])
    assert not progress.is_complete([], [])


steps = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 60)), max_size=12).map(
    lambda rows: [
        Step(pk=pk, title=str(pk), minutes=minutes, required=required, waits=waits)
        for pk, (required, waits, minutes) in enumerate(rows)
    ]
)


@given(steps, st.sets(st.integers(0, 12)))
def test_there_is_always_a_way_on_until_everything_is_done(steps, completed):
    standing = progress.of(steps, completed)
    assert (standing.next is None) == (standing.done == standing.total)
    assert sum(entry.state == StepState.NOW for entry in standing.steps) <= 1
    assert (
        standing.minutes_left + sum(entry.step.minutes for entry in standing.steps if entry.is_done) == standing.minutes
    )


@given(steps, st.sets(st.integers(0, 12)), st.integers(0, 12))
def test_a_further_step_never_closes_what_was_open(steps, completed, further):
    before, after = progress.of(steps, completed), progress.of(steps, completed | {further})
    assert {e.step.pk for e in after.steps if e.is_locked} <= {e.step.pk for e in before.steps if e.is_locked}
    assert after.minutes_left <= before.minutes_left
    assert after.complete or not before.complete
