"""What a consultation asks is written on one page; what notes hang on is corrected there, never removed."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from consultations.actions.questions import HeadingLine, change_questions
from consultations.models import AuditLine, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(client, consultation):
    member = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER)
    client.force_login(member.user)
    return member.user


@pytest.fixture
def change(consultation, organizer):
    def do(**what):
        given = {"objectives": [], "purposes": [], "questions": [], "headings": [], **what}
        change_questions(consultation=consultation, actor=organizer, **given)

    return do


def rows(*labels):
    fields = {"heading-TOTAL_FORMS": str(len(labels)), "heading-INITIAL_FORMS": "0"}
    return fields | {f"heading-{place}-label": label for place, label in enumerate(labels)}


def test_an_organizer_writes_all_of_it_on_one_page(client, consultation, organizer):
    objective = factories.ObjectiveFactory(framework=consultation.series.framework)
    sent = {
        "objectives": [str(objective.pk)],
        "purposes": "To hear the valleys\n\nTo find  what works",
        "questions": "What has changed?",
        **rows("Challenges", "", "Good practice"),
        "heading-2-lens": "on",
        "heading-2-recommendations": "on",
    }
    assert client.post(reverse("consultations:questions", args=[consultation.slug]), sent).status_code == 302
    assert list(consultation.objectives.all()) == [objective]
    assert list(consultation.purposes.values_list("text", flat=True)) == ["To hear the valleys", "To find what works"]
    assert list(consultation.guiding_questions.values_list("text", flat=True)) == ["What has changed?"]
    assert list(consultation.headings.values_list("key", "lens")) == [("challenges", False), ("good-practice", True)]
    assert list(consultation.headings.values_list("recommendations", flat=True)) == [False, True]
    assert AuditLine.objects.filter(consultation=consultation, verb="consultation.questions_changed").exists()
    html = client.get(reverse("consultations:questions", args=[consultation.slug])).content.decode()
    assert 'value="Good practice"' in html


def test_a_corrected_line_keeps_its_row_and_a_new_one_gets_its_own(consultation, change):
    change(questions=["What has changed since last year?", "Who is missing?"])
    first = consultation.guiding_questions.get(position=0)
    change(questions=["Where is the money?", "What has changed since last spring?"])
    first.refresh_from_db()
    assert (first.text, first.position) == ("What has changed since last spring?", 1)
    assert consultation.guiding_questions.count() == 2
    assert not consultation.guiding_questions.filter(text="Who is missing?").exists()


def test_a_renamed_heading_keeps_its_key(consultation, change):
    change(headings=[HeadingLine(None, "Challenges", lens=False, overall=False)])
    heading = consultation.headings.get()
    change(headings=[HeadingLine(heading.pk, "Obstacles", lens=False, overall=True)])
    heading.refresh_from_db()
    assert (heading.key, heading.label, heading.overall) == ("challenges", "Obstacles", True)


def test_the_heading_of_another_consultation_cannot_be_taken(consultation, change):
    other = factories.HeadingFactory(label="Theirs")
    change(headings=[HeadingLine(other.pk, "Ours", lens=False, overall=False)])
    other.refresh_from_db()
    assert other.label == "Theirs"
    assert consultation.headings.get().label == "Ours"


def test_an_objective_of_a_working_group_cannot_be_taken_out(consultation, change):
    objective = factories.ObjectiveFactory(framework=consultation.series.framework, number="81")
    group = factories.WorkingGroupFactory(consultation=consultation)
    change(objectives=[objective.pk])
    group.objective_links.create(objective=objective, position=0)
    with pytest.raises(Refused, match="Objective 81 belongs to a working group"):
        change()
    assert consultation.objectives.count() == 1


def test_a_heading_with_notes_stays_and_the_page_says_why_without_losing_what_was_typed(
    client, consultation, organizer, change
):
    change(headings=[HeadingLine(None, "Challenges", lens=False, overall=False)])
    heading = consultation.headings.get()
    group = factories.WorkingGroupFactory(consultation=consultation)
    sitting = factories.RoundFactory(consultation=consultation)
    room = consultation.rooms.create(group=group, round=sitting)
    consultation.notes.create(key="n1", room=room, heading=heading, text="Wells run dry.", position=0)
    answer = client.post(
        reverse("consultations:questions", args=[consultation.slug]), {"purposes": "To hear", **rows("Obstacles")}
    )
    html = answer.content.decode()
    assert "“Challenges” is already in use" in html
    assert "To hear" in html
    assert 'value="Obstacles"' in html
    assert consultation.headings.get() == heading
    assert consultation.purposes.count() == 0
