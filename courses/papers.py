"""A certificate as a paper: whether it holds, where it is verified, and the square code that leads there."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import segno
from django.conf import settings
from django.urls import reverse

from courses.models import Certificate


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Square:
    """A QR code as one SVG path in a square of `size` units."""

    size: int
    path: str


@dataclass(frozen=True)
class Paper:
    certificate: Certificate
    standing: Standing
    verify_url: str
    square: Square

    @property
    def verify_address(self) -> str:
        """The address to type, without the scheme."""
        return self.verify_url.partition("://")[2]


def of(certificate: Certificate, today: datetime.date) -> Paper:
    path = reverse("verify_code", args=[certificate.printed_code])
    url = f"{settings.SITE_URL}{path}"
    return Paper(
        certificate,
        standing(certificate, today),
        verify_url=f"{settings.SITE_URL}{reverse('verify')}",
        square=square(url),
    )


def standing(certificate: Certificate, today: datetime.date) -> Standing:
    """A revocation outweighs everything; the last day of validity counts."""
    if certificate.revoked_at:
        return Standing.REVOKED
    if certificate.valid_until and certificate.valid_until < today:
        return Standing.EXPIRED
    return Standing.VALID


def square(text: str) -> Square:
    """The QR code of a text, each run of dark modules as one stroke of one unit."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x} {y}.5h{length}")
            x += length
    return Square(len(rows), "".join(strokes))
