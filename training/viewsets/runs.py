"""What the runs of the rules did, and whom they passed over for which reason. Written by the runs alone."""

import django_filters
from django import forms
from django.db.models import Count, F, FilteredRelation, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, Table, TitleColumn

from people.scope import ScopedPermissionPolicy
from people.viewsets.columns import DayColumn, MomentColumn
from people.viewsets.filters import UnitFilter
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.sections import TableSection
from training.access import skips_visible_to
from training.models import Rule, RuleRun, RuleSkip, RunTrigger, SkipReason


class RunFilterSet(WagtailFilterSet):
    trigger = django_filters.ChoiceFilter(
        choices=RunTrigger, label=_("Started"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = RuleRun
        fields = []


class RunInspectView(ScopedInspectView):
    facts = ("as_of", "trigger", "started_at", "finished_at", "assigned", "skipped")
    page_title = _("Rule run")

    def get_page_subtitle(self):
        return day_of(self.object)

    def sections(self):
        return [self.assigned(), self.skipped()]

    def assigned(self):
        counts = self.object.assignments.values("rule_version__rule__code", "rule_version__number").annotate(
            people=Count("pk")
        )
        columns = [
            Column("rule", accessor=lambda row: row["rule_version__rule__code"], label=_("Rule")),
            Column("version", accessor=lambda row: row["rule_version__number"], label=_("Version")),
            NumberColumn("people", accessor=lambda row: row["people"], label=_("People")),
        ]
        rows = list(counts.order_by("rule_version__rule__code"))
        return TableSection("assigned", _("Assigned"), Table(columns, rows), empty=_("Nobody was assigned a course."))

    def skipped(self):
        counts = self.object.skips.values("rule_version__rule__code", "reason").annotate(people=Count("pk"))
        columns = [
            Column("rule", accessor=lambda row: row["rule_version__rule__code"], label=_("Rule")),
            Column("reason", accessor=lambda row: SkipReason(row["reason"]).label, label=_("Reason")),
            NumberColumn("people", accessor=lambda row: row["people"], label=_("People")),
        ]
        links = [(f"{reverse('skips:index')}?run={self.object.pk}", _("Who was passed over"))]
        rows = list(counts.order_by("rule_version__rule__code", "reason"))
        return TableSection(
            "skipped", _("Passed over"), Table(columns, rows), empty=_("Nobody was passed over."), links=links
        )


def day_of(run: RuleRun) -> str:
    return date_format(run.as_of, "SHORT_DATE_FORMAT")


class RunViewSet(ReadOnlyViewSet):
    model = RuleRun
    name = "rule-runs"
    icon = "time"
    ordering = "-started_at"
    filterset_class = RunFilterSet
    inspect_view_class = RunInspectView
    list_display = [
        TitleColumn("as_of", accessor=day_of, label=_("As of"), sort_key="as_of", url_name="rule-runs:inspect"),
        MomentColumn("started_at", label=_("Started at"), sort_key="started_at"),
        Column("trigger", accessor="get_trigger_display", label=_("Started")),
        NumberColumn("assigned", label=_("Assigned"), sort_key="assigned"),
        NumberColumn("skipped", label=_("Passed over"), sort_key="skipped"),
    ]


class SkipFilterSet(WagtailFilterSet):
    run = django_filters.ModelChoiceFilter(queryset=RuleRun.objects.all(), label=_("Rule run"), empty_label=_("All"))
    unit = UnitFilter(field_name="learner")
    rule = django_filters.ModelChoiceFilter(
        field_name="rule_version__rule",
        queryset=Rule.objects.select_related("current"),
        label=_("Rule"),
        empty_label=_("All"),
    )
    reason = django_filters.ChoiceFilter(
        choices=SkipReason, label=_("Reason"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = RuleSkip
        fields = []


class SkipIndexView(ScopedIndexView):
    page_title = _("Passed over by rules")
    verbose_name_plural = _("people passed over")

    def get_base_queryset(self):
        return (
            super()
            .get_base_queryset()
            .select_related("learner", "run", "rule_version__rule", "rule_version__course")
            .annotate(post=FilteredRelation("learner__postings", condition=Q(learner__postings__is_current=True)))
            .annotate(unit_name=F("post__unit__name"))
        )


class SkipViewSet(ReadOnlyViewSet):
    model = RuleSkip
    name = "skips"
    icon = "user"
    menu_label = _("Passed over")
    inspect_view_enabled = False
    index_view_class = SkipIndexView
    ordering = ["-run__started_at", "rule_version__rule__code", "learner__full_name"]
    search_fields = ["learner__full_name", "learner__staff_number"]
    filterset_class = SkipFilterSet
    list_display = [
        Column("learner", label=_("Person"), sort_key="learner__full_name"),
        Column("unit_name", label=_("Unit"), sort_key="unit_name", classname="on-wide"),
        Column("rule", accessor="rule_version.rule.code", label=_("Rule"), sort_key="rule_version__rule__code"),
        Column("course", accessor="rule_version.course.code", label=_("Course"), classname="on-wide"),
        Column("reason", accessor="get_reason_display", label=_("Reason"), sort_key="reason"),
        DayColumn("as_of", accessor="run.as_of", label=_("As of"), classname="on-wide"),
    ]
    permission_policy = ScopedPermissionPolicy(RuleSkip, skips_visible_to)
