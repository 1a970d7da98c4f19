"""What quizzes do when others report something."""

from people import groups
from people.models import RoleKind
from quizzes.actions import bank


def record_version(instance, **kwargs) -> None:
    bank.record_version(question=instance)


def allow_editors(**kwargs) -> None:
    groups.allow(
        RoleKind.EDITOR,
        *(f"quizzes.{verb}_question" for verb in ("add", "change", "publish", "view")),
        *(f"quizzes.{verb}_questioncategory" for verb in ("add", "change", "view")),
    )
