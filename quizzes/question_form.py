"""The form in which editors write a question."""

from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.soundness import faults


class QuestionForm(WagtailAdminModelForm):
    """A draft may be unfinished; what is published must be sound."""

    def clean(self):
        cleaned = super().clean()
        options = self.formsets["options"]
        if not self.is_deferred_validation and cleaned.get("kind") and options.is_valid():
            filled = [form.cleaned_data for form in options.forms if form not in options.deleted_forms]
            for sentence in faults(cleaned["kind"], [option["percent"] for option in filled if option]):
                self.add_error(None, sentence)
        return cleaned
