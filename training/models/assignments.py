"""An assignment knows its cause, frozen as it was on the day."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluations.fields import FixedPointField
from evaluations.models.frameworks import POINT_PLACES, WEIGHT_PLACES
from training.models.rules import THRESHOLD_PLACES


class Origin(models.TextChoices):
    RULE = "rule", _("By evaluation result")
    PERSON = "person", _("By an officer")


class AssignmentState(models.TextChoices):
    OPEN = "open", _("Open")
    COMPLETED = "completed", _("Completed")
    WAIVED = "waived", _("Waived")


class AssignmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=AssignmentState.OPEN)

    def overdue(self, today: datetime.date):
        return self.open().filter(due_on__lt=today)

    def of_people_in(self, unit_ids):
        return self.filter(learner__postings__is_current=True, learner__postings__unit__in=unit_ids)


class Assignment(models.Model):
    """A course to be taken by a person until a day, and why. Seen by that person, their line manager and their HR."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    course = models.ForeignKey(
        "courses.CoursePage", models.PROTECT, related_name="assignments", verbose_name=_("course")
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin)
    rule_version = models.ForeignKey(
        "training.RuleVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("rule"),
    )
    rule_run = models.ForeignKey(
        "training.RuleRun",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("rule run"),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned by")
    )
    note = models.TextField(_("reason"), blank=True, help_text=_("The person reads exactly this."))
    percent = models.DecimalField(
        _("compared value"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("What was compared with the threshold; two places, half-even. The exact sums stand by period."),
    )
    threshold = FixedPointField(_("threshold"), decimal_places=THRESHOLD_PLACES, null=True, blank=True)
    assigned_on = models.DateField(_("assigned on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState, default=AssignmentState.OPEN)
    enrolment = models.ForeignKey(
        "courses.Enrolment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("enrolment"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                name="assignment_one_open_each", fields=["learner", "course"], condition=Q(state=AssignmentState.OPEN)
            ),
            models.CheckConstraint(
                name="assignment_knows_its_cause",
                condition=Q(origin=Origin.RULE, rule_version__isnull=False, threshold__isnull=False)
                | Q(origin=Origin.PERSON, assigned_by__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_closed_has_moment",
                condition=Q(state=AssignmentState.OPEN, closed_at__isnull=True)
                | (~Q(state=AssignmentState.OPEN) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="assignment_completed_names_enrolment",
                condition=~Q(state=AssignmentState.COMPLETED) | Q(enrolment__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.learner.full_name}: {self.course.code}"


class CausePeriod(models.Model):
    """A period that was read, with the two sums of the competency as they were."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="periods")
    position = models.PositiveSmallIntegerField(help_text="0 is the oldest")
    period_code = models.CharField(max_length=20)
    period_ends_on = models.DateField()
    source = models.CharField(max_length=10)
    points_sum = FixedPointField(decimal_places=POINT_PLACES + WEIGHT_PLACES)
    max_sum = FixedPointField(decimal_places=POINT_PLACES + WEIGHT_PLACES)

    class Meta:
        ordering = ["assignment", "position"]
        constraints = [models.UniqueConstraint(name="cause_period_once", fields=["assignment", "position"])]

    def __str__(self):
        return f"{self.assignment}: {self.period_code}"


class CauseScore(models.Model):
    """A criteria line that was read, as it was."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    period_code = models.CharField(max_length=20)
    unit_name = models.CharField(max_length=255, blank=True)
    framework_code = models.CharField(max_length=40)
    criterion_code = models.CharField(max_length=20)
    name_vi = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    points = FixedPointField(decimal_places=POINT_PLACES)
    max_points = FixedPointField(decimal_places=POINT_PLACES)
    weight = FixedPointField(decimal_places=WEIGHT_PLACES)

    class Meta:
        ordering = ["assignment", "period_code", "framework_code", "criterion_code"]

    def __str__(self):
        return f"{self.assignment}: {self.period_code} {self.criterion_code}"

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else self.name_vi) or self.name_vi


class CauseEvent(models.Model):
    """A substantiated report or an inspection line that was counted, as it was."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="events_counted")
    reference = models.CharField(max_length=40)
    happened_on = models.DateField()
    what = models.CharField(max_length=20, help_text="category of the report or item of the inspection")
    count = models.PositiveIntegerField(default=1)
    severity = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["assignment", "happened_on", "reference"]

    def __str__(self):
        return f"{self.assignment}: {self.reference}"


class EventKind(models.TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    STARTED = "started", _("Started")
    COMPLETED = "completed", _("Completed")
    WAIVED = "waived", _("Waived")


class AssignmentEvent(models.Model):
    """Every change of an assignment: what, when, by whom, why."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=10, choices=EventKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["assignment", "at", "pk"]
        constraints = [models.UniqueConstraint(name="assignment_event_once", fields=["assignment", "kind"])]

    def __str__(self):
        return f"{self.assignment}: {self.get_kind_display()}"
