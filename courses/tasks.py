from celery import shared_task

from courses.actions import enrolments
from courses.models import CoursePage, Enrolment


@shared_task
def settle_course(course_id):
    enrolments.settle_runs(course=CoursePage.objects.get(pk=course_id))


@shared_task
def sweep_runs():
    """Runs that have nothing left to do because a course was shortened, wherever the message about it was lost."""
    for course_id in Enrolment.objects.open().courses():
        settle_course.delay_on_commit(course_id)
