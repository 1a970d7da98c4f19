"""Builds messages; somebody else sends them. No scores: mails are forwarded, and read over shoulders."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from training import reasons
from training.models import Reminder


def assigned(reminder: Reminder) -> EmailMultiAlternatives:
    """“You have a course to do”, in the person's language; text part first."""
    assignment = reminder.assignment
    with translation.override(assignment.learner.language or settings.LANGUAGE_CODE):
        context = {
            "learner": assignment.learner,
            "course": assignment.course.shown,
            "due_on": assignment.due_on,
            "reason": reasons.short(assignment),
            "course_url": f"{settings.SITE_URL}{assignment.course.get_url()}",
            "reason_url": f"{settings.SITE_URL}{reverse('assignment_reason', args=[assignment.pk])}",
            "product_name": settings.PRODUCT_NAME,
            "support_phone": settings.SUPPORT_PHONE,
            "support_email": settings.SUPPORT_EMAIL,
        }
        message = EmailMultiAlternatives(
            subject=render_to_string("training/mail/assigned.subject", context).strip(),
            body=render_to_string("training/mail/assigned.txt", context),
            to=[assignment.learner.email],
            headers={"Message-ID": _message_id(reminder)},
        )
        message.attach_alternative(render_to_string("training/mail/assigned.html", context), "text/html")
    return message


def _message_id(reminder: Reminder) -> str:
    """The same for every try, so that a mail server can tell a repetition."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<reminder-{reminder.pk}@{domain}>"
