import time

from celery import shared_task
from django.core.cache import cache

from elearning.health import HEARTBEAT_KEY, WORKER_SILENT_SECONDS


@shared_task
def heartbeat():
    cache.set(HEARTBEAT_KEY, time.time(), timeout=10 * WORKER_SILENT_SECONDS)
