"""Times in words, and the filters that print them."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from consultations import times
from consultations.templatetags.stages import days_from_now

BANGKOK = ZoneInfo("Asia/Bangkok")
START = datetime(2026, 12, 17, 4, 0, tzinfo=UTC)
END = START + timedelta(hours=3, minutes=30)
EVENT = SimpleNamespace(starts_at=START, ends_at=END, zone=BANGKOK)


def _show(template, **context):
    return Template("{% load openfloor %}" + template).render(Context(context))


def test_a_span_names_the_day_the_hours_and_the_city():
    assert times.span(START, END, BANGKOK) == "Thursday 17 December 2026, 11:00–14:30 Bangkok time"


def test_a_reader_elsewhere_sees_her_own_hours_too():
    with times.reading_as(User(timezone="Europe/Madrid")):
        assert times.span(START, END, BANGKOK) == (
            "Thursday 17 December 2026, 11:00–14:30 Bangkok time (05:00–08:30 your time)"
        )
        assert times.moment(START, BANGKOK).endswith("11:00 Bangkok time (05:00 your time)")
    assert "your time" not in times.span(START, END, BANGKOK)


def test_another_day_at_the_readers_is_said():
    with times.reading_as(User(timezone="America/Lima")):
        assert "(Wednesday 16 December 2026, 23:00 – Thursday 17 December 2026, 02:30 your time)" in times.span(
            START, END, BANGKOK
        )


def test_a_reader_on_the_same_clock_or_with_an_unknown_zone_sees_one_time():
    for zone in ("Asia/Ho_Chi_Minh", "Atlantis/Centre"):
        with times.reading_as(User(timezone=zone)):
            assert "your time" not in times.span(START, END, BANGKOK)


def test_an_event_over_two_days_names_both():
    words = times.span(START, END + timedelta(days=1), BANGKOK)
    assert words == "Thursday 17 December 2026, 11:00 – Friday 18 December 2026, 14:30 Bangkok time"


@pytest.mark.parametrize(("zone", "words"), [("UTC", "UTC"), ("America/Argentina/Buenos_Aires", "Buenos Aires time")])
def test_the_zone_is_called_by_its_city(zone, words):
    assert times.zone_words(ZoneInfo(zone)) == words


@pytest.mark.parametrize(("language", "day"), [("fr", "jeudi 17 décembre 2026"), ("zh-hans", "2026年12月17日星期四")])
def test_days_are_named_in_the_language_of_the_page(language, day):
    with translation.override(language):
        assert times.day(START, BANGKOK) == day


def test_the_time_element_holds_the_instant():
    html = _show("{{ item|event_span:item }}", item=EVENT)
    assert html.startswith('<time datetime="2026-12-17T11:00:00+07:00" data-end="2026-12-17T14:30:00+07:00">Thursday')


def test_countries_and_languages_are_named():
    assert _show("{{ 'VN'|country_name }}, {{ 'QQ'|country_name }}") == "Viet Nam, QQ"
    assert _show("{{ 'fr'|language_name }}, {{ 'zh-Hans'|language_name }}, {{ 'no such'|language_name }}").startswith(
        "French, "
    )
    with translation.override("fr"):
        assert _show("{{ 'TH'|country_name }}") == "Thaïlande"


def test_rich_text_becomes_html_and_footnotes_superscripts():
    text = "A **firm** [call](https://rivers.example/?a=1&b=2).[^1]\n\n(a) one\n(b) *two*"
    assert _show("{{ text|richtext }}", text=text) == (
        '<p>A <strong>firm</strong> <a href="https://rivers.example/?a=1&amp;b=2" rel="noopener noreferrer">call</a>.'
        '<sup>1</sup></p><ol type="a"><li>one</li><li><em>two</em></li></ol>'
    )
    assert "<sup>" not in _show("{{ text|richtext:'no-notes' }}", text=text)


@given(st.text(alphabet="<>&\"'abc[](*)^ /:htps\n-"))
def test_no_tag_but_ours_comes_out_of_rich_text(text):
    from html.parser import HTMLParser

    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))
    parser.feed(_show("{{ text|richtext }}", text=text))
    assert {tag for tag, _ in tags} <= {"p", "ul", "ol", "li", "em", "strong", "a", "sup"}
    assert all(set(attrs) <= {"href", "rel", "type"} for _, attrs in tags)
    assert all(attrs["href"].lower().startswith(("http", "mailto:")) for tag, attrs in tags if tag == "a")


@pytest.mark.parametrize(
    ("begins", "lasts", "words"),
    [(-1, 3, "today"), (-1, 0.5, "yesterday"), (-4, 1, "4 days ago"), (0, 1, "today"), (1, 1, "tomorrow")],
)
def test_an_event_of_several_days_is_today_until_it_ends(begins, lasts, words):
    starts_at = now() + timedelta(days=begins)
    event = SimpleNamespace(starts_at=starts_at, ends_at=starts_at + timedelta(days=lasts), zone=BANGKOK)
    assert days_from_now(starts_at, event) == words
