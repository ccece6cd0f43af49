"""Registrations by day, measured from the close of the call."""

from datetime import UTC, datetime, timedelta

import pytest

from consultations.models import OpenCall
from registrations.figures_page import trend_chart, trend_rows
from registrations.measures.trend import previous, trend_for
from tests import factories as f

CLOSE = datetime(2026, 3, 31, 10, tzinfo=UTC)


def held(series, *, close=CLOSE, **fields):
    one = f.ConsultationFactory(
        series=series,
        timezone="UTC",
        starts_at=close + timedelta(days=10),
        ends_at=close + timedelta(days=11),
        **fields,
    )
    OpenCall.objects.filter(consultation=one).delete()
    OpenCall.objects.create(consultation=one, opens_at=close - timedelta(days=40), closes_at=close)
    return one


def register(consultation, *days, close=CLOSE, **fields):
    for day in days:
        f.RegistrationFactory(consultation=consultation, confirmed_at=close + timedelta(days=day), **fields)


@pytest.fixture
def now_and_before(consultation):
    year = timedelta(days=365)
    before = held(consultation.series, close=CLOSE - year)
    now = held(consultation.series, capacity=5)
    register(before, -30, -20, -10, -1, -1, close=CLOSE - year)
    register(now, -15, -9, -9)
    return now, before


def test_each_day_has_all_who_came_until_then_beside_the_one_before_at_the_same_distance(now_and_before):
    now, before = now_and_before
    trend = trend_for(now, before, at=CLOSE - timedelta(days=7))
    assert [row[1:] for row in trend_rows(trend)] == [
        (0, 0),
        (0, 1),
        (0, 1),
        (1, 2),
        (3, 3),
        (None, 5),
    ]
    assert trend.weeks == (-35, -28, -21, -14, -7, 0)


def test_the_one_before_is_the_last_of_the_series_that_was_held_earlier(now_and_before):
    now, before = now_and_before
    f.ConsultationFactory(starts_at=now.starts_at - timedelta(days=1))
    assert previous(now) == before


def test_who_withdrew_waits_or_assists_is_not_on_the_line(now_and_before):
    now, _before = now_and_before
    register(now, -8, status="withdrawn")
    register(now, -8, status="waitlisted")
    register(now, -8, assists=now.registrations.first())
    assert trend_for(now, None, at=CLOSE).now.at(0) == 3


def test_a_day_is_a_day_of_the_zone_of_the_event(consultation):
    one = held(consultation.series)
    one.timezone = "Asia/Bangkok"
    register(one, -5)
    f.RegistrationFactory(consultation=one, confirmed_at=datetime(2026, 3, 29, 20, tzinfo=UTC))  # 03:00 on the 30th
    assert dict(trend_for(one, None, at=CLOSE).now.points)[-2] == 1
    assert dict(trend_for(one, None, at=CLOSE).now.points)[-1] == 2


def test_one_day_alone_is_no_trend(consultation):
    one = held(consultation.series)
    assert trend_for(one, None, at=CLOSE) is None


def test_the_chart_shows_the_places_and_the_close(now_and_before):
    now, before = now_and_before
    chart = trend_chart(trend_for(now, before, at=CLOSE))
    assert [str(mark.label) for mark in (*chart.days, *chart.amounts)] == ["Call closes", "5 places"]
    assert [str(line.label) for line in chart.lines] == ["This consultation", "The one before"]


def test_a_trend_costs_the_same_for_few_and_for_many(now_and_before, django_assert_num_queries):
    now, before = now_and_before
    with django_assert_num_queries(4):
        trend_for(now, before, at=CLOSE)
    register(now, *range(-30, 0))
    with django_assert_num_queries(4):
        trend_for(now, before, at=CLOSE)
