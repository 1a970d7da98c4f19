"""What is appraised and when: competencies, sheets with their criteria, periods. All of it comes from files."""

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, Table, TitleColumn

from evaluations.models import Competency, Criterion, Framework, Period
from people.viewsets.columns import DayColumn
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.sections import TableSection


class CompetencyIndexView(ScopedIndexView):
    """As a tree."""

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(criteria=Count("weights")).with_tree_fields()


def indented_name(competency):
    return "\u2003" * competency.tree_depth + competency.name


class CompetencyViewSet(ReadOnlyViewSet):
    model = Competency
    name = "competencies"
    icon = "tag"
    list_per_page = 200
    inspect_view_enabled = False
    index_view_class = CompetencyIndexView
    search_fields = ["code", "name_vi", "name_en"]
    list_display = [
        Column("name", accessor=indented_name, label=_("Name")),
        Column("code", label=_("Code")),
        NumberColumn("criteria", label=_("Criteria that name it")),
    ]


class FrameworkIndexView(ScopedIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(criteria_count=Count("criteria"))


class FrameworkInspectView(ScopedInspectView):
    facts = ("code", "version", "level", "valid_from", "valid_to")

    def sections(self):
        columns = [
            Column("section_code", label=_("Section")),
            Column("code", label=_("Code")),
            Column("name", label=_("Criterion")),
            Column("max_points", label=_("Most points")),
            Column("step", label=_("Step")),
            Column("weights", accessor=spoken_about, label=_("Competencies and weights")),
        ]
        criteria = self.object.criteria.prefetch_related("weights__competency")
        return [TableSection("criteria", _("Criteria"), Table(columns, criteria), empty=_("It has no criteria."))]


def spoken_about(criterion: Criterion) -> str:
    return ", ".join(f"{weight.competency.name} {number_format(weight.weight)}" for weight in criterion.weights.all())


class FrameworkViewSet(ReadOnlyViewSet):
    model = Framework
    name = "frameworks"
    icon = "list-ul"
    index_view_class = FrameworkIndexView
    inspect_view_class = FrameworkInspectView
    ordering = "code"
    list_display = [
        "code",
        Column("version", label=_("Version")),
        Column("level", accessor="get_level_display", label=_("Level")),
        NumberColumn("criteria_count", label=_("Criteria"), sort_key="criteria_count"),
        DayColumn("valid_from", label=_("Valid from"), sort_key="valid_from"),
        DayColumn("valid_to", label=_("Valid to"), sort_key="valid_to"),
    ]


class PeriodViewSet(ReadOnlyViewSet):
    model = Period
    name = "periods"
    icon = "calendar"
    inspect_view_enabled = False
    ordering = "-ends_on"
    list_display = [
        TitleColumn("code", label=_("Period"), sort_key="code"),
        Column("kind", accessor="get_kind_display", label=_("Kind")),
        DayColumn("starts_on", label=_("From"), sort_key="starts_on"),
        DayColumn("ends_on", label=_("To"), sort_key="ends_on"),
        DayColumn("closed_on", label=_("Closed on"), sort_key="closed_on"),
        StatusTagColumn(
            "state",
            accessor=lambda period: _("Closed") if period.is_closed(timezone.localdate()) else _("Open"),
            label=_("State"),
            primary=lambda period: not period.is_closed(timezone.localdate()),
        ),
    ]
