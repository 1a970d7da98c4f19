"""What every page of the site is made of: icons, days, durations, the links of the header."""

import datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.numbers import shortest
from elearning import navigation
from elearning.calendar_words import MONTHS, WEEKDAYS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of the sprite; words stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.filter
def weekday(day: datetime.date) -> str:
    return str(WEEKDAYS[day.weekday()])


@register.filter
def month(day: datetime.date) -> str:
    return str(MONTHS[day.month - 1])


@register.filter
def weekday_and_date(day: datetime.date) -> str:
    """Thứ Sáu, 23/10/2026 or Friday 23 October 2026."""
    return _("%(weekday)s %(date)s") % {"weekday": weekday(day), "date": date_format(day)}


@register.filter
def duration(minutes: int) -> str:
    """43 minutes, 1 hour, 1 hour 20 minutes."""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)


@register.filter
def course_hours(hours: Decimal) -> str:
    """Hours as on a certificate: whole minutes below one hour, else 1 hour, 1.5 hours."""
    if hours < 1:
        return duration(round(hours * 60))
    whole = int(hours) if hours == int(hours) else 2  # a fraction takes the plural
    return ngettext("%(shown)s hour", "%(shown)s hours", whole) % {"shown": figure(hours)}


@register.filter
def figure(value: Decimal) -> str:
    """A decimal as short as it is: 7 rather than 7.00, 2,5 in Vietnamese."""
    return number_format(shortest(Decimal(value)))


@register.simple_tag(takes_context=True)
def site_navigation(context) -> list[navigation.Link]:
    return navigation.links(context.get("request"))


@register.simple_tag
def other_languages(current: str) -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != current]


@register.simple_tag
def product_setting(name: str) -> str:
    """For pages that are shown when nothing else works, and so without context processors."""
    return getattr(settings, name)
