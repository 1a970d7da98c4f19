"""Whom, what, until when, why: the form by which a course is assigned by hand."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from people.access import people_visible_to, units_of
from people.models import RoleKind, Unit, User
from people.viewsets.filters import UnitChoiceField
from training.viewsets.courses import CourseChoiceField, source_courses

MOST_FOUND = 100
SEPARATORS = re.compile(r"[\s,;|]+")


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return ", ".join(filter(None, [str(person), person.unit_name]))


class AssignForm(forms.Form):
    """`data` as it was sent. Only people the officer answers for can be named; anybody else is unknown here."""

    unit = UnitChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none(), required=False)
    name = forms.CharField(label=gettext_lazy("Name or staff number"), required=False, max_length=100)
    people = PeopleField(label=gettext_lazy("People"), queryset=User.objects.none(), required=False)
    numbers = forms.CharField(
        label=gettext_lazy("Staff numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("From a list: one on each line, or separated by commas."),
    )
    course = CourseChoiceField(label=gettext_lazy("Course"), queryset=None)
    due_on = forms.DateField(
        label=gettext_lazy("Due on"), widget=AdminDateInput, help_text=gettext_lazy("The due day itself is not late.")
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("The person reads exactly this."),
    )

    def __init__(self, data: QueryDict | None, *, viewer: User, today: datetime.date, chosen: list[str], finding: bool):
        super().__init__(None if finding else data, initial=self._as_sent(data) if finding else {})
        self.today = today
        self.visible = people_visible_to(viewer, today)
        self.reach = units_of(viewer, RoleKind.HR, today)
        self.fields["unit"].queryset = Unit.objects.with_tree_fields().filter(pk__in=self.reach)
        self.fields["course"].queryset = source_courses().filter(live=True)
        self.fields["people"].queryset = self._shown(chosen, data if finding else None)
        self.initial.setdefault("people", chosen)

    @staticmethod
    def _as_sent(data: QueryDict) -> dict[str, object]:
        """What was filled in already, to be shown again without judging it."""
        return {name: data.get(name) for name in AssignForm.base_fields if name != "people"}

    def _shown(self, chosen: list[str], search: QueryDict | None) -> QuerySet[User]:
        """The people that were marked, and those the search finds."""
        marked = {int(pk) for pk in chosen if pk.isdecimal()}
        found = self._found(search).values_list("pk", flat=True)[:MOST_FOUND] if search else []
        return (
            self.visible.filter(pk__in=marked.union(found))
            .annotate(post=FilteredRelation("postings", condition=Q(postings__is_current=True)))
            .annotate(unit_name=F("post__unit__name"))
        )

    def _found(self, search: QueryDict) -> QuerySet[User]:
        people = self.visible.filter(is_active=True)
        unit = search.get("unit", "")
        if unit.isdecimal() and int(unit) in self.reach:
            people = people.filter(pk__in=User.objects.in_units(Unit.objects.below([Unit(pk=int(unit))])).values("pk"))
        if name := search.get("name", "").strip():
            people = people.filter(Q(full_name__icontains=name) | Q(staff_number__icontains=name))
        return people

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.today:
            raise ValidationError(_("This day is over. Choose today or a later day."))
        return due_on

    def clean_numbers(self) -> list[User]:
        """The people with these numbers."""
        numbers = set(filter(None, SEPARATORS.split(self.cleaned_data["numbers"])))
        people = {person.staff_number: person for person in self.visible.filter(staff_number__in=numbers)}
        if unknown := sorted(numbers - set(people)):
            raise ValidationError(
                _("Nobody in your units has the number %(numbers)s. Correct or remove it."),
                params={"numbers": ", ".join(unknown)},
            )
        return list(people.values())

    def clean(self):
        cleaned = super().clean()
        named = [*cleaned.get("people", []), *cleaned.get("numbers", [])]
        if not named and not self.errors:
            raise ValidationError(_("Choose at least one person, or paste a staff number."))
        cleaned["learners"] = list({person.pk: person for person in named}.values())
        return cleaned
