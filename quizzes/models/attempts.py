"""An attempt keeps the questions as they were shown and every answer as it was given."""

from collections.abc import Iterable

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class AttemptState(models.TextChoices):
    OPEN = "open", _("Open")
    GRADED = "graded", _("Marked")


class AttemptQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=AttemptState.OPEN)

    def graded(self):
        return self.filter(state=AttemptState.GRADED)

    def best_first(self):
        """Marked attempts, the highest result first; of equal ones the earlier."""
        return self.graded().order_by("-passed", "-mark", "number")


class Attempt(models.Model):
    """One try at a quiz within an enrolment. Marked exactly once."""

    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey("quizzes.QuizPage", models.PROTECT, related_name="attempts")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(_("state"), max_length=8, choices=AttemptState, default=AttemptState.OPEN)
    pass_percent = models.DecimalField(max_digits=5, decimal_places=2)
    started_at = models.DateTimeField(_("started at"))
    graded_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=8, decimal_places=2, null=True, blank=True)
    max_mark = models.DecimalField(_("most marks"), max_digits=8, decimal_places=2)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["enrolment", "quiz", "number"]
        constraints = [
            models.UniqueConstraint(name="attempt_number_once", fields=["enrolment", "quiz", "number"]),
            models.UniqueConstraint(
                name="attempt_one_open_each", fields=["enrolment", "quiz"], condition=Q(state=AttemptState.OPEN)
            ),
            models.CheckConstraint(
                name="attempt_graded_has_mark",
                condition=Q(state=AttemptState.OPEN, graded_at__isnull=True, mark__isnull=True, passed__isnull=True)
                | Q(state=AttemptState.GRADED, graded_at__isnull=False, mark__isnull=False, passed__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.enrolment}, {self.quiz} ({self.number})"


class AttemptItem(models.Model):
    """A question as shown in this attempt: text, options in their order, marks (see QuestionVersion.content)."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey("quizzes.QuestionVersion", models.PROTECT, related_name="items")
    content = models.JSONField()
    flagged = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(name="item_position_once", fields=["attempt", "position"])]

    def __str__(self):
        return f"{self.attempt}: {self.position}"


class SavedAnswerQuerySet(models.QuerySet):
    def newest_of(self, items: Iterable[int]):
        """The answers that count: of each item the one saved last. `items`: primary keys."""
        last = self.filter(item=OuterRef("item")).order_by("-sequence").values("sequence")[:1]
        return self.filter(item__in=list(items), sequence=Subquery(last))


class SavedAnswer(models.Model):
    """One answer as given; the one with the highest sequence counts.

    response: list of the keys of the chosen options; an empty list takes the answer back.
    """

    item = models.ForeignKey(AttemptItem, models.CASCADE, related_name="answers")
    sequence = models.PositiveIntegerField()
    response = models.JSONField(default=list)
    given_at = models.DateTimeField()

    objects = SavedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["item", "sequence"]
        constraints = [models.UniqueConstraint(name="answer_sequence_once", fields=["item", "sequence"])]

    def __str__(self):
        return f"{self.item} #{self.sequence}"
