"""The permission table: what the predicates say of each role, and that the file in docs says the same."""

import pytest
from django.core.management import CommandError, call_command

from consultations import permissions_table
from consultations.permissions_table import ROLES, allowed
from consultations.policies import ACTIONS, roles_of
from tests import factories


def _cells(name):
    return {role: allowed(ACTIONS[name], role) for role in ROLES}


def test_the_table_says_who_may_decide_review_and_read():
    assert {role for role, cell in _cells("consultations.decide_applications").items() if cell == "yes"} == {
        "organizer"
    }
    assert {role for role, cell in _cells("consultations.review_applications").items() if cell == "yes"} == {"reviewer"}
    read = _cells("consultations.read_public")
    assert read["anonymous"] == read["stranger"] == read["organizer of another"] == "public"
    assert read["rapporteur"] == read["organizer"] == "yes"
    assert set(_cells("consultations.keep_application").values()) == {"link"}


def test_no_role_elsewhere_opens_anything_that_a_stranger_may_not():
    # Pages about no single consultation, where an organizer of any finds what is her own.
    own = {"consultations.keep_frameworks", "reports.load"}
    for action in [action for action in ACTIONS.values() if action.name not in own]:
        assert allowed(action, "organizer of another") == allowed(action, "stranger"), action.name


def test_the_file_is_up_to_date():
    call_command("write_permissions", check=True)


def test_an_old_file_fails_the_check(monkeypatch):
    table = permissions_table.permissions_table()
    monkeypatch.setattr(
        "consultations.management.commands.write_permissions.permissions_table", lambda: table.replace("yes", "no")
    )
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_permissions", check=True)


def test_the_roles_asked_about_are_those_that_rows_give(consultation, django_assert_num_queries):
    user = factories.UserFactory()
    factories.TeamMemberFactory(consultation=consultation, user=user, role="viewer")
    group = factories.WorkingGroupFactory(consultation=consultation)
    person = factories.PersonFactory(consultation=consultation, user=user)
    person.group_roles.create(group=group, role="co_host", position=0)
    with django_assert_num_queries(1):
        assert roles_of(user, consultation) == {"viewer", "co_host"}
        assert roles_of(user, consultation) == {"viewer", "co_host"}
    assert roles_of(user, factories.ConsultationFactory()) == frozenset()
