"""The language a person reads and gets mail in."""

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from people.models import User


class UnknownLanguage(ValueError):
    """The language is not one of the interface's."""


@transaction.atomic
def choose(*, person: User, language: str, by: User) -> None:
    """Keep the choice; raises UnknownLanguage for a code that is not in LANGUAGES. Another's hand leaves a trace."""
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(language)
    User.objects.filter(pk=person.pk).update(language=language)
    person.language = language
    if by != person:
        log(person, "people.language_chosen", user=by, data={"language": language})
