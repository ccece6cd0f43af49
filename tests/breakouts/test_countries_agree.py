"""The form and the screener know the same world: whoever can name a country can be found by it."""

from breakouts.screening.world import countries
from consultations.countries import COUNTRIES


def test_the_screener_knows_every_country_or_area_that_a_participant_can_choose():
    assert set(COUNTRIES) - {country.iso for country in countries()} == set()
