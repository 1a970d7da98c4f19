"""What courses do when others report something."""

from courses import editors, tasks
from courses.models import StepPage


def allow_editors(**kwargs) -> None:
    editors.allow_pages()
    editors.allow_files()
    editors.allow_translations()


def settle_runs(instance, **kwargs) -> None:
    """A step that was withdrawn or is no longer required may have been the last one that somebody had left."""
    if isinstance(instance, StepPage):
        tasks.settle_course.delay_on_commit(instance.source.course.pk)
