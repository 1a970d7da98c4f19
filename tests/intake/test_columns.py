"""Texts of cells become exact values, or the one mistake that fits."""

import datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.columns import Choice, Date, Flag, Items, Number, Text


def value(cell, text):
    return pl.select(cell.value(pl.lit(text, pl.String))).item()


def mistakes(cell, text):
    judged = pl.select(**cell.mistakes(pl.lit(text, pl.String)))
    return {code for code, wrong in judged.row(0, named=True).items() if wrong}


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=6), st.sampled_from(",."))
def test_decimals_are_kept_to_the_digit(number, mark):
    cell = Number(6, signed=True)
    text = f"{number:f}".replace(".", mark)
    assert value(cell, text) == int(number * 10**6)
    assert mistakes(cell, text) == set()


@pytest.mark.parametrize(
    ("text", "units"), [("5", 500), ("+5", 500), (".5", 50), ("5,", 500), ("007,10", 710), ("-0", 0), ("2.500", 250)]
)
def test_ways_to_write_a_number(text, units):
    assert value(Number(2), text) == units
    assert mistakes(Number(2), text) == set()


@pytest.mark.parametrize("text", ["NaN", "1e3", "4.5.1", "hai rưỡi", "1 000", "1.000,5", "", "-", ",", "0x1", "٣"])
def test_what_is_no_number(text):
    assert mistakes(Number(2), text) == {"not_a_number"}
    assert value(Number(2), text) is None


def test_more_decimals_than_are_kept_are_refused_not_rounded():
    assert mistakes(Number(2), "2.505") == {"too_many_decimals"}
    assert mistakes(Number(0), "2,5") == {"too_many_decimals"}
    assert value(Number(2), "2.505") is None


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (Number(2), "-0.5", "negative"),
        (Number(2, above_zero=True), "0,00", "not_above_zero"),
        (Number(at_least=1, at_most=3), "0", "out_of_range"),
        (Number(at_least=1, at_most=3), "4", "out_of_range"),
        (Number(6), "9" * 30, "number_too_large"),
        (Text(3), "abcd", "too_long"),
        (Text(read_by_people=True), "=1+1", "formula_cell"),
        (Text(read_by_people=True), "@SUM(1)", "formula_cell"),
        (Flag(), "2", "bad_flag"),
        (Choice({"a": "b"}, "bad_status"), "c", "bad_status"),
    ],
)
def test_values_outside_what_a_column_holds(cell, text, code):
    assert mistakes(cell, text) == {code}


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d"]))
def test_both_ways_to_write_a_day(day, form):
    assert value(Date(), day.strftime(form)) == day
    assert mistakes(Date(), day.strftime(form)) == set()


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "2025-06-31", "1/7/2025", "01.07.2025", "20260701", "x"])
def test_what_is_no_day(text):
    assert mistakes(Date(), text) == {"bad_date"}
    assert value(Date(), text) is None


def test_an_empty_cell_has_no_value_and_no_mistake():
    for cell in (Number(2), Date(), Flag(), Choice({"a": "b"}), Text(3)):
        assert value(cell, None) is None
        assert mistakes(cell, None) == set()


def test_lists_drop_blanks():
    assert value(Items(), " a | b||").to_list() == ["a", "b"]


def test_whole_units_are_those_of_the_table():
    from evaluations.models import Score

    field = Score._meta.get_field("points")
    assert value(Number(field.decimal_places), "16,5") == field.to_units(Decimal("16.5"))
