import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import grading


def content(kind, percents, mark="1"):
    return {
        "kind": kind,
        "mark": mark,
        "options": [{"key": str(place), "percent": str(percent)} for place, percent in enumerate(percents)],
    }


SINGLE = content("single", [100, 50, 0, -50], mark="2")
MULTIPLE = content("multiple", [25, 25, 25, 25, -50, -50], mark="2")


@pytest.mark.parametrize(
    ("chosen", "mark"), [([], 0), (["0"], 2), (["1"], 1), (["2"], 0), (["3"], -1), (["0", "0"], 2)]
)
def test_single_choice_is_worth_the_share_of_the_chosen_option(chosen, mark):
    assert grading.mark(SINGLE, chosen) == mark


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        ("", 0),
        ("0", Fraction(1, 2)),
        ("012", Fraction(3, 2)),
        ("0123", 2),
        ("0124", Fraction(1, 2)),
        ("4", 0),
        ("012345", 0),
    ],
)
def test_multiple_response_is_worth_the_sum_between_nothing_and_the_mark(chosen, mark):
    assert grading.mark(MULTIPLE, chosen) == mark


def test_answers_that_cannot_be_are_refused():
    with pytest.raises(KeyError):
        grading.mark(SINGLE, ["9"])
    with pytest.raises(ValueError, match="one answer"):
        grading.mark(SINGLE, ["0", "1"])


@pytest.mark.parametrize(
    ("percent", "share"),
    [
        ("33.33333", Fraction(1, 3)),
        ("66.66667", Fraction(2, 3)),
        ("16.66667", Fraction(1, 6)),
        ("-33.33333", Fraction(-1, 3)),
        ("14.28571", Fraction(1, 7)),
        ("50", Fraction(1, 2)),
        ("33.3", Fraction(333, 1000)),
        ("33.33334", Fraction(3333334, 10000000)),
        ("0.00001", Fraction(1, 10000000)),
    ],
)
def test_rounded_percents_stand_for_the_fractions_they_were_meant_to_be(percent, share):
    assert grading.share(percent) == share


def test_three_thirds_are_the_whole_mark():
    assert grading.mark(content("multiple", ["33.33333"] * 3), "012") == 1


def test_attempt_is_never_worth_less_than_nothing():
    assert grading.total([Fraction(1), Fraction(-5, 2)]) == 0
    assert grading.total([Fraction(3), Fraction(-1)]) == 2
    assert grading.total([]) == 0


@pytest.mark.parametrize(
    ("mark", "max_mark", "percent", "passed"),
    [
        (Fraction(5), "10", "50", True),
        (Fraction(499999, 100000), "10", "50", False),
        (Fraction(10, 3), "10", "33.33", True),
        (Fraction(2), "3", "66.67", False),
        (Fraction(0), "10", "0", True),
    ],
)
def test_reaching_the_pass_mark_is_passing_compared_exactly(mark, max_mark, percent, passed):
    assert grading.is_passed(mark, Decimal(max_mark), Decimal(percent)) is passed


def test_a_mark_below_the_pass_mark_is_never_shown_as_reaching_it():
    assert grading.shown(Fraction(499999, 100000)) == Decimal("4.99")
    assert grading.shown(Fraction(-1, 3)) == Decimal("-0.34")
    assert grading.shown(Fraction(5)) == Decimal("5.00")


contents = st.builds(
    content,
    st.sampled_from(["single", "multiple"]),
    st.lists(st.decimals(-100, 100, places=5), min_size=2, max_size=8),
    st.decimals("0.01", "9999.99", places=2).map(str),
)


@given(contents, st.randoms(use_true_random=False))
def test_mark_lies_in_its_bounds_and_does_not_depend_on_order(item, shuffle):
    keys = [option["key"] for option in item["options"]]
    chosen = keys[:1] if item["kind"] == "single" else keys[::2]
    mark, most = grading.mark(item, chosen), Fraction(item["mark"])
    assert (-most if item["kind"] == "single" else 0) <= mark <= most
    frozen = grading.freeze(item, shuffle)
    assert grading.mark(frozen, shuffle.sample(chosen, k=len(chosen))) == mark


@given(contents, st.integers())
def test_freezing_keeps_the_content_and_changes_the_order_alone(item, seed):
    before = [option["key"] for option in item["options"]]
    frozen = grading.freeze(item, random.Random(seed))
    assert sorted(frozen["options"], key=lambda option: option["key"]) == sorted(
        item["options"], key=lambda option: option["key"]
    )
    assert frozen == grading.freeze(item, random.Random(seed))
    assert [option["key"] for option in item["options"]] == before
