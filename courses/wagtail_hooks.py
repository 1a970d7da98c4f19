from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def markdown_editor_look():
    return format_html('<link rel="stylesheet" href="{}">', static("css/markdown-editor.css"))


@hooks.register("insert_editor_js")
def markdown_editor():
    """Options of the Markdown editor, with the words of its buttons."""
    return format_html(
        '<script src="{}" data-heading="{}" data-subheading="{}" data-bold="{}" data-italic="{}" data-list="{}"'
        ' data-numbers="{}" data-quote="{}" data-link="{}" data-preview="{}"></script>',
        static("js/markdown-editor.js"),
        _("Heading"),
        _("Smaller heading"),
        _("Bold"),
        _("Italic"),
        _("List"),
        _("Numbered list"),
        _("Quote"),
        _("Link"),
        _("Preview"),
    )
