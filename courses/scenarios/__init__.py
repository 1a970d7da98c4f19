"""Branching conversations: what is said in which turn, where each choice leads, what it shows of the eight behaviours."""
