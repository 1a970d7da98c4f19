"""For the machines that watch this one: /healthz says the process is alive, /readyz that it can do its work."""

import time

import redis
from celery import current_app
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from kombu.exceptions import OperationalError

WORKER_SILENT_SECONDS = 120
HEARTBEAT_KEY = "worker-heartbeat"


def alive(request):
    return JsonResponse({"alive": True})


def ready(request):
    """200 when database and broker answer and a worker was seen lately, else 503 naming what is missing."""
    checks = {"database": _database(), "broker": _broker(), "worker": _worker()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, redis.RedisError, OSError):
        return False
    return True


def _worker() -> bool:
    return time.time() - cache.get(HEARTBEAT_KEY, 0) < WORKER_SILENT_SECONDS
