"""The edit screen of a document: how many people confirmed which version. No names: those are HR's."""

from wagtail.admin.panels import Panel


class ConfirmationsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/confirmations_panel.html"

        def get_context_data(self, parent_context=None):
            from courses.models import Acknowledgement  # they show this panel

            counts = Acknowledgement.objects.filter(page_id=self.instance.source.pk).counted_by_version()
            return {**super().get_context_data(parent_context), "counts": counts}
