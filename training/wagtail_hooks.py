from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from people.models import User
from people.viewsets.sections import TableSection
from training.access import assignments_visible_to
from training.viewsets.assignments import AssignmentViewSet, course_named
from training.viewsets.columns import DueColumn
from training.viewsets.courses import shown_title
from training.viewsets.home import OfficerPanel
from training.viewsets.rules import RuleViewSet
from training.viewsets.runs import RunViewSet, SkipViewSet
from training.viewsets.waiving import WaiveBulkAction


class RulesGroup(ViewSetGroup):
    menu_label = gettext_lazy("Rules")
    menu_name = "rules-group"
    menu_icon = "cogs"
    menu_order = 600
    items = (RuleViewSet, RunViewSet, SkipViewSet)


@hooks.register("register_admin_viewset")
def lists():
    return [RulesGroup(), AssignmentViewSet()]


hooks.register("register_bulk_action", WaiveBulkAction)


@hooks.register("construct_homepage_panels")
def what_waits(request, panels):
    if request.user.has_perm("training.view_assignment"):
        panels.append(OfficerPanel())


@hooks.register("register_person_section")
def assignments_of(request, person: User):
    """What the person has to do and has done; the reasons stand on the page of each assignment."""
    if not request.user.has_perm("training.view_assignment"):
        return None
    assignments = assignments_visible_to(request.user, timezone.localdate()).filter(learner=person)
    columns = [
        TitleColumn("course", accessor=course_named, label=_("Course"), url_name="assignments:inspect"),
        DueColumn("due_on", label=_("Due")),
        Column("state", accessor="get_state_display", label=_("State")),
    ]
    rows = assignments.select_related("course").annotate(course_title=shown_title("course__")).order_by("-due_on")
    links = [(f"{reverse('assignments:new')}?people={person.pk}", _("Assign a course"))]
    return TableSection(
        "assignments", _("Assignments"), Table(columns, rows), empty=_("No course was assigned."), links=links
    )


@hooks.register("register_log_actions")
def switches(actions):
    actions.register_action(
        "training.rule_switched_on", gettext_lazy("Switch a rule on"), gettext_lazy("Rule switched on")
    )
    actions.register_action(
        "training.rule_switched_off", gettext_lazy("Switch a rule off"), gettext_lazy("Rule switched off")
    )
