"""What a rule says, in a sentence, and appraisal periods by name; both in the active language."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.numbers import shortest
from training.models import RuleKind, RuleVersion

QUARTER = re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])")
MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])")
YEAR = re.compile(r"(?P<year>\d{4})")


def figure(number: Decimal) -> str:
    """A decimal as short as it is, with the separators of the language."""
    return number_format(shortest(number))


def period_name(code: str) -> str:
    """Quarter 2/2026 for 2026-Q2, month 7/2026 for 2026-07, year 2026 for 2026; any other code as it is."""
    if found := QUARTER.fullmatch(code):
        return _("Quarter %(quarter)s/%(year)s") % found.groupdict()
    if found := MONTH.fullmatch(code):
        return _("Month %(month)s/%(year)s") % {"month": int(found["month"]), "year": found["year"]}
    if found := YEAR.fullmatch(code):
        return _("Year %(year)s") % found.groupdict()
    return code


def says(version: RuleVersion) -> str:
    """When the rule assigns its course."""
    return _SENTENCES[version.kind](version)


def _sustained_low(version: RuleVersion) -> str:
    return ngettext(
        "When the appraised period for %(competency)s is below %(threshold)s%%, the course is assigned.",
        "When the mean of the last %(periods)s appraised periods for %(competency)s is below %(threshold)s%%, "
        "the course is assigned.",
        version.periods,
    ) % {
        "periods": version.periods,
        "competency": version.competency.name,
        "threshold": figure(version.threshold),
    }


def _percent_of_max(version: RuleVersion) -> str:
    return _(
        "When the newest appraised period for %(competency)s is below %(threshold)s%%, the course is assigned."
    ) % {"competency": version.competency.name, "threshold": figure(version.threshold)}


def _drop(version: RuleVersion) -> str:
    return _(
        "When the mean of the newest two appraised periods for %(competency)s lies %(points)s points or more below "
        "the mean of the periods before them, the course is assigned."
    ) % {"competency": version.competency.name, "points": figure(-version.threshold)}


def _complaints(version: RuleVersion) -> str:
    return ngettext(
        "When there is %(count)s substantiated report, or a severe one, within %(days)s days, the course is assigned.",
        "When there are %(count)s substantiated reports, or a single severe one, within %(days)s days, "
        "the course is assigned.",
        int(version.threshold),
    ) % {"count": figure(version.threshold), "days": version.lookback_days}


def _inspection(version: RuleVersion) -> str:
    return ngettext(
        "When inspections found the same matter %(count)s time within %(days)s days, the course is assigned.",
        "When inspections found the same matter %(count)s times within %(days)s days, the course is assigned.",
        int(version.threshold),
    ) % {"count": figure(version.threshold), "days": version.lookback_days}


_SENTENCES = {
    RuleKind.SUSTAINED_LOW: _sustained_low,
    RuleKind.PERCENT_OF_MAX: _percent_of_max,
    RuleKind.DROP: _drop,
    RuleKind.COMPLAINTS: _complaints,
    RuleKind.INSPECTION: _inspection,
}
