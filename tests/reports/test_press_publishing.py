"""Publishing the press summary: who may, what is refused, what everybody reads, and what a correction changes."""

import pytest
from django.urls import reverse

from accounts.errors import Refused
from consultations.models import AuditLine
from reports.actions.compose import compose_report
from reports.actions.press import mark_of, propose_press, publish_press, reopen_press, write_press
from reports.actions.publish import publish_report
from reports.actions.wording import Clash, fingerprint
from reports.press_files import press_document, press_text
from tests import factories, freezing
from tests.reports.reading import file_text


@pytest.fixture
def frozen(rivers, note):
    note("The wells of the lower valley had run dry.", heard="many")
    return freezing.freeze(compose_report(consultation=rivers))


@pytest.fixture
def reader(rivers):
    return factories.TeamMemberFactory(consultation=rivers, role="viewer").user


def publish(press, actor):
    return publish_press(press=press, seen=mark_of(press), actor=actor)


@pytest.fixture
def published(frozen, organizer, reader):
    publish_report(report=freezing.clear(frozen))
    return publish(propose_press(report=frozen, actor=organizer), reader)


def public(rivers, *form):
    return reverse("reports:press_file" if form else "reports:press_public", args=[rivers.slug, *form])


def test_it_waits_for_the_report_and_for_a_second_person(frozen, organizer, reader):
    press = propose_press(report=frozen, actor=organizer)
    with pytest.raises(Refused, match="not published yet"):
        publish(press, reader)
    publish_report(report=freezing.clear(frozen))
    with pytest.raises(Refused, match="Somebody else has to read"):
        publish(press, organizer)
    assert publish(press, reader).status == "published"
    assert AuditLine.objects.get(verb="press.published").actor == reader


def test_a_claim_that_says_more_is_not_published(frozen, organizer, reader):
    publish_report(report=freezing.clear(frozen))
    press = propose_press(report=frozen, actor=organizer)
    press = write_press(
        press=press,
        title="Wells",
        text=press.text.replace("Participants highlighted", "Participants agreed"),
        before=fingerprint(press.text),
        actor=organizer,
    )
    with pytest.raises(Refused, match="say more than the report"):
        publish(press, reader)
    press = write_press(press=press, title="Wells", text="", before=fingerprint(press.text), actor=organizer)
    with pytest.raises(Refused, match="say more than the report, or cite nothing"):
        publish(press, reader)


def test_what_changed_since_it_was_read_is_not_published(frozen, organizer, reader):
    publish_report(report=freezing.clear(frozen))
    press = propose_press(report=frozen, actor=organizer)
    read = mark_of(press)
    write_press(press=press, title="Other words", text=press.text, before=fingerprint(press.text), actor=organizer)
    with pytest.raises(Clash):
        publish_press(press=press, seen=read, actor=reader)


def test_who_registered_since_is_screened_for_at_publication(frozen, organizer, reader, rivers):
    publish_report(report=freezing.clear(frozen))
    press = propose_press(report=frozen, actor=organizer)
    words = press.text.replace("the lower valley", "Zebulon Quarrymore")
    press = write_press(press=press, title="Wells", text=words, before=fingerprint(press.text), actor=organizer)
    factories.RegistrationFactory(consultation=rivers, name="Zebulon Quarrymore")
    with pytest.raises(Refused):
        publish(press, reader)


def test_a_published_text_is_changed_only_once_it_was_opened_again(published, organizer, client, rivers):
    with pytest.raises(Refused, match="Open it again"):
        write_press(press=published, title="A", text="B", before=fingerprint(published.text), actor=organizer)
    assert client.get(public(rivers)).status_code == 200
    reopen_press(press=published, actor=organizer)
    assert client.get(public(rivers)).status_code == 404
    with pytest.raises(Refused, match="a draft already"):
        reopen_press(press=published, actor=organizer)


def test_everybody_reads_the_claims_and_each_leads_to_its_paragraph(published, client, rivers):
    html = client.get(public(rivers)).content.decode()
    assert "the wells of the lower valley had run dry" in html
    number = published.text.split("¶")[-1].rstrip("]")
    address = reverse("reports:public_version", args=[rivers.slug, 1])
    assert f'href="{address}#p{number}"' in html
    assert f'id="p{number}"' in client.get(address).content.decode()
    assert public(rivers) in client.get(rivers.get_absolute_url()).content.decode()


def test_the_published_report_leads_to_it_once_it_is_published(frozen, organizer, reader, client, rivers):
    publish_report(report=freezing.clear(frozen))
    report = reverse("reports:public", args=[rivers.slug])
    press = propose_press(report=frozen, actor=organizer)
    assert public(rivers) not in client.get(report).text
    publish(press, reader)
    assert f'<a href="{public(rivers)}">Press summary</a>' in client.get(report).text
    freezing.publish(compose_report(consultation=rivers))
    assert public(rivers) in client.get(report).text
    old = reverse("reports:public_version", args=[rivers.slug, 1])
    assert public(rivers) not in client.get(old).text, "an old version leads to the new one, and to nothing else"


def test_a_draft_is_nobody_else_s_business(frozen, client, rivers):
    propose_press(report=frozen)
    assert client.get(public(rivers)).status_code == 404
    assert client.get(public(rivers, "docx")).status_code == 404


def test_the_files_say_the_same_and_lead_to_the_report(published, client, rivers):
    word = client.get(public(rivers, "docx"))
    text = client.get(public(rivers, "txt")).content
    assert "the wells of the lower valley had run dry" in file_text(word.content, "docx")
    assert text == press_text(published)
    assert "the wells of the lower valley had run dry. [¶" in text.decode()
    assert text.decode().rstrip().endswith(f"/consultations/{rivers.slug}/report/version/1/")
    links = [run.link for block in press_document(published).children for run in block.runs if run.link]
    assert any("/report/version/1/#p" in link for link in links)
    assert client.get(public(rivers, "docx")).content == word.content
    assert client.get(public(rivers, "exe")).status_code == 404


def test_a_corrected_report_leaves_the_claims_at_the_version_they_cite(
    published, client, rivers, note, organizer, reader
):
    assert "corrected since" not in client.get(public(rivers)).content.decode()
    note("Boats were missing.")
    second = freezing.publish(compose_report(consultation=rivers))
    html = client.get(public(rivers)).content.decode()
    assert "cites version 1 of the report, which has been corrected since" in html
    assert "/report/version/1/#p" in html
    later = publish(propose_press(report=second, actor=organizer), reader)
    html = client.get(public(rivers)).content.decode()
    assert "corrected since" not in html
    assert "/report/version/2/#p" in html
    assert later.report.version == 2


def test_the_second_person_publishes_by_one_button_and_the_writer_cannot(frozen, organizer, reader, client, rivers):
    publish_report(report=freezing.clear(frozen))
    propose_press(report=frozen, actor=organizer)
    page = reverse("reports:press", args=[rivers.slug])
    client.force_login(organizer)
    assert "Somebody else has to read and publish it" in client.get(page).content.decode()
    client.force_login(reader)
    html = client.get(page).content.decode()
    assert "I have read it and publish it" in html
    press = frozen.press
    client.post(reverse("reports:press_publish", args=[rivers.slug]), {"seen": mark_of(press)})
    assert "the wells of the lower valley" in client.get(public(rivers)).content.decode()
    client.force_login(organizer)
    client.post(reverse("reports:press_reopen", args=[rivers.slug]))
    assert client.get(public(rivers)).status_code == 404
