"""The start page of the back office: what waits, each number a way to its list."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from intake.models import BatchState, ImportBatch
from people.models import User
from training.access import assignments_visible_to
from training.models import AssignmentState, RuleRun


@dataclass(frozen=True)
class Figure:
    number: str
    words: str
    url: str


class OfficerPanel(Component):
    """The same few queries, whatever there is."""

    name = "officer"
    order = 50
    template_name = "training/admin/home_panel.html"

    def get_context_data(self, parent_context):
        viewer = parent_context["request"].user
        return {"figures": figures(viewer, timezone.localdate())}


def figures(viewer: User, today: datetime.date) -> list[Figure]:
    open_ones = Q(state=AssignmentState.OPEN)
    counts = assignments_visible_to(viewer, today).aggregate(
        open=Count("pk", filter=open_ones), overdue=Count("pk", filter=open_ones & Q(due_on__lt=today))
    )
    listed = reverse("assignments:index")
    return [
        Figure(str(counts["open"]), _("open assignments"), f"{listed}?state={AssignmentState.OPEN}"),
        Figure(str(counts["overdue"]), _("of them overdue"), f"{listed}?overdue=true"),
        *_waiting_imports(viewer),
        *_last_run(),
    ]


def _waiting_imports(viewer: User) -> list[Figure]:
    """Only for those who may confirm them."""
    if not viewer.has_perm("intake.view_importbatch"):
        return []
    waiting = ImportBatch.objects.filter(state=BatchState.CHECKED).count()
    url = f"{reverse('imports:index')}?state={BatchState.CHECKED}"
    return [Figure(str(waiting), _("imports waiting for confirmation"), url)]


def _last_run() -> list[Figure]:
    run = RuleRun.objects.order_by("-started_at").first()
    if run is None:
        return []
    words = _("assigned by the last run of the rules, as of %(day)s") % {
        "day": date_format(run.as_of, "SHORT_DATE_FORMAT")
    }
    return [Figure(str(run.assigned), words, reverse("rule-runs:inspect", args=[run.pk]))]
