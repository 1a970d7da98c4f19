"""A walk through every address: who gets in, who does not. What is not listed here is open to nobody but
administrators, so that a new page is closed until somebody says for whom it is."""

import pytest
from django.urls import URLPattern, get_resolver

from evaluations.models import Appraisal
from people.models import Role
from tests.factories.courses import CertificateFactory, CourseFactory, EnrolmentFactory
from tests.factories.evaluations import AppraisalFactory
from tests.factories.organisation import build_organisation
from tests.factories.training import AssignmentFactory, RuleFactory, RuleRunFactory
from training.models import Assignment

OFFICERS = {"local", "central"}
ALL_OFFICERS = OFFICERS | {"foreign"}
CENTRAL = {"central"}

# Lists are the same for every officer; pages about the person are not there for an officer of another unit.
OPEN_TO = {
    **dict.fromkeys(
        [
            "people:index", "units:index", "evaluations:index", "competencies:index", "frameworks:index",
            "frameworks:inspect", "periods:index", "rules:index", "rules:inspect", "rules:preview", "rule-runs:index",
            "rule-runs:inspect", "skips:index", "assignments:index", "assignments:new",
        ],
        ALL_OFFICERS,
    ),
    **dict.fromkeys(
        [
            "people:inspect", "people:language", "units:inspect", "evaluations:inspect", "evaluations:person",
            "assignments:inspect", "assignments:waive",
        ],
        OFFICERS,
    ),
    **dict.fromkeys(
        ["people:grant_role", "people:revoke_role", "rules:new", "rules:edit", "rules:switch", "looks:index"], CENTRAL
    ),
}  # fmt: skip
VISITORS = ["anonymous", "person", "manager", "local", "foreign", "central", "editor"]
OURS = {name.partition(":")[0] for name in OPEN_TO}


@pytest.fixture
def scene(db):
    """Everything there is one of, about the person of the organisation."""
    organisation = build_organisation()
    course = CourseFactory(code="GT-01")
    assignment = AssignmentFactory(learner=organisation.person, course=course)
    enrolment = EnrolmentFactory(learner=organisation.person, course=course, completed=True)
    appraisal = AppraisalFactory(person=organisation.person, unit=organisation.counter)
    rule = RuleFactory(code="R-COMM", active=False, current__course=course)
    role = Role.objects.get(user=organisation.local)
    pks = {
        "people": organisation.person.pk,
        "units": organisation.counter.pk,
        "evaluations": appraisal.pk,
        "evaluations:person": organisation.person.pk,
        "frameworks": appraisal.framework_id,
        "assignments": assignment.pk,
        "rules": rule.pk,
        "rule-runs": RuleRunFactory().pk,
        "people:revoke_role": organisation.local.pk,
    }
    return organisation, pks, role, CertificateFactory(enrolment=enrolment)


def own_pages(resolver=None, prefix="/", namespace=""):
    """Name and address pattern of each page of the back office that is ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from own_pages(pattern, address, pattern.namespace or namespace)
        elif namespace in OURS:
            yield f"{namespace}:{pattern.name}", address


def filled_in(name, address, pks, role):
    pk = pks.get(name, pks.get(name.partition(":")[0]))
    return address.replace("<int:pk>", str(pk)).replace("<int:role>", str(role.pk))


def gets_in(client, address):
    response = client.get(address)
    return response.status_code in {200, 405}


def sign_in(client, organisation, visitor):
    if visitor != "anonymous":
        client.force_login(getattr(organisation, visitor))


@pytest.mark.parametrize("visitor", VISITORS)
def test_back_office_opens_to_whom_it_is_for(client, scene, visitor):
    organisation, pks, role, _ = scene
    sign_in(client, organisation, visitor)
    found = {}
    for name, address in own_pages():
        key = name.replace("index_results", "index")
        found[key] = gets_in(client, filled_in(name, address, pks, role))
    assert set(OPEN_TO) <= set(found)
    assert found == {key: visitor in OPEN_TO.get(key, set()) for key in found}


@pytest.mark.parametrize("visitor", ["local", "foreign", "central"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/1/edit/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/collections/",
        "/admin/workflows/list/",
        "/admin/groups/",
        "/admin/users/",
        "/admin/locales/",
        "/admin/sites/",
        "/admin/reports/site-history/",
        "/admin/reports/site-history/results/",
        "/admin/reports/locked/",
        "/admin/snippets/quizzes/question/",
        "/admin/snippets/choose/quizzes/question/",
        "/admin/snippets/choose/quizzes/question/results/",
        "/admin/snippets/choose/quizzes/question/chosen/1/",
    ],
)
def test_hr_does_not_get_into_what_is_wagtails_own(client, scene, visitor, address):
    sign_in(client, scene[0], visitor)
    assert not gets_in(client, address)


@pytest.mark.parametrize("address", ["/admin/snippets/choose/quizzes/question/", "/admin/snippets/quizzes/question/"])
def test_editor_gets_to_the_questions(client, scene, address):
    sign_in(client, scene[0], "editor")
    assert gets_in(client, address)


@pytest.mark.parametrize(
    ("visitor", "sees"),
    [
        ("anonymous", False),
        ("person", True),
        ("manager", True),
        ("local", True),
        ("central", True),
        ("foreign", False),
        ("editor", False),
        ("stranger", False),
    ],
)
def test_reason_page_is_for_the_person_the_manager_and_their_hr(client, scene, visitor, sees):
    sign_in(client, scene[0], visitor)
    response = client.get(f"/my/assignments/{Assignment.objects.get().pk}/")
    assert (response.status_code == 200) is sees
    if not sees:
        assert scene[0].person.full_name not in response.content.decode()


@pytest.mark.parametrize("visitor", ["foreign", "editor", "person", "manager"])
def test_refused_pages_do_not_name_the_person(client, scene, visitor):
    organisation = scene[0]
    sign_in(client, organisation, visitor)
    for address in [
        f"/admin/people/{organisation.person.pk}/",
        f"/admin/evaluations/{Appraisal.objects.get().pk}/",
        f"/admin/assignments/{Assignment.objects.get().pk}/",
    ]:
        assert organisation.counter.name not in client.get(address).content.decode()
