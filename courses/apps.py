from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self):
        from wagtail.signals import page_published, page_unpublished

        from courses import receivers
        from courses.folders import kinds
        from courses.folders.acknowledgements import AcknowledgeKind
        from courses.folders.lessons import LessonKind
        from courses.folders.scenarios import ScenarioKind
        from courses.imports.training_history import TRAINING_HISTORY
        from intake.kinds import register

        register(TRAINING_HISTORY)
        for kind in (LessonKind(), ScenarioKind(), AcknowledgeKind()):
            kinds.register(kind)
        post_migrate.connect(receivers.allow_editors, sender=self)
        page_published.connect(receivers.settle_runs)
        page_unpublished.connect(receivers.settle_runs)
