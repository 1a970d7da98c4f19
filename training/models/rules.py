"""When is which course assigned: rules, their versions, their runs."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluations.fields import FixedPointField

THRESHOLD_PLACES = 4


class RuleKind(models.TextChoices):
    SUSTAINED_LOW = "sustained_low", _("Low for several periods")
    PERCENT_OF_MAX = "percent_of_max", _("Low in the newest period")
    DROP = "drop", _("Marked drop")
    COMPLAINTS = "complaints", _("Substantiated complaints")
    INSPECTION = "inspection", _("Repeated findings in inspections")

    @classmethod
    def from_scores(cls):
        """Kinds that read appraisal scores; the others count events."""
        return [cls.SUSTAINED_LOW, cls.PERCENT_OF_MAX, cls.DROP]


class RuleMode(models.TextChoices):
    AUTO = "auto", _("Assigns by itself")
    PROPOSE = "propose", _("Waits for a person to confirm")


class RuleQuerySet(models.QuerySet):
    def active(self):
        """Rules that run, in the order they run in."""
        return self.filter(active=True, current__isnull=False).order_by("current__priority", "code")


class Rule(models.Model):
    """A rule keeps its code; what it says stands in its versions, and a change is a new version."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    active = models.BooleanField(_("active"), default=False)
    current = models.OneToOneField(
        "training.RuleVersion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in force")
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self):
        return f"{self.code} {self.current.name if self.current else ''}".strip()


class RuleVersion(models.Model):
    """What a rule says; docs/rules.md defines each kind to the digit. Never changed once written."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveIntegerField(_("version"))
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=255)
    name_en = models.CharField(_("name (English)"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=RuleKind)
    competency = models.ForeignKey(
        "evaluations.Competency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("competency")
    )
    threshold = FixedPointField(_("threshold"), decimal_places=THRESHOLD_PLACES)
    periods = models.PositiveSmallIntegerField(_("periods"), null=True, blank=True)
    min_periods = models.PositiveSmallIntegerField(_("periods at least"), null=True, blank=True)
    lookback_days = models.PositiveIntegerField(_("days looked back"))
    sources = models.JSONField(
        _("sources"), default=list, help_text=_("In order: sources of scores, categories of reports, or items.")
    )
    course = models.ForeignKey(
        "courses.CoursePage", models.PROTECT, related_name="rule_versions", verbose_name=_("course")
    )
    due_days = models.PositiveIntegerField(_("days until due"))
    cooldown_days = models.PositiveIntegerField(_("days of cool-down"))
    priority = models.PositiveSmallIntegerField(_("priority"), help_text=_("1 runs first."))
    mode = models.CharField(_("mode"), max_length=8, choices=RuleMode, default=RuleMode.AUTO)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rule", "-number"]
        verbose_name = _("rule version")
        verbose_name_plural = _("rule versions")
        constraints = [
            models.UniqueConstraint(name="rule_version_once", fields=["rule", "number"]),
            models.CheckConstraint(
                name="rule_on_scores_names_competency_and_periods",
                condition=~Q(kind__in=RuleKind.from_scores())
                | Q(
                    competency__isnull=False,
                    periods__isnull=False,
                    min_periods__gte=1,
                    min_periods__lte=F("periods"),
                ),
            ),
        ]

    def __str__(self):
        return f"{self.rule.code}, {self.number}"

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else self.name_vi) or self.name_vi


class RunTrigger(models.TextChoices):
    IMPORT = "import", _("After an import")
    NIGHTLY = "nightly", _("Nightly")
    MANUAL = "manual", _("By hand")


class RuleRun(models.Model):
    """One run of the active rules as of a day. Rows appear only when the run is committed as a whole."""

    as_of = models.DateField(_("as of"))
    trigger = models.CharField(_("started"), max_length=8, choices=RunTrigger)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"))
    assigned = models.PositiveIntegerField(_("assigned"), default=0)
    skipped = models.PositiveIntegerField(_("skipped"), default=0)
    evidence_seen = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="How many imports of evidence were applied when it began; empty unless all rules ran as of that day.",
    )

    class Meta:
        ordering = ["-started_at"]
        get_latest_by = "pk"
        verbose_name = _("rule run")
        verbose_name_plural = _("rule runs")

    def __str__(self):
        return f"{self.as_of}"

    def outcomes(self) -> dict[str, dict[str, int]]:
        """By the code of each rule that hit somebody: people by outcome, which is "assigned" or a SkipReason."""
        counted: dict[str, dict[str, int]] = {}
        for code, people in self.assignments.values_list("rule_version__rule__code").annotate(people=Count("pk")):
            counted.setdefault(code, {})["assigned"] = people
        skips = self.skips.values_list("rule_version__rule__code", "reason").annotate(people=Count("pk"))
        for code, reason, people in skips:
            counted.setdefault(code, {})[reason] = people
        return dict(sorted(counted.items()))


class SkipReason(models.TextChoices):
    OPEN_ASSIGNMENT = "open_assignment", _("Already has this course to do")
    COOLDOWN = "cooldown", _("Completed the course a short time ago")
    MAX_OPEN = "max_open", _("Has as many refreshers open as anyone may have")
    WAIVED = "waived", _("Was released from this course a short time ago")


class RuleSkip(models.Model):
    """Somebody a rule hit, and why nothing was assigned."""

    run = models.ForeignKey(RuleRun, models.CASCADE, related_name="skips")
    rule_version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="skips")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=16, choices=SkipReason)

    class Meta:
        constraints = [models.UniqueConstraint(name="skip_once_per_run", fields=["run", "rule_version", "learner"])]

    def __str__(self):
        return f"{self.learner.staff_number}: {self.reason}"
