"""The look holds what it promises: readable colours, nothing inline, nothing from elsewhere."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.factories import UserFactory

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A letter is no page of ours: mail programs read no stylesheets.
LETTERS = {ROOT / "templates" / "consultations" / "mail_letter.html"}
STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
STYLES = [path for path in STATIC if path.suffix == ".css"]
PUBLIC_STYLE = ROOT / "static/css/openfloor.css"

TEXT = ["ink", "ink-soft", "accent", "accent-strong", "decide", "blocked", "done"]
GROUND = ["paper", "raised", "sunken"]
TEXT_PAIRS = [
    *product(TEXT, GROUND),
    *product(["ink", "ink-soft"], ["accent-paper", "decide-paper", "blocked-paper", "done-paper"]),
    ("accent", "accent-paper"),
    ("accent-strong", "accent-paper"),
    ("decide", "decide-paper"),
    ("blocked", "blocked-paper"),
    ("done", "done-paper"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-blocked", "blocked"),
    ("raised", "done"),
]
# WCAG 2.2, 1.4.11: the edge of a field and the ring of focus need 3 to 1 against what is around them.
EDGE_PAIRS = list(product(["line-strong", "accent", "blocked"], GROUND))


def _tokens(scheme):
    css = PUBLIC_STYLE.read_text()
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block)) for block in blocks[:2])
    return light if scheme == "light" else light | dark


def _luminance(colour):
    def channel(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2's contrast ratio of two #rrggbb colours, from 1 to 21."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_text_and_ground_can_be_read(scheme):
    tokens = _tokens(scheme)
    weak = {(a, b): contrast(tokens[a], tokens[b]) for a, b in TEXT_PAIRS if contrast(tokens[a], tokens[b]) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_focus_rings_can_be_seen(scheme):
    tokens = _tokens(scheme)
    weak = {(a, b): contrast(tokens[a], tokens[b]) for a, b in EDGE_PAIRS if contrast(tokens[a], tokens[b]) < 3}
    assert weak == {}


def test_dark_has_every_colour_that_light_has():
    css = PUBLIC_STYLE.read_text()
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    colour = r"--([\w-]+):\s*#"
    assert set(re.findall(colour, light)) == set(re.findall(colour, dark))


def test_every_colour_token_is_in_a_tested_pair():
    tested = {name for pair in [*TEXT_PAIRS, *EDGE_PAIRS] for name in pair}
    assert set(_tokens("light")) - tested == {"line"}  # a hairline that nothing depends on


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_take_colours_from_tokens_only(path):
    css = re.sub(r":root \{.*?\}", "", path.read_text(), flags=re.DOTALL)
    css = re.sub(r"@media print \{.*", "", css, flags=re.DOTALL)
    loose = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)", css))
    assert loose <= {"#fff", "rgb(0 0 0 / 0.5)"}  # the ground of a QR code; what lies behind a dialogue


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_tokens_that_exist_and_directions_that_turn(path):
    css = path.read_text()
    defined = set(re.findall(r"(--[\w-]+):", PUBLIC_STYLE.read_text() + css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined
    assert (
        re.findall(
            r"(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right):|text-align: (?:left|right)", css
        )
        == []
    )


def test_the_public_stylesheet_is_small():
    assert PUBLIC_STYLE.stat().st_size < 30_000


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path not in LETTERS],
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_templates_hold_nothing_inline(path):
    html = path.read_text()
    assert not re.search(r"<style\b", html)
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html)
    assert not re.search(r"javascript:", html)
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_loaded_from_another_host(path):
    text = path.read_text(errors="replace").replace("http://www.w3.org/2000/svg", "")
    assert (
        re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.sub(r"^\s*(?://|/\*).*$", "", text, flags=re.MULTILINE)) == []
    )


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_stand_without_database_and_say_what_to_do(name):
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert page.count("<p>") >= 3
    assert '<html lang="en" dir="ltr"' in page
    assert 'href="#main"' in page
    assert 'id="main"' in page


def test_a_page_that_does_not_exist_is_answered_in_our_words(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert 'href="/accounts/login/"' in response.content.decode()


def test_whoever_is_signed_in_is_not_asked_to_sign_in_where_there_is_no_page(client, db):
    client.force_login(UserFactory())
    page = client.get("/no/such/page/").content.decode()
    assert "ask an organizer" in page
    assert "Sign in" not in page


@pytest.mark.django_db
def test_long_lists_of_options_are_drawn_in_one_template():
    from django import forms

    class Form(forms.Form):
        country = forms.ChoiceField(choices=[("", "Choose"), *((n, f"Country <{n}>") for n in range(250))])

    html = str(Form({"country": "7"})["country"])
    assert html.count("<option") == 251
    assert '<option value="7" selected>Country &lt;7&gt;</option>' in html


def test_a_field_ties_label_hint_and_error_together():
    from django import forms

    class Form(forms.Form):
        name = forms.CharField(help_text="As printed.")
        choice = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
        more = forms.CharField(required=False)

    form = Form({})
    html = form["name"].as_field_group()
    assert '<label for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    group = form["choice"].as_field_group()
    assert "<legend>Choice</legend>" in group
    assert 'aria-describedby="id_choice_error"' in group
    assert group.count('type="radio"') == 2
    assert "(optional)" in form["more"].as_field_group()


def test_a_form_lists_its_errors_with_links_to_the_fields():
    from django import forms

    class Form(forms.Form):
        name = forms.CharField()
        agree = forms.BooleanField(label="I agree")

    html = render_to_string("components/form.html", {"form": Form({})}, RequestFactory().post("/"))
    assert "2 answers need another look" in html
    assert '<a href="#id_name">Name</a>' in html
    assert '<a href="#id_agree">I agree</a>' in html
    assert 'role="alert"' in html
