"""Everything that was observed about one person: competencies by source and period, then the sheets."""

from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table, TitleColumn

from evaluations import scoring
from evaluations.models import AppraisalSource, Competency, CompetencyScore
from evaluations.viewsets.columns import SHOWN_PLACES
from people.access import people_visible_to
from people.actions import looks
from people.models import Looked, User
from people.scope import ScopedPermissionPolicy
from people.viewsets.lists import ScopedInspectView
from people.viewsets.sections import TableSection

Percents = dict[str, Decimal]
"""By the code of the period."""


class PersonEvaluationsView(ScopedInspectView):
    """Shown to whoever may see the person and read appraisals."""

    model = User
    permission_policy = ScopedPermissionPolicy(User, people_visible_to)
    index_url_name = "people:index"
    page_title = _("Evaluations")
    header_icon = "form"
    facts = ("staff_number",)

    def user_has_any_permission(self, permissions):
        return super().user_has_any_permission(permissions) and self.request.user.has_perm("evaluations.view_appraisal")

    def get(self, request, *args, **kwargs):
        looks.record(viewer=request.user, person=self.object, what=Looked.EVALUATIONS)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.object.full_name

    def sections(self):
        return [*self.competencies(), self.sheets()]

    def competencies(self):
        """One table for each source: competencies down, periods across, newest first."""
        scores = (
            CompetencyScore.objects.filter(person=self.object)
            .select_related("competency", "period")
            .order_by("source", "competency__position", "competency__code", "-period__ends_on")
        )
        for source, of_source in groupby(scores, key=lambda score: score.source):
            yield self._table(AppraisalSource(source), list(of_source))

    def _table(self, source: AppraisalSource, scores: list[CompetencyScore]) -> TableSection:
        periods = sorted({score.period for score in scores}, key=lambda period: period.ends_on, reverse=True)
        rows = [
            (competency, _percents(of_competency))
            for competency, of_competency in groupby(scores, key=lambda score: score.competency)
        ]
        columns = [Column("competency", accessor=lambda row: row[0], label=_("Competency, in percent"))]
        columns += [Column(period.code, accessor=_percent_in(period.code), label=period.code) for period in periods]
        return TableSection(f"source-{source}", source.label, Table(columns, rows), empty="")

    def sheets(self):
        columns = [
            TitleColumn("period", label=_("Period"), url_name="evaluations:inspect"),
            Column("framework", label=_("Framework")),
            Column("unit", label=_("Unit")),
            Column("source", accessor="get_source_display", label=_("Source")),
        ]
        sheets = self.object.appraisals.select_related("period", "framework", "unit").order_by(
            "-period__ends_on", "source", "framework__code"
        )
        return TableSection("sheets", _("Sheets"), Table(columns, sheets), empty=_("No appraisal was imported."))


def _percents(scores) -> Percents:
    return {
        score.period.code: scoring.rounded(scoring.percent(score.points_sum, score.max_sum), SHOWN_PLACES)
        for score in scores
    }


def _percent_in(period_code: str):
    def percent(row: tuple[Competency, Percents]) -> Decimal | None:
        return row[1].get(period_code)

    return percent
