"""Appraisal sheets and what they say about competencies. Who opens one leaves a trace."""

import django_filters
from django import forms
from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.widgets.button import HeaderButton

from evaluations.access import appraisals_visible_to
from evaluations.models import Appraisal, AppraisalSource, CompetencyScore, Framework, Period, Score, ScoreStatus
from evaluations.viewsets.columns import PercentColumn
from evaluations.viewsets.person import PersonEvaluationsView
from people.actions import looks
from people.models import Looked
from people.scope import ScopedPermissionPolicy
from people.viewsets.columns import DayColumn
from people.viewsets.filters import UnitFilter
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.sections import TableSection


class AppraisalFilterSet(WagtailFilterSet):
    unit = UnitFilter(field_name="person")
    period = django_filters.ModelChoiceFilter(
        queryset=Period.objects.order_by("-ends_on"), label=_("Period"), empty_label=_("All")
    )
    framework = django_filters.ModelChoiceFilter(
        queryset=Framework.objects.all(), label=_("Framework"), empty_label=_("All")
    )
    source = django_filters.ChoiceFilter(
        choices=AppraisalSource, label=_("Source"), widget=forms.RadioSelect, empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        choices=ScoreStatus, label=_("Status"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Appraisal
        fields = []


class AppraisalIndexView(ScopedIndexView):
    """A sheet stands as its least settled line does. No points in a list: others may see the screen."""

    def get_base_queryset(self):
        lines = Score.objects.filter(appraisal=OuterRef("pk"))
        status = Case(
            *(
                When(Exists(lines.filter(status=status)), then=Value(status.value))
                for status in (ScoreStatus.APPEALED, ScoreStatus.DRAFT)
            ),
            default=Value(ScoreStatus.FINAL.value),
            output_field=CharField(),
        )
        sheets = super().get_base_queryset().select_related("person", "unit", "framework", "period")
        return sheets.annotate(status=status)


class AppraisalInspectView(ScopedInspectView):
    facts = ("person", "unit", "framework", "period", "source")

    def select(self, visible):
        return visible.select_related("person", "unit", "framework", "period")

    def get(self, request, *args, **kwargs):
        sheet = self.object
        looks.record(
            viewer=request.user,
            person=sheet.person,
            what=Looked.APPRAISAL,
            about=f"{sheet.period}, {sheet.framework}, {sheet.get_source_display()}",
        )
        return super().get(request, *args, **kwargs)

    @property
    def header_buttons(self):
        url = reverse("evaluations:person", args=[self.object.person_id])
        return [HeaderButton(_("All evaluations of this person"), url=url, icon_name="user")]

    def sections(self):
        return [self.competencies(), self.lines()]

    def competencies(self):
        sheet = self.object
        scores = CompetencyScore.objects.filter(
            person=sheet.person_id, period=sheet.period_id, source=sheet.source
        ).select_related("competency")
        columns = [
            Column("competency", label=_("Competency")),
            PercentColumn("percent", label=_("Percent")),
            Column("points_sum", label=_("Weighted points")),
            Column("max_sum", label=_("Weighted most points")),
        ]
        return TableSection(
            "competencies",
            _("Competencies in this period, from this source, over all sheets"),
            Table(columns, scores.order_by("competency__position", "competency__code")),
            empty=_("No final line of this period says anything about a competency."),
        )

    def lines(self):
        columns = [
            Column("section", accessor="criterion.section_code", label=_("Section")),
            Column("code", accessor="criterion.code", label=_("Code")),
            Column("name", accessor="criterion.name", label=_("Criterion")),
            PointsColumn("points", label=_("Points")),
            Column("max_points", accessor="criterion.max_points", label=_("Most points")),
            Column("status", accessor="get_status_display", label=_("Status")),
            DayColumn("finalised_on", label=_("Finalised on")),
        ]
        lines = self.object.scores.select_related("criterion").order_by("criterion__position", "criterion__code")
        return TableSection("lines", _("Lines"), Table(columns, lines), empty=_("This sheet has no lines."))


class PointsColumn(Column):
    empty_value_display = _("Not scored")

    def get_value(self, line):
        return "" if line.points is None else line.points


def status_of(sheet):
    return ScoreStatus(sheet.status).label


class AppraisalViewSet(ReadOnlyViewSet):
    model = Appraisal
    name = "evaluations"
    icon = "form"
    menu_label = _("Appraisals")
    ordering = ["person__full_name", "-period__ends_on", "pk"]
    search_fields = ["person__full_name", "person__staff_number"]
    filterset_class = AppraisalFilterSet
    index_view_class = AppraisalIndexView
    inspect_view_class = AppraisalInspectView
    list_display = [
        "person",
        Column("unit", label=_("Unit"), sort_key="unit__name", classname="on-wide"),
        Column("period", label=_("Period"), sort_key="period__ends_on"),
        Column("framework", label=_("Framework"), sort_key="framework__code", classname="on-wide"),
        Column("source", accessor="get_source_display", label=_("Source"), sort_key="source"),
        Column("status", accessor=status_of, label=_("Status"), sort_key="status", classname="on-wide"),
    ]
    permission_policy = ScopedPermissionPolicy(Appraisal, appraisals_visible_to)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("person/<int:pk>/", PersonEvaluationsView.as_view(), name="person")]
