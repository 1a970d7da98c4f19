"""What a rule says, as a form. Saving writes another version; a saved one never changes."""

from decimal import Decimal

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import AppraisalSource, Competency, InspectionItem, SignalCategory
from training.models import Rule, RuleKind, RuleMode, RuleVersion
from training.models.rules import THRESHOLD_PLACES
from training.rules import least_periods
from training.viewsets.courses import CourseChoiceField, source_courses

MOST_DAYS = 36_500
MOST_PERCENT = 100
OBSERVERS = [choice for choice in AppraisalSource.choices if choice[0] != AppraisalSource.SELF]
RANKS = [f"source_{rank}" for rank in range(1, len(OBSERVERS) + 1)]
COUNTS = (RuleKind.COMPLAINTS, RuleKind.INSPECTION)
ALWAYS = (
    "name_vi",
    "name_en",
    "kind",
    "threshold",
    "course",
    "lookback_days",
    "due_days",
    "cooldown_days",
    "priority",
)
SAME_NAMES = tuple(name for name in ALWAYS if name != "course")


def source_field(rank: int) -> forms.ChoiceField:
    label = gettext_lazy("Source of scores") if rank == 1 else gettext_lazy("Where that one has none")
    return forms.ChoiceField(label=label, choices=[("", "–"), *OBSERVERS], required=False)


class RuleForm(forms.Form):
    name_vi = forms.CharField(label=gettext_lazy("Name (Vietnamese)"), max_length=255)
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=255)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=RuleKind)
    threshold = forms.DecimalField(
        label=gettext_lazy("Threshold"),
        decimal_places=THRESHOLD_PLACES,
        localize=True,
        help_text=gettext_lazy(
            "Percent from 0 to 100 for low scores; points below 0 for a drop, such as -15; "
            "a whole number from 1 for complaints and inspections."
        ),
    )
    course = CourseChoiceField(label=gettext_lazy("Course"), queryset=None)
    lookback_days = forms.IntegerField(
        label=gettext_lazy("Days looked back"), min_value=1, max_value=MOST_DAYS, initial=365
    )
    due_days = forms.IntegerField(label=gettext_lazy("Days until due"), min_value=1, max_value=MOST_DAYS, initial=30)
    cooldown_days = forms.IntegerField(
        label=gettext_lazy("Days of cool-down"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=180,
        help_text=gettext_lazy("Who completed the course within so many days is not assigned it again."),
    )
    priority = forms.IntegerField(
        label=gettext_lazy("Priority"), min_value=1, max_value=1000, initial=10, help_text=gettext_lazy("1 runs first.")
    )
    competency = forms.ModelChoiceField(
        label=gettext_lazy("Competency"), queryset=Competency.objects.all(), required=False
    )
    periods = forms.IntegerField(label=gettext_lazy("Periods"), min_value=1, max_value=1000, required=False)
    min_periods = forms.IntegerField(
        label=gettext_lazy("Periods at least"), min_value=1, max_value=1000, required=False
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Categories of reports"),
        choices=SignalCategory,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Items of inspections"),
        choices=InspectionItem,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, version: RuleVersion | None = None, **kwargs):
        kwargs["initial"] = _initial(version) if version else {}
        super().__init__(*args, **kwargs)
        self.mode = version.mode if version else RuleMode.AUTO
        self.fields["course"].queryset = source_courses().filter(live=True)
        for rank, name in enumerate(RANKS, start=1):
            self.fields[name] = source_field(rank)

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind in RuleKind.from_scores():
            self._clean_periods(kind)
        if cleaned.get("threshold") is not None and kind:
            self._clean_threshold(kind, cleaned["threshold"])
        if kind and not self.sources():
            self.add_error(_SOURCES_FIELD.get(kind, RANKS[0]), _("Choose at least one."))
        return cleaned

    def _clean_threshold(self, kind: str, threshold: Decimal) -> None:
        if kind in COUNTS:
            if threshold < 1 or threshold != threshold.to_integral_value():
                self.add_error("threshold", _("Give a whole number from 1: how often it has to happen."))
        elif kind == RuleKind.DROP:
            if not -MOST_PERCENT <= threshold < 0:
                self.add_error("threshold", _("A drop is below 0: give -15 for 15 points less than before."))
        elif not 0 <= threshold <= MOST_PERCENT:
            self.add_error("threshold", _("Give a percentage from 0 to 100."))

    def _clean_periods(self, kind: str) -> None:
        """The newest period alone needs no number; the other kinds say how many periods they read and need."""
        if not self.cleaned_data.get("competency"):
            self.add_error("competency", _("Choose the competency whose scores are read."))
        if kind == RuleKind.PERCENT_OF_MAX:
            self.cleaned_data.update(periods=1, min_periods=1)
            return
        periods, least = self.cleaned_data.get("periods"), self.cleaned_data.get("min_periods")
        if periods is None or least is None:
            missing = "periods" if periods is None else "min_periods"
            if missing not in self.errors:
                self.add_error(missing, _("Say how many periods."))
        elif least > periods:
            self.add_error(
                "min_periods", _("It cannot be more than the %(periods)s periods that are read.") % {"periods": periods}
            )
        elif least < least_periods(kind, 1):
            self.add_error(
                "min_periods", _("A drop compares the newest two periods with earlier ones: give at least 3.")
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields under their headings, in order."""
        groups = {
            _("What it assigns"): [*(["code"] if "code" in self.fields else []), *ALWAYS],
            _("For rules that read scores"): ["competency", "periods", "min_periods", *RANKS],
            _("For complaints"): ["categories"],
            _("For inspections"): ["items"],
        }
        return [(heading, [self[name] for name in names]) for heading, names in groups.items()]

    def sources(self) -> list[str]:
        """Sources of scores in their order, each once; categories of reports; or items."""
        cleaned = self.cleaned_data
        if cleaned.get("kind") in _SOURCES_FIELD:
            return cleaned.get(_SOURCES_FIELD[cleaned["kind"]], [])
        return list(dict.fromkeys(cleaned[name] for name in RANKS if cleaned.get(name)))

    def version_values(self) -> dict[str, object]:
        """The fields of a RuleVersion; periods only where scores are read."""
        cleaned = self.cleaned_data
        on_scores = cleaned["kind"] in RuleKind.from_scores()
        return {
            **{name: cleaned[name] for name in SAME_NAMES},
            "periods": cleaned["periods"] if on_scores else None,
            "min_periods": cleaned["min_periods"] if on_scores else None,
            "competency_id": cleaned["competency"].pk if cleaned["competency"] else None,
            "course_id": cleaned["course"].pk,
            "sources": self.sources(),
            "mode": self.mode,
        }


_SOURCES_FIELD = {RuleKind.COMPLAINTS: "categories", RuleKind.INSPECTION: "items"}


def _initial(version: RuleVersion) -> dict[str, object]:
    """The form as it would have been filled in for this version."""
    initial = {name: getattr(version, name) for name in (*SAME_NAMES, "periods", "min_periods")}
    initial |= {"competency": version.competency_id, "course": version.course_id}
    if version.kind in _SOURCES_FIELD:
        return {**initial, _SOURCES_FIELD[version.kind]: version.sources}
    return {**initial, **dict(zip(RANKS, version.sources, strict=False))}


class NewRuleForm(RuleForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[RegexValidator(r"^[\w-]+\Z", gettext_lazy("Letters, digits and hyphens."))],
        help_text=gettext_lazy("Files and lists name the rule by it. It stays."),
    )

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Rule.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a rule %(code)s already. Choose another code.") % {"code": code})
        return code
