from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.countries import COMMISSIONS, COUNTRIES, M49, SCHEMES, scheme_for, subregion, subregions

codes = st.sampled_from(sorted(COUNTRIES))


def members(commission: str) -> set[str]:
    return {code for code, country in COUNTRIES.items() if commission in country.commissions}


def test_each_commission_has_as_many_members_and_associate_members_as_it_declares():
    assert {name: len(members(name)) for name in COMMISSIONS} == {
        "ECA": 54,
        "ECE": 56,
        "ECLAC": 46 + 14,
        "ESCAP": 53 + 9,
        "ESCWA": 21,
    }


def test_names_are_the_short_names_of_the_united_nations():
    assert COUNTRIES["VN"].name == "Viet Nam"
    assert COUNTRIES["KR"].name == "Republic of Korea"
    assert COUNTRIES["TR"].name == "Türkiye"
    assert COUNTRIES["LA"].name == "Lao People’s Democratic Republic"
    assert COUNTRIES["CZ"].name == "Czechia"


def test_every_row_is_complete_and_every_name_stands_for_one_country():
    for code, country in COUNTRIES.items():
        assert len(code) == 2
        assert code.isupper()
        assert country.alpha2 == code
        assert country.name == country.name.strip() != ""
        assert country.m49_subregion
        assert country.demonym
    assert max(Counter(country.name for country in COUNTRIES.values()).values()) == 1
    assert len({country.m49_subregion for country in COUNTRIES.values()}) == 22


def test_all_193_members_and_both_observer_states_of_the_united_nations_can_be_chosen():
    elsewhere = (
        "AI AS AW AX BM CK CW EH FK FO GF GG GI GL GP GU HK IM JE KY MO MP MQ MS NC NF NU PF PM PR RE SH SX TC TK TW "
        "VG VI WF YT"
    )
    assert len(set(COUNTRIES) - set(elsewhere.split())) == 193 + 2


def test_escap_subregions_are_given_to_escap_members_alone_and_to_all_in_the_region():
    for code, country in COUNTRIES.items():
        if country.escap_subregion:
            assert "ESCAP" in country.commissions, code
    assert {code for code in members("ESCAP") if not COUNTRIES[code].escap_subregion} == {"FR", "GB", "NL", "US"}
    assert subregions("ESCAP") == (
        "East and North-East Asia",
        "North and Central Asia",
        "Pacific",
        "South and South-West Asia",
        "South-East Asia",
    )


@pytest.mark.parametrize(
    ("code", "scheme", "expected"),
    [
        ("KG", "ESCAP", "North and Central Asia"),
        ("KG", M49, "Central Asia"),
        ("KG", "ECE", "Central Asia"),
        ("KE", "ECA", "Eastern Africa"),
        ("KE", "ESCAP", ""),
        ("US", "ESCAP", ""),
        ("ZZ", M49, ""),
        ("", "ESCAP", ""),
    ],
)
def test_a_country_has_a_subregion_only_where_the_scheme_covers_it(code, scheme, expected):
    assert subregion(code, scheme) == expected


def test_an_unknown_scheme_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="There is no grouping of countries called “EU”"):
        subregion("FR", "EU")


def test_the_smallest_commission_that_covers_four_fifths_is_chosen():
    assert scheme_for(["IN", "BD", "NP", "FJ", "KE"]) == "ESCAP"
    assert scheme_for(["IN", "BD", "NP", "KE"]) == M49
    assert scheme_for(["EG", "TN", "JO"]) == "ESCWA"
    assert scheme_for(["EG", "TN", "KE"]) == "ECA"
    assert scheme_for(["KG", "UZ", "AM"]) == "ECE"
    assert scheme_for(["CL", "PE"]) == "ECLAC"
    assert scheme_for([]) == scheme_for(["ZZ"]) == M49


def test_codes_count_as_often_as_they_are_given_and_unknown_ones_do_not_count():
    assert scheme_for(["FJ"] * 8 + ["KE", "CL"]) == "ESCAP"
    assert scheme_for(["FJ", "KE", "CL"]) == M49
    assert scheme_for(["FJ", "ZZ", "ZZ", "ZZ"]) == "ESCAP"


@given(st.lists(codes, min_size=1, max_size=30))
def test_a_chosen_commission_places_four_fifths_and_no_smaller_one_does(chosen):
    def covered(scheme: str) -> int:
        return sum(code in members(scheme) for code in chosen)

    answer = scheme_for(chosen)
    by_size = sorted(COMMISSIONS, key=lambda name: len(members(name)))
    smaller = by_size if answer == M49 else by_size[: by_size.index(answer)]
    assert all(5 * covered(name) < 4 * len(chosen) for name in smaller)
    if answer != M49:
        assert 5 * covered(answer) >= 4 * len(chosen)


@given(codes, st.sampled_from(SCHEMES))
def test_every_subregion_that_is_answered_belongs_to_the_scheme(code, scheme):
    answer = subregion(code, scheme)
    assert answer == "" or answer in subregions(scheme)
