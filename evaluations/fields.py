"""Decimals that stay exact on every database: stored as whole numbers of the smallest unit."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class FixedPointField(models.BigIntegerField):
    """A Decimal in Python, a BIGINT of `10 ** -decimal_places` in the database.

    SQLite has no exact decimal type and would add binary floats; whole numbers add exactly on both databases.
    Raises ValidationError for more places than the field keeps.
    """

    description = _("Exact decimal number")

    def __init__(self, *args, decimal_places: int, **kwargs):
        self.decimal_places = decimal_places
        self.unit = 10**decimal_places
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "decimal_places": self.decimal_places}

    def from_db_value(self, value, expression, connection):
        return None if value is None else self.from_units(value)

    def from_units(self, units: int) -> Decimal:
        """Whole database units as the shortest Decimal (2.5, not 2.500000)."""
        value = (Decimal(units) / self.unit).normalize()
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value

    def to_units(self, value) -> int:
        scaled = self.to_python(value) * self.unit
        if scaled != scaled.to_integral_value():
            raise ValidationError(_("At most %(places)s decimal places."), params={"places": self.decimal_places})
        return int(scaled)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError(_("“%(value)s” is not a number."), params={"value": value}) from error

    def get_prep_value(self, value):
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return self.to_units(value)

    def formfield(self, **kwargs):
        from django import forms

        return models.Field.formfield(
            self,
            **{"form_class": forms.DecimalField, "decimal_places": self.decimal_places, "localize": True, **kwargs},
        )
