"""The processes the demo starts. Each one leads a group of its own, so that it ends with everything it started."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path


class Processes:
    def __init__(self, log_folder: Path, *, patience_seconds: float = 10):
        self.log_folder = log_folder
        self.patience_seconds = patience_seconds
        self.running: dict[str, subprocess.Popen] = {}

    def log_of(self, name: str) -> Path:
        return self.log_folder / f"{name.replace(' ', '-')}.log"

    def options(self, name: str) -> dict:
        """How a process is started: its own group, and its own log from the beginning."""
        self.log_folder.mkdir(exist_ok=True)
        return {"stdout": self.log_of(name).open("wb"), "stderr": subprocess.STDOUT, "start_new_session": True}

    def start(self, name: str, command: list[str], **environment: str) -> None:
        process = subprocess.Popen(command, env={**os.environ, **environment}, **self.options(name))
        self.running[name] = process

    def ended(self) -> str | None:
        """The name of one that has ended by itself, if any."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """End every process, the last started first; whoever does not listen is killed."""
        for process in reversed(self.running.values()):
            _signal_group(process, signal.SIGTERM)
            deadline = time.monotonic() + self.patience_seconds
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            _signal_group(process, signal.SIGKILL)
            process.wait()
        self.running.clear()


def _signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
