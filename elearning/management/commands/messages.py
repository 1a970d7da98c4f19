from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from elearning import catalogues

CATALOGUE = settings.BASE_DIR / "locale/vi/LC_MESSAGES/django.po"


def own_folders() -> list[Path]:
    """The folders whose texts are ours: the apps of this project and the templates."""
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    return [*own, settings.BASE_DIR / "templates"]


class Command(BaseCommand):
    help = "Brings the Vietnamese catalogue up to date with code and templates, and names what is not translated."

    def add_arguments(self, parser):
        parser.add_argument("handed_in", nargs="*", metavar="FILE.po", help="translations to take over")

    def handle(self, *args, handed_in, **options):
        catalogue = polib.pofile(str(CATALOGUE), wrapwidth=120)
        for file in handed_in:
            for difference in catalogues.merge(catalogue, polib.pofile(file)):
                self.stderr.write(f"{file}: {difference}")
        catalogues.bring_up_to_date(catalogue, catalogues.texts_under(settings.BASE_DIR, own_folders()))
        catalogue.save()
        catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
        self.report(catalogue)

    def report(self, catalogue):
        faults = [f"not translated: {entry.msgid}" for entry in catalogue.untranslated_entries()]
        faults += [f"other placeholders: {msgid}" for msgid in catalogues.disagreeing_placeholders(catalogue)]
        self.stdout.write(
            "\n".join([*faults, f"{len(catalogue)} messages, {catalogue.percent_translated()} % translated."])
        )
        if faults:
            raise CommandError(f"{len(faults)} messages need a translator.")
