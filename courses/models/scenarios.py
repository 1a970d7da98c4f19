"""A branching conversation as a step, and what learners said in it. No play is ever overwritten."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.models.pages import StepPage
from courses.scenarios import script, soundness
from courses.scenarios.blocks import TurnsBlock
from courses.scenarios.editing import BranchesPanel, ScenarioForm

BRANCHES = "branches"


class ScenarioPage(StepPage):
    """A conversation with a citizen or a business: no clock, no pass mark; done when it has been played to an end."""

    kind = "scenario"

    turns = StreamField(TurnsBlock(), verbose_name=_("turns"))
    reference = models.CharField(_("source"), max_length=500, blank=True)

    content_panels = [
        *Page.content_panels,
        *StepPage.step_panels,
        FieldPanel("turns", help_text=_("The first turn opens the conversation.")),
        BranchesPanel(heading=_("Branches")),
        FieldPanel("reference"),
    ]
    base_form_class = ScenarioForm
    search_fields = [*Page.search_fields, index.SearchField("turns")]
    is_creatable = True
    parent_page_types = ["courses.CoursePage"]
    template = "courses/scenario.html"
    preview_modes = [("", _("Learner's page")), (BRANCHES, _("Branches"))]

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def save(self, clean=True, **kwargs):
        """A published conversation can be played to an end, whichever way it was published."""
        if self.live and clean and (faults := self.faults()):
            raise ValidationError({"turns": [fault.sentence for fault in faults]})
        return super().save(clean=clean, **kwargs)

    def faults(self) -> list[soundness.Fault]:
        """What keeps it from being published. A translation takes its branches from the source: nothing can."""
        return soundness.faults(script.plain(self.turns.get_prep_value())) if self.source is self else []

    def get_context(self, request, *args, **kwargs):
        from courses.scenarios import presenters  # they read the models of this package

        return {**super().get_context(request, *args, **kwargs), "scenario": presenters.scenario(self, request)}

    def get_preview_template(self, request, mode_name):
        return "courses/scenario_branches.html" if mode_name == BRANCHES else super().get_preview_template(request, "")

    def get_preview_context(self, request, mode_name):
        if mode_name != BRANCHES:
            return super().get_preview_context(request, mode_name)
        from courses.scenarios import branches

        return {"page": self, "branches": branches.of(self)}


class ScenarioVersion(models.Model):
    """A conversation as it stood when somebody began to play it (see `script.Content`). Written once, never changed."""

    scenario = models.ForeignKey(ScenarioPage, models.PROTECT, related_name="versions")
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="scenario_version_once", fields=["scenario", "digest"])]

    def __str__(self):
        return f"{self.scenario}: {self.digest[:8]}"

    def script(self) -> script.Script:
        """The conversation in the active language."""
        return script.read(self.content, get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)


class ScenarioRunQuerySet(models.QuerySet):
    def open(self):
        return self.filter(finished_at__isnull=True)

    def finished(self):
        return self.filter(finished_at__isnull=False)


class ScenarioRun(models.Model):
    """One play of a conversation within an enrolment; playing again is another one.

    choices: what was said, in order: [{"turn": key, "choice": number from 1, "at": moment in ISO 8601}, …];
    answered: how many these are, so that of two answers to one turn the database takes one.
    """

    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="scenario_runs")
    scenario = models.ForeignKey(ScenarioPage, models.PROTECT, related_name="runs")
    version = models.ForeignKey(ScenarioVersion, models.PROTECT, related_name="runs")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(_("play"))
    choices = models.JSONField(default=list)
    answered = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ScenarioRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("play of a scenario")
        verbose_name_plural = _("plays of scenarios")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="scenario_run_number_once", fields=["enrolment", "scenario", "number"]),
            models.UniqueConstraint(
                name="scenario_run_one_open_each",
                fields=["enrolment", "scenario"],
                condition=Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="scenario_run_moments_in_order",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.enrolment}, {self.scenario} ({self.number})"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
