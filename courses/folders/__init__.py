"""Courses as folders of text files: read, written, and the same after a round trip. See docs/authoring.md."""
