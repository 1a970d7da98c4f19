from celery import shared_task
from django.utils import timezone

from people.actions import roles


@shared_task
def end_roles():
    roles.end_expired(today=timezone.localdate())
