"""Filters by the organisation."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import units_of
from people.models import RoleKind, Unit, User


class UnitChoiceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, unit):
        return "\u2003" * unit.tree_depth + unit.name


def units_in_scope(request):
    """The viewer's units as a tree."""
    reach = units_of(request.user, RoleKind.HR, timezone.localdate())
    return Unit.objects.with_tree_fields().filter(pk__in=reach)


class UnitFilter(django_filters.ModelChoiceFilter):
    """People whose current post lies in a unit or below; `field_name` leads to the person."""

    field_class = UnitChoiceField

    def __init__(self, **kwargs):
        super().__init__(queryset=units_in_scope, label=_("Unit"), empty_label=_("All"), **kwargs)

    def filter(self, queryset, unit):
        if unit is None:
            return queryset
        people = User.objects.in_units(Unit.objects.below([unit]))
        return queryset.filter(**{f"{self.field_name}__in": people.values("pk")})
