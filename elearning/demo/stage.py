"""The processes of the demo, and the moment when everything is there."""

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings

from elearning import embedded_redis
from elearning.demo.processes import Processes
from elearning.demo.state import DemoRefused

PATIENCE_SECONDS = 90
BROKER, WORKER, BEAT, WEB = "Redis", "worker", "beat", "web server"


def start_broker(processes: Processes) -> None:
    """The broker comes before the import, so that its messages are waiting when the worker starts."""
    processes.running[BROKER] = embedded_redis.start(settings.REDIS_SOCKET, **processes.options(BROKER))


def start_others(processes: Processes, port: int) -> None:
    celery = [sys.executable, "-m", "celery", "-A", "elearning"]
    schedule = str(settings.VAR_DIR / "celerybeat-schedule")
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "elearning.wsgi"]
    processes.start(WORKER, [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO"])
    processes.start(BEAT, [*celery, "beat", "--schedule", schedule, "--pidfile="])
    processes.start(WEB, gunicorn, WEB_BIND=f"127.0.0.1:{port}")


def wait_until_ready(processes: Processes, port: int) -> None:
    """Return when the site answers that database, broker and worker are there."""
    for _ in moments(processes, "The site is not ready"):
        if all(readiness(port).values()):
            return


def readiness(port: int) -> dict[str, bool]:
    """What /readyz says; nothing of it while the web server is still starting."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except OSError:
        return {"web": False}


def moments(processes: Processes, complaint: str) -> Iterator[None]:
    """Moments at which to look again; raises DemoRefused when a process has ended or patience is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        refuse_ended(processes)
        yield
        time.sleep(0.2)
    raise DemoRefused(f"{complaint} after {PATIENCE_SECONDS} seconds. The logs are in {processes.log_folder}.")


def refuse_ended(processes: Processes) -> None:
    name = processes.ended()
    if name:
        raise DemoRefused(f"The {name} has ended by itself. Its log: {processes.log_of(name)}")
