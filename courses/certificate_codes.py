"""How the numbers and verification codes of certificates are written and read."""

import re

KIND = "GXN"
# Crockford's alphabet: no letter that is taken for a digit (I, L, O), and no U. Twelve of them are 60 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
NOT_PART_OF_A_CODE = re.compile(r"[\s\-–—.]+")


def number_of(year: int, position: int) -> str:
    """`GXN-2026-000001`: kind of paper, year of issue, position in the series of that year."""
    return f"{KIND}-{year}-{position:06}"


def normalised(code: str) -> str:
    """A code as stored, however it was typed: no blanks or dashes, capitals, and O, I, L read as 0, 1, 1."""
    return NOT_PART_OF_A_CODE.sub("", code).upper().translate(MISREAD)


def grouped(code: str) -> str:
    """A stored code in groups of four, as it stands on paper."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
