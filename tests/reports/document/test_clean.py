"""The one door for text of users."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import DocumentError, Run, clean_link, clean_text
from reports.document.clean import clean_language, is_right_to_left


def test_line_breaks_of_every_kind_become_line_feeds():
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_controls_surrogates_and_overrides_of_direction_are_dropped():
    unwanted = ("\x00", "\x1b", "\x9b", "\ud800", "\u202e", "\u2066", "\ufffe", "\ufeff", "\ufff9", "\U0001ffff")
    assert clean_text("".join(f"a{letter}" for letter in unwanted)) == "a" * len(unwanted)


def test_letters_are_composed_and_joiners_and_marks_of_direction_stay():
    assert clean_text("Siobha\u0301n می\u200cخواهم \u200f") == "Siobhán می\u200cخواهم \u200f"


@given(st.text(st.characters(exclude_categories=())))
def test_what_passed_the_door_passes_it_unchanged_and_fits_xml(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs") for letter in cleaned)
    cleaned.encode()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "x",
        "https://",
        "http://[",
    ],
)
def test_only_web_and_mail_addresses_are_links(link):
    with pytest.raises(DocumentError, match=r"link|address"):
        Run("text", link=link)


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        (' https://example.org/"><script> ', "https://example.org/%22%3E%3Cscript%3E"),
        ("mailto:water@example.org", "mailto:water@example.org"),
        ("https://example.org/ก", "https://example.org/ก"),
    ],
)
def test_links_are_kept_but_for_letters_no_address_may_hold(link, clean):
    assert clean_link(link) == clean


@pytest.mark.parametrize(("tag", "clean"), [("EN", "en"), ("zh-hans", "zh-Hans"), ("es-419", "es-419")])
def test_language_tags_are_put_in_their_usual_case(tag, clean):
    assert clean_language(tag) == clean


@pytest.mark.parametrize("tag", ["", "english", "e", "en_GB", 'en" onload="x', "en-"])
def test_what_is_no_language_tag_is_refused(tag):
    with pytest.raises(DocumentError, match="language tag"):
        clean_language(tag)


def test_direction_follows_language_and_script():
    assert is_right_to_left("ar")
    assert is_right_to_left("az-Arab")
    assert not is_right_to_left("ur-Latn")
    assert not is_right_to_left("en")
