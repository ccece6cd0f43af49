"""Criteria, who reads which application, unfinished reviews, conflicts that are taken back, and the list as a file."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from accounts.errors import Refused
from consultations import vetting
from consultations.actions import conflicts, reviewing
from consultations.actions.criteria import CriterionLine, change_criteria
from consultations.actions.vetting import decide
from consultations.models import AuditLine, Criterion, Review
from tests import factories
from tests.consultations.conftest import make_reviewer


@pytest.fixture
def criteria(consultation):
    """Reach counts three times as much as record."""
    make = consultation.criteria.create
    return [make(position=0, label="Reach", weight=3), make(position=1, label="Record", weight=1)]


def url(name, application, *args):
    return reverse(f"consultations:{name}", args=[application.consultation.slug, *args])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def form(*rows, known=0, **reading):
    """The form of criteria as a browser sends it; rows are (pk, label, weight)."""
    sent = {"reviews_wanted": 2, "reviews_due_at": "", **reading}
    sent |= {"criterion-TOTAL_FORMS": len(rows), "criterion-INITIAL_FORMS": known}
    for place, (pk, label, weight) in enumerate(rows):
        sent |= {f"criterion-{place}-pk": pk, f"criterion-{place}-label": label, f"criterion-{place}-weight": weight}
    return sent


def give(application, reviewer, **scores):
    """A review with a score for each criterion, by label."""
    by_label = {one.label: one.pk for one in application.consultation.criteria.all()}
    given = {by_label[label]: score for label, score in scores.items()}
    save = {"application": application, "reviewer": reviewer, "actor": reviewer.user, "comment": ""}
    return reviewing.save_review(**save, scores=given)


def test_criteria_are_written_and_each_review_follows_their_weights(as_organizer, client, application, reviewer):
    page = url("criteria", application)
    as_organizer.post(page, form(("", "Reach", 3), ("", " Record ", ""), ("", "", "")))
    reach, record = application.consultation.criteria.all()
    assert [(reach.label, reach.weight), (record.label, record.weight)] == [("Reach", 3), ("Record", 1)]
    client.force_login(reviewer.user)
    review_page = url("review", application, application.pk)
    assert "How much each counts: Reach × 3, Record × 1." in words(client.get(review_page))
    lacking = client.post(review_page, {f"criterion-{reach.pk}": 5, "comment": "Kept."})
    assert "Please choose a score from 1 to 5." in words(lacking)
    assert "Kept." in words(lacking)
    assert not Review.objects.exists()
    client.post(review_page, {f"criterion-{reach.pk}": 5, f"criterion-{record.pk}": 2, "comment": "Far."})
    review = Review.objects.get()
    assert (review.weighted, review.score) == (Decimal("4.25"), 4)
    client.force_login(AuditLine.objects.get(verb="criteria.changed").actor)
    assert "One review: 4.25 of 5." in words(client.get(url("application_decide", application, application.pk)))
    client.post(page, form((reach.pk, "Reach", 1), (record.pk, "Record", 1), known=2))
    review.refresh_from_db()
    assert (review.weighted, review.score) == (Decimal("3.50"), 4)


def test_what_was_scored_is_corrected_never_removed(as_organizer, application, reviewer, criteria):
    give(application, reviewer, Reach=4, Record=4)
    page = url("criteria", application)
    refused = as_organizer.post(page, form((criteria[0].pk, "", 3), (criteria[1].pk, "Record", 1), known=2))
    assert "“Reach” has scores already, so it stays." in words(refused)
    added = [(one.pk, one.label, one.weight) for one in criteria] + [("", "Voice", 1)]
    assert "no criterion can be added" in words(as_organizer.post(page, form(*added, known=2)))
    as_organizer.post(page, form((criteria[0].pk, "How far it reaches", 3), (criteria[1].pk, "Record", 1), known=2))
    assert list(Criterion.objects.values_list("label", flat=True)) == ["How far it reaches", "Record"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("", "Reach", 0)], "greater than or equal to 1"),
        ([("", "Reach", 11)], "less than or equal to 10"),
        ([("", "Reach", 1), ("", "reach", 2)], "The criterion “Reach” is there twice."),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_saved(as_organizer, application, rows, sentence):
    page = as_organizer.post(url("criteria", application), form(*rows))
    assert sentence in words(page)
    assert 'value="Reach"' in page.content.decode()
    assert not Criterion.objects.exists()


def test_a_criterion_of_another_consultation_is_not_taken_over(application, organizer):
    foreign = factories.ConsultationFactory().criteria.create(position=0, label="Theirs")
    change_criteria(
        consultation=application.consultation,
        actor=organizer,
        criteria=[CriterionLine(foreign.pk, "Mine", 2)],
        reviews_wanted=2,
        blind_review=True,
        reviews_due_at=None,
    )
    foreign.refresh_from_db()
    assert foreign.label == "Theirs"
    assert application.consultation.criteria.get().label == "Mine"


def test_without_a_call_there_is_nothing_to_read(as_organizer, application):
    application.consultation.call.delete()
    assert "There is no call yet" in words(as_organizer.get(url("criteria", application)))


def test_a_review_kept_for_later_counts_for_nothing_and_nobody_else_sees_it(client, application, reviewer, criteria):
    client.force_login(reviewer.user)
    page = url("review", application, application.pk)
    client.post(page, {f"criterion-{criteria[0].pk}": 4, "comment": "Unfinished thought.", "later": "1"})
    review = Review.objects.get()
    assert (review.score, review.comment, review.scores.count()) == (None, "", 0)
    assert "Begun" in words(client.get(url("reviews", application)))
    begun = client.get(page).content.decode()
    assert "Unfinished thought." in begun
    assert f'name="criterion-{criteria[0].pk}" value="4" ' in begun
    other = make_reviewer(application.consultation)
    give(application, other, Reach=2, Record=2)
    organizer = factories.TeamMemberFactory(consultation=application.consultation).user
    for user, name in ((other.user, "review"), (organizer, "application_decide")):
        client.force_login(user)
        assert "Unfinished thought." not in client.get(url(name, application, application.pk)).content.decode()
    assert vetting.applications_for(application.consultation, organizer).get().reviewed == 1


def test_a_given_review_is_not_made_unfinished_again(application, reviewer):
    save = {"application": application, "reviewer": reviewer, "actor": reviewer.user, "comment": ""}
    reviewing.save_review(**save, score=3)
    with pytest.raises(Refused, match="given already"):
        reviewing.save_review(**save, later=True)


def test_the_list_of_a_reviewer_says_how_far_she_is_and_by_when(client, application, reviewer, organizer):
    consultation = application.consultation
    factories.ApplicationFactory(consultation=consultation)
    reviewing.assign_reviewers(consultation=consultation, actor=organizer)
    call = consultation.call
    call.reviews_due_at = call.closes_at
    call.save()
    client.force_login(reviewer.user)
    assert "Reviews given: 0 of 2. They are wanted by" in words(client.get(url("reviews", application)))
    for item in consultation.applications.all():
        reviewing.save_review(application=item, reviewer=reviewer, actor=reviewer.user, score=3, comment="")
    read = words(client.get(url("reviews", application)))
    assert "Reviews given: 2 of 2." in read
    assert "They are wanted by" not in read


def test_an_application_is_given_to_one_reviewer_and_taken_off_her_list_again(as_organizer, application, reviewer):
    page = url("application_decide", application, application.pk)
    add = url("reviewer_add", application, application.pk)
    as_organizer.post(add, {"reviewer": reviewer.pk})
    assert application.reviews.get().reviewer == reviewer
    assert f"{reviewer.name}not reviewed yet" in words(as_organizer.get(page))
    assert "Choose a reviewer." in words(as_organizer.post(add, {"reviewer": reviewer.pk}, follow=True))
    as_organizer.post(url("reviewer_remove", application, application.pk, reviewer.pk))
    assert not application.reviews.exists()
    assert {"review.assigned", "review.released"} <= set(AuditLine.objects.values_list("verb", flat=True))


def test_nobody_is_given_what_she_has_a_conflict_with_nor_loses_what_she_has_given(application, reviewer, organizer):
    reviewing.save_review(application=application, reviewer=reviewer, actor=reviewer.user, score=3, comment="")
    with pytest.raises(Refused, match="has reviewed it already"):
        reviewing.release_reviewer(application=application, reviewer=reviewer, actor=organizer)
    kin = make_reviewer(application.consultation, name="Ana Kin")
    conflicts.declare_conflict(application=application, reviewer=kin, actor=kin.user)
    with pytest.raises(Refused, match="Ana Kin has a conflict of interest"):
        reviewing.assign_reviewer(application=application, reviewer=kin, actor=organizer)
    stranger = factories.PersonFactory(consultation=application.consultation)
    with pytest.raises(Refused, match="Choose a reviewer of this consultation"):
        reviewing.assign_reviewer(application=application, reviewer=stranger, actor=organizer)


def test_what_a_reviewer_has_begun_is_not_taken_off_her_list(application, reviewer, organizer):
    save = {"application": application, "reviewer": reviewer, "actor": reviewer.user}
    reviewing.save_review(**save, comment="A thought.", score=4, later=True)
    with pytest.raises(Refused, match="or has begun to"):
        reviewing.release_reviewer(application=application, reviewer=reviewer, actor=organizer)
    assert application.reviews.get().draft == {"score": 4, "scores": {}, "comment": "A thought."}


def test_who_left_the_team_or_came_into_a_conflict_is_replaced(consultation, application, organizer):
    gone, kin, third, fourth = (make_reviewer(consultation) for _number in range(4))
    for person in (gone, kin):
        application.reviews.create(reviewer=person)
    gone.user.team_roles.all().delete()
    application.contact_email = kin.email
    application.save()
    reviewing.assign_reviewers(consultation=consultation, actor=organizer)
    assert set(application.reviews.values_list("reviewer", flat=True)) == {gone.pk, third.pk, fourth.pk}


def test_equal_loads_fall_by_lot(consultation, organizer):
    """Of four who have nothing to do yet, each comes to read the one application now and then."""
    people = [make_reviewer(consultation) for _number in range(4)]
    application = factories.ApplicationFactory(consultation=consultation)
    seen = set()
    for _time in range(60):
        reviewing.assign_reviewers(consultation=consultation, actor=organizer, per_application=1)
        seen.add(application.reviews.get().reviewer_id)
        application.reviews.all().delete()
    assert seen == {person.pk for person in people}


def test_as_many_read_each_application_as_the_organizers_want(consultation, organizer):
    people = [make_reviewer(consultation) for _number in range(4)]
    factories.ApplicationFactory.create_batch(5, consultation=consultation)
    consultation.call.reviews_wanted = 3
    consultation.call.save()
    assert reviewing.assign_reviewers(consultation=consultation, actor=organizer) == 15
    loads = [Review.objects.filter(reviewer=person).count() for person in people]
    assert max(loads) - min(loads) <= 1


def test_a_declared_conflict_is_taken_back_for_a_reason_that_stays(as_organizer, application, reviewer):
    conflicts.declare_conflict(application=application, reviewer=reviewer, actor=reviewer.user)
    page = url("conflict_take_back", application, application.pk, reviewer.pk)
    assert "Please give the reason" in words(as_organizer.post(page, {"reason": " "}))
    as_organizer.post(page, {"reason": "It was another union."})
    assert not application.conflicts.exists()
    assert AuditLine.objects.get(verb="conflict.taken_back").subject.startswith("It was another union.")


def test_nobody_takes_her_own_conflict_back_nor_one_of_the_same_organization(client, application, reviewer, organizer):
    conflicts.declare_conflict(application=application, reviewer=reviewer, actor=reviewer.user)
    factories.TeamMemberFactory(consultation=application.consultation, user=reviewer.user, role="organizer")
    client.force_login(reviewer.user)
    page = url("conflict_take_back", application, application.pk, reviewer.pk)
    assert client.post(page, {"reason": "I would like to."}).status_code == 404
    own = factories.OrganizationFactory(series=application.consultation.series)
    colleague = make_reviewer(application.consultation, organization=own)
    application.organization = own
    application.save()
    conflicts.infer_conflicts(consultation=application.consultation)
    found = application.conflicts.get(reviewer=colleague)
    with pytest.raises(Refused, match="belongs to the organization"):
        conflicts.take_back_conflict(conflict=found, actor=organizer, reason="Never mind.")


def names_in(content, kind):
    if kind == "csv":
        return [row["Organization"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    return [row[0].value for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_as_a_file_leaves_out_what_the_reader_has_a_conflict_with(client, application, organizer, kind):
    consultation = application.consultation
    factories.ApplicationFactory(consultation=consultation, organization_name="=Weir Keepers")
    person = make_reviewer(consultation)
    factories.TeamMemberFactory(consultation=consultation, user=person.user, role="organizer")
    conflicts.declare_conflict(application=application, reviewer=person, actor=person.user)
    file = reverse("consultations:applications_export", args=[consultation.slug, kind])
    client.force_login(organizer)
    assert names_in(client.get(file).content, kind) == ["Delta Farmers Union", "'=Weir Keepers"]
    client.force_login(person.user)
    assert names_in(client.get(file).content, kind) == ["'=Weir Keepers"]


def test_the_gap_view_names_sectors_and_subregions_that_nobody_speaks_for(application, organizer):
    application.country, application.sector = "NP", "youth"
    application.save()
    factories.ApplicationFactory(consultation=application.consultation, country="FJ", sector="media")
    before = vetting.coverage(application.consultation, organizer)
    decide(application=application, actor=organizer, outcome="accepted", reason="Yes.")
    after = vetting.coverage(application.consultation, organizer)
    assert (before.chosen, after.chosen) == (0, 1)
    assert dict(after.sectors)["Youth organizations"] == 1
    assert dict(after.sectors)["Media"] == 0
    assert dict(after.subregions) == dict(before.subregions) | {"South and South-West Asia": 1}
    assert dict(after.subregions)["Pacific"] == 0
