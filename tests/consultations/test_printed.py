"""Each published version of the programme is kept as it was printed, and what changed after is told in sentences."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.actions import parts
from consultations.actions import programme as actions
from consultations.actions.groups import fix_person, save_group
from consultations.actions.printed import publish_programme
from consultations.actions.settings import change_consultation
from consultations.models import PublishedProgramme, SessionRole
from consultations.programme import (
    Part,
    PrintedGroup,
    PrintedObjective,
    PrintedProgramme,
    PrintedSession,
    as_content,
    from_content,
    printed_programme,
)
from consultations.programme_changes import changes_between
from tests import factories


def _url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def opening(consultation, organizer):
    """One session with one speaker."""
    start = consultation.starts_at
    facts = {"starts_at": start, "ends_at": start + timedelta(minutes=45), "kind": "plenary"}
    session = actions.add_session(consultation=consultation, actor=organizer, title="Opening", **facts)
    person = factories.PersonFactory(consultation=consultation, name="Ada Okonjo")
    part = parts.add_part(session=session, actor=organizer, role="keynote", group_id=None)
    hold(part, organizer, person)
    return session


def hold(part, organizer, person, mode=""):
    parts.fill_part(
        part=part, actor=organizer, person_id=person.pk if person else None, organization_id=None, mode=mode, link=""
    )


def published(consultation, organizer, version="tentative"):
    return publish_programme(consultation=consultation, actor=organizer, version=version)


def changes(consultation, kept):
    consultation.refresh_from_db()
    return changes_between(from_content(kept.content), printed_programme(consultation))


def test_what_was_printed_stays_when_the_programme_changes(as_organizer, consultation, organizer, opening):
    as_organizer.post(_url("programme_version", consultation), {"version": "tentative"})
    hold(SessionRole.objects.get(), organizer, factories.PersonFactory(consultation=consultation, name="Bikash Rai"))
    page = as_organizer.get(_url("programme_printed", consultation, 1)).content.decode()
    assert "Ada Okonjo" in page
    assert "Bikash Rai" not in page
    versions = as_organizer.get(_url("programme_versions", consultation)).content.decode()
    assert "“Opening”, Keynote speaker: Bikash Rai, before that Ada Okonjo." in versions.replace("&#x27;", "'")


def test_each_kind_of_change_is_a_sentence(consultation, organizer, opening):
    kept = published(consultation, organizer)
    assert changes(consultation, kept) == []
    later = opening.starts_at + timedelta(minutes=15)
    actions.change_session(session=opening, actor=organizer, title="Welcome", starts_at=later, on_record=True)
    hold(SessionRole.objects.get(), organizer, None)
    actions.add_session(
        consultation=consultation,
        actor=organizer,
        title="Break",
        kind="break",
        starts_at=later + timedelta(hours=1),
        ends_at=later + timedelta(hours=2),
    )
    change_consultation(consultation=consultation, actor=organizer, venue="Hall A")
    group = {"title": "Upstream", "objectives": [], "min_size": None, "max_size": None, "language": ""}
    made = save_group(consultation=consultation, actor=organizer, group=None, number=1, **group)
    host = factories.PersonFactory(consultation=consultation, name="Maro Telvane")
    fix_person(group=made, actor=organizer, person=host.pk, role="co_host")
    assert changes(consultation, kept) == [
        "Venue: Hall A, before that no venue.",
        "“Opening” is called “Welcome”.",
        "“Welcome”: Thursday 17 December 2026, 11:15–11:45, before that Thursday 17 December 2026, 11:00–11:45.",
        "“Welcome” is on the record.",
        "“Welcome”, Keynote speaker: no longer Ada Okonjo.",
        "New: “Break”, Thursday 17 December 2026, 12:15–13:15.",
        "New: working group 1.",
    ]
    between = published(consultation, organizer, "final")
    actions.remove_session(session=opening, actor=organizer)
    made.roles.all().delete()
    assert changes(consultation, between) == [
        "Taken out: “Welcome”.",
        "Working group 1, co-host: no longer Maro Telvane.",
    ]


def test_publishing_twice_without_a_change_keeps_one(consultation, organizer, opening):
    first = published(consultation, organizer)
    assert published(consultation, organizer) == first
    second = published(consultation, organizer, "final")
    assert (second.number, second.version) == (2, "final")
    assert PublishedProgramme.objects.count() == 2


def test_an_empty_programme_is_not_published(as_organizer, consultation, organizer):
    page = as_organizer.post(_url("programme_version", consultation), {"version": "final"}, follow=True)
    assert "There is no session yet" in page.content.decode()
    with pytest.raises(Refused, match="tentative, final or as held"):
        published(consultation, organizer, "definitive")


def test_the_public_page_says_which_version_it_is_and_whether_it_has_changed(
    client, consultation, organizer, opening, monkeypatch
):
    page = _url("programme", consultation)
    assert "Version of the programme: Tentative" in client.get(page).content.decode()
    published(consultation, organizer, "final")
    html = client.get(page).content.decode()
    assert "Version of the programme: Final, published on" in html
    assert "Something has changed since then" not in html
    actions.change_session(session=opening, actor=organizer, title="Welcome")
    assert "Something has changed since then" in client.get(page).content.decode()


def test_before_anything_is_published_the_page_of_versions_says_what_comes(as_organizer, consultation):
    html = as_organizer.get(_url("programme_versions", consultation)).content.decode()
    assert "Nothing has been published yet" in html


def test_a_printed_programme_holds_what_is_public_and_nothing_else(consultation, organizer, opening):
    consultation.venue = "https://meet.example/secret-room"
    consultation.save()
    person = factories.PersonFactory(consultation=consultation, name="Quiet Rapporteur", email="quiet@rivers.example")
    group = factories.WorkingGroupFactory(consultation=consultation, number=1)
    fix_person(group=group, actor=organizer, person=person.pk, role="rapporteur")
    content = str(published(consultation, organizer).content)
    for secret in ("secret-room", "Quiet Rapporteur", "quiet@rivers.example"):
        assert secret not in content


@pytest.mark.parametrize("number", [2, 30])
def test_the_page_of_versions_costs_the_same_at_any_length(
    as_organizer, consultation, organizer, opening, number, django_assert_max_num_queries
):
    for place in range(number):
        actions.change_session(session=opening, actor=organizer, title=f"Opening {place}")
        published(consultation, organizer)
    with django_assert_max_num_queries(35):
        html = as_organizer.get(_url("programme_versions", consultation)).content.decode()
    assert html.count("is called") == number - 1


texts = st.text("abc é", max_size=6)
instants = st.integers(0, 3000).map(lambda minutes: factories.START + timedelta(minutes=minutes))
programmes = st.builds(
    PrintedProgramme,
    timezone=st.sampled_from(["Asia/Bangkok", "UTC", "America/Lima"]),
    starts_at=instants,
    ends_at=instants,
    venue=texts,
    sessions=st.lists(
        st.builds(
            PrintedSession,
            key=st.sampled_from("abcd"),
            title=texts,
            kind=st.just("plenary"),
            on_record=st.booleans(),
            starts_at=instants,
            ends_at=instants,
            parts=st.lists(
                st.builds(
                    Part,
                    kind=st.sampled_from(["keynote", "presenter"]),
                    group=st.none() | st.integers(1, 3),
                    holder=texts,
                    mode=st.sampled_from(["", "live", "recorded"]),
                ),
                max_size=3,
            ),
        ),
        max_size=3,
        unique_by=lambda session: session.key,
    ),
    groups=st.lists(
        st.builds(
            PrintedGroup,
            number=st.integers(1, 3),
            title=texts,
            language=st.sampled_from(["", "fr"]),
            objectives=st.lists(st.builds(PrintedObjective, number=texts, title=texts), max_size=2),
            co_hosts=st.lists(texts, max_size=2),
        ),
        max_size=2,
        unique_by=lambda group: group.number,
    ),
)


@given(programmes, programmes)
def test_any_programme_is_kept_whole_and_any_difference_has_a_sentence(one, other):
    assert from_content(as_content(one)) == one
    assert changes_between(one, one) == []
    if one != other:
        assert changes_between(one, other) != []
