"""Certificates: a number in an unbroken series, and a code that cannot be guessed."""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.certificate_codes import ALPHABET, LENGTH, number_of
from courses.models import Certificate, CertificateSeries, Enrolment


@transaction.atomic
def issue(*, enrolment: Enrolment) -> Certificate:
    """The certificate of a completed run, worded as things are today; issued once.

    The row of the year is locked while its number is taken, and the number is given back if anything fails:
    the series has neither gaps nor doubles.
    """
    if issued := Certificate.objects.filter(enrolment=enrolment).first():
        return issued
    now = timezone.now()
    year = timezone.localdate(now).year
    course, holder = enrolment.course, enrolment.learner
    return Certificate.objects.create(
        enrolment=enrolment,
        number=number_of(year, _next_in_series(year)),
        code="".join(secrets.choice(ALPHABET) for _ in range(LENGTH)),
        holder_name=holder.full_name,
        holder_post=str(holder.posting() or ""),
        course_title=course.title,
        hours=course.hours,
        issuer=settings.CERTIFICATE_ISSUER,
        revision=course.live_revision,
        issued_at=now,
    )


def _next_in_series(year: int) -> int:
    CertificateSeries.objects.get_or_create(year=year)
    series = CertificateSeries.objects.select_for_update().get(year=year)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number
