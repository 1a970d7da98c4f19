from decimal import Decimal

import pytest

from evaluations.actions.reach import rebuild_reach
from evaluations.actions.scores import recount
from evaluations.models import Appraisal, AppraisalSource, CompetencyScore, Score, ScoreStatus
from tests.factories.evaluations import (
    AppraisalFactory,
    CompetencyFactory,
    CriterionFactory,
    PeriodFactory,
    ScoreFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def communication():
    return CompetencyFactory(code="communication")


@pytest.fixture
def criterion(communication):
    criterion = CriterionFactory(max_points=Decimal(20), weights={communication: "0.5"})
    rebuild_reach()
    return criterion


def sums(**conditions) -> list[tuple[Decimal, Decimal]]:
    found = CompetencyScore.objects.filter(**conditions).order_by("pk")
    return list(found.values_list("points_sum", "max_sum"))


def test_lines_of_all_units_and_frameworks_are_summed_with_weights_from_below(communication):
    listening = CompetencyFactory(code="listening", parent=communication)
    p2 = CriterionFactory(max_points=Decimal(20), weights={communication: "0.5", listening: "0.3"})
    p4 = CriterionFactory(max_points=Decimal(10), weights={communication: "0.5"})
    rebuild_reach()
    line = ScoreFactory(criterion=p2, points=Decimal(16))
    ScoreFactory(criterion=p4, points=Decimal(2), appraisal__person=line.appraisal.person)
    recount()
    assert sums(competency=communication) == [(Decimal("13.8"), Decimal(21))]
    assert sums(competency=listening) == [(Decimal("4.8"), Decimal(6))]


@pytest.mark.parametrize("status", [ScoreStatus.DRAFT, ScoreStatus.APPEALED])
def test_lines_that_are_not_final_are_as_if_they_did_not_exist(criterion, status):
    ScoreFactory(criterion=criterion, status=status)
    recount()
    assert sums() == []


def test_empty_points_are_not_zero(criterion, communication):
    other = CriterionFactory(max_points=Decimal(10), weights={communication: "1"})
    rebuild_reach()
    line = ScoreFactory(criterion=criterion, points=Decimal(15))
    ScoreFactory(criterion=other, points=None, appraisal=line.appraisal)
    recount()
    assert sums() == [(Decimal("7.5"), Decimal(10))]


def test_sources_and_periods_are_kept_apart(criterion):
    line = ScoreFactory(criterion=criterion)
    person = line.appraisal.person
    ScoreFactory(criterion=criterion, appraisal__person=person, appraisal__source=AppraisalSource.SELF)
    ScoreFactory(criterion=criterion, appraisal__person=person, appraisal__period=PeriodFactory(code="2026-Q2"))
    assert recount() == 3


def test_a_recount_of_sheets_also_reads_the_other_sheets_of_that_period_and_source(criterion):
    first = ScoreFactory(criterion=criterion, points=Decimal(10))
    person = first.appraisal.person
    second = ScoreFactory(criterion=criterion, points=Decimal(20), appraisal__person=person)
    recount()
    second.points = Decimal(18)
    second.save()
    recount(appraisals=Appraisal.objects.filter(pk=second.appraisal_id))
    assert sums(person=person) == [(Decimal(14), Decimal(20))]


def test_a_recount_of_some_sheets_leaves_everything_else_alone(criterion):
    changed, other = ScoreFactory(criterion=criterion), ScoreFactory(criterion=criterion)
    recount()
    before = CompetencyScore.objects.get(person=other.appraisal.person).pk
    Score.objects.update(points=Decimal(1))
    assert recount(appraisals=Appraisal.objects.filter(pk=changed.appraisal_id)) == 1
    assert CompetencyScore.objects.get(person=other.appraisal.person).pk == before
    assert sums(person=changed.appraisal.person) == [(Decimal("0.5"), Decimal(10))]


def test_a_recount_of_people_covers_all_their_periods(criterion):
    line = ScoreFactory(criterion=criterion)
    ScoreFactory(criterion=criterion)
    recount()
    Score.objects.all().delete()
    assert recount(person_ids=[line.appraisal.person_id]) == 0
    assert CompetencyScore.objects.count() == 1


def test_a_sheet_without_lines_loses_its_score(criterion):
    sheet = AppraisalFactory()
    line = ScoreFactory(criterion=criterion, appraisal=sheet)
    recount()
    line.delete()
    recount(appraisals=Appraisal.objects.filter(pk=sheet.pk))
    assert sums() == []


def test_a_recount_of_nobody_writes_nothing(criterion):
    ScoreFactory(criterion=criterion)
    recount()
    assert recount(person_ids=[]) == 0
    assert CompetencyScore.objects.count() == 1


def test_query_count_does_not_depend_on_people(criterion, django_assert_num_queries):
    ScoreFactory.create_batch(30, criterion=criterion)
    with django_assert_num_queries(4):  # savepoint, delete, insert, release
        recount()
