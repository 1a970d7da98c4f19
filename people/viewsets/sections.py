"""Sections of a page about one row."""

from collections.abc import Sequence

from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Table


class TableSection(Component):
    """A heading, a table or a sentence that says why there is none, and links or buttons below."""

    template_name = "people/admin/table_section.html"

    def __init__(self, name: str, heading: str, table: Table, *, empty: str, links: Sequence[tuple[str, str]] = ()):
        """`links` are pairs of address and words."""
        self.name = name
        self.heading = heading
        self.table = table
        self.empty = empty
        self.links = links

    def get_context_data(self, parent_context):
        return {"section": self, "request": parent_context.get("request")}
