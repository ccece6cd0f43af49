"""Attendance from the report to the certificate: an organizer, a phone at the door, a participant and a stranger."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registrations.actions.letters import link_to
from registrations.models import Attendance, Certificate
from tests import factories

pytestmark = pytest.mark.browser

REPORT = (
    "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\r\n"
    "Ana,ana@people.example,12/17/2026 11:00:00 AM,12/17/2026 11:40:00 AM,40,No\r\n"
    "Ana,ana@people.example,12/17/2026 11:50:00 AM,12/17/2026 12:20:00 PM,30,No\r\n"
    "iPhone (Maro Telvane),,12/17/2026 11:00:00 AM,12/17/2026 12:00:00 PM,60,Yes\r\n"
    "Conference Room,,12/17/2026 11:00:00 AM,12/17/2026 12:00:00 PM,60,Yes\r\n"
)


def test_attendance_from_the_report_to_the_certificate(
    site, consultation, organizer, page, somebody, sign_in, complaints
):
    ana = factories.RegistrationFactory(
        consultation=consultation, name="Ana Lima", display_name="A. of the hills", email="ana@people.example"
    )
    for name in ("Maro Telvane", "Tessa Ode"):
        factories.RegistrationFactory(consultation=consultation, name=name, display_name="")
    sign_in(organizer)
    page.goto(site + reverse("registrations:attendance", args=[consultation.slug]))
    a_report_is_recorded(page)
    expect(page.locator("main")).to_contain_text("3 here · 3 registered")
    expect(page.get_by_role("listitem").filter(has_text="A. of the hills")).to_contain_text("70 minutes")

    certificates_are_switched_on(page)
    participant = somebody()
    code = takes_her_certificate(participant, site, ana)
    stranger = somebody(java_script_enabled=False, viewport={"width": 320, "height": 640})
    stranger.goto(site + reverse("registrations:certificate_check"))
    stranger.get_by_label("Code of the certificate").fill(code.lower())
    stranger.get_by_role("button", name="Check").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This certificate is genuine")
    expect(stranger.locator("main")).to_contain_text("A. of the hills")
    assert "Ana Lima" not in stranger.content()

    the_report_is_taken_back(page, site, consultation)
    assert not Attendance.objects.exists()
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("No certificate has this code")
    at_the_door(
        somebody(organizer, java_script_enabled=False, viewport={"width": 320, "height": 640}), site, consultation
    )
    assert [one for one in complaints if "404" not in one] == []


def a_report_is_recorded(page):
    page.get_by_role("link", name="The platform’s report").click()
    file = {"name": "participants.csv", "mimeType": "text/csv", "buffer": REPORT.encode("utf-16")}
    page.get_by_label("Report of participants").set_input_files(file)
    page.get_by_role("button", name="Look at the report").click()
    expect(page.get_by_role("heading", level=2, name="1 found by address")).to_be_visible()
    page.get_by_role("group", name="iPhone (Maro Telvane)").get_by_label("Maro Telvane –").check()
    page.get_by_role("group", name="Conference Room").get_by_role("button", name="Somebody else").click()
    page.get_by_label("Name, organization or address").fill("tessa")
    page.get_by_role("button", name="Look for her").click()
    page.get_by_label("Tessa Ode").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("group", name="iPhone (Maro Telvane)").get_by_label("Maro Telvane –")).to_be_checked()
    page.get_by_role("button", name="Record who was there").click()
    expect(page.locator("main")).to_contain_text("3 people are newly recorded as present.")


def certificates_are_switched_on(page):
    page.get_by_role("link", name="Rules and certificates").click()
    page.get_by_label("Those who attended can take a certificate").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Certificates are given")).to_be_visible()


def takes_her_certificate(participant, site, ana):
    participant.goto(link_to(ana))
    expect(participant.locator("main")).to_contain_text("The meeting platform saw you for 70 minutes.")
    participant.get_by_label("A. of the hills").check()
    participant.get_by_role("button", name="Make my certificate").click()
    with participant.expect_download() as download:
        participant.get_by_role("link", name="Take your certificate (PDF)").click()
    assert download.value.suggested_filename == "certificate.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    return Certificate.objects.get().code


def the_report_is_taken_back(page, site, consultation):
    page.goto(site + reverse("registrations:attendance_file", args=[consultation.slug]))
    page.get_by_role("link", name="Take back").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("main")).to_contain_text("The report is taken back.")


def at_the_door(phone, site, consultation):
    phone.goto(site + reverse("registrations:attendance", args=[consultation.slug]))
    phone.get_by_label("Name or organization").fill("maro")
    phone.get_by_role("button", name="Show", exact=True).click()
    row = phone.get_by_role("listitem").filter(has_text="Maro Telvane")
    row.get_by_role("button", name="Is here").click()
    expect(phone.locator("main")).to_contain_text("1 here · 3 registered")
    row.get_by_role("button", name="Undo").click()
    expect(phone.locator("main")).to_contain_text("0 here · 3 registered")
    phone.get_by_role("link", name="Somebody unregistered is here").click()
    phone.get_by_label("Name", exact=True).fill("Zerna Quist")
    phone.get_by_role("button", name="Register: is here").click()
    expect(phone.get_by_role("alert")).to_contain_text("Without this agreement we may not keep the answers.")
    phone.get_by_label("I read this out").check()
    phone.get_by_role("button", name="Register: is here").click()
    expect(phone.locator("main")).to_contain_text("1 here · 4 registered")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
