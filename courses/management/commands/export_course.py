from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.folders.writer import course_files
from courses.models import CoursePage


class Command(BaseCommand):
    help = "Write a published course as a folder of text files (see docs/authoring.md)."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, code: str, folder: Path, **options):
        course = (
            CoursePage.objects.live()
            .filter(code=code, locale__language_code=settings.LANGUAGE_CODE)
            .select_related("locale")
            .first()
        )
        if course is None:
            raise CommandError(_("There is no published course with the code %(code)s.") % {"code": code})
        files = course_files(course)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        self.stdout.write(_("%(count)s files were written to %(folder)s.") % {"count": len(files), "folder": folder})
        left = sorted(path.name for path in folder.iterdir() if path.name not in files)
        if left:
            self.stderr.write(_("Not part of the course, and left alone: %(names)s") % {"names": ", ".join(left)})
