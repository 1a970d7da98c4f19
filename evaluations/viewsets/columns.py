from wagtail.admin.ui.tables import Column

from evaluations import scoring

SHOWN_PLACES = 2


class PercentColumn(Column):
    """The percent of two sums, rounded for the eye."""

    def get_value(self, score):
        return scoring.rounded(scoring.percent(score.points_sum, score.max_sum), SHOWN_PLACES)
