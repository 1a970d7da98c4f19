"""What becomes of a batch: each step happens once, whoever asks, and a step left half-way is taken up again."""

import datetime
import time

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from elearning.celery import app as celery_app
from intake import actions, dispatch, kinds, tasks
from intake.columns import Column, Text
from intake.models import BatchState, ImportBatch
from intake.signals import batch_applied
from people.models import Unit, User
from tests.conftest import broker_at
from tests.factories.people import UserFactory
from tests.intake.files import TWO_UNITS, codes, counts, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked():
    batch = upload(TWO_UNITS)
    actions.check(batch=batch)
    return batch


@pytest.fixture
def applied_ids():
    """Batches that batch_applied told of."""
    told = []

    def hear(batch_id, **kwargs):
        told.append(batch_id)

    batch_applied.connect(hear)
    yield told
    batch_applied.disconnect(hear)


@pytest.fixture
def no_broker(tmp_path):
    celery_app.conf.task_always_eager = False
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        yield
    celery_app.conf.task_always_eager = True


def another(batch):
    """The same batch as somebody else read it."""
    return ImportBatch.objects.get(pk=batch.pk)


def test_check_says_what_would_change_and_writes_nothing(checked):
    assert (checked.state, *counts(checked)) == (BatchState.CHECKED, 2, 0, 0)
    assert not Unit.objects.exists()


def test_check_keeps_the_errors_with_their_values():
    batch = upload(TWO_UNITS + "C,Phòng C,X,phong,xa,32/01/2025,,\n")
    actions.check(batch=batch)
    assert batch.state == BatchState.REFUSED
    assert codes(batch) == [(4, "parent_code", "unknown_unit"), (4, "valid_from", "bad_date")]
    assert list(batch.errors.values_list("value", flat=True)) == ["X", "32/01/2025"]


def test_unknown_columns_are_warned_about():
    batch = upload(TWO_UNITS.replace("successor_code", "ghi_chu"))
    actions.check(batch=batch)
    assert batch.warnings == [{"code": "extra_column", "column": "ghi_chu"}]


def test_confirmed_file_is_applied_and_told_after_commit(checked, applied_ids, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(batch=checked, by=None)
        actions.apply(batch=checked)
        assert applied_ids == []
    assert applied_ids == [checked.pk]
    assert (checked.state, checked.progress, *counts(checked)) == (BatchState.APPLIED, 100, 2, 0, 0)
    assert checked.applied_at is not None
    assert Unit.objects.get(code="B").parent.code == "A"


def test_who_uploaded_and_decided_is_kept():
    officer = UserFactory()
    batch = upload(TWO_UNITS, by=officer)
    actions.check(batch=batch)
    actions.confirm(batch=batch, by=officer)
    entries = ModelLogEntry.objects.filter(object_id=str(batch.pk), user_id=officer.pk)
    assert set(entries.values_list("action", flat=True)) == {"intake.uploaded", "intake.confirmed"}


@pytest.mark.parametrize("second", [actions.confirm, actions.cancel])
def test_of_two_decisions_the_second_is_refused(checked, second):
    late = another(checked)
    actions.confirm(batch=checked, by=None)
    with pytest.raises(actions.AlreadyDecided):
        second(batch=late, by=None)
    assert another(checked).state == BatchState.CONFIRMED


def test_of_two_workers_one_applies(checked, applied_ids, django_capture_on_commit_callbacks):
    actions.confirm(batch=checked, by=None)
    late = another(checked)
    with django_capture_on_commit_callbacks(execute=True):
        actions.apply(batch=checked)
        actions.apply(batch=late)
    assert applied_ids == [checked.pk]


def test_cancelled_batch_is_never_applied(checked):
    actions.cancel(batch=checked, by=None)
    actions.apply(batch=checked)
    assert checked.state == BatchState.CANCELLED
    assert not Unit.objects.exists()


def test_file_that_changed_since_the_check_is_refused(checked):
    with open(checked.file.path, "a") as file:
        file.write("C,Xã C,,ubnd_xa,xa,01/07/2025,,\n")
    with pytest.raises(actions.FileChanged, match="upload it again"):
        actions.confirm(batch=checked, by=None)
    assert another(checked).state == BatchState.CHECKED


@pytest.mark.parametrize("happens", ["changed", "gone"])
def test_file_that_changed_since_the_confirmation_is_not_applied(checked, happens):
    actions.confirm(batch=checked, by=None)
    if happens == "gone":
        checked.file.storage.delete(checked.file.name)
    else:
        with open(checked.file.path, "a") as file:
            file.write("\n")
    actions.apply(batch=checked)
    assert (checked.state, codes(checked)) == (BatchState.REFUSED, [(0, "", "file_changed")])
    assert not Unit.objects.exists()


def test_what_changed_in_the_database_since_the_check_counts():
    first, second = (
        upload(TWO_UNITS),
        upload("unit_code,unit_name,unit_type,level,valid_from,parent_code\nC,Xã C,ubnd_xa,xa,2025-07-01,A\n"),
    )
    for batch in (first, second):
        actions.check(batch=batch)
    assert second.state == BatchState.REFUSED
    actions.confirm(batch=first, by=None)
    actions.apply(batch=first)
    again = upload("unit_code,unit_name,unit_type,level,valid_from,parent_code\nC,Xã C,ubnd_xa,xa,2025-07-01,A\n")
    actions.check(batch=again)
    actions.confirm(batch=again, by=None)
    Unit.objects.all().delete()
    actions.apply(batch=again)
    assert (again.state, codes(again)) == (BatchState.REFUSED, [(2, "parent_code", "unknown_unit")])


@pytest.mark.parametrize(
    ("left", "ends"), [(BatchState.CHECKING, BatchState.CHECKED), (BatchState.APPLYING, BatchState.APPLIED)]
)
def test_batch_of_a_killed_worker_is_taken_again(checked, left, ends, django_capture_on_commit_callbacks):
    long_ago = timezone.now() - datetime.timedelta(minutes=11)
    ImportBatch.objects.update(state=left, claimed_at=long_ago, progress=40)
    for _run in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.sweep_batches()
    assert (another(checked).state, *counts(another(checked))) == (ends, 2, 0, 0)
    assert Unit.objects.count() == (2 if ends == BatchState.APPLIED else 0)


def test_batch_of_a_busy_worker_is_left_alone(checked):
    ImportBatch.objects.update(state=BatchState.APPLYING, claimed_at=timezone.now())
    tasks.sweep_batches()
    assert another(checked).state == BatchState.APPLYING


@pytest.fixture
def kind():
    """A kind of file whose last step a test chooses."""

    def build(bring_in):
        column = Column("ma", "code", Text(), required=True)
        kinds.register(kinds.Kind("probe", "Probe", 99, (column,), ("code",), bring_in))

    yield build
    del kinds._kinds["probe"]


def confirmed_probe():
    batch = upload("code\nA\n", kind="probe")
    actions.confirm(batch=batch, by=None, unseen=True)
    return batch


def test_nothing_is_kept_of_a_run_that_lost_its_batch(kind):
    def be_overtaken(rows, *, write, by):
        ImportBatch.objects.update(claimed_at=timezone.now() + datetime.timedelta(minutes=1))
        UserFactory(staff_number="A")
        return kinds.Changes(1, 0, 0)

    kind(be_overtaken)
    batch = confirmed_probe()
    with pytest.raises(actions.ClaimLost):
        actions.apply(batch=batch)
    assert not User.objects.filter(staff_number="A").exists()
    assert another(batch).state == BatchState.APPLYING


def test_fault_of_the_program_is_shown_and_leaves_nothing(kind):
    def break_down(rows, *, write, by):
        UserFactory(staff_number="A")
        raise ZeroDivisionError

    kind(break_down)
    batch = confirmed_probe()
    actions.apply(batch=batch)
    assert (batch.state, codes(batch)) == (BatchState.REFUSED, [(0, "", "internal_fault")])
    assert not User.objects.filter(staff_number="A").exists()


def test_large_file_waits_for_the_worker_and_small_one_does_not(settings, django_capture_on_commit_callbacks):
    settings.IMPORT_INLINE_ROWS = 1
    batch = upload(TWO_UNITS)
    with django_capture_on_commit_callbacks() as callbacks:
        dispatch.check(batch)
    assert (another(batch).state, len(callbacks)) == (BatchState.UPLOADED, 1)
    settings.IMPORT_INLINE_ROWS = 10
    dispatch.check(batch)
    assert another(batch).state == BatchState.CHECKED


def test_without_broker_the_confirmation_succeeds_at_once_and_the_sweep_applies(
    checked, settings, no_broker, django_capture_on_commit_callbacks
):
    settings.IMPORT_INLINE_ROWS = 0
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(batch=checked, by=None)
        dispatch.apply(checked)
    assert time.monotonic() - began < 10
    assert another(checked).state == BatchState.CONFIRMED
    for batch in actions.release_lost(now=timezone.now()):
        tasks.apply_batch(batch.pk)
    assert another(checked).state == BatchState.APPLIED
