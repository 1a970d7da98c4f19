"""A database of the benchmarks' own, made for one run and dropped after it."""

import contextlib
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg

SUFFIX = "_bench"


@contextlib.contextmanager
def own_database(url: str) -> Iterator[str]:
    """The address of an empty database beside the one of `url`, which is only used to name the server."""
    parts = urlsplit(url)
    name = parts.path.strip("/") + SUFFIX
    server = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        identifier = psycopg.sql.Identifier(name)
        drop = psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier)
        connection.execute(drop)
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(identifier))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(drop)


def is_postgresql(url: str) -> bool:
    return url.startswith(("postgres://", "postgresql://"))
