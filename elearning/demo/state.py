"""What the demo keeps in its folder, and nothing else of what may lie there."""

import shutil
import socket
from pathlib import Path

SAMPLE = "sample"  # the files that were imported; a folder that holds them is the demo's
KEPT = (
    "db.sqlite3",
    "db.sqlite3-shm",
    "db.sqlite3-wal",
    "celerybeat-schedule",
    SAMPLE,
    "log",
    "mails",
    "media",
    "private",
    "redis.sock",
)


class DemoRefused(RuntimeError):
    """The demo cannot start here; the message says why and what to do."""


def refuse_foreign(folder: Path) -> None:
    """Raise DemoRefused when the folder holds a database that is not the demo's."""
    if (folder / "db.sqlite3").exists() and not (folder / SAMPLE).exists():
        raise DemoRefused(f"{folder} holds data that are not the demo's. Set VAR_DIR to another folder.")


def refuse_taken(port: int) -> None:
    """Raise DemoRefused when somebody listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DemoRefused(
                f"Port {port} is taken, perhaps by another demo. End that one, or choose another port: "
                f"make demo PORT={port + 1}"
            ) from error


def start_over(folder: Path) -> None:
    """Delete what earlier demos kept; the folder itself and anything else in it stay."""
    for name in KEPT:
        entry = folder / name
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)
