"""Whoever comes: the figures agree with each other, and with the tables that stand beside them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consultations.countries import COUNTRIES
from consultations.models import Sector
from registrations.measures.count import _of_people
from registrations.measures.people import Participant

PEOPLE = st.lists(
    st.builds(
        lambda sector, **fields: Participant(sector=sector, from_un=sector == Sector.UN, **fields),
        registered=st.booleans(),
        waiting=st.just(False),
        assists=st.booleans(),
        attended=st.sampled_from([True, False, None]),
        country=st.sampled_from(["", "NP", "FJ", "TH", "KE", "ZZ"]),
        sector=st.sampled_from(["", *Sector.values]),
        gender=st.sampled_from(["", "woman", "man", "non-binary"]),
        organization=st.sampled_from(["", 1, 2, "river watch"]),
    ),
    max_size=12,
)


@given(PEOPLE)
def test_parts_never_exceed_or_miss_the_whole(people):
    figures = _of_people(people)
    assert figures["registered_persons"] + figures["assistants"] == sum(one.registered for one in people)
    assert figures["registered_organizations"] <= figures["registered_persons"]
    assert figures["registered_countries"] <= figures["registered_persons"]
    if figures["attended_persons"] is not None:
        assert figures["un_persons"] + figures["stakeholder_persons"] == figures["attended_persons"]
        both = figures["attended_un_entities"] + figures["attended_stakeholder_organizations"]
        assert both == figures["attended_organizations"] <= figures["attended_persons"]
        assert len(figures["attended_country_names"]) <= figures["attended_countries"] <= figures["attended_persons"]
        assert figures["sectors_count"] == len(figures["sectors"])


@given(PEOPLE)
def test_subregions_are_represented_or_missing_never_both(people):
    figures = _of_people(people)
    for here, absent in (
        ("represented_subregions", "missing_subregions"),
        ("registered_represented_subregions", "registered_missing_subregions"),
    ):
        assert set(figures[here]).isdisjoint(figures[absent])


@given(PEOPLE)
def test_attendance_is_unknown_until_somebody_is_recorded(people):
    unknown = _of_people([replace(one, attended=None) for one in people])
    assert unknown["attended_persons"] is None
    if people:
        known = _of_people([replace(people[0], attended=False), *[replace(one, attended=None) for one in people[1:]]])
        assert known["attended_persons"] == 0


@given(PEOPLE, st.randoms())
def test_the_order_in_which_people_came_changes_no_figure(people, chance):
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert _of_people(shuffled) == _of_people(people)


@given(PEOPLE)
def test_an_interpreter_changes_only_the_number_of_interpreters(people):
    helper = Participant(
        registered=True,
        waiting=False,
        assists=True,
        attended=None,
        country="AQ" if "AQ" in COUNTRIES else "KE",
        sector=Sector.MEDIA,
        gender="woman",
        organization="new",
        from_un=False,
    )
    before, after = _of_people(people), _of_people([*people, helper])
    assert {key for key in before if before[key] != after[key]} == {"assistants"}
