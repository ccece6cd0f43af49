"""Written submissions: what is taken, who decides, what the public reads."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from accounts.errors import Refused
from consultations import models as c
from consultations.actions import submissions as actions
from consultations.files import is_what_it_says

PDF = b"%PDF-1.7\nwords"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def typed():
    return {
        "title": "Water for the delta",
        "author_name": "Maro Telvane",
        "author_email": "maro@farmers.example",
        "organization_name": "Delta Farmers Union",
        "text": "We ask for **clean** water. <script>",
        "may_be_public": "on",
    }


def _url(consultation, name, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def _send(client, consultation, typed, **more):
    return client.post(_url(consultation, "submission_send"), {**typed, **more})


def _make(consultation, **fields):
    known = {"title": "Rivers", "author_name": "Ila Venn", "author_email": "ila@rivers.example", "text": "Words."}
    return c.Submission.objects.create(consultation=consultation, **{**known, "may_be_public": True, **fields})


def _zip(**parts):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file


def test_a_file_is_kept_under_a_random_name_and_the_author_gets_a_letter(client, consultation, typed):
    response = _send(client, consultation, typed, file=SimpleUploadedFile("../Our view.pdf", PDF))
    assert response.url == _url(consultation, "submissions")
    submission = c.Submission.objects.get()
    assert submission.state == "pending"
    assert submission.file_name == "Our view.pdf"
    assert "view" not in submission.file.name
    assert submission.file.read() == PDF
    assert "Water for the delta" in c.Message.objects.get(to="maro@farmers.example").text


@pytest.mark.parametrize(("name", "content"), [("page.html", b"<p>"), ("a.pdf", b"MZ"), ("a.docx", b"PK\x03\x04")])
def test_a_refused_file_keeps_what_was_typed(client, consultation, typed, name, content):
    page = _send(client, consultation, typed, file=SimpleUploadedFile(name, content)).content.decode()
    assert "Please send a PDF, DOCX, ODT, RTF or TXT file" in page
    assert 'value="Water for the delta"' in page
    assert "We ask for **clean** water." in page
    assert not c.Submission.objects.exists()


def test_a_file_over_ten_megabytes_is_refused(client, consultation, typed):
    large = SimpleUploadedFile("a.pdf", PDF + b" " * 10 * 1024 * 1024)
    assert "larger than 10 MB" in _send(client, consultation, typed, file=large).content.decode()


def test_documents_are_known_by_what_is_in_them():
    odt = _zip(mimetype="application/vnd.oasis.opendocument.text", content_xml="")
    with ZipFile(docx := BytesIO(), "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", "")
    assert is_what_it_says(docx, "a.DOCX")
    assert is_what_it_says(odt, "a.odt")
    assert not is_what_it_says(odt, "a.docx")
    assert is_what_it_says(BytesIO(b"{\\rtf1 }"), "a.rtf")
    assert not is_what_it_says(BytesIO(b"a\0b"), "a.txt")


def test_nothing_is_taken_after_the_call_closed(client, consultation, typed):
    c.OpenCall.objects.update(opens_at=now() - timedelta(days=2), closes_at=now() - timedelta(days=1))
    page = _send(client, consultation, typed)
    assert page.status_code == 403
    assert "Water for the delta" in page.content.decode()
    assert not c.Submission.objects.exists()


def test_the_public_reads_only_what_is_published_and_escaped(client, consultation):
    _make(consultation, title="Waiting")
    _make(consultation, title="Shown", text="<script> **strong**", state="published")
    page = client.get(_url(consultation, "submissions")).content.decode()
    assert "Shown" in page
    assert "&lt;script&gt; <strong>strong</strong>" in page
    assert "Waiting" not in page
    assert "ila@rivers.example" not in page


def test_a_file_is_an_attachment_and_only_once_published(client, consultation):
    submission = _make(consultation, file=SimpleUploadedFile("a.pdf", PDF), file_name="a.pdf")
    address = _url(consultation, "submission_file", submission.pk)
    assert client.get(address).status_code == 404
    c.Submission.objects.update(state="published")
    response = client.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_moderator_publishes_and_the_author_is_told(as_organizer, consultation):
    submission = _make(consultation)
    assert "1 submission waits for a moderator" in as_organizer.get(_url(consultation, "home")).content.decode()
    url = _url(consultation, "submission_decide", submission.pk)
    seen = as_organizer.get(url).context["mark"]
    as_organizer.post(url, {"decision": "published", "seen": seen})
    submission.refresh_from_db()
    assert submission.state == "published"
    assert "is now published" in c.Message.objects.get().text
    assert c.AuditLine.objects.get().verb == "submission.published"


def test_what_its_author_changed_while_it_was_read_is_read_again_before_it_is_published(as_organizer, consultation):
    submission = _make(consultation)
    url = _url(consultation, "submission_decide", submission.pk)
    seen = as_organizer.get(url).context["mark"]
    c.Submission.objects.filter(pk=submission.pk).update(text="Other words, that nobody has read.")
    refused = as_organizer.post(url, {"decision": "published", "seen": seen})
    assert "The author changed it meanwhile." in refused.content.decode()
    assert "Other words, that nobody has read." in refused.content.decode()
    submission.refresh_from_db()
    assert submission.state == "pending"
    as_organizer.post(url, {"decision": "published", "seen": refused.context["mark"]})
    submission.refresh_from_db()
    assert submission.state == "published"


def test_declining_needs_a_reason_that_the_author_reads(as_organizer, consultation):
    submission = _make(consultation)
    url = _url(consultation, "submission_decide", submission.pk)
    assert "Please say why" in as_organizer.post(url, {"decision": "declined"}).content.decode()
    as_organizer.post(url, {"decision": "declined", "reason": "It names a patient."})
    assert "It names a patient." in c.Message.objects.get().text


def test_what_its_author_keeps_from_the_public_is_never_published(consultation, organizer):
    with pytest.raises(Refused, match="did not agree"):
        actions.publish_submission(submission=_make(consultation, may_be_public=False), actor=organizer)


def test_the_file_goes_with_its_row(consultation, django_capture_on_commit_callbacks):
    submission = _make(consultation, file=SimpleUploadedFile("a.pdf", PDF), file_name="a.pdf")
    shelf, kept = submission.file.storage, submission.file.name
    with django_capture_on_commit_callbacks(execute=True):
        submission.delete()
        assert shelf.exists(kept)
    assert not shelf.exists(kept)


@pytest.mark.parametrize("name", ["submissions", "submissions_moderate"])
def test_the_lists_cost_the_same_however_long(as_organizer, consultation, name, django_assert_max_num_queries):
    for number in range(24):
        _make(consultation, title=f"Submission {number}", state="published")
    with django_assert_max_num_queries(30) as many:
        as_organizer.get(_url(consultation, name))
    c.Submission.objects.exclude(pk=c.Submission.objects.first().pk).delete()
    with django_assert_max_num_queries(30) as one:
        as_organizer.get(_url(consultation, name))
    assert len(many) == len(one)
