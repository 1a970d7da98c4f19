"""The organisation: units with validity dates, and what followed them."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("Provincial People's Committee")
    DEPARTMENT = "department", _("Department")
    BOARD = "board", _("Board")
    PUBLIC_UNIT = "public_unit", _("Public service unit")
    DIVISION = "division", _("Division")
    COMMUNE = "commune", _("Commune People's Committee")
    WARD = "ward", _("Ward People's Committee")
    SERVICE_CENTRE = "service_centre", _("Public administration service centre")
    DISTRICT = "district", _("District (historic)")


class UnitLevel(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")


class UnitQuerySet(TreeQuerySet):
    def valid_on(self, day: datetime.date):
        """Units that exist on the day; the last day counts."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def below(self, units):
        """The given units and everything under them, as a set of primary keys."""
        reached = set(units.values_list("pk", flat=True) if hasattr(units, "values_list") else [u.pk for u in units])
        frontier = reached
        while frontier:
            frontier = set(self.filter(parent__in=frontier).values_list("pk", flat=True)) - reached
            reached |= frontier
        return reached


class Unit(TreeNode):
    """A body, department, commune or division. Units end and are followed by others; they are never deleted."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    level = models.CharField(_("level"), max_length=10, choices=UnitLevel)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day counts."))
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    successors = models.ManyToManyField(
        "self", through="UnitSuccession", symmetrical=False, related_name="predecessors", verbose_name=_("followed by")
    )

    objects = UnitQuerySet.as_manager(with_tree_fields=False)

    class Meta(TreeNode.Meta):
        abstract = False
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_validity_in_order", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="unit_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self):
        return self.name


class UnitSuccession(models.Model):
    """`unit` was followed, wholly or in part, by `successor`."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="precessions")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unit_successor_once", fields=["unit", "successor"]),
            models.CheckConstraint(name="unit_not_its_own_successor", condition=~Q(unit=F("successor"))),
        ]

    def __str__(self):
        return f"{self.unit} → {self.successor}"
