"""The pages of the stakeholder list: narrowing, counting, paging, adding, correcting, taking off, files."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consultations.models import AuditLine, Message, Unsubscribed
from registrations.contact_list import page_of
from registrations.models import Contact, ContactSource, Invitation, RemovedAddress, Source
from tests import factories as f
from tests.registrations.reading import content_of, read_csv, text


@pytest.fixture
def sources(consultation):
    return [Source.objects.create(consultation=consultation, key=f"s{n}", position=n, name=f"List {n}") for n in (0, 1)]


@pytest.fixture
def people(consultation, sources):
    """Four who differ in everything that the list can be narrowed to."""
    reef = f.OrganizationFactory(series=consultation.series, name="Reef Voices", country="FJ", sector="youth")
    made = [
        Contact.objects.create(consultation=consultation, email=email, name=name, **more)
        for email, name, more in [
            ("maro@people.example", "Maro Telvane", {"country": "NP", "sector": "academia", "languages": ["en", "fr"]}),
            ("sivi@people.example", "Sivi Orlo", {"organization": reef, "organization_name": "Reef V."}),
            ("bero@people.example", "Bero Anti", {"organization": reef, "country": "KG", "languages": ["ru"]}),
            ("tala@people.example", "Tala Wen", {"organization_name": "Unrecorded"}),
        ]
    ]
    for contact, source in [(made[0], 0), (made[0], 1), (made[1], 1), (made[2], 0)]:
        ContactSource.objects.create(contact=contact, source=sources[source], position=source)
    Invitation.objects.create(contact=made[1])
    f.RegistrationFactory(consultation=consultation, email="Sivi@people.example", status="confirmed")
    f.RegistrationFactory(consultation=consultation, email="bero@people.example", status="withdrawn")
    for email, reason in [("maro@people.example", "asked"), ("BERO@people.example", "bounced")]:
        Unsubscribed.objects.create(series=consultation.series, email=email, reason=reason)
    Message.objects.create(consultation=consultation, to="tala@people.example", subject="", text="", state="bounced")
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "Bero Maro Sivi Tala"),
        ("q=telv", "Maro"),
        ("q=reef", "Bero Sivi"),
        ("q=unrecorded", "Tala"),
        ("q=bero people", "Bero"),
        ("source=s1", "Maro Sivi"),
        ("country=FJ", "Sivi"),
        ("country=KG", "Bero"),
        ("subregion=North and Central Asia", "Bero"),
        ("sector=youth", "Bero Sivi"),
        ("sector=academia", "Maro"),
        ("language=fr", "Maro"),
        ("reach=invited", "Sivi"),
        ("reach=not_invited", "Bero Maro Tala"),
        ("reach=registered", "Sivi"),
        ("reach=not_registered", "Bero Maro Tala"),
        ("mail=unsubscribed", "Maro"),
        ("mail=bounced", "Bero Tala"),
        ("mail=reachable", "Sivi Tala"),
        ("source=s0&country=NP", "Maro"),
    ],
)
def test_the_list_and_its_file_are_narrowed_alike(as_organizer, base, people, query, names):
    page = as_organizer.get(f"{base}/contacts/?{query}")
    assert [row["contact"].name.split()[0] for row in page.context["rows"]] == names.split()
    assert page.context["number"] == len(names.split())
    assert [
        row[0].split()[0] for row in read_csv(as_organizer.get(f"{base}/contacts.csv?{query}"))[1:]
    ] == names.split()


def test_the_list_says_how_many_there_are_of_each_kind(as_organizer, base, people):
    shown = as_organizer.get(f"{base}/contacts/").context
    assert shown["source_counts"] == [("s0", "List 0", 2), ("s1", "List 1", 2)]
    assert sorted(shown["country_counts"]) == [
        ("", "not known", 1),
        ("FJ", "Fiji", 1),
        ("KG", "Kyrgyzstan", 1),
        ("NP", "Nepal", 1),
    ]
    assert shown["sector_counts"] == [
        ("youth", "Youth organizations", 2),
        ("", "not known", 1),
        ("academia", "Academia", 1),
    ]
    assert sorted(shown["language_counts"]) == [
        ("", "not known", 2),
        ("en", "English", 1),
        ("fr", "French", 1),
        ("ru", "Russian", 1),
    ]


def test_a_narrowed_list_is_written_to_in_the_same_terms(as_organizer, base, people):
    link = as_organizer.get(f"{base}/contacts/?source=s1&language=fr").context["mailing"]
    assert parse_qs(urlsplit(link).query) == {"audience": ["contacts"], "source": ["s1"], "language": ["fr"]}
    assert as_organizer.get(link).status_code == 200
    assert as_organizer.get(f"{base}/contacts/?q=maro").context["mailing"] == ""  # no mailing can be narrowed so


def test_the_list_costs_the_same_queries_at_one_and_at_a_hundred(as_organizer, base, consultation, sources):
    def add(number):
        for _ in range(number):
            contact = Contact.objects.create(
                consultation=consultation,
                email=f"p{Contact.objects.count()}@people.example",
                organization=f.OrganizationFactory(series=consultation.series),
            )
            for source in sources:
                ContactSource.objects.create(contact=contact, source=source)
            Invitation.objects.create(contact=contact)

    def queries(address):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            content_of(as_organizer.get(address))
        return len(asked)

    add(1)
    addresses = [f"{base}/contacts/", f"{base}/contacts/?source=s0&reach=invited", f"{base}/contacts.csv"]
    few = [queries(address) for address in addresses]
    add(99)
    assert [queries(address) for address in addresses] == few
    assert few[0] <= 31  # of which 14 are the map of stages, where it is not in the cache


def test_every_page_of_a_long_list_is_reached_forwards_and_backwards(consultation):
    names = sorted(f"{letter}{number:02}" for letter in "ab" for number in range(12)) + ["same"] * 9
    for n, name in enumerate(names):
        Contact.objects.create(consultation=consultation, email=f"p{n}@people.example", name=name)
    rows = Contact.objects.filter(consultation=consultation)
    pages = [page_of(rows, after=None, before=None, size=5)]
    while pages[-1].after:
        pages.append(page_of(rows, after=pages[-1].after, before=None, size=5))
    assert [row.name for page in pages for row in page.rows] == names
    back = [pages[-1]]
    while back[-1].before:
        back.append(page_of(rows, after=None, before=back[-1].before, size=5))
    assert [row.name for page in reversed(back) for row in page.rows] == names
    assert (pages[0].before, pages[-1].after) == (None, None)


def test_somebody_is_added_by_hand_with_who_added_her(as_organizer, base, consultation, organizer, sources):
    f.OrganizationFactory(series=consultation.series, name="Reef Voices", short_name="RV")
    sent = {"email": "Maro@People.example", "name": "Maro  Telvane", "organization_name": "rv", "country": "FJ"}
    refused = as_organizer.post(f"{base}/contacts/add/", sent)
    assert refused.context["form"].errors == {"source_name": ["Say where this person comes from."]}
    assert "Maro  Telvane" in text(refused)
    as_organizer.post(f"{base}/contacts/add/", {**sent, "sources": ["s0"], "source_name": "A talk in spring"})
    maro = consultation.contacts.get()
    assert (maro.email, maro.name, maro.organization.name, maro.country) == (
        "maro@people.example",
        "Maro Telvane",
        "Reef Voices",
        "FJ",
    )
    assert list(maro.source_links.values_list("source__name", "added_by")) == [
        ("List 0", organizer.pk),
        ("A talk in spring", organizer.pk),
    ]
    again = as_organizer.post(f"{base}/contacts/add/", {**sent, "sources": ["s0"]})
    assert again.context["form"].errors == {"email": ["This address is on the list already, for Maro Telvane."]}


def test_a_contact_is_corrected_and_keeps_where_she_came_from(as_organizer, base, people):
    maro = people[0]
    page = text(as_organizer.get(f"{base}/contacts/{maro.pk}/"))
    for words in ("List 0", "List 1", "not with this address"):
        assert words in page
    sent = {"email": maro.email, "name": "Maro Telvane-Orlo", "languages": ["ar"], "country": "NP"}
    done = as_organizer.post(f"{base}/contacts/{maro.pk}/", sent, follow=True)
    assert "It was saved." in text(done)
    maro.refresh_from_db()
    assert (maro.name, maro.languages, maro.sector, maro.source_links.count()) == ("Maro Telvane-Orlo", ["ar"], "", 2)
    taken = as_organizer.post(f"{base}/contacts/{maro.pk}/", {**sent, "email": "sivi@people.example"})
    assert taken.context["form"].errors == {"email": ["This address is on the list already, for Sivi Orlo."]}


def test_a_contact_is_taken_off_for_a_reason_that_is_kept(as_organizer, base, consultation, people):
    page = f"{base}/contacts/{people[0].pk}/remove/"
    assert as_organizer.post(page).context["form"].errors == {"reason": ["Say why, so that others know later."]}
    as_organizer.post(page, {"reason": "asked"})
    assert not Contact.everybody.filter(email="maro@people.example").exists()
    line = AuditLine.objects.get(verb="contact.removed")
    assert (line.subject, line.details) == (f"contact {people[0].pk}", {"reason": "asked"})
    kept = RemovedAddress.objects.get()
    assert "maro" not in kept.digest
    sent = {"email": "maro@people.example", "sources": ["s0"]}
    refused = as_organizer.post(f"{base}/contacts/add/", sent)
    assert refused.context["form"].errors == {"email": ["This person asked to be taken off the list."]}


def test_no_cell_of_the_files_is_a_formula(as_organizer, base, consultation):
    Contact.objects.create(
        consultation=consultation, email="maro@people.example", name="=HYPERLINK(1)", position="+1", notes="@x"
    )
    row = read_csv(as_organizer.get(f"{base}/contacts.csv"))[1]
    assert [row[0], row[3], row[7]] == ["'=HYPERLINK(1)", "'+1", "'@x"]
    sheet = load_workbook(io.BytesIO(content_of(as_organizer.get(f"{base}/contacts.xlsx")))).active
    assert {cell.data_type for line in sheet for cell in line} <= {"s", "inlineStr", "n"}
    assert sheet["A2"].value == "'=HYPERLINK(1)"


def test_contacts_of_another_consultation_are_out_of_reach(as_organizer, base, people):
    elsewhere = f.ConsultationFactory()
    other = Contact.objects.create(consultation=elsewhere, email="far@people.example", name="Far Away")
    for page in (f"{base}/contacts/{other.pk}/", f"{base}/contacts/{other.pk}/remove/"):
        assert as_organizer.get(page).status_code == 404
    assert "Far Away" not in text(as_organizer.get(f"{base}/contacts/"))
