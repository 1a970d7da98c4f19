"""Fills an empty database with the sample organisation, through the same doors HR and editors use."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from elearning.sample import files
from elearning.sample.sign_ins import PASSWORD, SIGN_INS
from people.actions import roles
from people.models import Unit, User
from training.models import Rule

PEOPLE = 600
COURSES = settings.BASE_DIR / "content/courses"


def is_loaded() -> bool:
    """The rules come last, so whoever finds them finds everything."""
    return Rule.objects.exists()


def load(folder: Path, *, say: Callable[[str], None]) -> None:
    """Write the sample files and import them; a load that was interrupted is taken up again."""
    say("Publishing the courses")
    for course in sorted(COURSES.iterdir()):
        call_command("import_course", course)
    say("Importing the organisation and its appraisals")
    for kind, file in files.write(folder, today=timezone.localdate(), people=PEOPLE).items():
        if kind == "rules":
            give_sign_ins()
        call_command("import_data", kind, file)


def give_sign_ins() -> None:
    """The password and the roles of the people one can sign in as."""
    for sign_in in SIGN_INS:
        person = User.objects.get(staff_number=sign_in.staff_id)
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        if sign_in.role:
            unit = Unit.objects.get(code=sign_in.role_unit)
            roles.grant(user=person, unit=unit, kind=sign_in.role, until=None, by=None)
