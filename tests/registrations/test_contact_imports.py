"""Loading files into the stakeholder list: checked without a trace, loaded at once, faults back as a file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from openpyxl import load_workbook

from accounts import jobs
from consultations.models import AuditLine
from registrations.actions import contact_files as actions
from registrations.actions import contact_loading
from registrations.actions.contact_removal import remove_contact
from registrations.contact_files.columns import guess
from registrations.exports import error_file
from registrations.models import Contact, ContactImport, ContactSource, Source
from tests import factories as f
from tests.registrations.loading import checked, csv_of, load, loaded, received, xlsx_of
from tests.registrations.reading import content_of, read_csv, text

HEADINGS = "E-mail,Name,Organization,Country,Sector,Languages"
MARO = "maro@people.example,Maro Telvane,River Watch,Nepal,NGO,English; French"
SIVI = "sivi@people.example,Sivi Orlo,Reef Voices,FJ,youth,fr"


def people(consultation):
    return list(consultation.contacts.order_by("pk").values_list("email", "name"))


def watched(client, work):
    """Look at the page of the work again and again, as a browser does, until it leads on."""
    for _look in range(100):
        page = client.get(work, follow=True)
        if page.request["PATH_INFO"] != work:
            return page
    raise AssertionError("The work does not end.")


def test_a_file_goes_from_choosing_it_to_the_list_by_pages_alone(as_organizer, base, consultation):
    sent = {
        "file": SimpleUploadedFile("members.csv", csv_of(HEADINGS, MARO, "nobody,No Address", SIVI)),
        "source_name": "The river network",
    }
    page = as_organizer.post(f"{base}/contacts/files/", sent, follow=True)
    assert "Which column means what?" in text(page)
    here = page.request["PATH_INFO"]
    chosen = page.context["form"].initial
    assert {name: value for name, value in chosen.items() if name != "replace"} == {
        "email": "0",
        "name": "1",
        "organization": "2",
        "country": "3",
        "sector": "4",
        "languages": "5",
    }
    work = as_organizer.post(here, chosen).url
    done = watched(as_organizer, work)
    assert done.request["PATH_INFO"] == here
    words = text(done)
    assert "Nothing is on the list yet." in words
    assert "“nobody” is no e-mail address. It should look like name@example.org." in words
    assert people(consultation) == []
    watched(as_organizer, as_organizer.post(f"{here}load/").url)
    assert people(consultation) == [("maro@people.example", "Maro Telvane"), ("sivi@people.example", "Sivi Orlo")]
    errors = read_csv(as_organizer.get(f"{here}errors/"))
    assert errors == [
        ["E-mail", "Name", "Organization", "Country", "Sector", "Languages", "What is wrong"],
        ["nobody", "No Address", "", "", "", "", errors[1][6]],
    ]
    assert errors[1][6] == "Line 3: “nobody” is no e-mail address. It should look like name@example.org."


def test_a_loaded_person_has_what_the_file_says_and_who_added_her_and_when(consultation, organizer):
    known = f.OrganizationFactory(
        series=consultation.series, name="Association of River Watchers", short_name="River Watch"
    )
    load(consultation, csv_of(HEADINGS, MARO), actor=organizer)
    maro = consultation.contacts.get()
    assert (maro.name, maro.country, maro.sector, maro.languages) == (
        "Maro Telvane",
        "NP",
        "civil_society",
        ["en", "fr"],
    )
    assert (maro.organization, maro.organization_name) == (known, "River Watch")
    link = maro.source_links.get()
    assert (link.source.name, link.added_by, link.added_at >= maro.added_at) == ("The network", organizer, True)
    line = AuditLine.objects.get(verb="contacts.loaded")
    assert (line.actor, line.subject, line.details) == (
        organizer,
        "The network",
        {"new": 1, "changed": 0, "refused": 0},
    )


def test_a_person_in_two_files_is_one_person_with_two_sources(consultation):
    load(consultation, csv_of(HEADINGS, MARO))
    batch = checked(received(consultation, csv_of("Mail;Full name", "MARO@people.example;"), source="The forum"))
    assert {name: batch.counts[name] for name in ("rows", "new", "known", "new_source", "changed")} == {
        "rows": 1,
        "new": 0,
        "known": 1,
        "new_source": 1,
        "changed": 0,
    }
    loaded(batch)
    assert people(consultation) == [("maro@people.example", "Maro Telvane")]
    assert list(consultation.contacts.get().source_links.values_list("source__name", "position")) == [
        ("The network", 0),
        ("The forum", 1),
    ]


def test_a_file_loaded_again_changes_nothing(consultation):
    content = csv_of(HEADINGS, MARO, SIVI)
    load(consultation, content)
    before = list(Contact.everybody.values()), list(ContactSource.objects.values())
    batch = load(consultation, content)
    assert (batch.counts["new"], batch.counts["known"], batch.counts["new_source"]) == (0, 2, 0)
    assert (list(Contact.everybody.values()), list(ContactSource.objects.values())) == before


def test_the_corrected_error_file_is_loaded_without_anybody_twice(consultation):
    batch = load(consultation, csv_of(HEADINGS, MARO, "sivi,Sivi Orlo,,Atlantis", "=1+1,A Formula"))
    assert (batch.counts["new"], batch.counts["refused"]) == (1, 2)
    rows = read_csv(error_file(batch))
    assert rows[1][-1] == (
        "Line 3: “sivi” is no e-mail address. It should look like name@example.org. We know no country or area called "
        "“Atlantis”. Use its name in English, or two letters as in NP."
    )
    assert rows[2][0] == "'=1+1"
    rows[1][:4] = ["sivi@people.example", "Sivi Orlo", "", "Fiji"]
    rows[2][0] = "formula@people.example"
    again = load(consultation, csv_of(*(",".join(f'"{cell}"' for cell in row) for row in rows)))
    assert (again.counts["new"], again.counts["refused"]) == (2, 0)
    assert [email for email, _name in people(consultation)] == [
        "maro@people.example",
        "sivi@people.example",
        "formula@people.example",
    ]


def test_the_error_file_of_a_workbook_is_a_workbook_without_formulas(consultation):
    batch = checked(received(consultation, xlsx_of(["E-mail", "Name"], ["nobody", "=1+1"]), name="list.xlsx"))
    sheet = load_workbook(io.BytesIO(content_of(error_file(batch)))).active
    assert [cell.value for cell in sheet[1]] == ["E-mail", "Name", "What is wrong"]
    assert [cell.value for cell in sheet[2]][:2] == ["nobody", "'=1+1"]
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


@pytest.mark.parametrize("fails_at", ["_insert_contacts", "_change_contacts", "_link_sources", "_forget_file"])
def test_a_process_that_dies_while_loading_has_loaded_nothing(consultation, monkeypatch, fails_at):
    load(consultation, csv_of("E-mail,Name", "maro@people.example,"))
    batch = checked(received(consultation, csv_of(HEADINGS, MARO, SIVI)))
    before = list(Contact.everybody.values()), list(ContactSource.objects.values())

    def die(*_arguments):
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(contact_loading, fails_at, die)
        batch = actions.load(batch=batch, actor=None)
        jobs.work(batch.job_id, seconds=0)
        assert (list(Contact.everybody.values()), list(ContactSource.objects.values())) == before
    assert jobs.finish(batch.job_id).error == ""  # whoever comes next goes on
    assert people(consultation) == [("maro@people.example", "Maro Telvane"), ("sivi@people.example", "Sivi Orlo")]


def test_a_check_goes_on_where_another_process_left_off(consultation, monkeypatch):
    monkeypatch.setattr("registrations.actions.contact_checking.AT_ONCE", {"csv": 2, "xlsx": 2})
    lines = [f"person{n}@people.example,Person {n}" for n in range(7)]
    batch = received(consultation, csv_of("E-mail,Name", *lines))
    batch = actions.check(batch=batch, columns=batch.columns, replace=False, actor=None)
    for _step in range(20):  # each time as if by a new process, with nothing in memory
        if not jobs.work(batch.job_id, seconds=0).is_open:
            break
    batch = ContactImport.objects.get(pk=batch.pk)
    assert (batch.state, batch.counts["rows"], batch.counts["new"]) == ("checked", 7, 7)
    assert list(batch.rows.values_list("line", flat=True)) == list(range(2, 9))


def test_what_changed_on_the_list_since_the_check_is_checked_again(consultation, organizer):
    batch = checked(received(consultation, csv_of(HEADINGS, MARO)))
    load(consultation, csv_of("E-mail,Name", "maro@people.example,Maro of Elsewhere"), source="Another")
    batch = loaded(batch)
    assert people(consultation) == [("maro@people.example", "Maro of Elsewhere")]
    assert (batch.counts["new"], batch.counts["changed"]) == (0, 1)


def test_a_cancelled_load_leaves_the_list_as_it_was(consultation):
    batch = actions.load(batch=checked(received(consultation, csv_of(HEADINGS, MARO))), actor=None)
    jobs.cancel(batch.job)
    assert people(consultation) == []
    assert loaded(ContactImport.objects.get(pk=batch.pk)).state == "loaded"


def test_what_the_file_says_fills_gaps_or_replaces_as_chosen(consultation):
    load(consultation, csv_of(HEADINGS, "maro@people.example,Maro T.,,Nepal,,"))
    load(consultation, csv_of(HEADINGS, MARO.replace("Nepal", "India")))
    maro = consultation.contacts.get()
    assert (maro.name, maro.country, maro.sector, maro.organization_name) == (
        "Maro T.",
        "NP",
        "civil_society",
        "River Watch",
    )
    load(consultation, csv_of(HEADINGS, MARO.replace("Nepal", "India")), replace=True)
    maro.refresh_from_db()
    assert (maro.name, maro.country) == ("Maro Telvane", "IN")


def test_rows_with_one_address_are_taken_together_unless_they_name_two_people(consultation):
    batch = load(
        consultation,
        csv_of(
            "E-mail,Name,Country",
            "maro@people.example,Maro Telvane,",
            "Maro@people.example,Telvane Maro,NP",
            "maro@people.example,Quite Another,NP",
        ),
    )
    assert (batch.counts["new"], batch.counts["repeated"], batch.counts["refused"]) == (1, 1, 1)
    assert (consultation.contacts.get().name, consultation.contacts.get().country) == ("Maro Telvane", "NP")
    assert batch.rows.get().problem == (
        "Line 2 has the same address with another name. An address stands for one person; keep one of the two."
    )


def test_somebody_who_asked_to_be_left_out_is_not_loaded_again(consultation, organizer):
    load(consultation, csv_of(HEADINGS, MARO))
    remove_contact(contact=consultation.contacts.get(), actor=organizer, reason="asked")
    batch = load(consultation, csv_of(HEADINGS, MARO, SIVI))
    assert batch.rows.get().problem == "This person asked to be taken off the list."
    assert people(consultation) == [("sivi@people.example", "Sivi Orlo")]


def test_somebody_removed_by_mistake_may_come_again(consultation, organizer):
    load(consultation, csv_of(HEADINGS, MARO))
    remove_contact(contact=consultation.contacts.get(), actor=organizer, reason="mistake")
    load(consultation, csv_of(HEADINGS, MARO))
    assert people(consultation) == [("maro@people.example", "Maro Telvane")]


def test_the_columns_of_a_source_are_remembered(consultation):
    batch = received(consultation, csv_of("A,B,Mail", "x,Maro Telvane,maro@people.example"))
    batch.columns = {"email": 2, "name": 1}
    checked(batch)
    source = Source.objects.get()
    assert guess(["Mail", "A", "B"], source.columns) == {"email": 0, "name": 2}


def test_the_file_is_gone_once_it_is_loaded(consultation, django_capture_on_commit_callbacks):
    batch = checked(received(consultation, csv_of(HEADINGS, MARO)))
    kept = batch.file.storage, batch.file.name
    assert kept[0].exists(kept[1])
    with django_capture_on_commit_callbacks(execute=True):
        loaded(batch)
    assert not kept[0].exists(kept[1])
    assert not batch.rows.exists()


def test_a_viewer_sees_neither_the_list_nor_its_files(client, consultation, viewer, base):
    client.force_login(viewer)
    for page in ("contacts/", "contacts.csv", "contacts/files/", "contacts/duplicates/"):
        assert client.get(f"{base}/{page}").status_code == 404


def test_no_name_or_address_is_in_the_job_or_on_the_audit_trail(consultation, organizer):
    batch = received(consultation, csv_of(HEADINGS, MARO, "other@people.example,Maro Telvane", "nobody,Sivi Orlo"))
    batch = actions.check(batch=batch, columns=batch.columns, replace=False, actor=organizer)
    seen = []
    while jobs.work(batch.job_id, seconds=0).is_open:
        seen += jobs.Job.objects.values()
    batch = actions.load(batch=ContactImport.objects.get(pk=batch.pk), actor=organizer)
    while jobs.work(batch.job_id, seconds=0).is_open:
        seen += jobs.Job.objects.values()
    remove_contact(contact=consultation.contacts.first(), actor=organizer, reason="left")
    seen += AuditLine.objects.values()
    assert len(seen) > 6
    for word in ("maro", "telvane", "sivi", "nobody", "river watch"):
        assert word not in str(seen).casefold()
