"""Facts from the apps below: each is one call."""

from django.dispatch import receiver

from courses.models import Enrolment
from courses.signals import course_completed, enrolment_started
from intake.signals import batch_applied
from training import tasks
from training.actions import assignments


@receiver(enrolment_started)
def tie_assignment(enrolment_id: int, **kwargs) -> None:
    assignments.start(enrolment=Enrolment.objects.get(pk=enrolment_id))


@receiver(course_completed)
def close_assignment(enrolment_id: int, **kwargs) -> None:
    assignments.complete(enrolment=Enrolment.objects.get(pk=enrolment_id))


@receiver(batch_applied)
def look_at_new_evidence(batch_id: int, **kwargs) -> None:
    tasks.sweep_evidence.delay_on_commit()
