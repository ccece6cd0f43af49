"""How often something may be done."""

import pytest
from django.core.cache import cache

from accounts.limits import within_limit


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


def test_as_often_as_allowed_and_no_more():
    assert [within_limit("knock", "door", most=2, seconds=60) for _ in range(4)] == [True, True, False, False]


def test_each_door_and_each_deed_is_counted_alone():
    assert not [within_limit("knock", "door", most=1, seconds=60) for _ in range(2)][-1]
    assert within_limit("knock", "window", most=1, seconds=60)
    assert within_limit("ring", "door", most=1, seconds=60)


def test_whom_we_count_is_not_written_into_the_cache(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args, **kwargs: keys.append(key), raising=False)
    within_limit("letter", "maro@people.example", most=1, seconds=60)
    assert keys
    assert "maro" not in keys[0]
