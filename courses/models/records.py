"""What a learner did: one enrolment is one run through a course, and is never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses import certificate_codes


class EnrolmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(completed_at__isnull=True)

    def completed(self):
        return self.filter(completed_at__isnull=False)

    def courses(self):
        """Primary keys of the courses, each once."""
        return self.order_by().values_list("course", flat=True).distinct()


class Enrolment(models.Model):
    """One run of a learner through a course (in its source language). Taking it again is another enrolment."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey("courses.CoursePage", models.PROTECT, related_name="enrolments")
    run = models.PositiveSmallIntegerField(_("run"), default=1)
    started_at = models.DateTimeField(_("started at"))
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(name="enrolment_run_once", fields=["learner", "course", "run"]),
            models.UniqueConstraint(
                name="enrolment_one_open_each", fields=["learner", "course"], condition=Q(completed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="enrolment_moments_in_order",
                condition=Q(completed_at__isnull=True) | Q(completed_at__gte=F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.learner.full_name}: {self.course.code} ({self.run})"


class StepCompletion(models.Model):
    """A step done within an enrolment, on the page revision that was shown."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="step_completions")
    step = models.ForeignKey("courses.StepPage", models.PROTECT, related_name="completions")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        constraints = [models.UniqueConstraint(name="step_once_per_enrolment", fields=["enrolment", "step"])]

    def __str__(self):
        return f"{self.enrolment}: {self.step}"


class CertificateSeries(models.Model):
    """The number series of one year; the row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self):
        return str(self.year)


class CertificateQuerySet(models.QuerySet):
    def with_code(self, text: str):
        """The one with this verification code, however it was typed: blanks, dashes, small letters, O for 0."""
        return self.filter(code=certificate_codes.normalised(text))


class Certificate(models.Model):
    """Proof of one completed enrolment, worded as it was on the day it was earned.

    `number` runs in a series and stands in the files; `code` is random, and only who holds the paper knows it.
    """

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    holder_name = models.CharField(_("issued to"), max_length=255)
    holder_post = models.CharField(_("post"), max_length=512, blank=True)
    course_title = models.CharField(_("course"), max_length=255)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    issuer = models.CharField(_("issued by"), max_length=255)
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason of the revocation"), max_length=255, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]

    def __str__(self):
        return self.number

    @property
    def printed_code(self) -> str:
        """The verification code as it stands on paper."""
        return certificate_codes.grouped(self.code)


class TrainingResult(models.TextChoices):
    COMPLETED = "completed", _("Completed")
    FAILED = "failed", _("Not passed")
    DROPPED_OUT = "dropped_out", _("Dropped out")


class TrainingRecord(models.Model):
    """Training taken elsewhere or before this platform. The course may be in no catalogue here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_records")
    course_code = models.CharField(_("course code"), max_length=40)
    course_name = models.CharField(_("course"), max_length=255, blank=True)
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"))
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=TrainingResult)
    certificate_number = models.CharField(_("certificate number"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("earlier training")
        verbose_name_plural = _("earlier training")
        ordering = ["-ended_on"]
        indexes = [models.Index(fields=["course_code", "result", "ended_on"])]
        constraints = [
            models.UniqueConstraint(name="training_record_once", fields=["person", "course_code", "ended_on"])
        ]

    def __str__(self):
        return f"{self.person.full_name}: {self.course_code}, {self.ended_on}"
