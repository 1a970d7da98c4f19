"""What is appraised: competencies, and the sheets whose criteria speak about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from evaluations.fields import FixedPointField

POINT_PLACES = 6
WEIGHT_PLACES = 4


class Named(models.Model):
    """Anything HR names in two languages."""

    name_vi = models.CharField(_("name (Vietnamese)"), max_length=255)
    name_en = models.CharField(_("name (English)"), max_length=255, blank=True)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else self.name_vi) or self.name_vi


class Competency(Named, TreeNode):
    """A node of the competency tree; a score for it includes everything below it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = TreeQuerySet.as_manager(with_tree_fields=False)

    class Meta(TreeNode.Meta):
        abstract = False
        ordering = ["position", "code"]
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")

    def __str__(self):
        return self.name


class FrameworkLevel(models.TextChoices):
    PERSON = "person", _("Person")
    UNIT = "unit", _("Unit")


class Framework(models.Model):
    """An appraisal sheet in one version."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    level = models.CharField(_("level"), max_length=6, choices=FrameworkLevel, default=FrameworkLevel.PERSON)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day counts."))

    class Meta:
        ordering = ["code"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.CheckConstraint(
                name="framework_validity_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self):
        return self.code


class Criterion(Named):
    """One line of a sheet."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="criteria", verbose_name=_("framework"))
    section_code = models.CharField(_("section"), max_length=20, blank=True)
    code = models.CharField(_("code"), max_length=20)
    max_points = FixedPointField(_("most points"), decimal_places=POINT_PLACES)
    step = FixedPointField(_("step"), decimal_places=POINT_PLACES, null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["framework", "position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(name="criterion_once_per_framework", fields=["framework", "code"]),
            models.CheckConstraint(name="criterion_max_above_zero", condition=Q(max_points__gt=0)),
        ]

    def __str__(self):
        return f"{self.framework.code} {self.code}"


class CriterionCompetency(models.Model):
    """How much a line says about a competency, as HR wrote it."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="weights")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="weights")
    weight = FixedPointField(_("weight"), decimal_places=WEIGHT_PLACES)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="weight_once", fields=["criterion", "competency"]),
            models.CheckConstraint(name="weight_above_zero", condition=Q(weight__gt=0)),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.competency.code} {self.weight}"


class CriterionReach(models.Model):
    """Derived: the weight a line gives to a competency and everything below it (docs/rules.md, "Scores")."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="reaches")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="reaches")
    weight = FixedPointField(_("weight"), decimal_places=WEIGHT_PLACES)

    class Meta:
        constraints = [models.UniqueConstraint(name="reach_once", fields=["criterion", "competency"])]

    def __str__(self):
        return f"{self.criterion}: {self.competency.code} {self.weight}"
