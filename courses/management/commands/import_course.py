from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.actions.publishing import Outcome, publish_course
from courses.folders.errors import FolderRefused
from courses.folders.reader import read_course


class Command(BaseCommand):
    help = "Publish the course in a folder (see docs/authoring.md). Importing it again changes only what changed."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, folder: Path, **options):
        try:
            course = read_course(folder)
            changes = publish_course(course=course)
        except FolderRefused as refusal:
            raise CommandError(_("Nothing was imported.") + f"\n{refusal}") from refusal
        said = {
            Outcome.CREATED: _("new"),
            Outcome.CHANGED: _("changed"),
            Outcome.UNCHANGED: _("unchanged"),
            Outcome.WITHDRAWN: _("unpublished"),
        }
        if options["verbosity"] > 1:
            for change in changes:
                self.stdout.write(f"{said[change.outcome]}: {change.title} ({change.language})")
        counts = {word: sum(change.outcome == outcome for change in changes) for outcome, word in said.items()}
        summary = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        if set(counts.values()) == {0, len(changes)} and counts[said[Outcome.UNCHANGED]]:
            summary = said[Outcome.UNCHANGED]
        self.stdout.write(f"{course.code}: {summary}")
