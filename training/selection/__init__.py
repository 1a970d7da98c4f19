"""Whom a rule hits and what follows, as set operations in the database (docs/rules.md)."""

from training.selection.decisions import ASSIGN, MOST_OPEN, Decision, decided, preview

__all__ = ["ASSIGN", "MOST_OPEN", "Decision", "decided", "preview"]
