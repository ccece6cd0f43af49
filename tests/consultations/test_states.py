"""The table of application states holds whatever order things are tried in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.models import ApplicationState
from consultations.policies import ACTIONS
from consultations.states import APPLICATION


class Item:
    """Stands for a row."""

    def __init__(self):
        self.state = ApplicationState.DRAFT
        self.saved = []

    def save(self, *, update_fields):
        self.saved.append((self.state, tuple(update_fields)))


@given(st.lists(st.sampled_from(ApplicationState.values)))
def test_only_ways_of_the_table_are_gone_and_each_is_saved(targets):
    item = Item()
    for target in targets:
        before, saves = item.state, len(item.saved)
        if target in APPLICATION.states[before].next:
            assert APPLICATION.transition(item, target) == before
            assert item.saved[-1] == (target, ("state",))
        else:
            with pytest.raises(Refused) as refusal:
                APPLICATION.transition(item, target)
            assert str(APPLICATION.states[before].staff) in str(refusal.value)
            assert (item.state, len(item.saved)) == (before, saves)


def test_every_state_is_in_the_table_and_every_mover_is_a_known_permission():
    assert set(APPLICATION.states) == set(ApplicationState.values)
    for state in APPLICATION.states.values():
        assert state.staff
        assert state.public
        assert set(state.next) <= set(ApplicationState.values)
        assert all(permission in {"", *ACTIONS} for permission in state.next.values())


def test_nothing_leads_back_from_an_end():
    for end in ("accepted", "declined", "withdrawn"):
        assert not APPLICATION.states[end].next
