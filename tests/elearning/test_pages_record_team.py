"""The record of learning and a line manager's team."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import StaffStatus
from tests.factories.courses import CertificateFactory, TrainingRecordFactory
from tests.factories.people import PostingFactory, UserFactory
from tests.factories.training import AssignmentFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


# record


def test_record_keeps_courses_earlier_training_and_assignments(client):
    person = UserFactory(language="en")
    paper = CertificateFactory(enrolment__learner=person, hours=2)
    TrainingRecordFactory(person=person, course_name="Lớp bồi dưỡng", hours=24, ended_on=datetime.date(2024, 3, 1))
    assignment = AssignmentFactory(learner=person)
    client.force_login(person)
    html = client.get(reverse("learning_record")).content.decode()
    for part in (paper.number, "Lớp bồi dưỡng", assignment.course.title, "<dt>2024</dt><dd>24 hours</dd>"):
        assert part in html


def test_empty_record_says_what_will_stand_there(client):
    client.force_login(UserFactory(language="en"))
    html = client.get(reverse("learning_record")).content.decode()
    assert "You have not completed a course here yet." in html
    assert "No course has been assigned to you." in html


def test_record_is_ones_own(client):
    paper = CertificateFactory()
    client.force_login(UserFactory())
    assert paper.number not in client.get(reverse("learning_record")).content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_record_of_thirty_courses_needs_as_many_queries_as_of_one(client, language):
    counts = []
    for number in (1, 30):
        person = UserFactory(language=language)
        CertificateFactory.create_batch(number, enrolment__learner=person)
        AssignmentFactory.create_batch(number, learner=person)
        client.force_login(person)
        counts.append(queries_of(client, reverse("learning_record")))
    assert counts[0] == counts[1] <= MOST_QUERIES


# team


@pytest.fixture
def manager(client):
    manager = UserFactory(language="en")
    client.force_login(manager)
    return manager


def member(manager, name, *days, **person):
    posting = PostingFactory(user=UserFactory(full_name=name, **person), manager=manager)
    for due in days:
        AssignmentFactory(learner=posting.user, by_rule=True, due_on=in_days(due))
    return posting.user


def test_team_is_sorted_by_need_and_shows_no_score(client, manager):
    member(manager, "Nothing")
    member(manager, "Later", 40)
    member(manager, "Late", -5, 3)
    member(manager, "Soon", 4)
    html = client.get(reverse("team")).content.decode()
    places = [html.index(f'lang="vi">{name}<br>') for name in ("Late", "Soon", "Later", "Nothing")]
    assert places == sorted(places)
    assert "1 person has something overdue." in html
    assert "5 days overdue" in html
    assert "64.5" not in html


def test_team_leads_to_the_reasons(client, manager):
    person = member(manager, "Bình", 9)
    assignment = person.assignments.get()
    address = reverse("assignment_reason", args=[assignment.pk])
    assert address in client.get(reverse("team")).content.decode()
    assert client.get(address).status_code == 200


def test_waived_assignments_count_neither_way(client, manager):
    person = member(manager, "Bình", 9)
    AssignmentFactory(learner=person, waived=True)
    assert "0 of 1 courses" in client.get(reverse("team")).content.decode()


def test_people_on_leave_are_not_chased(client, manager):
    member(manager, "Lương", -5, on_leave=True)
    html = client.get(reverse("team")).content.decode()
    assert "On maternity leave" in html
    assert "tag--late" not in html


def test_people_who_left_are_not_in_the_team(client, manager):
    member(manager, "Cũ", -5, status=StaffStatus.LEFT)
    html = client.get(reverse("team")).content.decode()
    assert "Cũ" not in html
    assert "Nobody is in your team at the moment" in html


def test_whoever_leads_nobody_finds_no_team(client):
    client.force_login(UserFactory())
    assert client.get(reverse("team")).status_code == 404
    assert reverse("team") not in client.get(reverse("my_account")).content.decode()


def test_former_posts_make_no_manager(client, manager):
    PostingFactory(manager=manager, is_current=False)
    assert client.get(reverse("team")).status_code == 404


def test_team_of_thirty_needs_as_many_queries_as_of_one(client):
    counts = []
    for number in (1, 30):
        manager = UserFactory(language="en")
        for place in range(number):
            member(manager, f"N{place}", 9)
        client.force_login(manager)
        counts.append(queries_of(client, reverse("team")))
    assert counts[0] == counts[1] <= MOST_QUERIES
