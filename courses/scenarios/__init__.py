"""Branching conversations: what is said in a turn, where a choice leads, what it shows of the eight behaviours."""
