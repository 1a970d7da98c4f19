from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """A day as it is written in letters; “a year ago” would not do for a deadline or a validity."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""


class MomentColumn(Column):
    """A day and the time on it."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""
