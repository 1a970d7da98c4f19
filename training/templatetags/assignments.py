"""What pages of courses, which know nothing of assignments, say about the one that is open."""

from django import template

from courses.models import CoursePage
from training import reasons
from training.models import Assignment

register = template.Library()


@register.simple_tag(takes_context=True)
def assignment_of(context, course: CoursePage) -> Assignment | None:
    """The reader's open assignment of a course, with the kind of its reason as `short_reason`."""
    request = context["request"]
    if getattr(request, "is_preview", False):
        return None
    found = Assignment.objects.open().filter(learner=request.user, course=course)
    assignment = found.select_related("rule_version__competency", "rule_version__rule").first()
    if assignment:
        assignment.short_reason = reasons.short(assignment)
    return assignment
