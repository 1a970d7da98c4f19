"""The back office's people and units: what each officer finds there, and what the officer may do."""

import csv
import io

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.actions import looks, roles
from people.models import AccessLog, Looked, Role, RoleKind
from tests.factories.people import PostingFactory, RoleFactory, UnitFactory, UserFactory


def listed(client, url, **query):
    """The rows of a list, in its order."""
    response = client.get(url, query)
    assert response.status_code == 200
    return list(response.context["object_list"])


def refused(response):
    return response.status_code in {403, 404} or (
        response.status_code == 302 and response.headers["Location"].startswith(("/admin/", "/accounts/login/"))
    )


# people


def test_officer_finds_the_people_of_the_unit_and_below(client, organisation):
    client.force_login(organisation.local)
    found = {person.staff_number for person in listed(client, reverse("people:index"))}
    assert found == {person.staff_number for person in (organisation.local, organisation.manager, organisation.person)}


def test_search_does_not_leave_the_scope(client, organisation):
    client.force_login(organisation.local)
    assert listed(client, reverse("people:index"), q="0004271") == [organisation.person]
    assert listed(client, reverse("people:index"), q=organisation.stranger.staff_number) == []


def test_filter_by_a_unit_includes_what_lies_below(client, organisation):
    client.force_login(organisation.central)
    found = listed(client, reverse("people:index"), unit=organisation.commune.pk)
    assert set(found) == {organisation.local, organisation.manager, organisation.person}


def test_filter_by_a_foreign_unit_is_no_choice(client, organisation):
    client.force_login(organisation.local)
    response = client.get(reverse("people:index"), {"unit": organisation.other_commune.pk})
    assert organisation.stranger not in response.context["object_list"]
    assert organisation.other_commune.name not in response.content.decode()


def test_list_shows_each_person_once_with_the_current_post(client, organisation):
    PostingFactory(user=organisation.person, unit=organisation.other_commune, is_current=False)
    client.force_login(organisation.central)
    (person,) = listed(client, reverse("people:index"), q="0004271")
    assert (person.unit_name, person.citizen_facing) == (organisation.counter.name, True)


@pytest.mark.parametrize("ordering", ["unit_name", "-position", "staff_number", "-citizen_facing"])
def test_every_column_sorts(client, organisation, ordering):
    client.force_login(organisation.central)
    assert len(listed(client, reverse("people:index"), ordering=ordering)) == 7


def test_list_takes_the_same_queries_for_one_person_and_for_thirty(client, organisation, django_assert_max_num_queries):
    client.force_login(organisation.local)
    url = reverse("people:index")
    client.get(url)
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    PostingFactory.create_batch(30, unit=organisation.counter)
    with django_assert_max_num_queries(20) as many:
        client.get(url)
    assert len(many) == len(few)


def test_page_of_a_person_shows_posts_and_roles_and_never_the_password(client, organisation):
    roles.grant(user=organisation.person, unit=organisation.counter, kind=RoleKind.INSPECTOR, until=None, by=None)
    client.force_login(organisation.local)
    page = client.get(reverse("people:inspect", args=[organisation.person.pk])).content.decode()
    assert "0004271" in page
    assert organisation.counter.name in page
    assert organisation.person.password not in page
    assert reverse("people:grant_role", args=[organisation.person.pk]) not in page


@pytest.mark.parametrize("view", ["inspect", "language", "grant_role"])
def test_page_of_a_person_elsewhere_does_not_exist(client, organisation, view):
    client.force_login(organisation.local)
    response = client.get(reverse(f"people:{view}", args=[organisation.stranger.pk]))
    assert refused(response)
    assert organisation.stranger.full_name not in response.content.decode()


def test_language_is_chosen_for_a_person_and_leaves_a_trace(client, organisation):
    client.force_login(organisation.local)
    response = client.post(reverse("people:language", args=[organisation.person.pk]), {"language": "en"})
    assert response.headers["Location"] == reverse("people:inspect", args=[organisation.person.pk])
    organisation.person.refresh_from_db()
    assert organisation.person.language == "en"
    (entry,) = ModelLogEntry.objects.for_instance(organisation.person).filter(action="people.language_chosen")
    assert (entry.user, entry.data) == (organisation.local, {"language": "en"})


# roles


def test_central_officer_grants_a_role(client, organisation):
    client.force_login(organisation.central)
    client.post(
        reverse("people:grant_role", args=[organisation.person.pk]),
        {"kind": RoleKind.INSPECTOR, "unit": organisation.commune.pk, "until": "2099-12-31"},
    )
    role = Role.objects.get(user=organisation.person)
    assert (role.kind, role.unit, role.until.year) == (RoleKind.INSPECTOR, organisation.commune, 2099)
    assert organisation.person.groups.get().name == "inspector"


def test_role_that_ends_in_the_past_is_explained_in_the_form(client, organisation):
    client.force_login(organisation.central)
    response = client.post(
        reverse("people:grant_role", args=[organisation.person.pk]),
        {"kind": RoleKind.INSPECTOR, "unit": organisation.commune.pk, "until": "2020-01-01"},
    )
    assert "until" in response.context["form"].errors
    assert not Role.objects.filter(user=organisation.person).exists()


def test_central_officer_revokes_a_role(client, organisation):
    role = Role.objects.get(user=organisation.local)
    client.force_login(organisation.central)
    url = reverse("people:revoke_role", args=[organisation.local.pk, role.pk])
    assert client.get(url).status_code == 200
    assert Role.objects.filter(pk=role.pk).exists()
    client.post(url)
    assert not Role.objects.filter(pk=role.pk).exists()
    assert not organisation.local.groups.exists()


def test_role_is_revoked_only_on_the_page_of_its_holder(client, organisation):
    role = Role.objects.get(user=organisation.local)
    client.force_login(organisation.central)
    assert client.post(reverse("people:revoke_role", args=[organisation.person.pk, role.pk])).status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()


def test_officer_of_a_unit_grants_and_revokes_nothing(client, organisation):
    role = RoleFactory(user=organisation.person, unit=organisation.counter)
    client.force_login(organisation.local)
    granted = client.post(
        reverse("people:grant_role", args=[organisation.local.pk]),
        {"kind": RoleKind.HR, "unit": organisation.province.pk},
    )
    revoked = client.post(reverse("people:revoke_role", args=[organisation.person.pk, role.pk]))
    assert refused(granted)
    assert refused(revoked)
    assert set(Role.objects.filter(user__in=[organisation.local, organisation.person])) == {
        role,
        Role.objects.get(user=organisation.local),
    }


# units


def test_units_are_those_of_the_officer_as_a_tree(client, organisation):
    client.force_login(organisation.local)
    assert listed(client, reverse("units:index")) == [organisation.commune, organisation.counter]
    assert refused(client.get(reverse("units:inspect", args=[organisation.province.pk])))


def test_unit_that_ended_names_what_followed(client, organisation):
    ended = UnitFactory(parent=organisation.province, name="Huyện cũ", valid_to="2025-12-31")
    ended.successors.add(organisation.commune)
    client.force_login(organisation.central)
    assert listed(client, reverse("units:index"), exists="false") == [ended]
    assert organisation.commune.name in client.get(reverse("units:inspect", args=[ended.pk])).content.decode()


# looks


def test_looks_are_read_by_central_officers_alone(client, organisation):
    looks.record(viewer=organisation.local, person=organisation.person, what=Looked.EVALUATIONS)
    client.force_login(organisation.local)
    assert refused(client.get(reverse("looks:index")))
    client.force_login(organisation.central)
    assert [look.viewer for look in listed(client, reverse("looks:index"))] == [organisation.local]


def test_looks_are_exported(client, organisation):
    looks.record_list(viewer=organisation.local, what=Looked.EXPORT, people_count=12)
    client.force_login(organisation.central)
    response = client.get(reverse("looks:index"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode())))
    assert rows[1][1:5] == [str(organisation.local), Looked.EXPORT, "", "12"]
    assert AccessLog.objects.count() == 1


# accounts


@pytest.mark.parametrize("name", ["central", "local", "editor"])
@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/users/new/", "/admin/groups/", "/admin/reports/site-history/"]
)
def test_accounts_groups_and_the_whole_history_are_for_administrators(client, organisation, name, path):
    client.force_login(getattr(organisation, name))
    assert refused(client.get(path))


def test_officer_cannot_make_anybody_an_administrator(client, organisation):
    client.force_login(organisation.central)
    for path in [f"/admin/users/edit/{organisation.central.pk}/", "/admin/bulk/people/user/assign_role/?id=1"]:
        assert refused(client.post(path, {"is_superuser": "on"}))
    organisation.central.refresh_from_db()
    assert not organisation.central.is_superuser


def test_administrator_edits_an_account(admin_client, organisation):
    url = f"/admin/users/edit/{organisation.person.pk}/"
    assert admin_client.get(url).status_code == 200
    admin_client.post(url, {"staff_number": "0004271", "full_name": "Nguyễn Thị Lan Anh"})
    organisation.person.refresh_from_db()
    assert (organisation.person.full_name, organisation.person.is_active) == ("Nguyễn Thị Lan Anh", False)


def test_administrator_finds_an_account_by_its_staff_number(admin_client, organisation):
    assert listed(admin_client, "/admin/users/", q="0004271") == [organisation.person]


def test_own_account_page_leaves_name_and_language_to_the_product(client, organisation):
    client.force_login(organisation.local)
    response = client.get("/admin/account/")
    panels = [panel.name for panels in response.context["panels_by_tab"].values() for panel in panels]
    assert panels == ["avatar", "theme"]
    assert client.post("/admin/account/", {"theme-theme": "dark"}).status_code in {200, 302}


def test_the_back_office_has_no_sign_in_of_its_own(client):
    response = client.get("/admin/login/", {"next": "/admin/people/"})
    assert response.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Fpeople%2F"


@pytest.mark.django_db
def test_account_without_a_role_is_kept_out(client):
    client.force_login(UserFactory())
    assert refused(client.get("/admin/"))
