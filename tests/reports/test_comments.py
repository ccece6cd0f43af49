"""Co-organizers comment on the draft by a link; the team uses their wording or answers."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Finding
from consultations import times
from consultations.models import AuditLine, Message, OrganizationRole
from reports.actions.comment_windows import close_window, open_window, revoke_link, send_link, set_closing
from reports.actions.comments import Marked, answer_comment, give_comment, use_comment
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph
from reports.actions.structure import merge_paragraph, remove_paragraph
from reports.actions.undo import undo_change
from reports.actions.wording import Clash, fingerprint
from reports.models import Comment, CommentState, Paragraph, RevisionKind
from tests import factories, freezing
from tests.reports.test_pages import page, text_of


@pytest.fixture
def guild(rivers):
    """A co-organizer with an accepted application, so that its address is known."""
    return co_organizer(rivers, "River Guild", "office@guild.example")


def co_organizer(consultation, name, address=""):
    organization = factories.OrganizationFactory(series=consultation.series, name=name)
    place = consultation.organization_roles.count()
    OrganizationRole.objects.create(
        consultation=consultation, organization=organization, role="co_organizer", position=place
    )
    if address:
        factories.ApplicationFactory(
            consultation=consultation, organization=organization, state="accepted", contact_email=address
        )
    return organization


@pytest.fixture
def report(rivers, note, guild):
    note("The gauges were broken. Nobody repaired them.")
    note("The pumps were rusty.")
    return compose_report(consultation=rivers)


@pytest.fixture
def window(report, organizer):
    return open_window(report=report, closes_at=now() + timedelta(days=7), actor=organizer)


@pytest.fixture
def link(window, guild):
    return window.links.get(organization=guild)


def point(report, words):
    return report.paragraphs.get(text__contains=words, section__isnull=False)


def number_of(window, words):
    return next(place for place, row in enumerate(window.paragraphs, 1) if words in row["text"])


def mailed_link(address="office@guild.example"):
    """The path of the link in the last letter to this address."""
    message = Message.objects.filter(to=address).latest("created_at")
    return re.search(r"https?://[^/\s]+(/draft/\S+/)", message.text)[1]


def say(link, words, text="", suggestion=""):
    return give_comment(link=link, number=number_of(link.window, words), text=text, suggestion=suggestion)


def reworded(window, words, old, new):
    return window.paragraphs[number_of(window, words) - 1]["text"].replace(old, new)


def leaks(response):
    return "gauges" in response.content.decode()


def test_a_draft_goes_from_notes_through_comments_to_publication(client, as_organizer, report, organizer):
    closes = (now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    as_organizer.post(page("comments_open", report), {"closes_at": closes})
    reader, path = Client(), mailed_link()
    text = text_of(reader.get(path))
    assert "the gauges were broken." in text
    assert "You read it for River Guild" in text
    number = number_of(report.comment_windows.get(), "gauges")
    assert f'href="{path}{number}/"' in reader.get(path).content.decode()
    form = reader.get(f"{path}{number}/").context["form"]
    wording = form["suggestion"].value().replace("broken", "out of order")
    saved = reader.post(f"{path}{number}/", {"text": "Broken is too strong.", "suggestion": wording}, follow=True)
    assert f"Your comment on paragraph {number} is saved." in text_of(saved)
    assert text_of(saved).count("Your organization commented here.") == 1
    listed = text_of(as_organizer.get(page("comments", report)))
    assert "River Guild" in listed
    assert "Broken is too strong." in listed
    comment = Comment.objects.get()
    offered = as_organizer.get(page("comment_use", report, pk=comment.pk)).context["form"].initial
    as_organizer.post(page("comment_use", report, pk=comment.pk), offered)
    assert "the gauges were out of order." in point(report, "gauges").text
    assert "Used" in text_of(reader.get(path))
    freezing.publish(report)
    published = text_of(Client().get(reverse("reports:public", args=[report.consultation.slug])))
    assert "the gauges were out of order." in published
    assert "Broken is too strong." not in published


def test_an_open_block_stops_the_draft_and_the_sentence_names_the_place(report, organizer):
    factories.RegistrationFactory(consultation=report.consultation, name="Oyelaran Quistberg")
    row = point(report, "gauges")
    Paragraph.objects.filter(pk=row.pk).update(text=f"{row.text} So said Oyelaran Quistberg.")
    with pytest.raises(Refused, match=r"Paragraph \d+ holds words that must not be printed \(name\)") as refused:
        open_window(report=report, closes_at=now() + timedelta(days=7), actor=organizer)
    assert "Quistberg" not in str(refused.value)
    assert not report.comment_windows.exists()
    assert not Message.objects.filter(subject__contains="draft").exists()


def test_the_window_closes_in_the_future_and_only_one_is_open(report, window, organizer):
    with pytest.raises(Refused, match="taken already"):
        open_window(report=report, closes_at=now() + timedelta(days=1), actor=organizer)
    with pytest.raises(Refused, match="still to come"):
        set_closing(window=window, closes_at=now() - timedelta(minutes=1), actor=organizer)


def test_what_changes_in_the_report_later_is_not_in_the_draft_that_was_given_out(client, report, window, organizer):
    row = point(report, "pumps")
    edit_paragraph(paragraph=row, text="The pumps were painted.", before=fingerprint(row.text), actor=organizer)
    text = text_of(client.get(mailed_link()))
    assert "the pumps were rusty." in text
    assert "painted" not in text


def test_the_letter_gives_the_hour_of_the_event_whoever_opens_the_draft(report, guild, organizer):
    with times.reading_as(User(timezone="Europe/Madrid")):
        open_window(report=report, closes_at=now() + timedelta(days=7), actor=organizer)
    letter = Message.objects.get(to="office@guild.example").text
    assert "Bangkok time" in letter
    assert "your time" not in letter


def test_the_link_is_kept_hashed_and_out_of_every_index(client, link):
    path = mailed_link()
    assert link.token_hash not in path
    response = client.get(path)
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_nothing_of_a_draft_is_reached_by_guessing(client, report, window, link, guild, organizer):
    path = mailed_link()
    token = path.rstrip("/").rsplit("/", 1)[1]
    slug = report.consultation.slug
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    guesses = [f"/draft/{word}/" for word in (forged, link.token_hash, "1", str(window.pk), guild.key)]
    guesses += [f"/draft/{forged}/1/", reverse("reports:public", args=[slug])]
    for guess in guesses:
        response = client.get(guess)
        assert response.status_code == 404, guess
        assert not leaks(response)
    for name in ("report", "comments", "check", "history"):
        response = client.get(reverse(f"reports:{name}", args=[slug]), follow=True)
        assert "login" in response.redirect_chain[0][0]
        assert not leaks(response)
    assert client.get(f"{path}999/").status_code == 404


def test_a_link_that_was_revoked_or_replaced_opens_nothing(client, window, guild, organizer):
    first = mailed_link()
    send_link(window=window, organization=guild, email="new@guild.example", actor=organizer)
    second = mailed_link("new@guild.example")
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    revoke_link(window=window, organization=guild, actor=organizer)
    for path in (first, second, f"{second}1/"):
        response = client.get(path)
        assert response.status_code == 404
        assert not leaks(response)


def test_once_it_is_closed_the_link_shows_what_became_of_the_comments_and_no_draft(client, link, organizer):
    comment = say(link, "pumps", text="Which pumps?")
    answer_comment(comment=comment, state="not_used", answer="Nobody said which.", actor=organizer)
    close_window(window=link.window, actor=organizer)
    path = mailed_link()
    response = client.get(path)
    assert not leaks(response)
    text = text_of(response)
    for words in ("Which pumps?", "Not used", "Nobody said which.", "The time for comments is over."):
        assert words in text
    assert client.get(f"{path}1/")["Location"] == path
    late = client.post(f"{path}1/", {"text": "One word more."})
    assert "The time for comments is over. Nothing was saved." in text_of(late)
    assert "One word more." in late.content.decode()
    assert Comment.objects.count() == 1


def test_the_clock_closes_it_too_and_an_organizer_can_lengthen_it(client, link, organizer):
    link.window.__class__.objects.update(closes_at=now() - timedelta(minutes=1))
    assert not leaks(client.get(mailed_link()))
    with pytest.raises(Refused, match="The time for comments is over"):
        say(link, "pumps", text="Which pumps?")
    set_closing(window=link.window, closes_at=now() + timedelta(days=1), actor=organizer)
    assert leaks(client.get(mailed_link()))
    assert say(link, "pumps", text="Which pumps?").pk


def test_a_frozen_text_takes_no_comments(client, report, link):
    freezing.freeze(report)
    assert not leaks(client.get(mailed_link()))
    link.window.refresh_from_db()
    with pytest.raises(Refused, match="time for comments is over"):
        say(link, "pumps", text="Which pumps?")


def test_an_organization_reads_its_own_comments_only(client, report, window, link, organizer):
    other = co_organizer(report.consultation, "Well Keepers")
    send_link(window=window, organization=other, email="office@wells.example", actor=organizer)
    say(window.links.get(organization=other), "pumps", text="Say how rusty.")
    assert "Say how rusty." in text_of(client.get(mailed_link("office@wells.example")))
    text = text_of(client.get(mailed_link()))
    assert "Say how rusty." not in text
    assert "Well Keepers" not in text


def test_a_name_in_a_comment_is_refused_with_the_finding_and_the_text_is_kept(client, report, window, link):
    factories.RegistrationFactory(consultation=report.consultation, name="Oyelaran Quistberg")
    number = number_of(window, "pumps")
    for field in ("text", "suggestion"):
        response = client.post(f"{mailed_link()}{number}/", {field: "As Oyelaran Quistberg said in the group."})
        errors = response.context["form"].errors[field]
        assert "“Oyelaran Quistberg”" in errors[0]
        assert "As Oyelaran Quistberg said in the group." in response.content.decode()
    assert not Comment.objects.exists()
    assert not Finding.objects.filter(message__contains="Quistberg").exists()


def test_words_that_the_draft_itself_holds_are_not_held_against_a_wording(report, window, link):
    for name in ("Oyelaran Quistberg", "Ferida Marrowmere"):
        factories.RegistrationFactory(consultation=report.consultation, name=name)
    place = number_of(window, "pumps") - 1
    window.paragraphs[place]["text"] += " Oyelaran Quistberg agreed to be named."
    window.save()
    wording = window.paragraphs[place]["text"].replace("rusty", "old")
    link.refresh_from_db()
    assert give_comment(link=link, number=place + 1, text="", suggestion=wording).suggestion == wording
    with pytest.raises(Marked):
        give_comment(link=link, number=place + 1, text="", suggestion=f"{wording} So did Ferida Marrowmere.")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_comment_that_says_nothing_is_refused_beside_the_field(window, link, text):
    for suggestion in ("", reworded(window, "pumps", "x", "x")):
        with pytest.raises(Refused, match="Write a comment, or change the wording") as refused:
            say(link, "pumps", text=text, suggestion=suggestion)
        assert refused.value.field == "text"


def test_a_wording_that_could_not_be_printed_is_refused_beside_the_field(link):
    for wording, why in (("See [¶999].", "no paragraph 999"), ("See[^x].", "no footnote")):
        with pytest.raises(Refused, match=why) as refused:
            say(link, "pumps", suggestion=wording)
        assert refused.value.field == "suggestion"


def test_the_trail_tells_who_commented_on_what_and_never_what_was_said(link, organizer):
    comment = say(link, "pumps", text="Which pumps?", suggestion="The old pumps were rusty.")
    answer_comment(comment=comment, state="part", answer="Only the word old.", actor=organizer)
    lines = list(AuditLine.objects.filter(verb__startswith="report.comment").values_list("verb", "subject", "actor"))
    assert ("report.comment_given", f"version 1, ¶{comment.number}: River Guild", None) in lines
    assert ("report.comment_part", f"version 1, ¶{comment.number}: River Guild", organizer.pk) in lines
    told = " ".join(f"{line.subject} {line.details}" for line in AuditLine.objects.all())
    assert not any(words in told for words in ("pumps", "rusty", "word old", "office@guild.example"))


def test_a_used_wording_stands_in_the_history_and_can_be_undone(report, window, link, organizer):
    wording = reworded(window, "pumps", "rusty", "old")
    comment = say(link, "pumps", suggestion=wording)
    row = point(report, "pumps")
    used = use_comment(comment=comment, text=wording, before=fingerprint(row.text), actor=organizer)
    assert used.state == CommentState.USED
    revision = report.revisions.get(kind=RevisionKind.EDIT)
    assert point(report, "pumps").text == wording
    undo_change(revision=revision, actor=organizer)
    assert "rusty" in point(report, "pumps").text


def test_a_wording_that_the_editor_changed_is_used_in_part(report, link, window, organizer):
    comment = say(link, "pumps", suggestion=reworded(window, "pumps", "rusty", "old"))
    row = point(report, "pumps")
    used = use_comment(comment=comment, text="The pumps were worn.", before=fingerprint(row.text), actor=organizer)
    assert used.state == CommentState.PART


def test_a_change_made_meanwhile_elsewhere_in_the_paragraph_is_kept(as_organizer, report, link, window, organizer):
    comment = say(link, "gauges", suggestion=reworded(window, "gauges", "repaired", "mended"))
    row = point(report, "gauges")
    newer = row.text.replace("broken", "out of order")
    edit_paragraph(paragraph=row, text=newer, before=fingerprint(row.text), actor=organizer)
    url = page("comment_use", report, pk=comment.pk)
    response = as_organizer.get(url)
    assert "one text made of both" in text_of(response)
    as_organizer.post(url, response.context["form"].initial)
    row.refresh_from_db()
    assert row.text == newer.replace("repaired", "mended")
    comment.refresh_from_db()
    assert comment.state == CommentState.USED


def test_a_change_of_the_same_words_shows_both_and_decides_nothing(as_organizer, report, link, window, organizer):
    comment = say(link, "pumps", suggestion=reworded(window, "pumps", "rusty", "old"))
    row = point(report, "pumps")
    edit_paragraph(paragraph=row, text=row.text.replace("rusty", "worn"), before=fingerprint(row.text), actor=organizer)
    text = text_of(as_organizer.get(page("comment_use", report, pk=comment.pk)))
    assert "As it is now" in text
    assert "the pumps were worn." in text
    assert "the pumps were old." in text


def test_a_change_while_the_editor_reads_is_not_overwritten(as_organizer, report, link, window, organizer):
    comment = say(link, "pumps", suggestion=reworded(window, "pumps", "rusty", "old"))
    url = page("comment_use", report, pk=comment.pk)
    opened = as_organizer.get(url).context["form"].initial
    row = point(report, "pumps")
    edit_paragraph(paragraph=row, text="The pumps were worn.", before=fingerprint(row.text), actor=organizer)
    response = as_organizer.post(url, opened)
    assert "Somebody changed this paragraph meanwhile" in text_of(response)
    assert "the pumps were old." in response.content.decode()
    row.refresh_from_db()
    assert row.text == "The pumps were worn."
    with pytest.raises(Clash):
        use_comment(comment=comment, text=opened["text"], before=opened["before"], actor=organizer)


def test_a_comment_outlives_its_paragraph(as_organizer, report, link, window, organizer):
    comment = say(link, "pumps", text="Which pumps?", suggestion=reworded(window, "pumps", "rusty", "old"))
    row = point(report, "pumps")
    remove_paragraph(paragraph=row, before=fingerprint(row.text), actor=organizer)
    assert "not in the report any more" in text_of(as_organizer.get(page("comments", report)))
    with pytest.raises(Refused, match="not in the report any more"):
        use_comment(comment=comment, text="The pumps were old.", before="", actor=organizer)
    comment.paragraph.delete()
    comment.refresh_from_db()
    assert comment.paragraph is None
    assert "the pumps were rusty." in comment.as_read
    assert as_organizer.get(page("comment_answer", report, pk=comment.pk)).status_code == 200


def test_a_wording_for_a_paragraph_that_was_merged_goes_into_the_merged_one(report, link, window, organizer):
    comment = say(link, "pumps", suggestion=reworded(window, "pumps", "rusty", "old"))
    gauges, pumps = point(report, "gauges"), point(report, "pumps")
    merge_paragraph(paragraph=gauges, before=fingerprint(gauges.text), after=fingerprint(pumps.text), actor=organizer)
    comment.refresh_from_db()
    assert comment.paragraph == gauges


@pytest.mark.parametrize("state", ["not_used", "part"])
def test_what_is_not_used_whole_needs_a_reason(link, organizer, state):
    comment = say(link, "pumps", text="Which pumps?")
    with pytest.raises(Refused, match="Write why") as refused:
        answer_comment(comment=comment, state=state, answer=" ", actor=organizer)
    assert refused.value.field == "answer"
    with pytest.raises(Refused, match="Choose what became"):
        answer_comment(comment=comment, state="open", answer="Later.", actor=organizer)


def test_an_answer_tells_no_name_either(report, link, organizer):
    factories.RegistrationFactory(consultation=report.consultation, name="Oyelaran Quistberg")
    comment = say(link, "pumps", text="Which pumps?")
    with pytest.raises(Marked):
        answer_comment(comment=comment, state="used", answer="Oyelaran Quistberg meant all.", actor=organizer)


def test_only_co_organizers_get_a_link(window, organizer):
    stranger = factories.OrganizationFactory(series=window.report.consultation.series)
    with pytest.raises(Refused, match="Only co-organizers"):
        send_link(window=window, organization=stranger, email="office@strangers.example", actor=organizer)


def test_a_page_of_comments_costs_the_same_with_one_and_with_a_hundred(as_organizer, client, report, link):
    def queries(url):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    urls = (page("comments", report), mailed_link())
    say(link, "pumps", text="Which pumps?")
    one = [queries(url) for url in urls]
    row = point(report, "pumps")
    for place in range(99):
        organization = co_organizer(report.consultation, f"Guild {place}")
        for whose in (organization, link.organization):
            Comment.objects.create(
                window=link.window, organization=whose, paragraph=row, number=2, as_read=row.text, text="Which?"
            )
    assert [queries(url) for url in urls] == one
