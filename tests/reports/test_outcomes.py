"""What became of recommendations: what organizers say, what everybody reads, and what nobody may read."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate, now

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import AuditLine, Consultation
from reports.actions.comments import Marked
from reports.actions.outcomes import Saying, correct_outcome, tell_outcome
from reports.models import Outcome
from reports.outcomes import told
from reports.recommendations import published_report
from tests import factories
from tests.reports.conftest import make_rivers, note_writer
from tests.reports.test_recommendations import fill, page, publish, rows

ZONE = ZoneInfo("Asia/Bangkok")
HOSTILE = "<script>alert(1)</script> {{ title }} [x](javascript:alert(2)) javascript:alert(3)"


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Two recommendations of an event ninety days ago, published once for all tests, without the files."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.actions.publish._keep", lambda report, form, content: None)
        consultation = factories.OpenCallFactory().consultation
        consultation.starts_at = now() - timedelta(days=90)
        consultation.ends_at = consultation.starts_at + timedelta(hours=3)
        consultation.save()
        note = note_writer(make_rivers(consultation))
        consultation.headings.filter(key="recommendations").update(recommendations=True)
        note("Wells should be opened.", heading="recommendations", heard="several")
        note("Springs should be fenced.", heading="recommendations", objectives="2", heard="agreed")
        publish(consultation)
        yield consultation.pk
        transaction.set_rollback(True)


@pytest.fixture
def consultation(published, db):
    return Consultation.objects.get(pk=published)


@pytest.fixture
def wells(consultation):
    return consultation.recommendations.get(number=1)


@pytest.fixture
def tell(wells, organizer):
    def say(status="taken_up", text="The law was changed.", *, ago=0, **more):
        saying = Saying(status, localdate(timezone=ZONE) - timedelta(days=ago), text=text, **more)
        return tell_outcome(recommendation=wells, saying=saying, actor=organizer)

    return say


def read(client, wells, number=1):
    return client.get(page(wells.consultation, "recommendation", number)).content.decode()


def listed(client, wells, **chosen):
    return client.get(page(wells.consultation, "outcomes"), chosen).content.decode()


def test_the_page_of_a_recommendation_says_its_words_where_they_stand_and_how_often_it_was_made(client, wells):
    html = read(client, wells)
    text = told(published_report(wells.consultation))[0].text
    assert "Wells should be opened." in html
    assert "Objective 1: Keep river 1 clean" in html
    assert "Several participants made it." in html
    assert f'href="{page(wells.consultation, "public_version", 1)}#p{text.paragraph_number}"' in html
    assert "Nothing is told yet." in html
    assert "It was agreed in plenary." in read(client, wells, 2)


def test_the_latest_day_is_the_status_whatever_was_written_last(client, wells, tell):
    tell("done", ago=1)
    tell("taken_up", "It was promised.", ago=30)
    assert told(published_report(wells.consultation))[0].label == "Done"
    html = read(client, wells)
    assert html.index("The law was changed.") < html.index("It was promised.")


def test_a_correction_shows_both_with_their_days(client, wells, tell, organizer):
    first = tell("done", "All wells are open.", by="The water office")
    saying = Saying("in_progress", first.day, by="The water office", text="Half of the wells are open.")
    correct_outcome(outcome=first, saying=saying, empty=False, actor=organizer)
    html = read(client, wells)
    assert html.index("Half of the wells are open.") < html.index("Corrected on") < html.index("All wells are open.")
    assert told(published_report(wells.consultation))[0].label == "In progress"


def test_words_that_should_never_have_been_public_are_deleted_from_all_that_came_before(client, wells, tell, organizer):
    first = tell("done", "Secret one.")
    second = correct_outcome(
        outcome=first, saying=Saying("done", first.day, text="Secret two."), empty=False, actor=organizer
    )
    correct_outcome(outcome=second, saying=Saying("done", first.day, text="It is open."), empty=True, actor=organizer)
    assert "Secret" not in read(client, wells)
    assert not Outcome.objects.filter(text__contains="Secret").exists()
    assert read(client, wells).count("What was said here was taken away.") == 2


def test_an_entry_is_corrected_once_and_only_by_something_else(wells, tell, organizer):
    first = tell()
    same = Saying("taken_up", first.day, text=first.text)
    with pytest.raises(Refused, match="Nothing is changed"):
        correct_outcome(outcome=first, saying=same, empty=False, actor=organizer)
    other = Saying("done", first.day, text="Done.")
    correct_outcome(outcome=first, saying=other, empty=False, actor=organizer)
    with pytest.raises(Refused, match="meanwhile"):
        correct_outcome(outcome=first, saying=other, empty=False, actor=organizer)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"status": "lost"}, "how far"),
        ({"text": " "}, "who did it"),
        ({"ago": -1}, "still to come"),
        ({"ago": 100}, "before the consultation"),
        ({"link": "javascript:alert(1)"}, "begins with https"),
        ({"link": "https://"}, "cannot be a link"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(tell, more, why):
    with pytest.raises(Refused, match=why):
        tell(**more)
    assert not Outcome.objects.exists()


def test_that_nobody_answered_needs_no_words_and_the_same_is_not_said_twice(tell):
    assert tell("no_news", "").get_status_display() == "Asked, no news"
    with pytest.raises(Refused, match="said here already"):
        tell("no_news", "")


@pytest.mark.parametrize("field", ["text", "by", "link"])
def test_nobody_who_took_part_is_named(tell, wells, field):
    factories.RegistrationFactory(consultation=wells.consultation, name="Amara Gurung", email="amara@wells.example")
    words = {"text": "Amara Gurung opened them.", "by": "Amara Gurung", "link": "https://x.example/Amara.Gurung"}
    with pytest.raises(Marked) as marked:
        tell(**{field: words[field]})
    assert set(marked.value.found) == {field}
    assert not Outcome.objects.exists()


def test_an_organization_with_a_public_role_may_be_named_and_is_offered(as_organizer, tell, wells):
    organization = factories.OrganizationFactory(series=wells.consultation.series, name="Lower Basin Union")
    with pytest.raises(Marked):
        tell(by="Lower Basin Union")
    wells.consultation.organization_roles.create(organization=organization, role="co_organizer", position=1)
    assert tell(by="Lower Basin Union").by == "Lower Basin Union"
    html = as_organizer.get(page(wells.consultation, "tell", 1)).content.decode()
    assert '<option value="Lower Basin Union">' in html


def test_hostile_words_stay_words(client, wells, tell):
    tell(text=HOSTILE, by="<b>Office</b>\u202e", link='https://x.example/?a="><script>')
    for html in (read(client, wells), listed(client, wells)):
        assert "<script>alert" not in html
        assert "<b>Office" not in html
        assert "\u202e" not in html
        assert 'href="javascript' not in html
    assert escape(HOSTILE) in read(client, wells)


def test_addresses_in_the_words_are_links(client, wells, tell):
    tell(text="See https://law.example/42.")
    assert '<a href="https://law.example/42" rel="nofollow">' in read(client, wells)


def test_the_list_is_narrowed_by_objective_and_status(client, wells, tell):
    tell("done")
    everything = listed(client, wells)
    assert "2 recommendations" in everything
    assert "Nothing told yet" in everything
    only = listed(client, wells, status="done")
    assert "1 of 2 recommendations" in only
    assert "prings should be fenced." not in only
    assert "Wells should be opened." not in listed(client, wells, objective="2")
    assert "prings should be fenced." in listed(client, wells, status="nothing")
    assert "No recommendation is of this kind." in listed(client, wells, objective="2", status="done")
    assert "2 recommendations" in listed(client, wells, status="<x>")


def test_the_table_of_the_present_version_says_what_became_of_each_and_earlier_ones_do_not(
    client, wells, tell, settings
):
    tell("done", by="=The water office", link="https://law.example/42")
    heading, first, second = rows(client.get(page(wells.consultation, "recommendations_file", 1)))
    day = localdate(timezone=ZONE).isoformat()
    address = settings.SITE_URL + page(wells.consultation, "recommendation", 1)
    assert heading[7:] == ["Status", "As of", "By whom", "What happened", "Where it can be read", "What became of it"]
    assert first[7:] == ["Done", day, "'=The water office", "The law was changed.", "https://law.example/42", address]
    assert second[7:9] == ["Nothing told yet", ""]
    publish(wells.consultation)
    assert len(rows(client.get(page(wells.consultation, "recommendations_file", 1)))[0]) == 7


def test_what_a_correction_of_the_report_took_out_is_gone_with_what_was_told(client, wells, tell):
    tell(text="The mayor agreed.")
    Note.objects.filter(text__startswith="Wells").update(status="set_aside", reason="It told who spoke.")
    publish(wells.consultation)
    response = client.get(page(wells.consultation, "recommendation", 1))
    assert response.status_code == 410
    assert "does not hold it" in response.content.decode()
    for html in (response.content.decode(), listed(client, wells)):
        assert "Wells" not in html
        assert "mayor" not in html
    with pytest.raises(Refused, match="does not hold"):
        tell("done")


def test_a_corrected_wording_keeps_the_address_and_what_was_told(client, wells, tell):
    tell()
    Note.objects.filter(text__startswith="Wells").update(text="All wells should be opened.")
    publish(wells.consultation)
    html = read(client, wells)
    assert "All wells should be opened." in html
    assert "The law was changed." in html


def test_nothing_is_public_before_publication(client, as_organizer, wells, tell):
    tell()
    wells.consultation.reports.update(status="cleared")
    assert client.get(page(wells.consultation, "outcomes")).status_code == 404
    assert client.get(page(wells.consultation, "recommendation", 1)).status_code == 404
    assert as_organizer.get(page(wells.consultation, "tell", 1)).status_code == 404


def test_a_number_that_was_never_given_is_unknown(client, wells):
    assert client.get(page(wells.consultation, "recommendation", 9)).status_code == 404


def test_an_organizer_tells_and_corrects_by_form(as_organizer, wells):
    address = page(wells.consultation, "tell", 1)
    sent = {"status": "done", "day": localdate(timezone=ZONE).isoformat(), "text": "They are open."}
    assert "It is public now." in as_organizer.post(address, sent, follow=True).content.decode()
    outcome = Outcome.objects.get()
    correction = page(wells.consultation, "outcome_correct", outcome.pk)
    assert "They are open." in as_organizer.get(correction).content.decode()
    answer = as_organizer.post(correction, {**sent, "text": "Most are open."}, follow=True)
    assert "It is corrected." in answer.content.decode()
    assert as_organizer.get(correction).status_code == 404
    verbs = AuditLine.objects.filter(verb__startswith="recommendation.outcome").order_by("pk")
    assert [line.verb for line in verbs] == ["recommendation.outcome_told", "recommendation.outcome_corrected"]
    assert "open" not in "".join(f"{line.subject}{line.details}" for line in verbs)


def test_what_is_refused_is_said_beside_its_field_and_what_was_typed_stays(as_organizer, wells):
    factories.RegistrationFactory(consultation=wells.consultation, name="Amara Gurung")
    sent = {
        "status": "done",
        "day": localdate(timezone=ZONE).isoformat(),
        "text": "Amara Gurung did it.",
        "link": "ftp://x",
    }
    html = as_organizer.post(page(wells.consultation, "tell", 1), sent).content.decode()
    assert "begins with https://" in html
    assert "Amara Gurung did it." in html
    html = as_organizer.post(page(wells.consultation, "tell", 1), {**sent, "link": ""}).content.decode()
    assert 'id="id_text_error"' in html
    assert not Outcome.objects.exists()


def test_the_report_leads_to_what_became_of_its_recommendations(client, wells):
    link = f'href="{page(wells.consultation, "outcomes")}"'
    assert link in client.get(page(wells.consultation, "public")).content.decode()
    assert link in client.get(reverse("consultations:call", args=[wells.consultation.slug])).content.decode()


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize(
    ("name", "args", "most"), [("outcomes", [], 10), ("recommendation", [1], 10), ("tell", [1], 25)]
)
def test_the_pages_cost_the_same_at_any_length(
    as_organizer, wells, tell, django_assert_max_num_queries, number, name, args, most
):
    fill(wells.consultation, number)
    for place in range(number):
        wells.outcomes.create(status="done", day=localdate(timezone=ZONE), text=f"Step {place} of many.")
    with django_assert_max_num_queries(most):
        response = as_organizer.get(page(wells.consultation, name, *args))
    shown = response.content.decode()
    assert shown.count("More.") == number if name == "outcomes" else shown.count("of many.") == number
