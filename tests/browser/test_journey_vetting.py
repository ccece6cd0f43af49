"""From an application to a co-organizer on the public page: applicant, reviewers, organizer."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from consultations.models import Application, ApplicationState, TeamRole
from tests import factories

pytestmark = pytest.mark.browser

NAME = "Delta Farmers Union"
ADDRESS = "office@delta-farmers.example"


def reviewer(consultation, **fields):
    user = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.REVIEWER).user
    return factories.PersonFactory(consultation=consultation, user=user, **fields).user


def test_an_application_is_reviewed_decided_and_becomes_a_co_organizer(
    site, consultation, organizer, page, somebody, sign_in, letters, link_in, complaints
):
    factories.WorkingGroupFactory(consultation=consultation)
    apply(page, site, consultation, letters, link_in)
    application = Application.objects.get()
    assert application.state == ApplicationState.SUBMITTED

    involved = somebody(reviewer(consultation, email=ADDRESS))
    readers = [somebody(reviewer(consultation)) for _ in range(2)]
    sign_in(organizer)
    page.goto(site + reverse("consultations:applications", args=[consultation.slug]))
    write_criteria(page)
    page.get_by_role("link", name="All applications").click()
    page.get_by_role("button", name="Assign reviewers evenly").click()
    given = (("5 – strong", "3 – middling"), "Knows every dyke."), (("4", "4"), "Reaches the islands.")
    for reader, (scores, comment) in zip(readers, given, strict=True):
        review(reader, site, consultation, scores, comment)
    sees_nothing_of_it(involved, site, consultation, application)

    page.get_by_role("link", name=NAME).click()
    for words in ("4.50 of 5", "Knows every dyke.", "4 of 5", "Reaches the islands.", "4.25 of 5 in the mean"):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_label("Accept").check()
    page.get_by_label("Reason").fill("You know the dykes and reach the islands.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Nobody is told until you send it.")
    told = len(letters(ADDRESS))
    page.get_by_role("link", name="Decisions to send").click()
    expect(page.locator("pre")).to_contain_text("You know the dykes and reach the islands.")
    page.get_by_role("button", name="Send one letter").click()
    expect(page.locator("main")).to_contain_text("1 decision is in effect and its letter is on its way.")

    newest, *earlier = letters(ADDRESS)
    assert len(earlier) == told
    assert newest.subject == "Your application is accepted: Sharing the river"
    assert "You know the dykes and reach the islands." in newest.text
    page.goto(site + reverse("consultations:audit", args=[consultation.slug]))
    expect(page.locator("table")).to_contain_text(NAME)
    expect(page.get_by_role("row").filter(has_text=NAME).first).to_contain_text(organizer.name)

    applicant = somebody()
    applicant.goto(link_in(newest))
    expect(applicant.locator("main")).to_contain_text("You know the dykes and reach the islands.")
    applicant.goto(site + consultation.get_absolute_url())
    listed = applicant.get_by_role("heading", name="Co-organizers").locator("xpath=following-sibling::ul[1]")
    expect(listed).to_have_text(NAME)
    co_hosts(page, applicant, site, consultation, letters, link_in)
    assert complaints == []


def write_criteria(page):
    """Practice counts three times as much as reach."""
    page.get_by_role("link", name="How they are read").click()
    page.get_by_label("Criterion").nth(0).fill("Practice")
    page.get_by_label("Weight").nth(0).fill("3")
    page.get_by_label("Criterion").nth(1).fill("Reach")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("How applications are read is saved.")


def co_hosts(page, applicant, site, consultation, letters, link_in):
    """The organizer invites the contact of the accepted organization, who says yes and finds the group."""
    page.goto(site + reverse("consultations:team", args=[consultation.slug]))
    page.get_by_role("listitem").filter(has_text="Sabur Quazi").get_by_role("link", name="Invite").click()
    page.get_by_label("Working group").select_option(index=1)
    page.get_by_label("Co-host").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("The letter to Sabur Quazi is on its way.")
    applicant.goto(link_in(letters(ADDRESS)[0]))
    applicant.get_by_role("button", name="Accept").click()
    expect(applicant.get_by_role("heading", level=1)).to_have_text("You are on the team")
    page.goto(site + reverse("consultations:groups_setup", args=[consultation.slug]))
    expect(page.locator("main")).to_contain_text("Co-host: ")
    expect(page.locator("main")).not_to_contain_text("not from a co-organizer")


def apply(page, site, consultation, letters, link_in):
    """The form with a mistake first, then the letter, the link and sending it."""
    page.goto(site + consultation.get_absolute_url())
    page.get_by_role("link", name="Co-organize").click()
    page.get_by_label("Name of the organization").fill(NAME)
    page.get_by_label("Country or area").select_option("BD")
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("What your organization would bring").fill("We know each dyke of the delta.")
    page.get_by_role("button", name="Keep it and send me the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Your name")
    expect(page.get_by_label("What your organization would bring")).to_have_value("We know each dyke of the delta.")
    page.get_by_label("Your name", exact=True).fill("Sabur Quazi")
    page.get_by_role("button", name="Keep it and send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    page.goto(link_in(letters(ADDRESS)[0]))
    page.get_by_role("button", name="Send the application").click()
    expect(page.locator("main")).to_contain_text("Your application is sent.")


def review(reader, site, consultation, scores, comment):
    """Begun, kept for later, and given."""
    reader.goto(site + reverse("consultations:reviews", args=[consultation.slug]))
    expect(reader.get_by_role("listitem").filter(has_text=NAME)).to_contain_text("Assigned to you")
    reader.get_by_role("link", name=NAME).click()
    for criterion, score in zip(("Practice", "Reach"), scores, strict=True):
        reader.get_by_role("group", name=criterion).get_by_label(score, exact=True).check()
    reader.get_by_role("button", name="Keep it for later").click()
    expect(reader.get_by_role("listitem").filter(has_text=NAME)).to_contain_text("Begun")
    reader.get_by_role("link", name=NAME).click()
    reader.get_by_label("Comment").fill(comment)
    reader.get_by_role("button", name="Save and next").click()
    expect(reader.locator("main")).to_contain_text("Your review is saved.")


def sees_nothing_of_it(involved, site, consultation, application):
    involved.goto(site + reverse("consultations:reviews", args=[consultation.slug]))
    expect(involved.locator("main")).to_contain_text("Nothing waits for your review")
    assert NAME not in involved.content()
    address = site + reverse("consultations:review", args=[consultation.slug, application.pk])
    assert involved.request.get(address).status == 404
