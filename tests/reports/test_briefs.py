"""The one-page brief of a group: what stands on it, that it is one page, and what nobody can learn from it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from breakouts.models import Placement, Room, RoomAttendance
from registrations.models import Attendance, AttendanceSource
from reports.actions.build import write_document
from reports.actions.clearance import reopen_report
from reports.actions.compose import compose_report
from reports.actions.publish import publish_report
from reports.briefs import brief_document, briefs, public_groups
from reports.document import write_pdf
from tests import factories, freezing
from tests.reports.reading import file_text


def place(consultation, group, many, *, organizations=0):
    """People who attended and were placed in the group, each from one of so many organizations."""
    for count in range(many):
        person = factories.RegistrationFactory(
            consultation=consultation,
            organization=None,
            organization_name=f"Keepers {count % organizations}" if organizations else "",
        )
        Attendance.objects.create(registration=person, present=True, source=AttendanceSource.MANUAL)
        Placement.objects.create(
            registration=person,
            round=consultation.rounds.get(),
            group=consultation.working_groups.get(number=group),
        )


@pytest.fixture
def frozen(rivers, note):
    place(rivers, 1, 23, organizations=12)
    place(rivers, 2, 3)
    rivers.headings.filter(key="recommendations").update(recommendations=True)
    note("The gauges were broken in the upper valley.", heard="one")
    note("The wells of the lower valley had run dry.", heard="many")
    note("Springs should be fenced.", heading="recommendations")
    note("Boats were missing on the second river.", objectives="2", group=2)
    return freezing.freeze(compose_report(consultation=rivers))


@pytest.fixture
def published(frozen):
    return publish_report(report=freezing.clear(frozen))


def brief(report, number):
    return next(one for one in briefs(report) if one.group.number == number)


def words(report, number, form="docx"):
    return file_text(write_document(brief_document(brief(report, number)), form), form)


def test_it_says_what_rests_on_the_notes_of_the_group_and_nothing_of_others(frozen):
    text = words(frozen, 1)
    assert "It discussed:" in text
    assert "Objective 1: Keep river 1 clean" in text
    assert "About 25 people from about 10 organizations took part." in text
    assert text.index("the wells of the lower valley") < text.index("What the group recommended")
    assert text.index("Springs should be fenced") > text.index("What the group recommended")
    assert "oats" not in text
    assert "gauges" in text


def test_every_paragraph_leads_to_its_place_in_that_version(frozen):
    [wells] = [point for point in brief(frozen, 1).points if "wells" in point.blocks[0].runs[0].text]
    links = [run.link for section in brief_document(brief(frozen, 1)).children for run in _runs(section)]
    assert any(link.endswith(f"/report/version/1/#p{wells.number}") for link in links)


def _runs(block):
    runs = list(getattr(block, "runs", ()))
    for child in getattr(block, "children", ()):
        runs += _runs(child)
    return runs


def test_a_long_brief_is_one_page_and_says_how_much_more_there_is(rivers, note):
    for place_ in range(40):
        heard = "many" if place_ == 39 else "one"
        note(
            f"Ditch {place_} had been dug by neighbours who were never asked whether they agreed to it. " * 3,
            heard=heard,
        )
    report = freezing.freeze(compose_report(consultation=rivers))
    document = brief_document(brief(report, 1))
    assert len(PdfReader(io.BytesIO(write_pdf(document))).pages) == 1
    text = file_text(write_pdf(document), "pdf")
    kept = text.count("who were never asked") // 3
    assert 3 < kept < 40
    assert f"And {40 - kept} more in the report." in text
    assert "itch 39" in text


def test_the_briefs_of_the_demonstration_are_one_page_each(migration):
    report = freezing.freeze(migration.report)
    found = briefs(report)
    assert len(found) == 3
    for one in found:
        pdf = PdfReader(io.BytesIO(write_pdf(brief_document(one))))
        assert len(pdf.pages) == 1
    reopen_report(report=report)


def test_small_numbers_are_neither_printed_nor_kept(frozen):
    count = frozen.group_counts.get(group__number=2)
    assert (count.persons, count.organizations, count.small) == (None, None, True)
    assert "Fewer than ten people took part." in words(frozen, 2)


def test_counts_are_those_of_the_freezing_and_go_when_the_version_is_opened(frozen, rivers):
    place(rivers, 1, 40)
    assert "About 25 people" in words(frozen, 1)
    reopen_report(report=frozen)
    assert not frozen.group_counts.exists()


def test_who_was_really_in_the_room_counts_before_who_was_placed_there(rivers, note):
    place(rivers, 1, 23)
    note("The gauges were broken.")
    room = Room.objects.get(group__number=1)
    for person in list(rivers.registrations.all())[:12]:
        RoomAttendance.objects.create(room=room, registration=person)
    report = freezing.freeze(compose_report(consultation=rivers))
    assert report.group_counts.get(group__number=1).persons == 10


def test_where_nobody_recorded_who_attended_nothing_is_said_and_nothing_is_public(rivers, note):
    note("The gauges were broken.")
    report = freezing.freeze(compose_report(consultation=rivers))
    assert "took part" not in words(report, 1)
    assert not brief(report, 1).is_public
    assert public_groups(report) == []


def test_everybody_reads_the_brief_of_a_published_version_and_finds_it_from_the_report(published, client, rivers):
    page = reverse("reports:brief_public", args=[rivers.slug, 1, 1])
    html = client.get(page).content.decode()
    assert "the wells of the lower valley had run dry" in html
    assert page in client.get(reverse("reports:public", args=[rivers.slug])).content.decode()
    pdf = client.get(reverse("reports:brief_public_file", args=[rivers.slug, 1, 1, "pdf"]))
    assert "the wells of the lower valley" in file_text(pdf.content, "pdf")
    assert client.get(reverse("reports:brief_public_file", args=[rivers.slug, 1, 1, "exe"])).status_code == 404


def test_a_group_too_small_to_be_described_has_no_public_page(published, client, rivers, as_organizer):
    assert client.get(reverse("reports:brief_public", args=[rivers.slug, 1, 2])).status_code == 404
    assert (
        reverse("reports:brief_public", args=[rivers.slug, 1, 2])
        not in client.get(reverse("reports:public", args=[rivers.slug])).content.decode()
    )
    html = as_organizer.get(reverse("reports:brief_list", args=[rivers.slug])).content.decode()
    assert "the group is too small to be described" in html
    assert (
        "oats were missing" in as_organizer.get(reverse("reports:brief_page", args=[rivers.slug, 2])).content.decode()
    )


def test_before_publication_only_the_team_reads_it(frozen, client, rivers, as_organizer):
    client.logout()
    assert client.get(reverse("reports:brief_public", args=[rivers.slug, 1, 1])).status_code == 404
    as_organizer.force_login(factories.TeamMemberFactory(consultation=rivers).user)
    page = as_organizer.get(reverse("reports:brief_page", args=[rivers.slug, 1])).content.decode()
    assert "the wells of the lower valley" in page
    assert "For the team" in page


def test_the_list_costs_the_same_for_few_groups_and_for_many(
    frozen, rivers, as_organizer, django_assert_max_num_queries
):
    page = reverse("reports:brief_list", args=[rivers.slug])
    with django_assert_max_num_queries(60) as few:
        as_organizer.get(page)
    for number in range(3, 40):
        factories.WorkingGroupFactory(consultation=rivers, number=number)
    with django_assert_max_num_queries(60) as many:
        as_organizer.get(page)
    assert len(few) == len(many)
