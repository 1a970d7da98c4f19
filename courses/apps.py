from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self):
        from courses import receivers

        post_migrate.connect(receivers.allow_editors, sender=self)
