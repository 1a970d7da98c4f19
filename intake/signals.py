"""Facts about imports, for the apps above."""

from django.dispatch import Signal

# After commit, with `batch_id`: the rows of a file are in the database.
batch_applied = Signal()
