"""Reviews, conflicts of interest, decisions, letters."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from accounts.models import User
from consultations import models as c
from consultations.actions import conflicts, reviewing, vetting
from consultations.overview import unreviewed
from tests import factories
from tests.consultations.conftest import make_reviewer

SECRET = "Delta Farmers Union"


def _url(name, application, *args):
    return reverse(f"consultations:{name}", args=[application.consultation.slug, *args])


def _review(application, person, score=4, comment="Knows the river."):
    return reviewing.save_review(
        application=application, reviewer=person, actor=person.user, score=score, comment=comment
    )


def test_a_reviewer_scores_and_goes_on_to_the_next(client, application, reviewer):
    other = factories.ApplicationFactory(consultation=application.consultation, organization_name="Weir Keepers")
    client.force_login(reviewer.user)
    answer = client.post(_url("review", application, application.pk), {"score": "4", "comment": "Good.", "next": "1"})
    assert answer.url == _url("review", application, other.pk)
    assert c.Review.objects.get().score == 4
    answer = client.post(_url("review", application, other.pk), {"score": "2", "next": "1"})
    assert answer.url == _url("reviews", application)


def test_a_review_can_be_changed_and_stays_one(application, reviewer):
    _review(application, reviewer, 2)
    _review(application, reviewer, 5)
    assert list(c.Review.objects.values_list("score", flat=True)) == [5]


@pytest.mark.parametrize("score", ["", "0", "6", "four"])
def test_a_wrong_score_is_said_beside_the_field_and_the_comment_stays(client, application, reviewer, score):
    client.force_login(reviewer.user)
    html = client.post(_url("review", application, application.pk), {"score": score, "comment": "Kept."})
    html = html.content.decode()
    assert "id_score_error" in html
    assert "Kept." in html
    assert not c.Review.objects.exists()


def test_with_blind_review_others_are_seen_only_after_ones_own(client, application, reviewer):
    _review(application, make_reviewer(application.consultation), 1, "Says little.")
    client.force_login(reviewer.user)
    page = _url("review", application, application.pk)
    assert "Says little." not in client.get(page).content.decode()
    _review(application, reviewer, 3)
    assert "Says little." in client.get(page).content.decode()


def test_without_blind_review_others_are_seen_at_once(client, application, reviewer):
    application.consultation.call.blind_review = False
    application.consultation.call.save()
    _review(application, make_reviewer(application.consultation), 1, "Says little.")
    client.force_login(reviewer.user)
    assert "Says little." in client.get(_url("review", application, application.pk)).content.decode()


def test_reviewers_do_not_see_who_applied_in_person(client, application, reviewer):
    client.force_login(reviewer.user)
    html = client.get(_url("review", application, application.pk)).content.decode()
    assert application.contact_email not in html


def _pages(application, person):
    """Every page of ours that a member of the team may open, and what each would show."""
    consultation = application.consultation
    message = consultation.messages.first()
    lists = ("home", "reviews", "applications", "decisions", "audit", "outbox", "team", "programme_settings")
    pages = [reverse(f"consultations:{name}", args=[consultation.slug]) for name in lists]
    pages += [_url(name, application, application.pk) for name in ("review", "conflict", "application_decide")]
    pages.append(reverse("consultations:desk"))
    if message:
        pages.append(_url("message", application, message.pk))
    return pages


@pytest.mark.parametrize("also", [None, c.TeamRole.VIEWER, c.TeamRole.ORGANIZER])
@pytest.mark.parametrize("how", ["declared", "same organization", "same organization, not yet noticed", "contact"])
def test_with_a_conflict_the_application_is_gone_from_every_page(client, application, how, also):
    consultation = application.consultation
    organization = factories.OrganizationFactory(series=consultation.series, name=SECRET)
    application.organization = organization
    application.save()
    person = make_reviewer(consultation)
    if also:
        factories.TeamMemberFactory(consultation=consultation, user=person.user, role=also)
    somebody = make_reviewer(consultation)
    _review(application, somebody, 5, "A review of the farmers.")
    vetting.decide(application=application, actor=somebody.user, outcome="accepted", reason="Reason about farmers.")
    from consultations.actions.mail import queue

    queue(consultation=consultation, to=application.contact_email, subject=f"About {SECRET}", text="Letter")
    if how == "declared":
        conflicts.declare_conflict(application=application, reviewer=person, actor=somebody.user)
    elif how == "contact":
        c.Application.objects.filter(pk=application.pk).update(contact_email=person.email.upper())
    else:
        c.Person.objects.filter(pk=person.pk).update(organization=organization)
        if how == "same organization":
            conflicts.infer_conflicts(consultation=consultation)
            assert application.conflicts.get().inferred
    if how == "contact":
        c.Message.objects.update(to=person.email.upper())
    client.force_login(person.user)
    for page in _pages(application, person):
        content = client.get(page).content.decode()
        for leak in (SECRET, "A review of the farmers.", "Reason about farmers.", application.statement):
            assert leak not in content, page
    for name in ("review", "conflict", "application_decide"):
        assert client.get(_url(name, application, application.pk)).status_code == 404
        assert client.post(_url(name, application, application.pk), {"score": 5}).status_code == 404
    with pytest.raises(Refused):
        _review(application, person)


def test_without_a_conflict_those_pages_do_show_it(client, application, organizer, reviewer):
    """So that the test above is able to fail."""
    for user, page in (
        (organizer, _url("applications", application)),
        (organizer, _url("application_decide", application, application.pk)),
        (reviewer.user, _url("reviews", application)),
        (reviewer.user, _url("review", application, application.pk)),
    ):
        client.force_login(user)
        assert SECRET in client.get(page).content.decode()


def test_declaring_a_conflict_removes_a_review_begun_before(client, application, reviewer):
    _review(application, reviewer)
    client.force_login(reviewer.user)
    answer = client.post(_url("conflict", application, application.pk), {"comment": "My cousin chairs it."})
    assert answer.url == _url("reviews", application)
    assert not application.reviews.exists()
    assert application.conflicts.get().comment == "My cousin chairs it."
    assert client.get(_url("review", application, application.pk)).status_code == 404


def test_a_draft_is_seen_by_nobody_on_the_team(client, application, organizer, reviewer):
    application.state = "draft"
    application.save()
    client.force_login(organizer)
    assert SECRET not in client.get(_url("applications", application)).content.decode()
    assert client.get(_url("application_decide", application, application.pk)).status_code == 404
    client.force_login(reviewer.user)
    assert client.get(_url("review", application, application.pk)).status_code == 404


def test_only_reviewers_get_a_conflict_written_down(consultation, application):
    organization = factories.OrganizationFactory(series=consultation.series)
    application.organization = organization
    application.save()
    factories.PersonFactory(consultation=consultation, organization=organization)
    person = make_reviewer(consultation, organization=organization)
    assert conflicts.infer_conflicts(consultation=consultation) == 1
    assert application.conflicts.get().reviewer == person
    assert conflicts.infer_conflicts(consultation=consultation) == 0


def test_reviewers_get_even_loads_and_no_conflicts(consultation, organizer):
    people = [make_reviewer(consultation) for _ in range(3)]
    applications = factories.ApplicationFactory.create_batch(6, consultation=consultation)
    conflicts.declare_conflict(application=applications[0], reviewer=people[0], actor=organizer)
    assert reviewing.assign_reviewers(consultation=consultation, actor=organizer) == 12
    loads = [c.Review.objects.filter(reviewer=person).count() for person in people]
    assert max(loads) - min(loads) <= 1
    assert not applications[0].reviews.filter(reviewer=people[0]).exists()
    assert all(application.reviews.count() == 2 for application in applications)
    assert reviewing.assign_reviewers(consultation=consultation, actor=organizer) == 0, "a second time adds nothing"


def test_without_reviewers_nothing_can_be_assigned(consultation, organizer):
    with pytest.raises(Refused, match="no reviewers"):
        reviewing.assign_reviewers(consultation=consultation, actor=organizer)


def test_a_decision_waits_until_it_is_sent(as_organizer, application, organizer):
    page = _url("application_decide", application, application.pk)
    as_organizer.post(page, {"outcome": "accepted", "reason": "They know the delta."})
    application.refresh_from_db()
    assert application.state == "submitted"
    assert not c.Message.objects.exists()
    assert not application.consultation.organization_roles.exists()
    shown = as_organizer.get(_url("decisions", application)).content.decode()
    assert "They know the delta." in shown
    as_organizer.post(_url("decisions", application), {"application": [application.pk]})
    application.refresh_from_db()
    assert application.state == "accepted"
    role = application.consultation.organization_roles.get()
    assert (role.role, role.organization.name) == ("co_organizer", SECRET)
    assert "They know the delta." in c.Message.objects.get(to=application.contact_email).text
    verbs = list(application.consultation.audit_lines.values_list("verb", flat=True))
    assert verbs == ["application.accepted", "application.decided_accepted"]


def test_sending_twice_sends_once(as_organizer, application, organizer):
    vetting.decide(application=application, actor=organizer, outcome="declined", reason="Too far from the river.")
    for _ in range(2):
        as_organizer.post(_url("decisions", application), {"application": [application.pk]})
    assert c.Message.objects.count() == 1
    assert not application.consultation.organization_roles.exists()


def test_only_the_decisions_that_were_on_the_page_are_sent(as_organizer, application, organizer):
    late = factories.ApplicationFactory(consultation=application.consultation)
    for item in (application, late):
        vetting.decide(application=item, actor=organizer, outcome="declined", reason="No room.")
    as_organizer.post(_url("decisions", application), {"application": [application.pk, "rubbish", "9" * 5000]})
    late.refresh_from_db()
    assert late.state == "submitted"


def test_an_accepted_organization_that_we_know_is_not_made_twice(application, organizer):
    known = factories.OrganizationFactory(series=application.consultation.series, name="Known before")
    application.organization = known
    application.save()
    vetting.decide(application=application, actor=organizer, outcome="accepted", reason="Yes.")
    vetting.apply_decisions(consultation=application.consultation, actor=organizer)
    assert application.consultation.organization_roles.get().organization == known


@pytest.mark.parametrize("name", ["Ассоциация", "海", "Delta Farmers Union", "-", "A" * 300])
def test_a_new_organization_gets_a_key_that_bundles_accept(consultation, organizer, name):
    import re

    for _ in range(2):
        item = factories.ApplicationFactory(consultation=consultation, organization_name=name)
        vetting.decide(application=item, actor=organizer, outcome="accepted", reason="Yes.")
    vetting.apply_decisions(consultation=consultation, actor=organizer)
    keys = list(c.Organization.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", key) for key in keys)


def test_a_decision_needs_a_reason_and_can_be_taken_back(as_organizer, application, organizer):
    page = _url("application_decide", application, application.pk)
    html = as_organizer.post(page, {"outcome": "accepted", "reason": " "}).content.decode()
    assert "id_reason_error" in html
    assert not c.Decision.objects.exists()
    vetting.decide(application=application, actor=organizer, outcome="accepted", reason="Yes.")
    as_organizer.post(_url("decision_take_back", application, application.pk))
    assert not c.Decision.objects.exists()


def test_fewer_than_two_reviews_warns_and_does_not_forbid(as_organizer, application):
    page = _url("application_decide", application, application.pk)
    assert "Fewer than 2 reviews" in as_organizer.get(page).content.decode()
    as_organizer.post(page, {"outcome": "accepted", "reason": "Yes."})
    assert c.Decision.objects.exists()


def test_the_organizers_pages_hold_no_personal_link(as_organizer, application, organizer):
    from consultations.actions.applications import link_to

    vetting.decide(application=application, actor=organizer, outcome="accepted", reason="Yes.")
    link = link_to(application).rpartition("/application/")[2]
    for page in (_url("decisions", application), _url("application_decide", application, application.pk)):
        assert link.split(".")[0] not in as_organizer.get(page).content.decode()
    vetting.apply_decisions(consultation=application.consultation, actor=organizer)
    message = c.Message.objects.get()
    assert link.split(".")[0] in message.text
    html = as_organizer.get(_url("message", application, message.pk)).content.decode()
    assert "glad to welcome" in html
    assert link.split(".")[0] not in html


def test_a_viewer_reads_and_cannot_decide(client, application):
    client.force_login(factories.TeamMemberFactory(consultation=application.consultation, role="viewer").user)
    page = _url("application_decide", application, application.pk)
    assert SECRET in client.get(page).content.decode()
    client.post(page, {"outcome": "accepted", "reason": "Yes."})
    assert not c.Decision.objects.exists()
    assert client.post(_url("decisions", application)).status_code == 404
    assert client.get(_url("outbox", application)).status_code == 404


def test_the_chosen_set_shows_what_it_does_not_cover(as_organizer, application, organizer):
    consultation = application.consultation
    covered = factories.ObjectiveFactory(framework=consultation.series.framework, number="1", title="Clean it")
    open_one = factories.ObjectiveFactory(framework=consultation.series.framework, number="2", title="Cross it")
    for at, objective in enumerate((covered, open_one)):
        consultation.objective_links.create(objective=objective, position=at)
    application.objective_links.create(objective=covered, position=0)
    vetting.decide(application=application, actor=organizer, outcome="accepted", reason="Yes.")
    from consultations.vetting import coverage

    shown = coverage(consultation, organizer)
    assert [(o.number, n) for o, n in shown.objectives] == [("1", 1), ("2", 0)]
    assert "nobody" in as_organizer.get(_url("decisions", application)).content.decode()


@pytest.mark.parametrize("name", ["applications", "decisions", "reviews", "audit", "outbox", "team", "home"])
def test_lists_cost_the_same_at_1_row_and_at_100(client, consultation, organizer, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factories.TeamMemberFactory(consultation=consultation, user=organizer, role=c.TeamRole.REVIEWER)
    client.force_login(organizer)
    url = reverse(f"consultations:{name}", args=[consultation.slug])

    reviewers = [make_reviewer(consultation) for _ in range(2)]

    def rows(number):
        organization = factories.OrganizationFactory(series=consultation.series)
        build = factories.ApplicationFactory.build_batch
        items = c.Application.objects.bulk_create(
            build(number, consultation=consultation, organization=organization, position=len(reviewers))
        )
        c.Review.objects.bulk_create(c.Review(application=i, reviewer=r, score=4) for i in items for r in reviewers)
        c.Decision.objects.bulk_create(c.Decision(application=i, outcome="accepted", reason="Yes.") for i in items)
        lines = [c.AuditLine(consultation=consultation, actor=organizer, verb="review.saved") for _ in items]
        c.AuditLine.objects.bulk_create(lines)
        letters = [c.Message(consultation=consultation, to="a@b.example", subject="Letter", text="x") for _ in items]
        c.Message.objects.bulk_create(letters)
        viewers = User.objects.bulk_create(factories.UserFactory.build_batch(number))
        c.TeamMember.objects.bulk_create(
            c.TeamMember(consultation=consultation, user=v, role="viewer") for v in viewers
        )

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    rows(1)
    cost()
    few = cost()
    rows(99)
    assert cost() == few
    assert few <= 25


def test_what_waits_for_a_reviewer_shrinks_with_each_review(application, reviewer):
    consultation = application.consultation
    factories.ApplicationFactory(consultation=consultation)
    assert unreviewed(consultation, reviewer.user).count() == 2
    _review(application, reviewer)
    assert unreviewed(consultation, reviewer.user).count() == 1
