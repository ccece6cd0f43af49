import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.models import ApplicationState, OrganizationRole, OrganizationRoleKind
from registrations.measures import KEYS, Figures, breakdowns_for, figures_for, render_tokens, voices_missing
from registrations.measures.gender import BALANCED, MAN, NOT_STATED, OTHER, WOMAN, balance_sentence, counts, reading
from registrations.models import Attendance, AttendanceSource, Contact, Invitation, RegistrationState
from tests import factories as f


def register(consultation, *, attended=None, **fields):
    registration = f.RegistrationFactory(consultation=consultation, **fields)
    if attended is not None:
        Attendance.objects.create(registration=registration, present=attended, source=AttendanceSource.MANUAL)
    return registration


def organization(consultation, name, **fields):
    return f.OrganizationFactory(series=consultation.series, name=name, **fields)


def value(consultation, key):
    return figures_for(consultation)[key].value


def test_every_figure_of_the_catalogue_is_counted_even_for_an_empty_consultation(consultation):
    figures = figures_for(consultation)
    assert figures.measures.keys() == KEYS
    assert figures["registered_persons"].value == 0
    assert figures["attended_persons"].value is None
    assert figures["attended_persons"].sentence == "Attended: not known yet."


def test_registered_attended_and_waiting_are_three_numbers(consultation):
    register(consultation, attended=True)
    register(consultation, attended=False)
    register(consultation)
    register(consultation, status=RegistrationState.WAITLISTED)
    register(consultation, status=RegistrationState.WITHDRAWN)
    register(consultation, status=RegistrationState.PENDING)
    figures = figures_for(consultation)
    assert (figures["registered_persons"].value, figures["attended_persons"].value) == (3, 1)
    assert figures["waiting_persons"].value == 1
    assert (
        figures["registered_persons"].sentence
        == "Three people registered and confirmed (interpreters and assistants not counted)."
    )
    assert figures["attended_persons"].sentence.startswith("One person attended")


def test_somebody_on_the_waiting_list_who_came_all_the_same_attended(consultation):
    register(consultation, status=RegistrationState.WAITLISTED, attended=True)
    assert value(consultation, "attended_persons") == 1


def test_an_interpreter_is_counted_nowhere_but_among_interpreters(consultation):
    speaker = register(consultation, attended=True, country="NP", sector="academia", organization_name="Udar")
    register(consultation, attended=True, assists=speaker, country="FJ", sector="media", organization_name="Sel")
    figures = figures_for(consultation)
    assert figures["registered_persons"].value == figures["attended_persons"].value == 1
    assert figures["attended_countries"].value == figures["attended_organizations"].value == 1
    assert figures["sectors"].value == ("academia",)
    assert figures["assistants"].value == 1


def test_united_nations_staff_are_those_whose_sector_or_organization_says_so(consultation):
    agency = organization(consultation, "Agency for Rivers", is_un=True)
    register(consultation, attended=True, organization=agency)
    register(consultation, attended=True, sector="un")
    register(consultation, attended=True, sector="academia")
    register(consultation, sector="un")
    figures = figures_for(consultation)
    assert (figures["un_persons"].value, figures["stakeholder_persons"].value) == (2, 1)
    assert figures["attended_un_entities"].value == 1


def test_one_organization_in_two_spellings_is_one_organization(consultation):
    register(consultation, attended=True, organization_name="River  Watch")
    register(consultation, attended=True, organization_name="river watch ")
    register(consultation, attended=True, organization_name="")
    assert value(consultation, "attended_organizations") == 1


def test_the_own_answer_counts_and_else_that_of_the_organization(consultation):
    home = organization(consultation, "Delta Union", country="BD", sector="trade_union")
    register(consultation, attended=True, organization=home)
    register(consultation, attended=True, organization=home, country="NP", sector="academia")
    figures = figures_for(consultation)
    assert figures["attended_country_names"].value == ("Bangladesh", "Nepal")
    assert figures["sectors"].value == ("academia", "trade unions")


def test_missing_subregions_are_named(consultation):
    for country in ("NP", "FJ", "TH", "JP", "IN"):
        register(consultation, attended=True, country=country)
    figures = figures_for(consultation)
    assert figures["missing_subregions"].value == ("North and Central Asia",)
    assert (
        figures["subregions_sentence"].value == "Every ESCAP subregion was represented except North and Central Asia."
    )
    assert "the Pacific" in figures["represented_subregions"].value


def test_a_consultation_within_one_country_speaks_of_no_subregion(consultation):
    register(consultation, attended=True, country="KE")
    register(consultation, attended=True, country="KE")
    figures = figures_for(consultation)
    assert figures["missing_subregions"].value == ()
    assert figures["subregions_sentence"].value == ""


def test_co_organizers_are_listed_in_their_order_and_united_nations_entities_apart(consultation):
    roles = [
        organization(consultation, "Agency for Rivers", short_name="AFR", is_un=True, country="TH"),
        organization(consultation, "Udar", country="NP"),
        organization(consultation, "Coast Forum", short_name="CF", country="FJ"),
    ]
    for position, one in enumerate(roles):
        OrganizationRole.objects.create(
            consultation=consultation, organization=one, role=OrganizationRoleKind.CO_ORGANIZER, position=position
        )
    OrganizationRole.objects.create(
        consultation=consultation, organization=roles[0], role=OrganizationRoleKind.GUIDANCE, position=9
    )
    figures = figures_for(consultation)
    assert (
        render_tokens("Run by {{ co_organizers|list }}.", figures)
        == "Run by Udar, Nepal; Coast Forum (CF), Fiji; and Agency for Rivers (AFR)."
    )
    assert render_tokens("{{ stakeholder_co_organizers_count }} and {{ un_co_organizers }}", figures) == (
        "Two and Agency for Rivers (AFR)"
    )
    assert figures["guidance"].value == ("Agency for Rivers (AFR)",)


def test_invited_registered_and_listed_are_not_the_same(consultation):
    contacts = [Contact.objects.create(consultation=consultation, email=f"p{n}@x.example") for n in range(3)]
    assert value(consultation, "invited_persons") is None
    Invitation.objects.create(contact=contacts[0])
    figures = figures_for(consultation)
    assert (figures["contacts"].value, figures["invited_persons"].value) == (3, 1)


def test_drafts_and_withdrawn_applications_do_not_count(consultation):
    for state in ApplicationState.values:
        f.ApplicationFactory(consultation=consultation, state=state)
    figures = figures_for(consultation)
    assert (figures["applications"].value, figures["accepted_applications"].value) == (3, 1)


def test_nothing_of_another_consultation_is_counted(consultation):
    elsewhere = f.ConsultationFactory(series=consultation.series)
    register(elsewhere, attended=True, country="NP", sector="academia")
    f.WorkingGroupFactory(consultation=elsewhere)
    f.ApplicationFactory(consultation=elsewhere)
    figures = figures_for(consultation)
    assert {key for key in KEYS if figures.known(key) and figures[key].value} == set()


def test_figures_cost_the_same_for_one_and_for_a_hundred_people(consultation, django_assert_num_queries):
    register(consultation, attended=True, country="NP")
    with django_assert_num_queries(6):
        figures_for(consultation)
    for _ in range(99):
        register(consultation, attended=True, country="FJ")
    with django_assert_num_queries(6):
        figures_for(consultation)
    with django_assert_num_queries(1):
        breakdowns_for(consultation)
    with django_assert_num_queries(2):
        voices_missing(consultation)


def test_frozen_figures_do_not_move(consultation):
    register(consultation, attended=True, country="NP", sector="academia")
    frozen = json.loads(json.dumps(figures_for(consultation).to_json()))
    register(consultation, attended=True, country="FJ")
    kept = Figures.from_json(frozen)
    assert kept["attended_persons"].value == 1
    assert kept["sectors"].value == ("academia",)
    assert kept.to_json() == frozen
    assert render_tokens("{{ attended_persons|counted }} from {{ sectors|list }}", kept) == "One person from academia"


@pytest.mark.parametrize("broken", [{}, {"as_of": "soon", "measures": {}}, {"measures": None}, {"as_of": 3}])
def test_frozen_figures_that_are_not_ours_are_refused(broken):
    with pytest.raises(Refused, match="cannot be read"):
        Figures.from_json(broken)


def test_every_breakdown_adds_up_to_the_figure(consultation):
    for n in range(12):
        register(
            consultation,
            attended=n % 3 > 0,
            country=["NP", "FJ", "", "TH"][n % 4],
            sector=["academia", "", "media"][n % 3],
            gender=["woman", "man", "", "hijra"][n % 4],
        )
    figures = figures_for(consultation)
    tables = breakdowns_for(consultation)
    assert [table.key for table in tables] == ["sector", "subregion", "country", "gender"]
    for table in tables:
        assert table.registered == figures["registered_persons"].value, table.key
        assert table.attended == figures["attended_persons"].value, table.key


def test_voices_that_are_missing_come_first(consultation):
    for country in ("NP", "IN", "TH", "JP"):
        register(consultation, country=country, sector="civil_society")
    register(consultation, country="NP", sector="trade_union")
    voices = [(str(voice.label), voice.registered) for voice in voices_missing(consultation)]
    assert ("Pacific", 0) in voices
    assert ("Trade unions", 1) in voices
    assert "Civil society" not in dict(voices)
    assert [n for _, n in voices] == sorted(n for _, n in voices)


@pytest.mark.parametrize(
    ("answer", "counted_as"),
    [
        ("Woman", WOMAN),
        (" a woman ", WOMAN),
        ("F", WOMAN),
        ("mujer", WOMAN),
        ("MAN", MAN),
        ("homme", MAN),
        ("", NOT_STATED),
        ("  ", NOT_STATED),
        ("prefer not to say", NOT_STATED),
        ("non-binary", OTHER),
        ("manly", OTHER),
    ],
)
def test_a_described_gender_is_read_only_where_it_is_plain(answer, counted_as):
    assert reading(answer) == counted_as


answers = st.fixed_dictionaries({name: st.integers(0, 60) for name in (WOMAN, MAN, OTHER, NOT_STATED)})


@given(answers)
def test_balance_is_claimed_exactly_where_the_rule_allows_it(n):
    counted = counts([WOMAN] * n[WOMAN] + [MAN] * n[MAN] + ["two-spirit"] * n[OTHER] + [""] * n[NOT_STATED])
    stated, everybody = sum(n.values()) - n[NOT_STATED], sum(n.values())
    fair = (
        stated > 0
        and stated / everybody >= 0.7
        and all(n[word] >= 5 and 0.4 <= n[word] / stated <= 0.6 for word in (WOMAN, MAN))
    )
    assert balance_sentence(counted) == (BALANCED if fair else "")
