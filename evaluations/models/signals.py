"""What citizens and inspectors reported. No citizen is named anywhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignalChannel(models.TextChoices):
    COUNTER = "counter", _("At the counter")
    PHONE = "phone", _("By telephone")
    PORTAL = "portal", _("National public service portal")
    MAILBOX = "mailbox", _("Letter box")
    ZALO = "zalo", _("Zalo")


class SignalCategory(models.TextChoices):
    ATTITUDE = "attitude", _("Attitude")
    DELAY = "delay", _("Delay")
    GUIDANCE = "guidance", _("Lack of guidance")
    HARASSMENT = "harassment", _("Harassment")
    OTHER = "other", _("Other")


class SignalOutcome(models.TextChoices):
    RIGHT = "right", _("Right")
    PARTLY_RIGHT = "partly_right", _("Partly right")
    WRONG = "wrong", _("Wrong")
    OPEN = "open", _("Being looked into")

    @classmethod
    def substantiated(cls):
        return [cls.RIGHT, cls.PARTLY_RIGHT]


class CitizenSignal(models.Model):
    """A complaint or report about a unit; about a person only where HR found out who."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    reported_on = models.DateField(_("date"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="citizen_signals")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="citizen_signals"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=SignalChannel, blank=True)
    category = models.CharField(_("category"), max_length=10, choices=SignalCategory)
    severity = models.PositiveSmallIntegerField(_("severity"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=SignalOutcome)
    outcome_on = models.DateField(_("outcome on"), null=True, blank=True)

    class Meta:
        ordering = ["-reported_on", "reference"]
        verbose_name = _("citizen's report")
        verbose_name_plural = _("citizens' reports")
        indexes = [models.Index(fields=["person", "category", "reported_on"])]
        constraints = [
            models.CheckConstraint(name="signal_severity_1_to_3", condition=Q(severity__gte=1, severity__lte=3))
        ]

    def __str__(self):
        return self.reference


class InspectionKind(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNANNOUNCED = "unannounced", _("Unannounced")


class InspectionItem(models.TextChoices):
    PUNCTUALITY = "punctuality", _("Working hours")
    ATTIRE = "attire", _("Attire")
    BADGE = "badge", _("Name badge")
    PROCEDURES_POSTED = "procedures_posted", _("Procedures posted")
    CODE_POSTED = "code_posted", _("Code of conduct posted")
    COMMUNICATION = "communication", _("Communication")


class Inspection(models.Model):
    """One visit to a unit."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    inspected_on = models.DateField(_("date"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="inspections")
    kind = models.CharField(_("kind"), max_length=12, choices=InspectionKind, blank=True)
    inspected_count = models.PositiveIntegerField(_("people inspected"), null=True, blank=True)

    class Meta:
        ordering = ["-inspected_on", "reference"]
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")

    def __str__(self):
        return self.reference


class Finding(models.Model):
    """How many breaches of one item a visit found, for the unit or for a person."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    item = models.CharField(_("item"), max_length=20, choices=InspectionItem)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="findings")
    count = models.PositiveIntegerField(_("findings"))
    fixed = models.BooleanField(_("repaired"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [models.Index(fields=["person", "item"])]
        constraints = [
            models.UniqueConstraint(
                name="finding_once", fields=["inspection", "item", "person"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                name="finding_once_for_unit", fields=["inspection", "item"], condition=Q(person__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.inspection}: {self.get_item_display()} {self.count}"
