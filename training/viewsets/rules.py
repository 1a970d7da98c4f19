"""Rules: read, tried out, and, by the HR officers of the whole organisation, written and switched."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import HeaderButton

from evaluations.models import AppraisalSource, InspectionItem, SignalCategory
from people.viewsets.columns import MomentColumn
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.sections import TableSection
from training import rule_words
from training.models import Rule, RuleKind, RuleVersion
from training.viewsets.courses import shown_title
from training.viewsets.rule_preview import RulePreviewView, SwitchRuleView
from training.viewsets.rule_writing import EditRuleView, NewRuleView

PREVIEW_WORDS = _("Who would this assign today?")


class RuleFilterSet(WagtailFilterSet):
    active = django_filters.BooleanFilter(label=_("Active"), widget=BooleanRadioSelect)
    kind = django_filters.ChoiceFilter(
        field_name="current__kind",
        choices=RuleKind,
        label=_("Kind"),
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Rule
        fields = []


class RuleIndexView(ScopedIndexView):
    def get_base_queryset(self):
        rules = super().get_base_queryset().filter(current__isnull=False)
        rules = rules.select_related("current__competency", "current__course")
        return rules.annotate(course_title=shown_title("current__course__"))

    @cached_property
    def header_buttons(self):
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton(_("Write a rule"), url=reverse("rules:new"), icon_name="plus")]


class RuleInspectView(ScopedInspectView):
    """What the rule says now, and every version it had."""

    page_title = _("Rule")

    def select(self, visible):
        related = ("current__competency", "current__course__locale", "current__created_by")
        return (
            visible.filter(current__isnull=False)
            .select_related(*related)
            .annotate(course_title=shown_title("current__course__"))
        )

    @cached_property
    def header_buttons(self):
        buttons = [HeaderButton(PREVIEW_WORDS, url=reverse("rules:preview", args=[self.object.pk]), icon_name="group")]
        if self.user_has_permission("change"):
            url = reverse("rules:edit", args=[self.object.pk])
            buttons.append(HeaderButton(_("Edit"), url=url, icon_name="edit", priority=2000))
        return buttons

    def get_fields_context(self):
        version = self.object.current
        told = [
            (_("Code"), self.object.code),
            (_("State"), state_of(self.object)),
            (_("What the rule says"), rule_words.says(version)),
            (_("Course"), course_named(self.object)),
            (_("Competency"), version.competency),
            (_("Days looked back"), version.lookback_days),
            (_("Sources"), sources_named(version)),
            (_("Days until due"), version.due_days),
            (_("Days of cool-down"), version.cooldown_days),
            (_("Priority"), version.priority),
        ]
        return [{"label": label, "value": value} for label, value in told]

    def sections(self):
        columns = [
            Column("number", label=_("Version")),
            MomentColumn("created_at", label=_("Since")),
            Column("created_by", label=_("Written by")),
            Column("says", accessor=rule_words.says, label=_("What the rule says")),
            Column("threshold", label=_("Threshold")),
            Column("due_days", label=_("Days until due")),
        ]
        versions = self.object.versions.select_related("competency", "created_by")
        return [TableSection("versions", _("Versions"), Table(columns, versions), empty=_("None."))]


def sources_named(version: RuleVersion) -> str:
    """In order, in words."""
    words = {RuleKind.COMPLAINTS: SignalCategory, RuleKind.INSPECTION: InspectionItem}.get(
        version.kind, AppraisalSource
    )
    return ", ".join(str(words(source).label) for source in version.sources)


def state_of(rule: Rule) -> str:
    return _("Switched on") if rule.active else _("Switched off")


def course_named(rule: Rule) -> str:
    return f"{rule.current.course.code} {rule.course_title}"


class RuleViewSet(ReadOnlyViewSet):
    model = Rule
    name = "rules"
    icon = "cogs"
    ordering = "code"
    search_fields = ["code", "current__name_vi", "current__name_en"]
    filterset_class = RuleFilterSet
    index_view_class = RuleIndexView
    inspect_view_class = RuleInspectView
    list_display = [
        "code",
        Column("name", accessor="current.name", label=_("Name")),
        StatusTagColumn("active", accessor=state_of, label=_("State"), primary=lambda rule: rule.active),
        Column("kind", accessor="current.get_kind_display", label=_("Kind"), classname="on-wide"),
        Column("competency", accessor="current.competency", label=_("Competency"), classname="on-wide"),
        Column("threshold", accessor="current.threshold", label=_("Threshold"), classname="on-wide"),
        Column("course", accessor=course_named, label=_("Course"), classname="on-wide"),
        Column("version", accessor="current.number", label=_("Version"), classname="on-wide"),
    ]

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy}
        return [
            *super().get_urlpatterns(),
            path("new/", NewRuleView.as_view(**policy), name="new"),
            path("<int:pk>/edit/", EditRuleView.as_view(**policy), name="edit"),
            path("<int:pk>/preview/", RulePreviewView.as_view(**policy), name="preview"),
            path("<int:pk>/switch/", SwitchRuleView.as_view(**policy), name="switch"),
        ]
