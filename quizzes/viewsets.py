"""The question bank in the back office."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quizzes.models import Question, QuestionCategory


class InSourceLanguage:
    """Quizzes ask questions in the source language; learners then read them in theirs."""

    i18n_enabled = False

    def get_object_list(self):
        return super().get_object_list().in_source_language()


class ForEditors:
    """Wagtail lets everybody in the back office choose; questions are for those who keep the bank."""

    def dispatch(self, request, *args, **kwargs):
        if not ModelPermissionPolicy(Question).user_has_any_permission(request.user, ["add", "change", "view"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChooseQuestionView(ForEditors, InSourceLanguage, ChooseView):
    pass


class ChooseQuestionResultsView(ForEditors, InSourceLanguage, ChooseResultsView):
    pass


class QuestionChosenView(ForEditors, SnippetChosenView):
    pass


class QuestionsChosenView(ForEditors, SnippetChosenMultipleView):
    pass


class QuestionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseQuestionView
    choose_results_view_class = ChooseQuestionResultsView
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionsChosenView
    icon = "help"
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    edit_item_text = _("Edit this question")


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = [
        "code",
        Column("text", label=_("Question"), accessor="opening"),
        Column("category", label=_("Category"), sort_key="category__name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        LocaleColumn(label=_("Language")),
        LiveStatusTagColumn(label=_("Status")),
        UpdatedAtColumn(),
    ]
    list_filter = ["category", "kind", "live"]
    list_per_page = 50
    ordering = ["code"]
    chooser_viewset_class = QuestionChooserViewSet


class QuestionCategoryViewSet(SnippetViewSet):
    model = QuestionCategory
    icon = "folder-open-inverse"
    menu_label = _("Question categories")
    search_fields = ["name"]


class QuestionBank(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 220
    items = (QuestionViewSet, QuestionCategoryViewSet)
