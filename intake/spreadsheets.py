"""Texts that go into a spreadsheet."""

import re

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def harmless(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would run it as a formula; plain numbers stay numbers."""
    runs = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not NUMBER.fullmatch(text)
    return f"'{text}" if runs else text
