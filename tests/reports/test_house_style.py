"""House style chosen for the reports of one consultation, and where it shows."""

import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from accounts.errors import Refused
from consultations.models import AuditLine, OrganizationRole, TeamRole
from registrations.measures import figures_for
from reports.actions.build import write_document
from reports.actions.clearance import reopen_report
from reports.actions.compose import compose_report
from reports.actions.house_style import set_house_style
from reports.beginning import _copy
from reports.document import plain
from reports.house import house_style
from reports.models import HouseStyle
from reports.reading import article
from reports.seal import digest_of, sealed
from reports.styling import advice_on
from reports.tree import build, frozen_tree
from tests import factories
from tests.freezing import freeze, publish
from tests.reports.reading import file_text, sections
from tests.reports.test_pages import page, text_of

CHOSEN = {
    "headings": "I A i",
    "word_limit": None,
    "abbreviations_annex": False,
    "figures_annex": False,
    "rules_off": [],
}


@pytest.fixture
def choose(rivers):
    """Choose a house style: what is not said is as everybody begins."""

    def do(**chosen):
        return set_house_style(consultation=rivers, actor=None, **{**CHOSEN, **chosen})

    return do


@pytest.fixture
def report(rivers, note):
    note("The Water Users Association (WUA) met. The WUA and the Basin Office (BO) agreed.")
    note("Three gauges were broken.", heading="practices")
    return compose_report(consultation=rivers)


def built(report):
    return build(report, figures_for(report.consultation))


def annexes(report):
    """Each annex with its label, title and the words of its rows."""
    return {
        block.label: (plain(block.title), [[plain(cell.runs) for cell in row] for row in block.children[0].rows])
        for block in built(report).document.children
        if getattr(block, "annex", False)
    }


@pytest.mark.parametrize(("headings", "third"), [("I A i", "i"), ("I A 1", "1")])
def test_headings_are_counted_alike_in_all_four_formats(report, choose, headings, third):
    choose(headings=headings)
    document = built(report).document
    assert (third, "Key challenges") in sections(document)
    html = file_text(write_document(document, "html"), "html")
    assert f'<span class="doc-label">{third}.</span> Key challenges' in html
    assert f"{third}. Key challenges" in file_text(write_document(document, "pdf"), "pdf")
    tree = json.loads(write_document(document, "json"))
    outcomes = next(block for block in tree["children"] if block["title"].startswith("Outcomes"))
    assert outcomes["children"][0]["children"][0]["label"] == third
    # In Word the list counts: its third level says how.
    word = write_document(document, "docx")
    form = "decimal" if third == "1" else "lowerRoman"
    assert f'w:numFmt w:val="{form}"' in _part(word, "word/numbering.xml").split('w:abstractNumId="2"')[0]


def _part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def test_abbreviations_that_the_text_spells_out_are_listed_in_alphabetical_order(report, choose):
    assert annexes(report) == {}
    choose(abbreviations_annex=True)
    assert annexes(report) == {"Annex": ("Abbreviations", [["BO", "Basin Office"], ["WUA", "Water Users Association"]])}


def test_the_official_name_of_an_organization_of_the_report_is_known_by_its_initials(rivers, note, choose):
    public = factories.OrganizationFactory(series=rivers.series, name="Rivers for Everybody", short_name="RiverNet")
    OrganizationRole.objects.create(consultation=rivers, organization=public, role="convener", position=0)
    choose(abbreviations_annex=True)
    note("The Delta Forum of the South (DFS) met.")
    found = annexes(compose_report(consultation=rivers))
    assert ["DFS", "Delta Forum of the South"] in found["Annex"][1]


def test_two_annexes_are_told_apart_by_number(report, choose, rivers):
    rivers.sessions.create(
        title="Opening", kind="plenary", key="s1", starts_at=rivers.starts_at, ends_at=rivers.ends_at, position=0
    )
    assert list(annexes(report)) == ["Annex"]
    choose(abbreviations_annex=True)
    assert [(label, title) for label, (title, _rows) in annexes(report).items()] == [
        ("Annex I", "Programme"),
        ("Annex II", "Abbreviations"),
    ]


def test_a_text_without_abbreviations_has_no_annex_of_them(rivers, note, choose):
    choose(abbreviations_annex=True)
    note("Gauges were broken.")
    assert annexes(compose_report(consultation=rivers)) == {}


def test_the_annex_is_published_with_the_report(report, choose):
    choose(abbreviations_annex=True)
    html, contents = article(publish(report))
    assert '<th scope="row">WUA</th><td>Water Users Association</td>' in html.replace("\n", "")
    assert "Abbreviations" in [line.title for line in contents]


def test_a_frozen_version_keeps_what_it_was_frozen_with(report, choose):
    choose(headings="I A 1", abbreviations_annex=True)
    frozen = freeze(report)
    choose(headings="I A i")
    frozen.refresh_from_db()
    assert ("1", "Key challenges") in sections(built(frozen).document)
    assert annexes(frozen)["Annex"][0] == "Abbreviations"
    assert digest_of(frozen, frozen_tree(frozen)) == frozen.digest
    opened = reopen_report(report=frozen)
    assert ("i", "Key challenges") in sections(built(opened).document)


def test_the_checksum_covers_how_headings_are_counted(report, choose):
    choose(headings="I A 1")
    frozen = freeze(report)
    assert json.loads(sealed(frozen, frozen_tree(frozen)))["document"]["headings"] == "I A 1"
    frozen.tree = {**frozen.tree, "headings": "I A i"}
    assert digest_of(frozen, frozen_tree(frozen)) != frozen.digest


def rules(report):
    return {one.remark.rule: one.remark.message for one in advice_on(report, built(report))}


def test_a_text_longer_than_the_limit_is_told_with_both_numbers(report, choose):
    assert "word_limit" not in rules(report)
    choose(word_limit=3)
    assert rules(report)["word_limit"].endswith("words; the limit is 3.")


def test_a_rule_that_is_off_is_silent_and_the_others_speak(rivers, note, choose):
    note("We organise 3 gauges.")
    report = compose_report(consultation=rivers)
    assert {"numbers", "ize"} <= set(rules(report))
    choose(rules_off=["numbers"])
    assert "numbers" not in rules(report)
    assert "ize" in rules(report)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"headings": "1.1"}, "Choose how headings are counted."),
        ({"word_limit": 0}, "A word limit lies between 1 and 1,000,000."),
        ({"rules_off": ["poems"]}, "There is no rule “poems”."),
    ],
)
def test_what_is_not_offered_is_refused_with_a_sentence(choose, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        choose(**wrong)
    assert not HouseStyle.objects.exists()


def test_an_organizer_chooses_on_one_page_and_the_trail_says_so(as_organizer, report, rivers):
    address = page("style_settings", report)
    asked = text_of(as_organizer.get(address))
    assert "I, then A, then 1" in asked
    answer = {
        "headings": "I A 1",
        "word_limit": "9000",
        "abbreviations_annex": "on",
        "figures_annex": "on",
        "rules": ["ize", "survey"],
    }
    listed = text_of(as_organizer.post(address, answer, follow=True))
    assert "Saved." in listed
    assert "words of at most 9,000" in listed
    style = house_style(rivers)
    assert (style.headings, style.word_limit, style.abbreviations_annex, style.figures_annex) == (
        "I A 1",
        9000,
        True,
        True,
    )
    assert style.rules_off == ["numbers", "per_cent", "abbreviation", "single_heading", "consensus", "typed_number"]
    line = AuditLine.objects.get(verb="report.style_changed")
    assert line.details["word_limit"] == 9000


def test_a_wrong_limit_is_told_beside_the_field_and_the_rest_is_kept(as_organizer, report):
    answer = {"headings": "I A 1", "word_limit": "-4", "rules": ["ize"]}
    response = as_organizer.post(page("style_settings", report), answer)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Write a whole number between 1 and 1,000,000" in html
    assert 'value="-4"' in html
    assert re.search(r'value="I A 1"[^>]* checked', html)
    assert not HouseStyle.objects.exists()


def test_it_can_be_chosen_before_there_is_a_report(as_organizer, rivers):
    address = reverse("reports:style_settings", args=[rivers.slug])
    assert address in as_organizer.get(reverse("reports:report", args=[rivers.slug])).content.decode()
    response = as_organizer.post(address, {"headings": "I A 1"}, follow=True)
    assert "No report yet" in text_of(response)
    assert house_style(rivers).headings == "I A 1"


def test_a_viewer_reads_the_remarks_and_chooses_nothing(client, report):
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    assert page("style_settings", report) not in client.get(page("style", report)).content.decode()
    assert client.post(page("style_settings", report), {"headings": "I A 1"}).status_code in (403, 404)
    assert not HouseStyle.objects.exists()


def test_a_consultation_like_an_earlier_one_is_written_alike(rivers, choose):
    choose(headings="I A 1", word_limit=9000)
    new = factories.ConsultationFactory(series=rivers.series)
    _copy(rivers, new, None)
    assert (house_style(new).headings, house_style(new).word_limit) == ("I A 1", 9000)
    assert HouseStyle.objects.count() == 2
