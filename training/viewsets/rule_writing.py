"""Writing a rule: the form, then whom it would assign, then it is saved as another version."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from training.actions import rules
from training.models import Rule, RuleVersion
from training.viewsets.rule_form import NewRuleForm, RuleForm
from training.viewsets.rule_preview import PREVIEW_TEMPLATE, PreviewMixin


class WriteRuleView(PreviewMixin, FormView):
    """`do` names the button: back to the form, save, or, without either, look first."""

    template_name = "training/admin/rule_form.html"
    header_icon = "cogs"

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("rules:index"), "label": _("Rules")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def form_valid(self, form):
        wanted = self.request.POST.get("do")
        if wanted == "back":
            return self.render_to_response(self.get_context_data(form=form))
        if wanted == "save":
            return self._saved(form)
        return self._looked_at(form)

    def _saved(self, form):
        rule = self.rule_of(form)
        version = rules.save_version(code=rule.code, active=rule.active, by=self.request.user, **form.version_values())
        messages.success(
            self.request,
            _("Version %(number)s of %(code)s is in force.") % {"number": version.number, "code": rule.code}
            if rule.active
            else _("Version %(number)s of %(code)s was saved. The rule is switched off.")
            % {"number": version.number, "code": rule.code},
        )
        return redirect("rules:preview", version.rule_id)

    def _looked_at(self, form):
        rule = self.rule_of(form)
        context = self.preview_context(RuleVersion(rule=rule, **form.version_values()), self.request.POST)
        self.template_name = PREVIEW_TEMPLATE
        return self.render_to_response(self.get_context_data(form=form, rule=rule, sent=_sent(form), **context))


def _sent(form: RuleForm) -> list[tuple[str, str]]:
    """The filled-in fields, name by name, as hidden fields of the page that shows the preview."""
    return [(name, value) for name in form.fields for value in form.data.getlist(name)]


class NewRuleView(WriteRuleView):
    permission_required = "add"
    form_class = NewRuleForm
    page_title = gettext_lazy("Write a rule")

    def rule_of(self, form) -> Rule:
        return Rule(code=form.cleaned_data["code"])


class EditRuleView(WriteRuleView):
    permission_required = "change"
    form_class = RuleForm
    page_title = gettext_lazy("Edit a rule")

    @cached_property
    def rule(self) -> Rule:
        return self.get_object()

    def get_page_subtitle(self):
        return self.rule.code

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "version": self.rule.current}

    def rule_of(self, form) -> Rule:
        return self.rule
