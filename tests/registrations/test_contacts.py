"""The stakeholder list."""

from consultations.models import AuditLine
from registrations.models import Contact, ContactSource, Invitation, Source
from tests import factories as f
from tests.registrations.reading import read_csv, text


def test_the_stakeholder_list_counts_each_source_and_keeps_all_of_them(as_organizer, base, consultation):
    network, forum = (
        Source.objects.create(consultation=consultation, key=key, position=n, name=name)
        for n, (key, name) in enumerate([("net", "The network"), ("forum", "The forum")])
    )
    both = Contact.objects.create(consultation=consultation, email="both@x.example", name="Both Ways")
    one = Contact.objects.create(consultation=consultation, email="one@x.example", name="One Way")
    for position, (contact, source) in enumerate([(both, network), (both, forum), (one, forum)]):
        ContactSource.objects.create(contact=contact, source=source, position=position)
    page = text(as_organizer.get(f"{base}/contacts/"))
    assert "The network; The forum" in page
    assert '<a href="?source=net">The network</a><span class="number">1</span>' in page
    assert '<a href="?source=forum">The forum</a><span class="number">2</span>' in page
    narrowed = text(as_organizer.get(f"{base}/contacts/?source=net"))
    assert "Both Ways" in narrowed
    assert "One Way" not in narrowed
    rows = read_csv(as_organizer.get(f"{base}/contacts.csv"))
    assert [row[8] for row in rows[1:]] == ["The network; The forum", "The forum"]


def test_contacts_of_a_subregion_are_found_from_the_voices_missing(as_organizer, base, consultation):
    for code, name in (("KG", "Steppe Voices"), ("FJ", "Reef Voices")):
        organization = f.OrganizationFactory(series=consultation.series, country=code, name=name)
        Contact.objects.create(consultation=consultation, email=f"{code}@x.example", organization=organization)
    page = text(as_organizer.get(f"{base}/contacts/?subregion=North and Central Asia"))
    assert "Steppe Voices" in page
    assert "Reef Voices" not in page


def test_that_the_call_was_sent_is_recorded_once(as_organizer, base, consultation):
    for n in range(2):
        Contact.objects.create(consultation=consultation, email=f"c{n}@x.example")
    assert "2 people are then counted as invited" in text(as_organizer.get(f"{base}/contacts/invited/"))
    page = text(as_organizer.post(f"{base}/contacts/invited/", follow=True))
    assert "2 people are newly counted as invited." in page
    as_organizer.post(f"{base}/contacts/invited/")
    assert Invitation.objects.count() == 2
    assert AuditLine.objects.filter(verb="contacts.invited").count() == 1
