import re

import pytest
from django.urls import reverse

from courses.acknowledgements import documents
from courses.models import Acknowledgement, Enrolment, StepCompletion
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.people import UserFactory
from tests.factories.scenarios import AcknowledgeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory(title_en="Ethics")


@pytest.fixture
def document(course):
    return AcknowledgeFactory(parent=course)


@pytest.fixture
def enrolment(course):
    return EnrolmentFactory(course=course)


@pytest.fixture
def learner(client, enrolment):
    client.force_login(enrolment.learner)
    return client


def offered(client, document):
    """The hidden fields of the form on the page; empty if nothing is asked."""
    html = client.get(document.url).content.decode()
    inputs = re.findall(r'<input type="hidden" name="(version|digest|language)" value="([^"]*)" id="id_', html)
    return dict(inputs)


def confirm(client, document, data, **extra):
    return client.post(reverse("acknowledgement_confirm", args=[document.pk]), {**data, "read": "on", **extra})


def raise_version(document, number):
    document.refresh_from_db()
    document.version = number
    document.body = [("markdown", f"Bản {number}.")]
    document.save_revision().publish()


def test_a_confirmation_keeps_what_was_read_and_completes_the_step(learner, document, enrolment):
    LessonFactory(parent=document.course)
    confirm(learner, document, offered(learner, document))
    kept = Acknowledgement.objects.get()
    assert (kept.person, kept.page, kept.version, kept.language) == (enrolment.learner, document, 1, "vi")
    assert kept.text_sha256 == documents.digest(documents.text_of(document))
    assert kept.revision == document.live_revision
    assert StepCompletion.objects.get().step_id == document.pk
    assert offered(learner, document) == {}


def test_confirming_twice_is_one_confirmation(learner, document):
    LessonFactory(parent=document.course)
    data = offered(learner, document)
    confirm(learner, document, data)
    confirm(learner, document, data)
    assert (Acknowledgement.objects.count(), StepCompletion.objects.count()) == (1, 1)


def test_a_new_version_is_asked_for_and_the_old_confirmation_stays(learner, document, enrolment):
    confirm(learner, document, offered(learner, document))
    done_at = Enrolment.objects.get(pk=enrolment.pk).completed_at
    raise_version(document, 2)
    data = offered(learner, document)
    assert data["version"] == "2"
    confirm(learner, document, data)
    assert list(Acknowledgement.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at == done_at


def test_in_a_new_run_the_step_is_done_again_on_the_same_confirmation(learner, document, enrolment):
    confirm(learner, document, offered(learner, document))
    again = EnrolmentFactory(learner=enrolment.learner, course=document.course, run=2)
    confirm(learner, document, offered(learner, document))
    assert Acknowledgement.objects.count() == 1
    assert StepCompletion.objects.filter(enrolment=again).exists()


def test_a_document_changed_while_it_was_read_is_not_confirmed(learner, document):
    data = offered(learner, document)
    raise_version(document, 1)
    response = confirm(learner, document, data)
    assert 'role="alert"' in learner.get(response.url).content.decode()
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("extra", [{"read": ""}, {"version": "x"}, {"language": "xx"}, {"digest": "0" * 64}])
def test_what_does_not_say_what_was_read_confirms_nothing(learner, document, extra):
    confirm(learner, document, offered(learner, document), **extra)
    assert not Acknowledgement.objects.exists()


def test_a_translation_that_is_behind_gives_way_to_the_version_in_force(learner, document):
    translate(document, title="Code of conduct")
    learner.cookies["django_language"] = "en"
    assert offered(learner, document)["language"] == "en"
    raise_version(document, 2)
    assert (offered(learner, document)["language"], offered(learner, document)["version"]) == ("vi", "2")


def test_without_a_run_nothing_is_asked_or_kept(client, learner, document):
    data = offered(learner, document)
    client.force_login(UserFactory())
    assert offered(client, document) == {}
    confirm(client, document, data)
    assert not Acknowledgement.objects.exists()


def test_the_version_cannot_fall_below_one_that_was_confirmed(learner, document):
    raise_version(document, 3)
    confirm(learner, document, offered(learner, document))
    document.refresh_from_db()
    document.version = 2
    with pytest.raises(Exception, match="3"):
        document.full_clean()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_queries_stay_within_the_budget(learner, document, language, django_assert_max_num_queries):
    translate(document, title="Code of conduct")
    learner.cookies["django_language"] = language
    learner.get(document.url)
    with django_assert_max_num_queries(12):
        learner.get(document.url)
