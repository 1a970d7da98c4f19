"""The language in which a person is written to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions import languages
from people.viewsets.forms import PersonFormView


class LanguageView(PersonFormView):
    page_title = gettext_lazy("Language")

    def get_form(self, form_class=None):
        form = forms.Form(self.request.POST or None)
        form.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=settings.LANGUAGES,
            initial=self.person.language or settings.LANGUAGE_CODE,
            help_text=_("Pages and messages appear in this language. The person can change it at any time."),
        )
        return form

    def save(self, form):
        languages.choose(person=self.person, language=form.cleaned_data["language"], by=self.request.user)
        return _("The language of %(name)s was saved.") % {"name": self.person.full_name}
