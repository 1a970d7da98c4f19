from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.viewsets.base import ViewSetGroup

from evaluations.viewsets.appraisals import AppraisalViewSet
from evaluations.viewsets.frameworks import CompetencyViewSet, FrameworkViewSet, PeriodViewSet
from people.viewsets.sections import TableSection


class EvaluationsGroup(ViewSetGroup):
    menu_label = gettext_lazy("Evaluations")
    menu_name = "evaluations-group"
    menu_icon = "form"
    menu_order = 500
    items = (AppraisalViewSet, CompetencyViewSet, FrameworkViewSet, PeriodViewSet)


@hooks.register("register_admin_viewset")
def lists():
    return EvaluationsGroup()


@hooks.register("register_person_section")
def evaluations_of(request, person):
    """The way to a person's evaluations. No score stands here: only who follows the link has looked."""
    if not request.user.has_perm("evaluations.view_appraisal"):
        return None
    newest = person.appraisals.select_related("period").order_by("-period__ends_on").first()
    rows = [newest] if newest else []
    columns = [
        Column("period", label=_("Newest period")),
        Column("source", accessor="get_source_display", label=_("Source")),
    ]
    links = [(reverse("evaluations:person", args=[person.pk]), _("Open the evaluations; this is recorded"))]
    return TableSection(
        "evaluations", _("Evaluations"), Table(columns, rows), empty=_("No appraisal was imported."), links=links
    )
