"""The demo as one starts it: a process of its own with everything it starts, on SQLite and its own Redis."""

import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest
from django.conf import settings

from elearning.demo import state
from elearning.demo.processes import Processes
from elearning.sample.sign_ins import PASSWORD

PATIENCE_SECONDS = 240
SERVERS = ("DATABASE_URL", "REDIS_URL", "EMAIL_HOST", "PRODUCTION", "DEBUG")

ASSIGNED = """
SELECT rule.code, COUNT(*) FROM training_assignment assignment
JOIN training_ruleversion version ON version.id = assignment.rule_version_id
JOIN training_rule rule ON rule.id = version.rule_id GROUP BY rule.code ORDER BY rule.code
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demo:
    def __init__(self, folder, *options, **environment):
        self.port = free_port()
        self.folder = folder
        command = [sys.executable, "manage.py", "demo", "--port", str(self.port), *options]
        clean = {name: value for name, value in os.environ.items() if name not in SERVERS}
        self.process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**clean, "VAR_DIR": str(folder), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def wait_until_it_says(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in self.said:
            line = self.process.stdout.readline()
            self.said += line
            assert line, f"The demo ended:\n{self.said}"
            assert time.monotonic() < deadline, self.said

    def end(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=60)[0]

    def database(self, question: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "db.sqlite3") as connection:
            return connection.execute(question).fetchall()

    def started(self) -> list[str]:
        """Command lines of the processes that are running for this demo."""
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if str(self.folder) in line or f"--port {self.port}" in line]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder):
    running = Demo(folder)
    running.wait_until_it_says("Ctrl-C ends everything.")
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


@pytest.mark.worker
def test_it_says_where_and_who_and_how_many(demo):
    assert f"Ready: http://127.0.0.1:{demo.port}" in demo.said
    assert re.findall(r"^  (\S+) +", demo.said, re.MULTILINE) == [
        "learner", "manager", "hr-commune", "hr-central", "editor", "inspector",
    ]  # fmt: skip
    made = sum(count for _, count in demo.database(ASSIGNED))
    assert f"Assignments made by the worker: {made}" in demo.said


@pytest.mark.worker
def test_every_kind_of_rule_found_somebody_and_few_in_all(demo):
    assigned = dict(demo.database(ASSIGNED))
    assert set(assigned) == {"R-COMM", "R-COMPL", "R-DROP", "R-INSP", "R-WRITE"}
    assert 0.05 <= sum(assigned.values()) / 600 <= 0.08


@pytest.mark.worker
def test_the_learner_signs_in_and_finds_the_refresher(demo):
    page = sign_in(demo.port, "learner")
    assert "Bồi dưỡng công vụ" in page
    assert "/courses/gt-01/" in page


@pytest.mark.worker
def test_a_second_demo_on_the_same_port_says_what_to_do(demo, tmp_path):
    refused = subprocess.run(
        [sys.executable, "manage.py", "demo", "--port", str(demo.port)],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert f"Port {demo.port} is taken" in refused.stderr
    assert f"make demo PORT={demo.port + 1}" in refused.stderr


@pytest.mark.worker
def test_it_ends_with_everything_it_started_and_keeps_the_data(demo, folder):
    people = demo.database("SELECT COUNT(*) FROM people_user")
    demo.end(signal.SIGTERM)
    assert demo.started() == []
    again = Demo(folder)
    again.wait_until_it_says("Ctrl-C ends everything.")
    assert "Importing" not in again.said
    assert again.database("SELECT COUNT(*) FROM people_user") == people
    again.end(signal.SIGINT)
    assert again.started() == []


@pytest.mark.worker
def test_it_names_a_process_that_died_and_ends_the_others(demo, folder):
    again = Demo(folder)
    again.wait_until_it_says("Ctrl-C ends everything.")
    beat = subprocess.run(["pgrep", "-f", f"beat --schedule {folder}"], capture_output=True, text=True, check=True)
    os.kill(int(beat.stdout.split()[0]), signal.SIGKILL)
    again.wait_until_it_says("The beat has ended by itself.")
    again.process.wait(60)
    assert again.process.returncode == 1
    assert again.started() == []


def sign_in(port: int, staff_number: str) -> str:
    """The page that follows the sign-in form."""
    address = f"http://127.0.0.1:{port}/accounts/login/"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = browser.open(address, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    answers = {"csrfmiddlewaretoken": token, "login": staff_number, "password": PASSWORD}
    return browser.open(address, urllib.parse.urlencode(answers).encode(), timeout=20).read().decode()


def test_servers_in_the_environment_are_refused(tmp_path):
    refused = Demo(tmp_path, REDIS_URL="redis://127.0.0.1:1/0")
    refused.wait_until_it_says("The demo touches no server: unset REDIS_URL")
    assert refused.process.wait(30) == 1


def test_a_database_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "db.sqlite3").touch()
    with pytest.raises(state.DemoRefused, match="holds data that are not the demo's"):
        state.refuse_foreign(tmp_path)


def test_starting_over_leaves_what_is_not_the_demos(tmp_path):
    for name in ("db.sqlite3", "letter.txt"):
        (tmp_path / name).touch()
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails/one.log").touch()
    state.start_over(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_process_that_does_not_listen_is_killed(tmp_path):
    processes = Processes(tmp_path / "log", patience_seconds=0.2)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    processes.start("deaf one", [sys.executable, "-c", deaf])
    process = processes.running["deaf one"]
    while "deaf" not in processes.log_of("deaf one").read_text():
        time.sleep(0.02)
    processes.stop()
    assert process.returncode == -signal.SIGKILL
