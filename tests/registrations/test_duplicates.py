"""People who may be on the list twice: found, judged, merged with nothing lost, taken apart exactly as they were."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts import jobs
from accounts.errors import Refused
from registrations.actions.contact_merging import CHOICES, keep_apart, merge, undo_merge
from registrations.actions.contacts import Entry, add_contact, change_contact
from registrations.actions.duplicates import LOOK
from registrations.actions.own_entries import entries_of
from registrations.duplicates import likeness, name_of, pairs
from registrations.models import Contact, ContactMerge, ContactPair, ContactSource, Invitation, Source
from tests import factories as f
from tests.registrations.loading import csv_of, load
from tests.registrations.reading import text


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Maro Telvane", "maro  TELVANE", "same_name"),
        ("Maro Telvane", "Telvane, Maro", "same_name"),
        ("Dr. Zoë Ñandú", "Zoe Nandu", "same_name"),
        ("Мария Телвана", "Mariia Telvana", "near_name"),
        ("Maro Telvane", "Maro Telvanne", "near_name"),
        ("Maro Telvane", "Maro Anneli Telvane", "near_name"),
        ("M. Telvane", "Maro Telvane", "initials"),
        ("Maro Telvane", "Sivi Orlo", None),
        ("Maro Telvane", "Sivi Telvane", None),
        ("M. Telvane", "Sivi Telvane", None),
        ("Li", "Lu", None),
        ("", "Maro Telvane", None),
    ],
)
def test_which_names_may_be_one_person(one, other, kind):
    found = likeness(name_of(1, one), name_of(2, other))
    assert (found[0] if found else None) == kind


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_does_not_depend_on_who_is_first(one, other):
    assert likeness(name_of(1, one), name_of(2, other)) == likeness(name_of(2, other), name_of(1, one))


ABC = ["ba", "ko", "lim", "dura", "sen", "tovi", "hal"]


def test_in_a_large_organization_the_same_people_are_found():
    many = [(n, f"{first} {last}") for n, (first, last) in enumerate((a + b, c) for a in ABC for b in ABC for c in ABC)]
    found = pairs([*many, (9001, "Maro Telvane"), (9002, "Telvane Maro")])
    assert (9001, 9002) in {(pair.first, pair.second) for pair in found}


@pytest.fixture
def source(consultation):
    return Source.objects.create(consultation=consultation, key="net", position=0, name="The network")


@pytest.fixture
def add(consultation, organizer, source):
    def add(email, name="Maro Telvane", organization="River Watch", **more):
        entry = Entry(email=email, name=name, organization_name=organization, **more)
        return add_contact(consultation=consultation, entry=entry, sources=[source], actor=organizer)

    return add


def state():
    """All that a merge touches."""
    return (
        list(Contact.everybody.order_by("pk").values()),
        list(ContactSource.objects.order_by("contact", "source").values("contact", "source", "added_by", "added_at")),
        list(Invitation.objects.order_by("pk").values()),
    )


def pairs_of(consultation):
    return list(consultation.contact_pairs.values_list("first__email", "second__email", "different"))


def test_somebody_added_by_hand_is_compared_with_her_organization_alone(add, consultation):
    add("maro@people.example")
    add("maro@elsewhere.example", organization="Reef Voices")
    assert pairs_of(consultation) == []
    add("m.telvane@people.example", name="M. Telvane")
    assert pairs_of(consultation) == [("maro@people.example", "m.telvane@people.example", False)]


def test_a_loaded_file_proposes_the_people_that_it_has_twice_and_the_list_has(add, consultation):
    add("maro@people.example")
    lines = [
        "E-mail,Name,Organization",
        "maro2@people.example,Telvane Maro,river watch",
        "sivi@people.example,Sivi,Else",
    ]
    assert load(consultation, csv_of(*lines)).counts["near"] == 1
    assert pairs_of(consultation) == [("maro@people.example", "maro2@people.example", False)]


def test_pairs_that_wait_for_a_person_outlast_a_file_about_others(add, consultation):
    add("maro@people.example")
    add("maro2@people.example")
    before = list(ContactPair.objects.values_list("pk", flat=True))
    assert len(before) == 1
    load(consultation, csv_of("E-mail,Name,Organization", "sivi@people.example,Sivi,Else"))
    assert list(ContactPair.objects.values_list("pk", flat=True)) == before


def test_two_without_an_organization_are_proposed_only_by_the_same_name(add, consultation):
    for n, name in enumerate(["Maro Telvane", "maro telvane", "Maro Telvanne"]):
        add(f"maro{n}@people.example", name=name, organization="")
    job = jobs.start(LOOK, by=None, arguments={"consultation": consultation.pk})
    jobs.finish(job.pk)
    assert pairs_of(consultation) == [("maro0@people.example", "maro1@people.example", False)]


def test_a_merge_keeps_every_source_with_who_and_when_and_the_invitation(add, consultation, organizer, source):
    kept, other = add("maro@people.example"), add("maro2@people.example", country="NP", languages=["fr"])
    forum = Source.objects.create(consultation=consultation, key="forum", position=1, name="The forum")
    link = ContactSource.objects.create(contact=other, source=forum, position=1, added_by=organizer)
    Invitation.objects.create(contact=other)
    merge(kept=kept, absorbed=other, take=["languages"], actor=organizer)
    left = consultation.contacts.get()
    assert (left.email, left.country, left.languages) == ("maro@people.example", "NP", ["fr"])
    assert left.invitation.pk
    links = left.source_links.order_by("position").values_list("source__key", "added_by", "added_at")
    assert list(links)[1] == ("forum", organizer.pk, link.added_at)
    assert [key for key, _who, _when in links] == ["net", "forum"]


def test_a_merged_address_is_still_known_when_a_list_is_loaded(add, consultation, organizer):
    kept, other = add("maro@people.example"), add("maro2@people.example")
    merge(kept=kept, absorbed=other, take=[], actor=organizer)
    batch = load(consultation, csv_of("E-mail,Country", "maro2@people.example,Nepal"), source="The forum")
    assert (batch.counts["new"], batch.counts["changed"]) == (0, 1)
    left = consultation.contacts.get()
    assert (left.pk, left.email, left.country) == (kept.pk, "maro@people.example", "NP")
    assert left.source_links.count() == 2


def test_undoing_a_merge_restores_everything(add, consultation, organizer):
    kept, other = add("maro@people.example"), add("maro2@people.example", name="M. Telvane", country="NP")
    Invitation.objects.create(contact=other)
    before, proposed = state(), pairs_of(consultation)
    done = merge(kept=kept, absorbed=other, take=["email", "name"], actor=organizer)
    assert [one.email for one in consultation.contacts.all()] == ["maro2@people.example"]
    undo_merge(merge=done, actor=organizer)
    assert (state(), pairs_of(consultation)) == (before, proposed)


def test_undoing_a_merge_keeps_what_was_corrected_since(add, consultation, organizer):
    kept, other = add("maro@people.example"), add("maro2@people.example", country="NP", position="Chair")
    done = merge(kept=kept, absorbed=other, take=[], actor=organizer)
    change_contact(
        contact=kept,
        entry=Entry(email="maro@people.example", name="Maro Telvane", organization_name="River Watch", country="IN"),
        sources=[],
        actor=organizer,
    )
    undo_merge(merge=done, actor=organizer)
    kept.refresh_from_db()
    assert (kept.country, kept.position) == ("IN", "")


def test_a_merge_can_be_undone_once_and_only_while_both_are_there(add, organizer):
    first, second, third = (add(f"maro{n}@people.example") for n in range(3))
    inner = merge(kept=first, absorbed=second, take=[], actor=organizer)
    outer = merge(kept=third, absorbed=first, take=[], actor=organizer)
    with pytest.raises(Refused, match="This person was merged into another since"):
        undo_merge(merge=inner, actor=organizer)
    undo_merge(merge=outer, actor=organizer)
    with pytest.raises(Refused, match="This merge was undone already"):
        undo_merge(merge=outer, actor=organizer)
    undo_merge(merge=inner, actor=organizer)
    assert Contact.objects.count() == 3


class AnyMerge(HypothesisTestCase):
    """Whatever the two say, and whatever is taken from either."""

    VALUES = st.fixed_dictionaries(
        {
            "name": st.sampled_from(["", "Maro Telvane", "M. Telvane"]),
            "organization_name": st.sampled_from(["", "River Watch", "Reef Voices"]),
            "position": st.sampled_from(["", "Chair"]),
            "country": st.sampled_from(["", "NP", "FJ"]),
            "languages": st.sampled_from([[], ["en"], ["fr", "en"]]),
            "notes": st.sampled_from(["", "Met in spring"]),
        }
    )

    @given(
        st.lists(st.tuples(VALUES, st.sets(st.sampled_from([0, 1, 2])), st.booleans()), min_size=3, max_size=3),
        st.lists(st.sets(st.sampled_from(CHOICES)), min_size=2, max_size=2),
    )
    def test_is_undone_exactly(self, people, takes):
        consultation = f.ConsultationFactory()
        actor = f.UserFactory()
        sources = [
            Source.objects.create(consultation=consultation, key=f"s{n}", position=n, name=f"S{n}") for n in range(3)
        ]
        contacts = []
        for n, (values, froms, invited) in enumerate(people):
            contact = Contact.objects.create(consultation=consultation, email=f"p{n}@people.example", **values)
            for position, at in enumerate(sorted(froms)):
                ContactSource.objects.create(contact=contact, source=sources[at], position=position, added_by=actor)
            if invited:
                Invitation.objects.create(contact=contact)
            contacts.append(contact)
        states = [state()]
        merges = []
        for (kept, absorbed), take in zip([(0, 1), (2, 0)], takes, strict=True):
            merges.append(merge(kept=contacts[kept], absorbed=contacts[absorbed], take=take, actor=actor))
            states.append(state())
        addresses = set(Contact.everybody.values_list("email", flat=True))
        assert addresses == {f"p{n}@people.example" for n in range(3)}
        left = consultation.contacts.get()
        assert set(left.source_links.values_list("source__position", flat=True)) == set().union(
            *(froms for _values, froms, _invited in people)
        )
        assert hasattr(left, "invitation") == any(invited for _values, _froms, invited in people)
        for done, before in zip(reversed(merges), reversed(states[:-1]), strict=True):
            undo_merge(merge=done, actor=actor)
            assert state() == before


def test_two_who_were_kept_apart_are_not_proposed_again(add, consultation, organizer):
    add("maro@people.example")
    add("maro2@people.example")
    keep_apart(pair=ContactPair.objects.get(), actor=organizer)
    job = jobs.start(LOOK, by=None, arguments={"consultation": consultation.pk})
    jobs.finish(job.pk)
    assert pairs_of(consultation) == [("maro@people.example", "maro2@people.example", True)]


def test_duplicates_are_merged_and_taken_apart_by_pages(as_organizer, base, add, consultation):
    add("maro@people.example", position="Chair")
    add("maro2@people.example", position="Treasurer")
    pair = ContactPair.objects.get()
    page = text(as_organizer.get(f"{base}/contacts/duplicates/"))
    assert "the same name" in page
    side = text(as_organizer.get(f"{base}/contacts/duplicates/{pair.pk}/"))
    for words in ("Chair", "Treasurer", "The network"):
        assert words in side
    done = as_organizer.post(
        f"{base}/contacts/duplicates/{pair.pk}/", {"kept": "first", "email": "first", "position": "second"}, follow=True
    )
    assert "They are one now." in text(done)
    assert list(consultation.contacts.values_list("email", "position")) == [("maro@people.example", "Treasurer")]
    undone = as_organizer.post(f"{base}/contacts/merges/{ContactMerge.objects.get().pk}/undo/", follow=True)
    assert "The two are apart again, as they were." in text(undone)
    assert list(consultation.contacts.values_list("position", flat=True)) == ["Chair", "Treasurer"]


def test_pairs_are_listed_with_the_same_number_of_queries_at_one_and_at_many(as_organizer, base, add):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            as_organizer.get(f"{base}/contacts/duplicates/")
        return len(asked)

    add("maro@people.example")
    add("maro1@people.example")
    queries()
    one = queries()
    for n in range(20):
        add(f"maro{n + 2}@people.example")
    assert queries() == one


def test_what_a_participant_takes_away_holds_what_was_merged_into_her_entry(add, consultation, organizer):
    kept, other = add("maro@people.example"), add("maro2@people.example", notes="Met in spring")
    merge(kept=kept, absorbed=other, take=[], actor=organizer)
    registration = f.RegistrationFactory(consultation=consultation, email="maro2@people.example")
    assert [entry["email"] for entry in entries_of(registration)] == ["maro@people.example", "maro2@people.example"]
