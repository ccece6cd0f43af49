"""Countries and subregions of people: which are represented, and which are missing.

The grouping is that of the regional commission to which the people's countries belong (consultations/countries.py),
chosen from everybody who registered or attended, so that both are held against the same list. Where everybody is from
one country, subregions say nothing, and no figure speaks of them.
"""

from collections.abc import Iterable

from consultations.countries import M49, scheme_for, subregion, subregions
from registrations.measures.people import Participant
from registrations.measures.words import listed

_SAID = {"Pacific": "the Pacific", "Caribbean": "the Caribbean"}


def countries(people: Iterable[Participant]) -> set[str]:
    """The codes of the countries that the people are from."""
    return {person.country for person in people} - {""}


def scheme(people: Iterable[Participant]) -> str:
    """The grouping to count in, or "" where all are from one country."""
    codes = [person.country for person in people if person.country]
    return scheme_for(codes) if len(set(codes)) > 1 else ""


def represented(people: Iterable[Participant], scheme_name: str) -> tuple[str, ...]:
    """The subregions that people are from, in the order of the grouping."""
    if not scheme_name:
        return ()
    present = {subregion(code, scheme_name) for code in countries(people)}
    return tuple(_SAID.get(name, name) for name in subregions(scheme_name) if name in present)


def missing(people: Iterable[Participant], scheme_name: str) -> tuple[str, ...]:
    """The subregions that nobody is from. Empty for M49: nobody expects the whole world at a consultation."""
    if scheme_name in {"", M49}:
        return ()
    present = set(represented(people, scheme_name))
    return tuple(name for name in (_SAID.get(n, n) for n in subregions(scheme_name)) if name not in present)


def sentence(people: Iterable[Participant], scheme_name: str) -> str:
    """ "All ESCAP subregions were represented except the Pacific.", or nothing where no commission fits."""
    people = list(people)
    if scheme_name in {"", M49} or not people:
        return ""
    absent = missing(people, scheme_name)
    if not absent:
        return f"Every {scheme_name} subregion was represented."
    here = represented(people, scheme_name)
    if len(here) > len(absent):
        return f"Every {scheme_name} subregion was represented except {listed(absent)}."
    was = "was" if len(absent) == 1 else "were"
    return f"Among the {scheme_name} subregions, {listed(absent)} {was} not represented."
