"""Countries and areas: names, subregions and the regional commissions they belong to. Plain data, no Django.

`data/countries.csv` holds, for each ISO 3166-1 alpha-2 code, the United Nations short name in English, the subregion of
the Standard Country or Area Codes for Statistical Use (M49), membership of the five regional commissions (members and
associate members alike), the ESCAP subregion, and the English adjective. Names and groupings are those in use at the
United Nations and express no opinion on the status of any country or area.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

M49 = "m49"
COMMISSIONS = ("ECA", "ECE", "ECLAC", "ESCAP", "ESCWA")
SCHEMES = (M49, *COMMISSIONS)

_COVERED = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Country:
    """One country or area; `escap_subregion` is empty outside ESCAP and for its members from other regions."""

    alpha2: str
    name: str
    m49_subregion: str
    commissions: frozenset[str]
    escap_subregion: str
    demonym: str


def _load(path: Path) -> dict[str, Country]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["alpha2"]: Country(
                alpha2=row["alpha2"],
                name=row["name"],
                m49_subregion=row["m49_subregion"],
                commissions=frozenset(commission for commission in COMMISSIONS if row[commission] == "1"),
                escap_subregion=row["escap_subregion"],
                demonym=row["demonym"],
            )
            for row in csv.DictReader(lines)
        }


COUNTRIES: dict[str, Country] = _load(Path(__file__).parent / "data" / "countries.csv")

_SIZES = Counter(commission for country in COUNTRIES.values() for commission in country.commissions)


def subregion(alpha2: str, scheme: str) -> str:
    """The subregion of a country in a scheme: "m49" or the acronym of a regional commission.

    ESCAP has subregions of its own; for the other commissions those of M49 are used. The answer is empty for a code
    that is not known and for a country that the scheme does not cover. Raises ValueError for an unknown scheme.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"There is no grouping of countries called “{scheme}”. Known: {', '.join(SCHEMES)}.")
    country = COUNTRIES.get(alpha2)
    if country is None or (scheme != M49 and scheme not in country.commissions):
        return ""
    return country.escap_subregion if scheme == "ESCAP" else country.m49_subregion


def subregions(scheme: str) -> tuple[str, ...]:
    """All subregions of a scheme, by name: what the missing ones are counted against."""
    return tuple(sorted({subregion(code, scheme) for code in COUNTRIES} - {""}))


def scheme_for(codes: Iterable[str]) -> str:
    """The regional commission with the fewest members that covers at least four fifths of the codes, or else "m49".

    A code counts as often as it is given, so pass one code per person or one per country, as the question requires.
    Codes that are not known cannot be placed and are left out.
    """
    known = [COUNTRIES[code] for code in codes if code in COUNTRIES]
    if not known:
        return M49
    for commission in sorted(COMMISSIONS, key=lambda name: _SIZES[name]):
        covered = sum(commission in country.commissions for country in known)
        if Fraction(covered, len(known)) >= _COVERED:
            return commission
    return M49
