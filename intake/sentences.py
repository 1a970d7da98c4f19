"""Says in a sentence what is wrong and what to do, for every code of a mistake or warning."""

from django.utils.translation import gettext_lazy as _

_SENTENCES = {
    "empty_file": _("The file is empty. Export it again and check that it holds rows."),
    "nul_byte": _(
        "This is not a text file: it holds NUL bytes, as pictures and Excel workbooks do. "
        "Save the table as “CSV UTF-8” and upload that file."
    ),
    "encoding_not_utf8": _(
        "The file is not written in UTF-8, so its letters cannot be read with certainty. "
        "Save it as “CSV UTF-8” and upload it again."
    ),
    "file_changed": _("The file changed between preview and confirmation; upload it again."),
    "file_missing": _("The stored file is gone; upload it again."),
    "internal_fault": _(
        "The import stopped because of a fault of this program. Nothing was applied. Tell the administrator."
    ),
    "missing_column": _("The column “%(column)s” is missing from the header. Add it and upload the file again."),
    "duplicate_column": _("The column “%(column)s” stands in the header twice. Keep one of them."),
    "no_rows": _("The file has a header and no rows. Add the rows and upload it again."),
    "column_count": _(
        "The line has more or fewer cells than the header. "
        "Often a decimal comma or a comma in a text lacks quotation marks."
    ),
    "bad_quotes": _("The quotation marks of the line do not match. Double every quotation mark inside a cell."),
    "missing_value": _("The cell is empty, but “%(column)s” is required. Fill it in."),
    "unknown_staff": _("No person has the staff number “%(value)s”. Correct it, or import the staff file first."),
    "unknown_manager": _(
        "No person, here or in this file, has the staff number “%(value)s”. Correct it, or add the line manager."
    ),
    "unknown_unit": _("No unit has the code “%(value)s”. Correct it, or import the units first."),
    "unknown_framework": _(
        "No appraisal framework has the code “%(value)s”. Correct it, or import the frameworks first."
    ),
    "unknown_period": _("No appraisal period has the code “%(value)s”. Correct it, or import the periods first."),
    "unknown_competency": _("A competency of “%(value)s” is not known. Correct it, or import the competencies first."),
    "unknown_course": _("No course has the code “%(value)s”. Correct it, or create the course first."),
    "unknown_criterion": _("“%(value)s” is no criterion of this framework. Correct the criterion or the framework."),
    "framework_closed": _(
        "The framework “%(value)s” is not valid on every day of the period. Use the framework of that time."
    ),
    "bad_source": _("“%(value)s” is not a source that can stand here. Use one of the words the format names."),
    "bad_status": _("“%(value)s” is not a status. Use one of the words the format names."),
    "bad_category": _("“%(value)s” is not a category. Use one of the words the format names."),
    "bad_choice": _("“%(value)s” cannot stand in “%(column)s”. Use one of the words the format names."),
    "bad_flag": _("“%(value)s” is neither 1 (yes) nor 0 (no). Write 1 or 0."),
    "bad_email": _("“%(value)s” is not an e-mail address. Correct it or leave the cell empty."),
    "bad_weight": _(
        "“%(value)s” is not a list of competencies with weights above 0, each once. "
        "Write for example “listening:0.5|attitude:0.5”."
    ),
    "not_a_number": _("“%(value)s” is not a number. Use digits and at most one decimal comma or point."),
    "too_many_decimals": _("“%(value)s” has more decimal places than “%(column)s” keeps. Nothing is rounded here."),
    "number_too_large": _("“%(value)s” is larger than “%(column)s” can keep. Check the number."),
    "negative": _("“%(value)s” is below 0. Check the number."),
    "not_above_zero": _("“%(value)s” must be above 0. Check the number."),
    "out_of_range": _("“%(value)s” is outside the range of “%(column)s”. Check the number."),
    "over_max": _("“%(value)s” is more than the criterion's maximum. Check the points and the criterion."),
    "wrong_max": _("“%(value)s” is not the maximum the framework gives this criterion. Correct it or leave it empty."),
    "scores_above_max": _(
        "“%(value)s” is below points that were already given for this criterion. Make a new framework instead."
    ),
    "bad_date": _("“%(value)s” is not a date. Write it as 31/12/2026 or 2026-12-31, and check that the day exists."),
    "date_order": _("“%(value)s” lies before the first day. Check both dates."),
    "too_long": _("“%(value)s” is too long for “%(column)s”. Shorten it."),
    "formula_cell": _("“%(value)s” begins like a formula, which a spreadsheet would run. Write the text without it."),
    "circle": _("With “%(value)s” above it, this record would stand above itself. Correct the parent."),
    "own_successor": _("A unit cannot be its own successor. Correct the code or leave the cell empty."),
    "not_the_same": _("“%(value)s” differs from the first row that speaks about the same. Make them agree."),
    "duplicate_key": _("An earlier row of this file is about the same. Keep one of them."),
    "extra_column": _("The column “%(column)s” is not used and was ignored."),
}


def sentence(code: str, *, column: str = "", value: str = "") -> str:
    """The sentence for a code, about the cell it was found in."""
    return _SENTENCES[code] % {"column": column, "value": value}
