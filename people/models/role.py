"""What a person may do for which part of the organisation."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RoleKind(models.TextChoices):
    HR = "hr", _("HR officer")
    EDITOR = "editor", _("Editor")
    INSPECTOR = "inspector", _("Inspector")
    EMULATION = "emulation", _("Emulation officer")


class RoleQuerySet(models.QuerySet):
    def valid_on(self, day: datetime.date):
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class Role(models.Model):
    """A duty for a unit and everything below it. The duty of a line manager follows from the posts instead."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="roles", verbose_name=_("person"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="roles", verbose_name=_("unit"))
    kind = models.CharField(_("role"), max_length=10, choices=RoleKind)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day counts."))

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(name="role_once", fields=["user", "unit", "kind"])]

    def __str__(self):
        return f"{self.user.full_name}: {self.get_kind_display()}, {self.unit}"
