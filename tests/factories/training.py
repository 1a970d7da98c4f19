"""Rules in force and assignments, as runs and officers make them."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluations.models import AppraisalSource
from tests.factories.courses import CourseFactory
from tests.factories.evaluations import CompetencyFactory
from tests.factories.people import UserFactory
from training.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    EventKind,
    Origin,
    Rule,
    RuleKind,
    RuleRun,
    RuleSkip,
    RuleVersion,
    RunTrigger,
    SkipReason,
)


class RuleFactory(DjangoModelFactory):
    """A rule with its first version in force: `RuleFactory(code="R-COMM", active=True, current__threshold=70)`."""

    class Meta:
        model = Rule
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"R-{n:02}")
    active = True

    @factory.post_generation
    def current(self, create, extracted, **values):
        self.current = extracted or RuleVersionFactory(rule=self, **values)
        self.save(update_fields=["current"])


class RuleVersionFactory(DjangoModelFactory):
    """Mean communication of the last three closed periods below 70 %, at least two of them."""

    class Meta:
        model = RuleVersion

    number = factory.LazyAttribute(lambda version: version.rule.versions.count() + 1)
    name_vi = "Giao tiếp thấp kéo dài"
    name_en = "Communication low for several periods"
    kind = RuleKind.SUSTAINED_LOW
    competency = factory.SubFactory(CompetencyFactory, code="communication")
    threshold = Decimal(70)
    periods = 3
    min_periods = 2
    lookback_days = 400
    sources = factory.LazyFunction(lambda: [AppraisalSource.AUTHORITY.value])
    course = factory.SubFactory(CourseFactory)
    due_days = 30
    cooldown_days = 90
    priority = 1


class AssignmentFactory(DjangoModelFactory):
    """Given by an officer and open; `overdue=True` since yesterday, `waived=True`, `by_rule=True` with its version."""

    class Meta:
        model = Assignment

    class Params:
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1)))
        waived = factory.Trait(state=AssignmentState.WAIVED, closed_at=factory.LazyFunction(timezone.now))
        by_rule = factory.Trait(
            origin=Origin.RULE,
            assigned_by=None,
            note="",
            rule_version=factory.LazyAttribute(
                lambda assignment: RuleFactory(current__course=assignment.course).current
            ),
            threshold=factory.SelfAttribute("rule_version.threshold"),
            percent=Decimal("64.50"),
        )

    learner = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    origin = Origin.PERSON
    assigned_by = factory.SubFactory(UserFactory)
    note = "Chuẩn bị nhận nhiệm vụ tại quầy."
    assigned_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class AssignmentEventFactory(DjangoModelFactory):
    class Meta:
        model = AssignmentEvent

    assignment = factory.SubFactory(AssignmentFactory)
    kind = EventKind.ASSIGNED
    at = factory.LazyFunction(timezone.now)


class RuleRunFactory(DjangoModelFactory):
    class Meta:
        model = RuleRun

    as_of = factory.LazyFunction(timezone.localdate)
    trigger = RunTrigger.MANUAL
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)


class RuleSkipFactory(DjangoModelFactory):
    class Meta:
        model = RuleSkip

    run = factory.SubFactory(RuleRunFactory)
    rule_version = factory.LazyFunction(lambda: RuleFactory().current)
    learner = factory.SubFactory(UserFactory)
    reason = SkipReason.COOLDOWN
