"""Requests per second: a lesson page, signed in, against a bare Wagtail page, on one server in one run."""

import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.bare.models import BarePage  # noqa: E402
from benchmarks.comparison import Comparison, hand_over  # noqa: E402
from benchmarks.load import requests_per_second  # noqa: E402
from courses.actions import enrolments  # noqa: E402
from courses.models import CatalogPage, CoursePage  # noqa: E402
from elearning import embedded_redis  # noqa: E402
from people.models import User  # noqa: E402

ROUNDS = 5
COURSE = settings.BASE_DIR / "content/courses/GT-01"


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("import_course", COURSE, stdout=sys.stderr)
    lesson, session = lesson_of_a_learner()
    bare = bare_page()
    with cache_server(), server() as port:
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
        asked = {lesson: cookie, bare: {}}
        rates: dict[str, list[float]] = {lesson: [], bare: []}
        for path, headers in asked.items():  # warms both
            requests_per_second(port, path, headers=headers, seconds=1)
        for turn in range(ROUNDS):
            for path in (lesson, bare) if turn % 2 == 0 else (bare, lesson):
                rates[path].append(requests_per_second(port, path, headers=asked[path]))
    ours, plain = statistics.median(rates[lesson]), statistics.median(rates[bare])
    hand_over(Comparison("lesson page, signed in", ours, plain, "req/s", ours / plain, 0.6, at_least=True))


def lesson_of_a_learner() -> tuple[str, str]:
    """The address of a lesson, and the session of somebody who is taking its course."""
    learner = User.objects.create_user("bench", "bench-password", full_name="Nguyễn Văn Đo")
    course = CoursePage.objects.get(code=COURSE.name, locale__language_code=settings.LANGUAGE_CODE)
    enrolments.enrol(learner=learner, course=course)
    client = Client()
    client.force_login(learner, backend=settings.AUTHENTICATION_BACKENDS[0])
    return course.steps().first().url, client.cookies[settings.SESSION_COOKIE_NAME].value


def bare_page() -> str:
    """The address of a page that holds a title and nothing else, served by Wagtail's own view."""
    catalogue = CatalogPage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    catalogue.add_child(instance=BarePage(title="Bare", slug="bare-page", locale=catalogue.locale))
    return "/bare/bare-page/"


@contextlib.contextmanager
def cache_server() -> Iterator[None]:
    process = embedded_redis.start(settings.REDIS_SOCKET, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def server() -> Iterator[int]:
    """The product's web server with one process, so that the load generator has a core to itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "elearning.wsgi"]
    environment = {**os.environ, "WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=sys.stderr)
    try:
        wait_for(port, process)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start.")


if __name__ == "__main__":
    main()
