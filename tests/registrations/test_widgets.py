import re

from django import forms
from django.utils import translation

from registrations.forms.registration import places, sectors
from registrations.forms.widgets import LongSelect


def options_of(widget, value):
    html = widget.render("x", value, {"id": "id_x", "aria-describedby": "hint"})
    return re.findall(r'<option value="([^"]*)"( selected)?[^>]*>([^<]*)</option>', html), html


def test_a_long_select_offers_what_a_plain_select_offers():
    for options in (places, sectors):
        for value in ("", None, "NP", "media", "no such code"):
            long, html = options_of(LongSelect(options), value)
            plain, _ = options_of(forms.Select(choices=options()), value or "")
            assert long == plain
            assert 'id="id_x"' in html
            assert 'aria-describedby="hint"' in html


def test_a_value_that_was_typed_by_hand_cannot_break_out_of_the_page():
    assert "<script>" not in LongSelect(places).render("x", '"><script>', {})


def test_each_language_has_its_own_names():
    english = LongSelect(places).render("x", "", {})
    with translation.override("fr"):
        french = LongSelect(places).render("x", "", {})
    assert ">Germany<" in english
    assert ">Allemagne<" in french
