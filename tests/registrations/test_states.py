import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from registrations.models import RegistrationState
from registrations.states import REGISTRATION

states = st.sampled_from(RegistrationState.values)


class Row:
    def __init__(self, status):
        self.status, self.saved = status, []

    def save(self, *, update_fields):
        self.saved.append(update_fields)


def test_every_state_has_a_row_and_words_for_both_sides():
    assert REGISTRATION.states.keys() == set(RegistrationState)
    for state in REGISTRATION.states.values():
        assert str(state.staff)
        assert str(state.public).endswith(".")


@given(states, states)
def test_only_the_ways_of_the_table_can_be_gone(current, target):
    row = Row(current)
    if target in REGISTRATION.states[current].next:
        REGISTRATION.transition(row, target)
        assert row.status == target
        assert row.saved == [["status"]]
    else:
        with pytest.raises(Refused, match="cannot become"):
            REGISTRATION.transition(row, target)
        assert row.status == current
        assert row.saved == []


@given(st.lists(states, max_size=12))
def test_no_walk_leads_back_to_pending(walk):
    row = Row(RegistrationState.PENDING)
    for target in walk:
        if REGISTRATION.allows(row.status, target):
            REGISTRATION.transition(row, target)
            assert row.status != RegistrationState.PENDING


def test_every_state_can_be_left_and_everybody_can_withdraw():
    for value, state in REGISTRATION.states.items():
        assert state.next
        if value != RegistrationState.WITHDRAWN:
            assert state.next[RegistrationState.WITHDRAWN] == ""
