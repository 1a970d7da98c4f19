"""Texts that go into a spreadsheet."""


def harmless(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would run it as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
