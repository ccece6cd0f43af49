"""The table of countries is whole and consistent."""

import pytest

from breakouts.screening.world import codes_in_region, countries, country_code


def test_every_country_has_a_code_of_its_own_and_a_region():
    rows = countries()
    assert len({c.iso for c in rows}) == len(rows) > 220
    assert all(len(c.iso) == 2 and c.iso.isupper() and c.region and c.names and c.demonyms for c in rows)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("TO", "TO"),
        ("Tonga", "TO"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("the Russian Federation", "RU"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Lao PDR", "LA"),
        ("Iran (Islamic Republic of)", "IR"),
        ("NA", "NA"),
        ("Nowhere", None),
        ("", None),
        (None, None),
    ],
)
def test_codes_and_names_give_the_code(written, code):
    assert country_code(written) == code


def test_regions_hold_their_countries():
    assert {"TO", "FJ", "NZ"} <= codes_in_region("the pacific")
    assert codes_in_region("central asia") == {"KZ", "KG", "TJ", "TM", "UZ"}
