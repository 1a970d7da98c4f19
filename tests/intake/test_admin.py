"""The way of a file in the back office, and who may go it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import BatchState, ImportBatch
from people.models import Unit
from tests.factories.organisation import build_organisation
from tests.intake.files import TWO_UNITS, UNITS, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(db):
    return build_organisation()


@pytest.fixture
def officer(client, organisation):
    """An HR officer of the whole organisation, signed in."""
    client.force_login(organisation.central)
    return organisation.central


def send(client, text, kind="units", name="units.csv"):
    raw = text.encode() if isinstance(text, str) else text
    return client.post(reverse("imports:add"), {"kind": kind, "file": SimpleUploadedFile(name, raw)}, follow=True)


def test_upload_see_confirm_result(client, officer):
    page = send(client, TWO_UNITS)
    batch = page.context["batch"]
    assert (batch.state, batch.created, batch.uploaded_by) == (BatchState.CHECKED, 2, officer)
    assert "Confirm and apply" in page.content.decode()
    assert not Unit.objects.filter(code="B").exists()
    result = client.post(reverse("imports:confirm", args=[batch.pk]), follow=True)
    assert result.context["batch"].state == BatchState.APPLIED
    assert "What changed" in result.content.decode()
    assert Unit.objects.filter(code="B").exists()


def test_cancel_leaves_nothing(client, officer):
    batch = send(client, TWO_UNITS).context["batch"]
    page = client.post(reverse("imports:cancel", args=[batch.pk]), follow=True)
    assert page.context["batch"].state == BatchState.CANCELLED
    assert not Unit.objects.filter(code="B").exists()


def test_decision_that_came_too_late_is_explained(client, officer):
    batch = send(client, TWO_UNITS).context["batch"]
    client.post(reverse("imports:confirm", args=[batch.pk]))
    page = client.post(reverse("imports:cancel", args=[batch.pk]), follow=True)
    assert "already confirmed, cancelled or refused" in page.content.decode()
    assert page.context["batch"].state == BatchState.APPLIED


def test_mistakes_are_listed_in_pages_and_as_a_file(client, officer):
    rows = "".join(f"U{n},Phòng,,phong,xa,32/01/2025,,\n" for n in range(60))
    page = send(client, UNITS + rows)
    assert len(page.context["errors"]) == 50
    text = page.content.decode()
    assert "hieu_luc_tu / valid_from" in text
    assert "“32/01/2025” is not a date" in text
    batch = page.context["batch"]
    second = client.get(reverse("imports:batch", args=[batch.pk]), {"p": 2})
    assert len(second.context["errors"]) == 10
    file = b"".join(client.get(reverse("imports:errors", args=[batch.pk])).streaming_content).decode("utf-8-sig")
    assert len(file.splitlines()) == 61
    assert file.splitlines()[0] == "file,line,column,code,message"


@pytest.mark.parametrize(
    ("raw", "says"),
    [(b"", "The file is empty"), (b"\x89PNG\r\n\x1a\n\0\0", "This is not a text file"), (b"a,b\n1,2", "is missing")],
)
def test_files_that_are_no_tables_get_a_clear_answer(client, officer, raw, says):
    assert says in send(client, raw).content.decode()


def test_oversize_is_told_at_the_form(client, officer, settings):
    settings.IMPORT_MAX_MB = 0
    page = send(client, TWO_UNITS)
    assert "at most 0 MB are accepted" in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_large_file_shows_its_progress_and_works_without_scripts(client, officer, settings):
    settings.IMPORT_INLINE_ROWS = 0
    page = send(client, TWO_UNITS)
    batch = page.context["batch"]
    assert "<progress" in page.content.decode()
    assert "Show the present state" in page.content.decode()
    piece = client.get(reverse("imports:progress", args=[batch.pk]))
    assert "Waiting to be checked" in piece.content.decode()
    ImportBatch.objects.update(state=BatchState.CHECKED)
    assert client.get(reverse("imports:progress", args=[batch.pk])).headers["HX-Refresh"] == "true"


def test_history_filters_and_searches(client, officer):
    send(client, TWO_UNITS, name="don-vi.csv")
    send(client, b"", kind="staff", name="nhan-su.csv")
    index = reverse("imports:index")

    def listed(**query):
        return {batch.filename for batch in client.get(index, query).context["object_list"]}

    assert listed() == {"don-vi.csv", "nhan-su.csv"}
    assert listed(kind="staff") == {"nhan-su.csv"}
    assert listed(state="checked") == {"don-vi.csv"}
    assert listed(q="nhan") == {"nhan-su.csv"}


def pages(batch):
    return [
        ("get", reverse("imports:index")),
        ("get", reverse("imports:add")),
        ("get", reverse("imports:batch", args=[batch.pk])),
        ("get", reverse("imports:progress", args=[batch.pk])),
        ("get", reverse("imports:errors", args=[batch.pk])),
        ("post", reverse("imports:confirm", args=[batch.pk])),
        ("post", reverse("imports:cancel", args=[batch.pk])),
    ]


@pytest.mark.parametrize("who", ["local", "manager", "person", None])
def test_nobody_else_gets_in(client, organisation, who):
    batch = upload(TWO_UNITS)
    if who:
        client.force_login(getattr(organisation, who))
    for method, url in pages(batch):
        response = getattr(client, method)(url)
        assert response.status_code in {302, 403}
        assert response.headers.get("Location", "/admin/").startswith(("/admin/", "/accounts/login/"))
    batch.refresh_from_db()
    assert batch.state == BatchState.UPLOADED


def test_menu_leads_to_the_imports_only_whom_they_concern(client, organisation):
    for person, shown in [(organisation.central, True), (organisation.local, False)]:
        client.force_login(person)
        assert (reverse("imports:index") in client.get(reverse("wagtailadmin_home")).content.decode()) == shown


def test_get_decides_nothing(client, officer):
    batch = send(client, TWO_UNITS).context["batch"]
    assert client.get(reverse("imports:confirm", args=[batch.pk])).status_code == 405
