"""An author's own page of a written submission; what a file may do, and what it says of who made it."""

import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from consultations import links
from consultations import models as c
from consultations.actions import submissions as actions
from consultations.files import is_what_it_says, names_inside

PDF = b"%PDF-1.7\nwords"


@pytest.fixture(autouse=True)
def _fresh(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


TYPED = {
    "title": "Water for the delta",
    "author_name": "Maro Telvane",
    "author_email": "maro@farmers.example",
    "organization_name": "Delta Farmers Union",
    "text": "We ask for clean water.",
    "may_be_public": "on",
}


@pytest.fixture
def own(client, consultation):
    """The path of the author's page, as the letter gives it."""
    named = b"%PDF-1.7\n/Author (Ferida Okonjo)"
    url = reverse("consultations:submission_send", args=[consultation.slug])
    client.post(url, {**TYPED, "file": SimpleUploadedFile("view.pdf", named)})
    return re.search(r"/submission/\S+", c.Message.objects.get().text).group()


def words(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def test_an_author_reads_and_changes_a_submission_until_it_is_decided(client, own, organizer):
    shown = client.get(own)
    assert "no-store" in shown["Cache-Control"]
    assert "A moderator reads it before it is published." in words(shown)
    assert "who made it: Ferida Okonjo" in words(shown)
    edited = {"title": "Clean water", "author_name": "Maro", "text": "", "may_be_public": ""}
    saved = client.post(f"{own}edit/", {**edited, "author_email": "thief@elsewhere.example"}, follow=True)
    assert "Your changes are saved." in words(saved)
    submission = c.Submission.objects.get()
    assert (submission.title, submission.text, submission.may_be_public) == ("Clean water", "", False)
    assert submission.author_email == "maro@farmers.example"
    assert b"".join(client.get(f"{own}file/").streaming_content).startswith(b"%PDF")
    nothing = client.post(f"{own}edit/", {**edited, "remove_file": "on"})
    assert "Please write a text or send a file." in words(nothing)
    old = submission.file.name
    client.post(f"{own}edit/", {**edited, "text": "Words.", "file": SimpleUploadedFile("b.pdf", PDF)})
    submission.refresh_from_db()
    assert (submission.file_name, submission.file.name != old) == ("b.pdf", True)

    actions.decline_submission(submission=submission, actor=organizer, reason="Not about the river.")
    assert "Not about the river." in words(client.get(own))
    assert client.get(f"{own}edit/").status_code == 302
    assert own in c.Message.objects.order_by("created_at").last().text


def test_what_is_taken_back_is_gone_with_its_file_and_its_title_also_from_the_public_page(
    client, consultation, own, organizer, django_capture_on_commit_callbacks
):
    submission = c.Submission.objects.get()
    actions.publish_submission(submission=submission, actor=organizer)
    public = reverse("consultations:submissions", args=[consultation.slug])
    assert "Water for the delta" in words(client.get(public))
    assert "This cannot be undone." in words(client.get(f"{own}take-back/"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{own}take-back/", follow=True)
    assert "Your submission is taken back and deleted." in words(answer)
    assert not c.Submission.objects.exists()
    assert not submission.file.storage.exists(submission.file.name)
    assert "Water for the delta" not in words(client.get(public))
    lines = c.AuditLine.objects.filter(verb__startswith="submission.")
    assert {(line.verb, line.subject) for line in lines} == {
        ("submission.received", ""),
        ("submission.published", ""),
        ("submission.taken_back", ""),
    }
    assert client.get(own).status_code == 404


def test_after_the_call_a_submission_is_no_longer_changed_but_can_be_taken_back(client, own, consultation):
    consultation.call.closes_at = datetime(2021, 1, 1, tzinfo=UTC)
    consultation.call.save()
    assert "Change it" not in words(client.get(own))
    assert client.post(f"{own}edit/", TYPED).status_code == 302
    assert c.Submission.objects.get().text == TYPED["text"]
    assert client.get(f"{own}take-back/").status_code == 200


@pytest.mark.parametrize("page", ["", "edit/", "take-back/", "file/"])
def test_a_forged_or_foreign_link_opens_nothing(client, own, consultation, page):
    good = own.split("/")[2]
    known, _version = links.read(kind="submission", token=good)
    foreign = links.make(kind="application", public_id=known)
    for token in (f"{good}x", foreign, "1"):
        assert client.post(f"/submission/{token}/{page}").status_code == 404
    assert c.Submission.objects.count() == 1


def test_moderators_narrow_the_list_and_are_told_whom_a_file_names(as_organizer, own, consultation):
    url = reverse("consultations:submissions_moderate", args=[consultation.slug])
    shown = words(as_organizer.get(url))
    assert "To decide (1)" in shown
    assert "Published (0)" in shown
    assert "Water for the delta" in words(as_organizer.get(url + "?state=pending"))
    none = words(as_organizer.get(url + "?state=declined"))
    assert "None of the submissions is in this state." in none
    assert "Water for the delta" not in none
    page = reverse("consultations:submission_decide", args=[consultation.slug, c.Submission.objects.get().pk])
    assert "who made it: Ferida Okonjo" in words(as_organizer.get(page))


def packed(objects):
    return b"%PDF-1.7\n1 0 obj << /Type /ObjStm >> stream\n" + zlib.compress(objects) + b"\nendstream"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"%PDF-1.4\n<< /S /J#61vaScript >>",
        b"%PDF-1.4\n<< /S /Launch /F (cmd.exe) >>",
        b"%PDF-1.4\n% stream\n1 0 obj << /S /JavaScript >> endobj\nendstream",
        packed(b"\n 7 0 << /S /JavaScript >>"),
        packed(b"7 0 << /S /JavaScript >>").replace(b"/ObjStm", b"/Obj#53tm"),
        b"%PDF-1.7\n1 0 obj << /Type /ObjStm >> stream\n7 0 << /S /Java#53cript >>\nendstream",
        b"%PDF-1.7\n1 0 obj << /Type /ObjStm /Filter /ASCIIHexDecode >> stream\n3720303c3c2f4a53\nendstream",
        b"%PDF-1.7\n1 0 obj << /Type /ObjStm >>",
        b"%PDF-1.4\n<< /Names << /EmbeddedFiles 3 0 R >> >>",
        packed(b"7 0 << /S /JavaScript >>"),
    ],
)
def test_a_pdf_that_does_something_is_not_taken(content):
    assert not is_what_it_says(BytesIO(content), "a.pdf")


def test_a_file_made_to_keep_us_busy_is_answered_at_once():
    """Each of these took time that grows with the square of the file, or memory without end, in a naive reading."""
    for filling in (b"stream\n", b"/ObjStm ", b"/ObjStm stream\n", b"#"):
        is_what_it_says(BytesIO(b"%PDF-1.7\n" + filling * (4_000_000 // len(filling))), "a.pdf")
    bomb = zlib.compress(b"7 0 " + bytes(80_000_000))
    assert not is_what_it_says(BytesIO(b"%PDF-1.7\n/ObjStm stream\n" + bomb + b"\nendstream"), "a.pdf")


def test_a_pdf_that_is_only_read_is_taken():
    assert is_what_it_says(BytesIO(packed(b"7 0 << /Type /Catalog /JSX 1 >>")), "a.pdf")
    picture = b"%PDF-1.4 stream\n\x00\x01/JS \xff\nendstream"
    assert is_what_it_says(BytesIO(picture), "a.pdf"), "what a picture holds is no instruction"


def docx(**more):
    with ZipFile(file := BytesIO(), "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "")
        for name, content in more.items():
            archive.writestr(name, content)
    return file


def test_a_document_with_something_embedded_is_not_taken_and_its_makers_are_read():
    assert not is_what_it_says(docx(**{"word/embeddings/oleObject1.bin": "x"}), "a.docx")
    assert not is_what_it_says(docx(**{"word/activeX/activeX1.xml": "x"}), "a.docx")
    core = "<x><dc:creator>Ada &amp; Ben</dc:creator><cp:lastModifiedBy>Cy</cp:lastModifiedBy></x>"
    assert names_inside(docx(**{"docProps/core.xml": core}), "a.docx") == ["Ada & Ben", "Cy"]
    assert names_inside(docx(), "a.docx") == []
    assert names_inside(BytesIO(b"no zip"), "a.docx") == []
    assert names_inside(BytesIO(b"words"), "a.txt") == []
