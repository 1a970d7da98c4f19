"""“Who would this assign today?” A rule is switched only from here, by somebody who has seen the answer."""

from django import forms
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput

from people.actions import looks
from people.models import Looked
from people.viewsets.lists import ScopedObjectMixin
from training import rule_words
from training.actions import rules
from training.errors import TrainingError
from training.models import Rule, RuleVersion
from training.presenters import rule_preview

LINES_ON_A_PAGE = 50
PREVIEW_TEMPLATE = "training/admin/rule_preview.html"


class DayForm(forms.Form):
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Empty: today."),
    )


class SwitchForm(forms.Form):
    """Which version was looked at, and what it shall be."""

    version = forms.IntegerField()
    active = forms.BooleanField(required=False)


class PreviewMixin(ScopedObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Shows a preview of a version, saved or not, and keeps that it was looked at."""

    model = Rule

    def preview_context(self, version: RuleVersion, asked) -> dict[str, object]:
        """`asked` holds the day and the page, as they were sent."""
        day_form = DayForm(asked)
        today = timezone.localdate()
        as_of = (day_form.is_valid() and day_form.cleaned_data["as_of"]) or today
        found = rule_preview.preview(version, as_of, self.request.user, today)
        looks.record_list(
            viewer=self.request.user,
            what=Looked.PREVIEW,
            people_count=len(found.lines),
            about=f"{version.rule.code}, {as_of:%d/%m/%Y}",
        )
        return {
            "version": version,
            "says": rule_words.says(version),
            "day_form": day_form,
            "preview": found,
            "lines": _page(found, asked.get("p")),
            "future": as_of > today,
        }


def _page(found: rule_preview.Preview, number: str | None) -> Page:
    return Paginator(found.lines, LINES_ON_A_PAGE).get_page(number)


class RulePreviewView(PreviewMixin, TemplateView):
    any_permission_required = ["view"]
    template_name = PREVIEW_TEMPLATE
    page_title = gettext_lazy("Who would this assign today?")
    header_icon = "group"

    def select(self, visible):
        return visible.filter(current__isnull=False).select_related("current__competency", "current__course")

    @cached_property
    def rule(self) -> Rule:
        return self.get_object()

    def get_page_subtitle(self):
        return self.rule.code

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("rules:index"), "label": _("Rules")},
            {"url": reverse("rules:inspect", args=[self.rule.pk]), "label": self.rule.code},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        version = self.rule.current
        version.rule = self.rule
        preview = self.preview_context(version, self.request.GET)
        may_switch = self.user_has_permission("change")
        return super().get_context_data(rule=self.rule, may_switch=may_switch, **preview, **kwargs)


class SwitchRuleView(ScopedObjectMixin, PermissionCheckedMixin, View):
    """Switches the version that was looked at; where another one is in force by now, it is to be looked at first."""

    model = Rule
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        rule = self.get_object()
        form = SwitchForm(request.POST)
        if not form.is_valid():
            raise BadRequest
        active = form.cleaned_data["active"]
        version = rule.versions.filter(number=form.cleaned_data["version"]).first()
        try:
            rules.switch(rule=rule, version=version, active=active, by=request.user)
        except TrainingError as error:
            messages.error(request, str(error))
        else:
            said = _("%(code)s is switched on.") if active else _("%(code)s is switched off.")
            messages.success(request, said % {"code": rule.code})
        return redirect("rules:preview", rule.pk)
