"""Form fields of the back office."""

from decimal import Decimal

from django import forms

from courses.numbers import shortest


class ShortNumberInput(forms.NumberInput):
    """A decimal without the zeros that its column keeps: 50, not 50.00000."""

    def format_value(self, value):
        return shortest(value) if isinstance(value, Decimal) else super().format_value(value)
