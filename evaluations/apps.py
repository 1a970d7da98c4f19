from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EvaluationsConfig(AppConfig):
    name = "evaluations"

    def ready(self):
        from evaluations import receivers
        from evaluations.imports import KINDS
        from intake.kinds import register

        register(*KINDS)
        post_migrate.connect(receivers.allow_back_office, sender=self)
