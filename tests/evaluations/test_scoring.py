from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring import mean, percent, rounded


def test_percent_is_an_exact_fraction():
    assert percent(Decimal("13.8"), Decimal(21)) == Fraction(1380, 21)


def test_endless_decimals_can_have_a_mean_of_seventy_exactly():
    assert mean([percent(Decimal(points), Decimal(26)) for points in ("19.8", "18.4", "16.4")]) == 70


@pytest.mark.parametrize(
    ("value", "shown"),
    [("69.985", "69.98"), ("69.995", "70.00"), ("69.9850001", "69.99"), ("-15.005", "-15.00"), ("-15.015", "-15.02")],
)
def test_halves_go_to_the_even_digit(value, shown):
    assert str(rounded(Fraction(value), 2)) == shown


@given(st.fractions(min_value=-100, max_value=100), st.integers(0, 4))
def test_rounding_moves_a_value_by_half_a_place_at_most(value, places):
    shown = rounded(value, places)
    assert -shown.as_tuple().exponent == places
    assert abs(Fraction(shown) - value) <= Fraction(1, 2 * 10**places)
