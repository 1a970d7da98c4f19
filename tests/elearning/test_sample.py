"""The invented organisation: the same for the same day, and right on any day."""

import datetime
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.sample import files, quarters
from elearning.sample.quarters import Quarter
from elearning.sample.sign_ins import SIGN_INS
from elearning.sample.stories import Story, share_out

TODAY = datetime.date(2026, 11, 24)
SHORTEST_LOOKBACK_FOR_THREE_QUARTERS = 400
SHORTEST_LOOKBACK_FOR_FIVE_QUARTERS = 580


@pytest.fixture(scope="module")
def contents():
    return {kind: list(rows) for kind, rows in files.contents(TODAY, people=600).items()}


def test_sizes(contents):
    sizes = {kind: len(contents[kind]) for kind in ("units", "staff", "periods", "rules")}
    assert sizes == {"units": 60, "staff": 600, "periods": 5, "rules": 6}


def test_the_same_day_gives_the_same_files(contents, tmp_path):
    written = [files.write(tmp_path / name, today=TODAY, people=120)["evaluations"].read_bytes() for name in ("a", "b")]
    assert written[0] == written[1]


def test_staff_numbers_are_given_once(contents):
    numbers = Counter(row["ma_cb"] for row in contents["staff"])
    assert [number for number, count in numbers.items() if count > 1] == []


def test_everybody_reports_to_somebody_but_the_head_of_the_province(contents):
    assert [row["chuc_vu"] for row in contents["staff"] if not row["ma_quan_ly"]] == ["Chủ tịch UBND tỉnh"]


def test_every_sign_in_holds_its_post(contents):
    posts = {row["ma_cb"]: (row["ma_don_vi"], row["la_lanh_dao"]) for row in contents["staff"]}
    assert [posts[one.staff_id] for one in SIGN_INS] == [(one.unit, str(int(one.leads))) for one in SIGN_INS]


def test_addresses_lead_nowhere(contents):
    assert {row["email_cong_vu"].rpartition("@")[2] for row in contents["staff"]} == {"mau.example"}


def test_points_are_within_the_form(contents):
    most = {(row["ma_khung"], row["ma_tieu_chi"]): row["diem_toi_da"] for row in contents["frameworks"]}
    for row in contents["evaluations"]:
        assert row["diem_toi_da"] == most[row["ma_khung"], row["ma_tieu_chi"]]
        assert 0 <= float(row["diem"]) <= float(row["diem_toi_da"].replace(",", "."))


@pytest.mark.parametrize("people", [20, 300, 3000])
def test_every_story_is_told_at_least_once(people):
    told = set(share_out(people, random.Random(1)))
    assert told == set(Story)


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2050, 12, 31)))
def test_on_any_day_five_quarters_are_closed_and_within_reach_of_the_rules(today):
    closed = quarters.closed_before(today)
    assert len(closed) == 5
    assert closed == [Quarter(q.year, q.number) for q in sorted(closed)]
    assert closed[-1].closed_on <= today < closed[-1].following().closed_on
    assert (today - closed[-3].ends_on).days <= SHORTEST_LOOKBACK_FOR_THREE_QUARTERS
    assert (today - closed[0].ends_on).days <= SHORTEST_LOOKBACK_FOR_FIVE_QUARTERS


def test_a_quarter_is_closed_on_its_closing_day():
    assert quarters.closed_before(datetime.date(2026, 10, 20))[-1] == Quarter(2026, 3)
    assert quarters.closed_before(datetime.date(2026, 10, 19))[-1] == Quarter(2026, 2)
