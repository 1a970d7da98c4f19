"""A small load generator: some connections that ask for one address, again and again, for a bounded time."""

import http.client
import threading
import time


def requests_per_second(
    port: int, path: str, *, headers: dict[str, str], connections: int = 4, seconds: float = 4
) -> float:
    """Answers per second over the loopback; raises RuntimeError at the first answer that is not 200."""
    counts = [0] * connections
    faults: list[str] = []
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.perf_counter() < until and not faults:
            server.request("GET", path, headers=headers)
            answer = server.getresponse()
            answer.read()
            if answer.status != 200:
                faults.append(f"{path} answered {answer.status}.")
            counts[number] += 1
        server.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(faults[0])
    return sum(counts) / (time.perf_counter() - started)
