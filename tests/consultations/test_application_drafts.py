"""A long application: kept with gaps, saved while it is written, with the organizers' questions and a file."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags

from consultations import models as c
from consultations.actions.applications import link_to
from tests import factories

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 what we did so far"


@pytest.fixture(autouse=True)
def _fresh_limits(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def question(consultation):
    return consultation.form_questions.create(
        asked_of="application", key="rooms", position=0, label="Can you lend a room?", kind="yes_no", required="form"
    )


@pytest.fixture
def secret(consultation):
    return consultation.form_questions.create(
        asked_of="application", key="access", position=1, label="What do you need?", kind="short", seen_by="needs"
    )


@pytest.fixture
def draft(client, consultation, question, secret):
    """A draft of which only the address and a word are known; its personal page."""
    typed = {"contact_email": "maro@farmers.example", "organization_name": "Delta", "keep": "yes"}
    kept = client.post(reverse("consultations:apply", args=[consultation.slug]), typed)
    assert kept.url == reverse("consultations:apply_sent", args=[consultation.slug])
    return re.search(r"/application/\S+", c.Message.objects.get().text).group()


WHOLE = {
    "organization_name": "Delta Farmers Union",
    "country": "TH",
    "sector": "civil_society",
    "contact_name": "Maro Telvane",
    "statement": "We would bring the voices of the delta.",
    "asked-rooms": "yes",
    "asked-access": "A ramp",
}


def words(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def test_a_draft_needs_only_an_address_and_says_what_is_missing_before_it_can_be_sent(client, consultation, draft):
    shown = words(client.get(draft))
    assert "Before you can send it, this is missing:" in shown
    for gap in ("country or area", "sector", "your name", "what your organization would bring", "lend a room"):
        assert gap in shown
    refused = words(client.post(f"{draft}send/", follow=True))
    assert "Something is missing still: country or area" in refused
    assert c.Application.objects.get().state == "draft"
    without = client.post(reverse("consultations:apply", args=[consultation.slug]), {"keep": "yes"})
    assert "Please give an address that we can write to." in words(without)


def test_a_draft_is_resumed_finished_with_a_file_and_read_by_organizers_but_not_what_others_need(
    client, consultation, draft, organizer, reviewer, django_capture_on_commit_callbacks
):
    form = client.get(f"{draft}edit/").content.decode()
    assert 'value="Delta"' in form
    assert f'data-autosave="{draft}save/"' in form
    assert "<legend>Your organization</legend>" in form
    assert "<legend>More questions</legend>" in form
    gap = words(client.post(f"{draft}edit/", {**WHOLE, "asked-rooms": ""}))
    assert "Please answer this question." in gap
    file = SimpleUploadedFile("Our work.pdf", PDF)
    saved = client.post(f"{draft}edit/", {**WHOLE, "file": file}, follow=True)
    assert "Can you lend a room? Yes" in words(saved).replace("room?Yes", "room? Yes")
    assert "A ramp" in words(saved)
    given = client.get(f"{draft}file/")
    assert b"".join(given.streaming_content) == PDF
    assert given["Content-Disposition"] == 'attachment; filename="Our work.pdf"'
    assert given["Content-Type"] == "application/octet-stream"
    assert "We have your application" in words(client.post(f"{draft}send/", follow=True))
    application = c.Application.objects.get()

    pages = {
        organizer: ("application_decide", "application_decide_file"),
        reviewer.user: ("review", "review_file"),
    }
    for user, (page, download) in pages.items():
        client.force_login(user)
        shown = words(client.get(reverse(f"consultations:{page}", args=[consultation.slug, application.pk])))
        assert "Can you lend a room?" in shown
        assert "A ramp" not in shown
        url = reverse(f"consultations:{download}", args=[consultation.slug, application.pk])
        assert b"".join(client.get(url).streaming_content) == PDF
    application.conflicts.create(reviewer=reviewer)
    assert client.get(url).status_code == 404, "a file is gone with the application on a conflict"

    kept = application.file.storage.path(application.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{draft}edit/", {**WHOLE, "remove_file": "on"})
    application.refresh_from_db()
    assert (application.file.name, application.file_name) == ("", "")
    with pytest.raises(FileNotFoundError), open(kept):  # noqa: PTH123
        pass


def test_a_file_that_is_not_what_its_name_says_is_refused_and_nothing_typed_is_lost(client, draft):
    answer = client.post(f"{draft}edit/", {**WHOLE, "file": SimpleUploadedFile("work.pdf", b"MZ executable")})
    assert "Please send a PDF" in words(answer)
    assert "voices of the delta" in answer.content.decode()
    assert not c.Application.objects.get().file


def test_what_is_typed_is_saved_on_the_way_and_what_is_wrong_is_named(client, draft):
    saved = client.post(f"{draft}save/", {"organization_name": "Delta Farmers", "statement": "We would"})
    assert (saved.status_code, saved.json()) == (200, {"words": "Saved on the server."})
    application = c.Application.objects.get()
    assert (application.organization_name, application.statement) == ("Delta Farmers", "We would")
    wrong = client.post(f"{draft}save/", {"statement": "x" * 4001})
    assert wrong.status_code == 422
    assert "What your organization would bring" in wrong.json()["words"]
    application.state = "submitted"
    application.save()
    late = client.post(f"{draft}save/", {"statement": ""})
    assert late.status_code == 422
    application.refresh_from_db()
    assert application.statement == "We would"


def test_after_the_call_a_draft_is_no_longer_saved(client, draft, consultation, freeze):
    freeze(2121, 1, 1)
    late = client.post(f"{draft}save/", {"statement": "Late"})
    assert late.status_code == 422
    assert "The call closed on" in late.json()["words"]


def test_the_file_of_an_application_goes_with_it(consultation, django_capture_on_commit_callbacks):
    application = factories.ApplicationFactory(consultation=consultation)
    application.file.save("work.pdf", SimpleUploadedFile("work.pdf", PDF))
    assert application.file.name.startswith("applications/")
    assert "work" not in application.file.name
    storage, name = application.file.storage, application.file.name
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        application.delete()
    assert not storage.exists(name)


def test_a_personal_link_keeps_working_for_a_draft(client, consultation):
    application = factories.ApplicationFactory(consultation=consultation, state="draft")
    path = link_to(application).partition("//")[2].partition("/")[2]
    assert client.get(f"/{path}edit/").status_code == 200
