from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self):
        from wagtail.signals import published

        from quizzes import receivers
        from quizzes.models import Question

        published.connect(receivers.record_version, sender=Question)
        post_migrate.connect(receivers.allow_editors, sender=self)
