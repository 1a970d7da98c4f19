"""Reads configuration from environment variables, and refuses to guess in production."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's value without blanks around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable; raises ImproperlyConfigured for any other word."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip() or str(default)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def refuse_unsafe_production(*, production: bool, secret_key: str, debug: bool, hosts: list[str]) -> None:
    """Raise ImproperlyConfigured, naming every fault at once, when a production start would be unsafe."""
    if not production:
        return
    faults = []
    if not secret_key:
        faults.append("SECRET_KEY is not set")
    if debug:
        faults.append("DEBUG is on")
    if not hosts or any("*" in host for host in hosts):
        faults.append("ALLOWED_HOSTS is empty or holds a wildcard")
    if faults:
        raise ImproperlyConfigured("This production start is refused: " + "; ".join(faults) + ". See .env.example.")
