from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self):
        from wagtail.signals import published

        from courses.folders import kinds
        from quizzes import receivers
        from quizzes.folders import QuizKind
        from quizzes.models import Question

        kinds.register(QuizKind())
        published.connect(receivers.record_version, sender=Question)
        post_migrate.connect(receivers.allow_editors, sender=self)
