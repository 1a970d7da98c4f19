"""One assignment: why it was made, as frozen on that day, and what became of it. Who opens it leaves a trace."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.widgets.button import HeaderButton

from evaluations.models import AppraisalSource, InspectionItem, SignalCategory
from evaluations.viewsets.columns import PercentColumn
from people.actions import looks
from people.models import Looked
from people.viewsets.columns import DayColumn, MomentColumn
from people.viewsets.lists import ScopedInspectView
from people.viewsets.sections import TableSection
from training import reasons, rule_words
from training.models import AssignmentState
from training.viewsets.courses import shown_title

RELATED = ("learner", "course__locale", "rule_version__rule", "rule_version__competency", "assigned_by", "enrolment")
EVENT_WORDS = {**dict(SignalCategory.choices), **dict(InspectionItem.choices)}


class AssignmentInspectView(ScopedInspectView):
    page_title = _("Assignment")

    def select(self, visible):
        return visible.select_related(*RELATED).annotate(course_title=shown_title("course__"))

    def get(self, request, *args, **kwargs):
        assignment = self.object
        looks.record(viewer=request.user, person=assignment.learner, what=Looked.REASON, about=assignment.course.code)
        return super().get(request, *args, **kwargs)

    @cached_property
    def header_buttons(self):
        if self.object.state != AssignmentState.OPEN or not self.user_has_permission("change"):
            return []
        return [HeaderButton(_("Waive"), url=reverse("assignments:waive", args=[self.object.pk]), icon_name="cross")]

    def get_page_subtitle(self):
        return self.object.learner.full_name

    def get_fields_context(self):
        return [{"label": label, "value": value} for label, value in self.told()]

    def told(self) -> Iterator[tuple[str, object]]:
        assignment = self.object
        yield _("Person"), assignment.learner
        yield _("Course"), f"{assignment.course.code} {assignment.course_title}"
        yield _("Reason"), reasons.sentence(assignment)
        yield _("Origin"), assignment.get_origin_display()
        if assignment.rule_version:
            yield _("Rule"), f"{assignment.rule_version.rule.code}: {assignment.rule_version.name}"
            yield _("Version of the rule"), assignment.rule_version.number
            yield _("What the rule says"), rule_words.says(assignment.rule_version)
            yield _("Compared value"), assignment.percent
            yield _("Threshold"), assignment.threshold
        else:
            yield _("Assigned by"), assignment.assigned_by
        yield _("Assigned on"), assignment.assigned_on
        yield _("Due on"), assignment.due_on
        yield _("State"), assignment.get_state_display()

    def sections(self):
        if self.object.rule_version:
            yield from (self.periods(), self.lines(), self.counted())
        yield from (self.events(), self.messages())

    def periods(self):
        columns = [
            Column("period", accessor=lambda period: rule_words.period_name(period.period_code), label=_("Period")),
            Column("source", accessor=lambda period: AppraisalSource(period.source).label, label=_("Source")),
            PercentColumn("percent", label=_("Percent")),
            Column("points_sum", label=_("Weighted points")),
            Column("max_sum", label=_("Weighted most points")),
        ]
        return self._section("periods", _("Periods that were read"), columns, self.object.periods.all())

    def lines(self):
        columns = [
            Column("period", accessor=lambda line: rule_words.period_name(line.period_code), label=_("Period")),
            Column("framework_code", label=_("Framework")),
            Column("unit_name", label=_("Unit")),
            Column("name", accessor=lambda line: f"{line.criterion_code} {line.name}", label=_("Criterion")),
            Column("points", label=_("Points")),
            Column("max_points", label=_("Most points")),
            Column("weight", label=_("Weight")),
        ]
        return self._section("lines", _("Lines that were read"), columns, self.object.scores.all())

    def counted(self):
        columns = [
            Column("reference", label=_("Reference")),
            DayColumn("happened_on", label=_("Date")),
            Column("what", accessor=lambda event: EVENT_WORDS.get(event.what, event.what), label=_("What")),
            Column("count", label=_("Number")),
            Column("severity", label=_("Severity")),
        ]
        return self._section(
            "counted", _("Reports and findings that were counted"), columns, self.object.events_counted.all()
        )

    def events(self):
        columns = [
            MomentColumn("at", label=_("When")),
            Column("kind", accessor="get_kind_display", label=_("What")),
            Column("by", label=_("By whom")),
            Column("reason", label=_("Reason")),
        ]
        events = self.object.events.select_related("by")
        return self._section("events", _("What happened since"), columns, events)

    def messages(self):
        columns = [
            Column("stage", accessor="get_stage_display", label=_("Message")),
            MomentColumn("sent_at", label=_("Sent at")),
            Column("error", label=_("Last error")),
        ]
        return self._section("messages", _("Messages"), columns, self.object.reminders.all())

    @staticmethod
    def _section(name, heading, columns, rows):
        return TableSection(name, heading, Table(columns, rows), empty=_("None."))
