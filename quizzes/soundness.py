"""What makes a question fit to be published. Values in, sentences out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.grading import SINGLE, share

FEWEST_OPTIONS = 2


def faults(kind: str, percents: Sequence[Decimal]) -> list[str]:
    """What is wrong with the options of a question, given their percents; empty if nothing is.

    A single choice has exactly one best answer, worth 100 %. In a multiple response the percents above 0 sum to 100,
    so that ticking all the right answers and nothing else earns the whole mark.
    """
    if len(percents) < FEWEST_OPTIONS:
        return [_("A question needs at least two options.")]
    if kind == SINGLE:
        best = sum(percent == 100 for percent in percents)
        if best == 0:
            return [_("No option is worth 100 percent. Give 100 percent to the best one.")]
        if best > 1:
            return [
                _(
                    "%(count)s options are worth 100 percent. Leave 100 percent to the best one, "
                    "or make the question a multiple response."
                )
                % {"count": best}
            ]
        return []
    earned = sum((share(percent) for percent in percents if percent > 0), start=share(0))
    if earned != 1:
        return [
            _("The percents above 0 sum to %(sum)s. Change them so that the right options together earn 100 percent.")
            % {"sum": f"{float(earned * 100):g}"}
        ]
    return []
