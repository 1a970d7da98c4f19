from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories.evaluations import CompetencyFactory
from tests.factories.training import RuleFactory
from training.models import RuleKind
from training.rule_words import figure, period_name, says


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2026-Q2", "Quarter 2/2026"),
        ("2026-07", "Month 7/2026"),
        ("2026", "Year 2026"),
        ("2026-Q5", "2026-Q5"),
        ("2026-13", "2026-13"),
        ("đợt 1", "đợt 1"),
    ],
)
def test_periods_are_named_as_people_name_them(code, name):
    with translation.override("en"):
        assert period_name(code) == name


def test_figures_follow_the_language_and_lose_needless_zeros():
    with translation.override("vi"):
        assert [figure(Decimal(value)) for value in ("69.870", "70.00", "100")] == ["69,87", "70", "100"]
    with translation.override("en"):
        assert figure(Decimal("69.870")) == "69.87"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "threshold", "part"),
    [
        (RuleKind.SUSTAINED_LOW, "70", "mean of the last 3 appraised periods for Communication is below 70%"),
        (RuleKind.PERCENT_OF_MAX, "65.5", "newest appraised period for Communication is below 65.5%"),
        (RuleKind.DROP, "-10", "lies 10 points or more below"),
        (RuleKind.COMPLAINTS, "2", "2 substantiated reports, or a single severe one, within 400 days"),
        (RuleKind.INSPECTION, "1", "found the same matter 1 time within 400 days"),
    ],
)
def test_every_kind_of_rule_says_when_it_assigns(kind, threshold, part):
    competency = CompetencyFactory(code="communication", name_en="Communication")
    rule = RuleFactory(current__kind=kind, current__threshold=Decimal(threshold), current__competency=competency)
    with translation.override("en"):
        assert part in says(rule.current)
