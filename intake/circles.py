"""Finds circles among parents."""

from collections.abc import Mapping


def in_circles(parents: Mapping[str, str | None]) -> set[str]:
    """Every node that would stand above itself, given each node's parent."""
    settled: set[str] = set()
    circling: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        node = start
        while node is not None and node not in settled and node not in path:
            path[node] = None
            node = parents.get(node)
        if node in path:
            nodes = list(path)
            circling.update(nodes[nodes.index(node) :])
        settled.update(path)
    return circling
