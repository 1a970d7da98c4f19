"""Branching conversations: what is said in each turn, where a choice leads, what it shows of the eight behaviours."""
