"""The call in several languages: what organizers write, and what readers and machines are told."""

import re

import pytest
from django.urls import reverse

from accounts.errors import Refused
from consultations import models as c
from consultations.actions.call_languages import remove_translation, write_translation
from consultations.actions.settings import change_call
from consultations.call_languages import direction, interface_language, own_name, versions

ARABIC = "تقاسم النهر"


def _url(name, consultation, *more):
    return reverse(f"consultations:{name}", args=[consultation.slug, *more])


@pytest.fixture
def arabic(consultation, organizer):
    return write_translation(
        consultation=consultation, actor=organizer, language="ar", title=ARABIC, text="أخبرونا **كيف**."
    )


def _main_text(consultation, organizer, text):
    call = consultation.call
    return change_call(
        consultation=consultation,
        actor=organizer,
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        text=text,
    )


def test_each_language_has_an_address_and_is_marked_as_what_it_is(client, consultation, arabic):
    html = client.get(_url("call_in", consultation, "ar")).content.decode()
    assert f'<h1 lang="ar" dir="rtl">{ARABIC}</h1>' in html
    assert '<div class="stack" lang="ar" dir="rtl"><p>أخبرونا <strong>كيف</strong>.</p></div>' in html
    assert '<html lang="en" dir="ltr"' in html, "there is no catalogue, so the words around are English and say so"
    assert consultation.call.text not in html


def test_the_switch_names_each_language_in_itself(client, consultation, arabic):
    html = client.get(_url("call", consultation)).content.decode()
    switch = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL).group()
    assert re.findall(r">([^<\s][^<]*)</a>", switch) == ["English", "العربية"]
    assert re.findall(r'aria-current="page">([^<]+)', switch) == ["English"]
    assert f'href="{_url("call_in", consultation, "ar")}" hreflang="ar" lang="ar" dir="rtl"' in switch


def test_a_call_in_one_language_has_no_switch_and_no_alternates(client, consultation):
    html = client.get(_url("call", consultation)).content.decode()
    assert 'class="languages"' not in html
    assert "hreflang" not in html


@pytest.mark.parametrize("language", [None, "ar"])
def test_every_version_tells_search_engines_of_all_of_them(client, consultation, arabic, settings, language):
    settings.SITE_URL = "https://consult.example"
    own = _url("call_in", consultation, language) if language else _url("call", consultation)
    html = client.get(own).content.decode()
    main, other = (f"https://consult.example{_url('call', consultation)}",) * 2
    other = f"https://consult.example{_url('call_in', consultation, 'ar')}"
    assert re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html) == [
        ("en", main),
        ("ar", other),
        ("x-default", main),
    ]
    assert re.findall(r'rel="canonical" href="([^"]+)"', html) == [f"https://consult.example{own}"]


def test_a_messenger_finds_a_card_with_whole_addresses(client, consultation, settings):
    settings.SITE_URL = "https://consult.example"
    consultation.call.text = "Tell us **how**. " + "The river is long. " * 30
    consultation.call.save()
    html = client.get(_url("call", consultation)).content.decode()
    card = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)"', html))
    assert card["og:title"] == consultation.title
    assert card["og:description"].startswith("Tell us how. The river is long.")
    assert card["og:description"].endswith("…")
    assert len(card["og:description"]) <= 201
    assert card["og:url"] == f"https://consult.example{_url('call', consultation)}"
    assert card["og:image"].startswith("https://consult.example/static/call-preview")
    assert card["twitter:card"] == "summary_large_image"


def test_the_address_of_the_main_language_leads_to_the_main_page(client, consultation):
    assert client.get(_url("call_in", consultation, "en")).url == _url("call", consultation)
    assert client.get(_url("call_text_in", consultation, "en")).url == _url("call_text", consultation)


def test_a_language_that_the_call_is_not_in_does_not_exist(client, consultation):
    for page in ("call_in", "call_text_in"):
        assert client.get(_url(page, consultation, "fr")).status_code == 404


def test_readers_are_told_when_a_translation_is_older_than_the_main_text(client, consultation, organizer, arabic):
    page = _url("call_in", consultation, "ar")
    assert "has changed since this was translated" not in client.get(page).content.decode()
    _main_text(consultation, organizer, "Tell us how the river should be shared, and by whom.")
    assert "has changed since this was translated" in client.get(page).content.decode()
    write_translation(consultation=consultation, actor=organizer, language="ar", title=ARABIC, text="أخبرونا.")
    assert "has changed since this was translated" not in client.get(page).content.decode()


def test_a_change_of_the_title_makes_translations_old_and_its_return_makes_them_good(consultation, arabic):
    def old():
        return [version.out_of_date for version in versions(c.Consultation.objects.get())]

    c.Consultation.objects.update(title="Sharing the rivers")
    assert old() == [False, True]
    c.Consultation.objects.update(title=consultation.title)
    assert old() == [False, False]


def test_the_organizer_sees_which_languages_are_missing_and_which_are_old(
    as_organizer, consultation, organizer, arabic
):
    consultation.languages = ["en", "ar", "fr"]
    consultation.save()
    _main_text(consultation, organizer, "Tell us more.")
    html = as_organizer.get(_url("call_settings", consultation)).content.decode()
    listed = re.search(r'<ul class="needs">.*?</ul>', html, re.DOTALL).group()
    shown = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<li>.*?</li>", listed, re.DOTALL)
    ]
    assert shown == [
        "Arabic out of date Open Arabic",
        "Chinese Write Chinese",
        "English main text",
        "French missing Write French",
        "Russian Write Russian",
        "Spanish Write Spanish",
    ]
    home = as_organizer.get(_url("home", consultation)).content.decode()
    assert "The call is missing in: French" in home
    assert "The call is out of date in: Arabic" in home


def test_the_translator_sees_what_changed_and_loses_nothing(as_organizer, consultation, organizer, arabic):
    _main_text(consultation, organizer, "Tell us how the river should be shared.\n\nBy whom?")
    page = _url("call_translation", consultation, "ar")
    html = as_organizer.get(page).content.decode()
    assert re.findall(r"<(ins|del)>([^<]+)", html) == [("ins", "By whom?")]
    refused = as_organizer.post(page, {"title": "", "text": "نص جديد"}).content.decode()
    assert "Please give the title in this language." in refused
    assert "نص جديد</textarea>" in refused
    as_organizer.post(page, {"title": ARABIC, "text": "نص جديد"})
    assert c.CallTranslation.objects.values_list("text", "main_text").get() == (
        "نص جديد",
        "Tell us how the river should be shared.\n\nBy whom?",
    )


def test_a_language_is_removed_after_being_asked_once(as_organizer, consultation, arabic):
    page = _url("call_translation_remove", consultation, "ar")
    assert "Remove the call in Arabic?" in as_organizer.get(page).content.decode()
    assert c.CallTranslation.objects.exists()
    as_organizer.post(page)
    assert not c.CallTranslation.objects.exists()
    assert as_organizer.get(page).status_code == 404


def test_what_cannot_be_is_refused(as_organizer, consultation, organizer, arabic):
    with pytest.raises(Refused, match="the language that the call is written in"):
        write_translation(consultation=consultation, actor=organizer, language="en", title="T", text="")
    with pytest.raises(Refused, match="not in this language"):
        remove_translation(consultation=consultation, actor=organizer, language="fr")
    for language in ("en", "tlh", "x"):
        assert as_organizer.get(_url("call_translation", consultation, language)).status_code == 404
    call = consultation.call
    page = as_organizer.post(
        _url("call_settings", consultation),
        {"opens_at": "2026-01-01T00:00", "closes_at": "2027-01-01T00:00", "text": "Words.", "language": "ar"},
    ).content.decode()
    assert "There is a translation into this language." in page
    call.refresh_from_db()
    assert call.language == "en"


def test_the_plain_text_of_a_version_is_in_its_words_and_leads_to_its_page(client, consultation, arabic, settings):
    settings.SITE_URL = "https://consult.example"
    response = client.get(_url("call_text_in", consultation, "ar"))
    text = response.content.decode()
    assert response["Content-Language"] == "ar"
    assert text.startswith(ARABIC)
    assert "أخبرونا كيف." in text
    assert f"English:\nhttps://consult.example{_url('call', consultation)}\n" in text
    assert text.endswith(f"https://consult.example{_url('call_in', consultation, 'ar')}\n")
    addresses = re.findall(r"\S*/consultations/\S*", text)
    assert len(addresses) == 4
    assert all(address.startswith("https://consult.example/") for address in addresses)


def test_any_number_of_languages_costs_the_same(
    client, consultation, organizer, arabic, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5) as before:
        client.get(_url("call", consultation))
    for language in ("fr", "es", "ru", "zh"):
        write_translation(consultation=consultation, actor=organizer, language=language, title="T", text="")
    with django_assert_num_queries(len(before)):
        client.get(_url("call", consultation))


def test_languages_are_named_and_written_their_own_way():
    assert [own_name(tag) for tag in ("fr", "zh", "en", "tlh")] == ["Français", "中文", "English", "tlh"]
    assert [direction(tag) for tag in ("ar", "fr", "tlh")] == ["rtl", "ltr", "ltr"]


def test_the_words_around_follow_the_language_where_there_is_a_catalogue(settings):
    settings.LANGUAGES = [("en", "English"), ("zh-hans", "Chinese"), ("fr", "French")]
    assert [interface_language(tag) for tag in ("zh", "fr", "fr-CA", "ar")] == ["zh-hans", "fr", "fr", "en"]
