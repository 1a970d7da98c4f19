"""Scores: who gave how many points for which line in which period."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.fields import FixedPointField
from evaluations.models.frameworks import POINT_PLACES, WEIGHT_PLACES


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", _("Quarter")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class Period(models.Model):
    """An appraisal period. Open until `closed_on`."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=7, choices=PeriodKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True, help_text=_("Empty: still open."))

    class Meta:
        ordering = ["ends_on", "code"]
        verbose_name = _("appraisal period")
        verbose_name_plural = _("appraisal periods")
        constraints = [
            models.CheckConstraint(name="period_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self):
        return self.code

    def is_closed(self, today: datetime.date) -> bool:
        return self.closed_on is not None and self.closed_on <= today


class AppraisalSource(models.TextChoices):
    SELF = "self", _("Self-assessment")
    AUTHORITY = "authority", _("Competent authority")
    MANAGER = "manager", _("Line manager")
    PEER = "peer", _("Colleagues")
    CITIZEN = "citizen", _("Citizens")


class ScoreStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final")
    APPEALED = "appealed", _("Under appeal")


class Appraisal(models.Model):
    """One sheet: a person, in the unit of that time, on a framework, for a period, from one source."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appraisals")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="appraisals")
    framework = models.ForeignKey("evaluations.Framework", models.PROTECT, related_name="appraisals")
    period = models.ForeignKey(Period, models.PROTECT, related_name="appraisals")
    source = models.CharField(_("source"), max_length=10, choices=AppraisalSource)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ["person", "period", "source"]
        indexes = [models.Index(fields=["person", "period", "source"])]
        constraints = [
            models.UniqueConstraint(
                name="appraisal_once",
                fields=["person", "unit", "framework", "period", "source"],
                condition=Q(unit__isnull=False),
            ),
            models.UniqueConstraint(
                name="appraisal_once_without_unit",
                fields=["person", "framework", "period", "source"],
                condition=Q(unit__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.person.full_name}, {self.period}, {self.get_source_display()}"


class Score(models.Model):
    """One line of a sheet. No points means not scored, which is not zero. A single line can be under appeal."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("evaluations.Criterion", models.PROTECT, related_name="scores")
    points = FixedPointField(_("points"), decimal_places=POINT_PLACES, null=True, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=ScoreStatus)
    finalised_on = models.DateField(_("finalised on"), null=True, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(name="score_once_per_line", fields=["appraisal", "criterion"]),
            models.CheckConstraint(name="score_not_negative", condition=Q(points__isnull=True) | Q(points__gte=0)),
        ]

    def __str__(self):
        return f"{self.appraisal}: {self.criterion.code}"


class CompetencyScore(models.Model):
    """Derived: a person's two sums for a competency in a period, from one source, over all units and frameworks.

    Percent = 100 × points_sum / max_sum. Σ w·points and Σ w·max_points over final lines with points
    (docs/rules.md, "Scores"), exact, in units of 10 ** -(POINT_PLACES + WEIGHT_PLACES).

    Its rows are only ever selected from lines whose own references the database checks. Checking three references and
    filling two more indexes again for each row would make a recount eight times slower.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="competency_scores", db_constraint=False
    )
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="competency_scores", db_constraint=False, db_index=False
    )
    source = models.CharField(_("source"), max_length=10, choices=AppraisalSource)
    competency = models.ForeignKey(
        "evaluations.Competency", models.PROTECT, related_name="scores", db_constraint=False, db_index=False
    )
    points_sum = FixedPointField(_("weighted points"), decimal_places=POINT_PLACES + WEIGHT_PLACES)
    max_sum = FixedPointField(_("weighted most points"), decimal_places=POINT_PLACES + WEIGHT_PLACES)

    class Meta:
        verbose_name = _("competency score")
        verbose_name_plural = _("competency scores")
        constraints = [
            models.UniqueConstraint(name="competency_score_once", fields=["competency", "person", "period", "source"]),
            models.CheckConstraint(name="competency_score_max_above_zero", condition=Q(max_sum__gt=0)),
            models.CheckConstraint(
                name="competency_score_within_max",
                condition=Q(points_sum__gte=0) & Q(points_sum__lte=F("max_sum")),
            ),
        ]

    def __str__(self):
        return f"{self.person.full_name}, {self.period}, {self.competency.code}"
