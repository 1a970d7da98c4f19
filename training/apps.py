from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self):
        from intake.kinds import register
        from training.imports.rules import RULES

        register(RULES)
