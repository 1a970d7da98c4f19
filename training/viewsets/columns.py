from django.utils import timezone

from people.viewsets.columns import DayColumn
from training.models import AssignmentState
from training.presenters.due import due


class DueColumn(DayColumn):
    """The day, and in words how long an open assignment is overdue."""

    cell_template_name = "training/admin/due_cell.html"

    def get_cell_context_data(self, assignment, parent_context):
        context = super().get_cell_context_data(assignment, parent_context)
        if assignment.state == AssignmentState.OPEN:
            context["due"] = due(assignment.due_on, timezone.localdate())
        return context
