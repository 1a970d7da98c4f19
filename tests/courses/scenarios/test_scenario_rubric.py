from courses.scenarios import rubric
from courses.scenarios.behaviours import FOUR_ALWAYS, FOUR_REQUESTS, Behaviour
from courses.scenarios.rubric import Mark, Petal, PetalState


def test_every_behaviour_has_a_petal_even_without_an_occasion():
    empty = rubric.of([])
    assert [petal.behaviour for petal in empty.petals] == [*FOUR_REQUESTS, *FOUR_ALWAYS] == list(Behaviour)
    assert {petal.state for petal in empty.petals} == {PetalState.TODO}
    assert (empty.earned, empty.possible, empty.lit) == (0, 0, 0)


def test_points_are_earned_and_lost_by_occasion():
    result = rubric.of(
        [
            Mark(Behaviour.GREET, True),
            Mark(Behaviour.LISTEN, True),
            Mark(Behaviour.LISTEN, False),
            Mark(Behaviour.SMILE, False),
        ]
    )
    assert result.of([Behaviour.GREET, Behaviour.LISTEN, Behaviour.SMILE]) == [
        Petal(Behaviour.GREET, 1, 1),
        Petal(Behaviour.LISTEN, 1, 2),
        Petal(Behaviour.SMILE, 0, 1),
    ]
    assert [petal.state for petal in result.of([Behaviour.LISTEN, Behaviour.SMILE])] == ["done", "miss"]
    assert (result.earned, result.possible, result.lit) == (2, 4, 2)
