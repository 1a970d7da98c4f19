"""The way of a file in the back office: uploaded, seen, confirmed. Everything else happens in the actions."""

import csv

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from intake import actions, dispatch, formats, kinds
from intake.error_lists import error_rows
from intake.forms import UploadForm
from intake.models import BatchState, ImportBatch
from intake.sentences import sentence

ERRORS_A_PAGE = 50
UTF8_MARK = "\ufeff"  # by it Excel knows the encoding


class ImportPage(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("imports:index"), "label": _("Imports")},
            {"url": "", "label": self.get_page_title()},
        ]


class UploadView(ImportPage, FormView):
    permission_required = "add"
    template_name = "intake/upload.html"
    page_title = gettext_lazy("Upload a file")
    form_class = UploadForm
    success_url = reverse_lazy("imports:index")

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            batch = actions.upload(kind=form.cleaned_data["kind"], file=file, filename=file.name, by=self.request.user)
        except actions.FileTooLarge as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        dispatch.check(batch)
        return redirect("imports:batch", batch.pk)

    def get_context_data(self, **kwargs):
        help_by_kind = [(kind, formats.column_help(kind)) for kind in kinds.in_order()]
        return super().get_context_data(help_by_kind=help_by_kind, **kwargs)


class OneBatch(PermissionCheckedMixin):
    permission_required = "view"

    @cached_property
    def batch(self) -> ImportBatch:
        return get_object_or_404(ImportBatch.objects.select_related("uploaded_by"), pk=self.kwargs["pk"])


class BatchView(OneBatch, ImportPage, TemplateView):
    """What the file would change or has changed, what is wrong with it, or how far the work is."""

    template_name = "intake/batch.html"

    def get_page_title(self):
        return self.batch.filename

    def get_context_data(self, **kwargs):
        errors = Paginator(self.batch.errors.all(), ERRORS_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            batch=self.batch,
            kind=kinds.get(self.batch.kind),
            states=BatchState,
            working=self.batch.state in BatchState.working(),
            warnings=[sentence(**warning) for warning in self.batch.warnings],
            errors=errors,
            error_lines=self._explained(errors),
            elided_page_range=errors.paginator.get_elided_page_range(errors.number),
            may_decide=self.user_has_permission("add"),
            **kwargs,
        )

    def _explained(self, errors):
        headers = formats.headers_of(self.batch.kind)
        for error in errors:
            column = headers.get(error.column, error.column)
            yield {
                "error": error,
                "column": column,
                "sentence": sentence(error.code, column=column, value=error.value),
            }


class ProgressView(OneBatch, TemplateView):
    """The piece of the page that is asked for again and again; once the work is done, the page loads anew."""

    template_name = "intake/progress.html"

    def render_to_response(self, context, **kwargs):
        if self.batch.state not in BatchState.working():
            return HttpResponse(headers={"HX-Refresh": "true"})
        return super().render_to_response({**context, "batch": self.batch}, **kwargs)


class DecisionView(OneBatch, View):
    permission_required = "add"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            self.decide()
        except (actions.AlreadyDecided, actions.FileChanged) as error:
            messages.error(request, str(error))
        return redirect("imports:batch", self.batch.pk)

    def decide(self):
        raise NotImplementedError


class ConfirmView(DecisionView):
    def decide(self):
        actions.confirm(batch=self.batch, by=self.request.user)
        dispatch.apply(self.batch)


class CancelView(DecisionView):
    def decide(self):
        actions.cancel(batch=self.batch, by=self.request.user)


class ErrorsView(OneBatch, View):
    """Every mistake as a CSV file."""

    def get(self, request, *args, **kwargs):
        found = self.batch.errors.values_list("line", "column", "code", "value").iterator()
        writer = csv.writer(_Passing())
        lines = (writer.writerow(row) for row in error_rows(self.batch.filename, found))
        response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="import-{self.batch.pk}-errors.csv"'
        return response


class _Passing:
    """A file that hands each line on."""

    def write(self, line):
        return line


def _marked(lines):
    yield UTF8_MARK
    yield from lines
