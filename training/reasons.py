"""Why somebody has a course to do, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.models import Assignment, Origin, RuleKind
from training.rule_words import figure


def short(assignment: Assignment) -> str:
    """The kind of reason, without figures: for lists and mails, which others may see."""
    if assignment.origin == Origin.PERSON:
        return _("Assigned by an HR officer.")
    kind = assignment.rule_version.kind
    if kind == RuleKind.COMPLAINTS:
        return _("Assigned after citizens' reports that were found right.")
    if kind == RuleKind.INSPECTION:
        return _("Assigned after repeated findings in inspections.")
    return _("Assigned by evaluation results.")


def sentence(assignment: Assignment) -> str:
    """One sentence with the figures: for the page only the person, the line manager and HR may see."""
    if assignment.origin == Origin.PERSON:
        return assignment.note
    return _SENTENCES[assignment.rule_version.kind](assignment)


def _figures(assignment: Assignment) -> dict[str, str]:
    version = assignment.rule_version
    return {
        "rule": version.rule.code,
        "competency": version.competency.name if version.competency else "",
        "percent": figure(assignment.percent) if assignment.percent is not None else "",
        "threshold": figure(assignment.threshold),
    }


def _sustained_low(assignment: Assignment) -> str:
    periods = assignment.periods.count()
    return ngettext(
        "The newest appraised period for %(competency)s is %(percent)s%%, below the threshold of %(threshold)s%% "
        "in rule %(rule)s.",
        "The mean of the last %(periods)s appraised periods for %(competency)s is %(percent)s%%, below the threshold "
        "of %(threshold)s%% in rule %(rule)s.",
        periods,
    ) % {**_figures(assignment), "periods": periods}


def _percent_of_max(assignment: Assignment) -> str:
    return _(
        "The newest appraised period for %(competency)s is %(percent)s%%, below the threshold of %(threshold)s%% "
        "in rule %(rule)s."
    ) % _figures(assignment)


def _drop(assignment: Assignment) -> str:
    figures = _figures(assignment) | {
        "percent": figure(-assignment.percent),
        "threshold": figure(-assignment.threshold),
    }
    return (
        _(
            "The newest two appraised periods for %(competency)s lie %(percent)s points below those before; "
            "rule %(rule)s assigns the course from %(threshold)s points."
        )
        % figures
    )


def _complaints(assignment: Assignment) -> str:
    count = assignment.events_counted.count()
    return ngettext(
        "%(count)s report from citizens was found right (rule %(rule)s).",
        "%(count)s reports from citizens were found right (rule %(rule)s).",
        count,
    ) % {**_figures(assignment), "count": count}


def _inspection(assignment: Assignment) -> str:
    return _("Inspections found the same matter repeatedly (rule %(rule)s).") % _figures(assignment)


_SENTENCES = {
    RuleKind.SUSTAINED_LOW: _sustained_low,
    RuleKind.PERCENT_OF_MAX: _percent_of_max,
    RuleKind.DROP: _drop,
    RuleKind.COMPLAINTS: _complaints,
    RuleKind.INSPECTION: _inspection,
}
