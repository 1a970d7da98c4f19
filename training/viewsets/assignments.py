"""Assignments: found, chased, exported, given by hand, released from."""

import django_filters
from django import forms
from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import HeaderButton

from intake.spreadsheets import harmless
from people.actions import looks
from people.models import Looked
from people.scope import ScopedPermissionPolicy
from people.viewsets.filters import UnitFilter
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView
from training import exports
from training.access import assignments_visible_to
from training.models import Assignment, AssignmentState, CausePeriod, Origin, Rule
from training.viewsets.assigning import AssignView
from training.viewsets.cause import AssignmentInspectView
from training.viewsets.columns import DueColumn
from training.viewsets.courses import CourseFilter, shown_title
from training.viewsets.waiving import WaiveView

EXPORT_COLUMNS = [
    *exports.ASSIGNMENT_COLUMNS,
    "full_name",
    "unit_code",
    "unit_name",
    "origin",
    "state",
    "assigned_on",
    "note",
]


class AssignmentFilterSet(WagtailFilterSet):
    unit = UnitFilter(field_name="learner")
    course = CourseFilter(label=_("Course"), empty_label=_("All"))
    rule = django_filters.ModelChoiceFilter(
        field_name="rule_version__rule",
        queryset=Rule.objects.select_related("current"),
        label=_("Rule"),
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=AssignmentState, label=_("State"), widget=forms.RadioSelect, empty_label=_("All")
    )
    overdue = django_filters.BooleanFilter(label=_("Overdue"), widget=BooleanRadioSelect, method="late")

    class Meta:
        model = Assignment
        fields = []

    def late(self, queryset, name, wanted):
        late = Q(state=AssignmentState.OPEN, due_on__lt=timezone.localdate())
        return queryset.filter(late) if wanted else queryset.exclude(late)


class AssignmentIndexView(ScopedIndexView):
    template_name = "training/admin/assignments.html"
    list_export = EXPORT_COLUMNS

    def get_base_queryset(self):
        """With unit and title beside each assignment, in the same query."""
        return (
            super()
            .get_base_queryset()
            .select_related("learner", "course", "rule_version__rule")
            .annotate(
                post=FilteredRelation("learner__postings", condition=Q(learner__postings__is_current=True)),
            )
            .annotate(unit_code=F("post__unit__code"), unit_name=F("post__unit__name"))
            .annotate(course_title=shown_title("course__"))
        )

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The rows carry scores, so that they were taken out is kept."""
        looks.record_list(
            viewer=self.request.user,
            what=Looked.EXPORT,
            people_count=queryset.order_by().values("learner").distinct().count(),
            about=str(_("Assignments")),
        )
        return super().as_spreadsheet(with_cause(queryset), spreadsheet_format)

    def get_heading(self, queryset, field):
        return field

    def to_row_dict(self, assignment):
        return dict(zip(EXPORT_COLUMNS, export_row(assignment), strict=True))

    @cached_property
    def header_buttons(self):
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton(_("Assign a course"), url=reverse("assignments:new"), icon_name="plus")]


def export_row(assignment: Assignment) -> list[str]:
    """An assignment `with_cause` in the columns of EXPORT_COLUMNS."""
    return [
        *exports.assignment_row(assignment),
        harmless(assignment.learner.full_name),
        assignment.unit_code or "",
        harmless(assignment.unit_name or ""),
        assignment.origin,
        assignment.state,
        assignment.assigned_on.isoformat(),
        harmless(assignment.note),
    ]


def with_cause(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return assignments.prefetch_related(Prefetch("periods", CausePeriod.objects.order_by("position")))


def course_named(assignment: Assignment) -> str:
    return f"{assignment.course.code} {assignment.course_title}"


def origin_named(assignment: Assignment) -> str:
    """The kind of reason and the rule's code; no score stands in a list."""
    origin = Origin(assignment.origin).label
    return f"{origin} ({assignment.rule_version.rule.code})" if assignment.rule_version else str(origin)


class AssignmentViewSet(ReadOnlyViewSet):
    model = Assignment
    name = "assignments"
    icon = "tasks"
    menu_label = _("Assignments")
    menu_name = "assignments"
    menu_order = 700
    add_to_admin_menu = True
    ordering = ["due_on", "pk"]
    search_fields = ["learner__full_name", "learner__staff_number", "course__code", "course__title"]
    filterset_class = AssignmentFilterSet
    index_view_class = AssignmentIndexView
    inspect_view_class = AssignmentInspectView
    list_display = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="assignment"),
        TitleColumn(
            "learner",
            label=_("Person"),
            sort_key="learner__full_name",
            url_name="assignments:inspect",
            get_title_id=lambda assignment: f"assignment_{assignment.pk}_title",
        ),
        Column("unit_name", label=_("Unit"), sort_key="unit_name", classname="on-wide"),
        Column("course", accessor=course_named, label=_("Course"), sort_key="course__code"),
        Column("origin", accessor=origin_named, label=_("Origin"), sort_key="origin", classname="on-wide"),
        DueColumn("due_on", label=_("Due"), sort_key="due_on"),
        Column("state", accessor="get_state_display", label=_("State"), sort_key="state", classname="on-wide"),
    ]
    permission_policy = ScopedPermissionPolicy(Assignment, assignments_visible_to)

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy}
        return [
            *super().get_urlpatterns(),
            path("new/", AssignView.as_view(**policy), name="new"),
            path("<int:pk>/waive/", WaiveView.as_view(**policy), name="waive"),
        ]
