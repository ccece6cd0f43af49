"""The wall: no way leads from words to people, nor from people to words."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

WORDS = {
    "breakouts.Note",
    "breakouts.NoteObjective",
    "breakouts.Finding",
    "breakouts.Override",
    "breakouts.AllowEntry",
    "breakouts.BriefOut",
    "breakouts.BriefOutPoint",
    "breakouts.ConfirmedBlank",
    "breakouts.NoteMerge",
    "breakouts.MergedNote",
    "breakouts.KeptApart",
    "reports.CommentWindow",
    "reports.DifferentRecommendations",
    "reports.HouseStyle",
    "reports.Report",
    "reports.Section",
    "reports.Paragraph",
    "reports.Evidence",
    "reports.GroupCount",
    "reports.PairReading",
    "reports.Outcome",
    "reports.PressSummary",
    "reports.Publication",
    "reports.Recommendation",
    "reports.RecommendationText",
    "reports.Revision",
    "reports.SharedMember",
    "reports.SharedRecommendation",
}
PEOPLE = {
    "accounts.User",
    "consultations.Person",
    "consultations.Organization",
    "registrations.Contact",
    "registrations.Registration",
    "registrations.Invitation",
    "registrations.Attendance",
    "breakouts.Placement",
    "breakouts.RoomAttendance",
    "breakouts.RoomReport",
    "breakouts.Statement",
}
# An organization signs its comment on a draft, on purpose (docs/decisions/comments-by-organization.md); no person does.
COMMENTS = {"reports.Comment", "reports.CommentLink"}
# The clearance of a whole version is signed on purpose, too; it holds no words at all.
SIGNED = {*COMMENTS, "reports.Clearance", "reports.ClearanceRole"}


def ways_on(model):
    """Models that a row of this one points at."""
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, GenericForeignKey):
            yield "any model", field.name
        elif field.concrete and field.is_relation and field.related_model is not None:
            yield field.related_model._meta.label, field.name
            through = getattr(field.remote_field, "through", None)
            if through is not None:
                yield through._meta.label, field.name


def path_from(label, targets, seen=()):
    """The first path from a model to one of the targets, as a list of steps, or None."""
    for following, field in ways_on(apps.get_model(label)):
        step = f"{label}.{field} -> {following}"
        if following in targets or following == "any model":
            return [step]
        if following not in seen:
            rest = path_from(following, targets, (*seen, label))
            if rest:
                return [step, *rest]
    return None


@pytest.mark.parametrize("label", sorted(WORDS))
def test_no_path_leads_from_words_to_people(label):
    assert path_from(label, PEOPLE) is None


@pytest.mark.parametrize("label", sorted(PEOPLE))
def test_no_path_leads_from_people_to_words(label):
    assert path_from(label, WORDS) is None


def test_every_model_that_points_at_a_note_is_on_the_side_of_words():
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for following, _ in ways_on(model)
        if following in {"breakouts.Note", "breakouts.Finding", "reports.Paragraph", "reports.CommentWindow"}
    }
    assert pointing <= WORDS | SIGNED


@pytest.mark.parametrize("label", sorted(COMMENTS))
def test_a_comment_leads_to_an_organization_and_to_nobody(label):
    assert path_from(label, PEOPLE - {"consultations.Organization"}) is None
    assert path_from(label, {"consultations.Organization"}) == [f"{label}.organization -> consultations.Organization"]


@pytest.mark.parametrize("label", sorted(PEOPLE))
def test_no_path_leads_from_people_to_a_comment(label):
    assert path_from(label, COMMENTS) is None


def test_a_comment_has_no_field_for_a_person_and_no_hour():
    fields = {field.name: field for field in apps.get_model("reports.Comment")._meta.get_fields() if field.concrete}
    assert set(fields) == {
        "id",
        "window",
        "organization",
        "paragraph",
        "number",
        "as_read",
        "text",
        "suggestion",
        "state",
        "answer",
        "day",
    }
    assert not any(isinstance(field, models.DateTimeField | models.JSONField) for field in fields.values())


def test_the_walk_finds_a_path_where_there_is_one():
    path = path_from("breakouts.Placement", {"accounts.User"})
    assert path is not None
    assert path[0].startswith("breakouts.Placement.registration")


def test_a_note_has_no_field_that_could_tell_who_spoke_or_when():
    fields = {field.name: field for field in apps.get_model("breakouts.Note")._meta.get_fields() if field.concrete}
    assert set(fields) == {
        "id",
        "consultation",
        "key",
        "room",
        "heading",
        "question",
        "objectives",
        "text",
        "heard_from",
        "status",
        "reason",
        "position",
        "day",
        "screened_with",
    }
    assert isinstance(fields["id"], models.UUIDField)
    assert not any(isinstance(field, models.DateTimeField | models.JSONField) for field in fields.values())


def test_notes_and_paragraphs_do_not_print_themselves():
    note = apps.get_model("breakouts.Note")(text="The secret sentence")
    paragraph = apps.get_model("reports.Paragraph")(text="The secret sentence")
    comment = apps.get_model("reports.Comment")(text="The secret sentence", suggestion="The secret sentence")
    assert "secret" not in f"{note} {note!r} {paragraph} {paragraph!r} {comment} {comment!r}"
