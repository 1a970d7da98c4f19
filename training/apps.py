from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self):
        from intake.kinds import register
        from training import officers, receivers  # noqa: F401 - connects the receivers
        from training.imports.rules import RULES
        from training.selection import sqlite  # noqa: F401 - teaches SQLite exact fractions

        register(RULES)
        post_migrate.connect(officers.allow_back_office, sender=self)
