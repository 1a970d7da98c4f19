import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from evaluations.models import (
    Appraisal,
    AppraisalSource,
    CitizenSignal,
    Competency,
    Criterion,
    CriterionCompetency,
    Finding,
    Framework,
    Inspection,
    InspectionItem,
    Period,
    PeriodKind,
    Score,
    ScoreStatus,
    SignalCategory,
    SignalOutcome,
)
from tests.factories.people import UnitFactory, UserFactory


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = Competency
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"competency_{n}")
    name_vi = factory.LazyAttribute(lambda competency: f"Năng lực {competency.code}")
    name_en = factory.LazyAttribute(lambda competency: f"Competency {competency.code}")


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"KHUNG-{n}")
    valid_from = datetime.date(2021, 1, 1)


class CriterionFactory(DjangoModelFactory):
    """`CriterionFactory(weights={competency: "0.5"})` also writes what the line says about competencies."""

    class Meta:
        model = Criterion
        skip_postgeneration_save = True

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"C{n}")
    name_vi = factory.LazyAttribute(lambda criterion: f"Tiêu chí {criterion.code}")
    name_en = factory.LazyAttribute(lambda criterion: f"Criterion {criterion.code}")
    max_points = Decimal(20)

    @factory.post_generation
    def weights(self, create, extracted, **kwargs):
        for competency, weight in (extracted or {}).items():
            CriterionCompetency.objects.create(criterion=self, competency=competency, weight=Decimal(weight))


class PeriodFactory(DjangoModelFactory):
    """A closed quarter: `PeriodFactory(code="2026-Q1")`; `open=True` has no closing day."""

    class Meta:
        model = Period
        django_get_or_create = ["code"]

    class Params:
        open = factory.Trait(closed_on=None)

    code = "2026-Q3"
    kind = PeriodKind.QUARTER
    starts_on = factory.LazyAttribute(lambda period: _quarter_start(period.code))
    ends_on = factory.LazyAttribute(lambda period: _quarter_start(_next(period.code)) - datetime.timedelta(days=1))
    closed_on = factory.LazyAttribute(lambda period: period.ends_on + datetime.timedelta(days=20))


def _quarter_start(code: str) -> datetime.date:
    year, quarter = code.split("-Q")
    return datetime.date(int(year), 3 * int(quarter) - 2, 1)


def _next(code: str) -> str:
    year, quarter = map(int, code.split("-Q"))
    return f"{year}-Q{quarter + 1}" if quarter < 4 else f"{year + 1}-Q1"


class AppraisalFactory(DjangoModelFactory):
    class Meta:
        model = Appraisal

    person = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    framework = factory.SubFactory(FrameworkFactory)
    period = factory.SubFactory(PeriodFactory)
    source = AppraisalSource.AUTHORITY


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    appraisal = factory.SubFactory(AppraisalFactory)
    criterion = factory.SubFactory(CriterionFactory)
    points = Decimal(15)
    status = ScoreStatus.FINAL


class CitizenSignalFactory(DjangoModelFactory):
    class Meta:
        model = CitizenSignal

    reference = factory.Sequence(lambda n: f"PA-{n:05}")
    reported_on = datetime.date(2026, 10, 1)
    unit = factory.SubFactory(UnitFactory)
    person = factory.SubFactory(UserFactory)
    category = SignalCategory.ATTITUDE
    severity = 1
    outcome = SignalOutcome.RIGHT
    outcome_on = factory.LazyAttribute(lambda signal: signal.reported_on + datetime.timedelta(days=7))


class InspectionFactory(DjangoModelFactory):
    class Meta:
        model = Inspection
        django_get_or_create = ["reference"]

    reference = factory.Sequence(lambda n: f"KT-{n:05}")
    inspected_on = datetime.date(2026, 10, 1)
    unit = factory.SubFactory(UnitFactory)


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    inspection = factory.SubFactory(InspectionFactory)
    item = InspectionItem.PUNCTUALITY
    person = factory.SubFactory(UserFactory)
    count = 1
