"""The document tree of a version: footnotes, figures, lists, the annex."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations import models as c
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.document import List, plain
from reports.models import BlockKind, Footnote, ReportOutline, TextBlock
from reports.tree import build
from tests import factories
from tests.reports.conftest import composed
from tests.reports.reading import paragraphs, sections, under


def block(consultation, text, kind=BlockKind.BACKGROUND):
    outline, _new = ReportOutline.objects.get_or_create(consultation=consultation)
    TextBlock.objects.create(outline=outline, kind=kind, position=outline.blocks.count(), text=text)


def footnotes(consultation, **texts):
    for mark, text in texts.items():
        Footnote.objects.create(consultation=consultation, mark=mark, text=text)


def notes_of(document):
    return [plain(footnote.runs) for footnote in document.footnotes]


def test_footnotes_are_numbered_by_their_first_mark_and_a_second_mark_refers_back(rivers, note):
    footnotes(rivers, b="Second.", a="First.")
    block(rivers, "One[^a] and two[^b] and one again[^a].")
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert notes_of(document) == ["First.", "Second.", "See footnote 1."]


def test_figures_in_texts_and_in_footnotes_are_those_of_the_measures(rivers, note):
    for _turn in range(3):
        factories.RegistrationFactory(consultation=rivers)
    footnotes(rivers, f="Of {{ registered_persons|number }} registered.")
    block(rivers, "{{ registered_persons|counted }} came.[^f]")
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert paragraphs(document)[1] == "Three people came."
    assert notes_of(document) == ["Of 3 registered."]


def test_names_that_describe_what_they_name_take_an_article_and_others_do_not(rivers, note):
    for place, name in enumerate(["Office for Rivers", "Governments of Rain", "River Watch"]):
        organization = factories.OrganizationFactory(series=rivers.series, name=name)
        c.OrganizationRole.objects.create(
            consultation=rivers, organization=organization, role="convener", position=place
        )
    block(rivers, "Convened by {{ conveners|list }}.")
    note("The gauges were broken.")
    words = paragraphs(composed(rivers).built.document)[1]
    assert words == "Convened by the Office for Rivers, Governments of Rain and River Watch."


def test_a_footnote_and_a_paragraph_with_nothing_to_say_vanish(rivers, note):
    footnotes(rivers, empty="{{ gender_sentence }}")
    block(rivers, "{{ gender_sentence }}")
    block(rivers, "People came.[^empty]")
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert paragraphs(document)[1] == "People came."
    assert document.footnotes == ()


def test_texts_without_words_print_nothing_and_leave_no_footnote_behind(rivers, note):
    footnotes(rivers, a="First.", b="Second.")
    block(rivers, "[^a]")
    block(rivers, "- [^a]\n- \x07")
    block(rivers, "\x07 \x85")
    block(rivers, "People came.[^b]")
    note("The gauges were broken.")
    rivers.headings.filter(key="challenges").update(label="\x07")
    document = composed(rivers).built.document
    assert paragraphs(document)[1] == "People came."
    assert notes_of(document) == ["Second."]
    assert ("i", "Untitled") in sections(document)


def test_a_footnote_without_text_and_a_wrong_figure_are_named_with_their_paragraph(rivers, note):
    block(rivers, "People came.[^nowhere]")
    block(rivers, "{{ visitors }} came.")
    note("The gauges were broken.")
    faults = composed(rivers).built.faults
    assert any(fault.startswith("Paragraph 1 refers to a footnote “nowhere”") for fault in faults)
    assert any(fault.startswith("Paragraph 2: There is no figure called “visitors”") for fault in faults)


def test_names_from_data_are_never_markup_and_notes_never_tokens(rivers, note):
    organization = factories.OrganizationFactory(series=rivers.series, name="River *Watch* [^x] (b)")
    c.OrganizationRole.objects.create(consultation=rivers, organization=organization, role="convener", position=0)
    block(rivers, "Convened by {{ conveners|list }}.")
    note("The sign said {{ conveners }} and nothing else.")
    document = composed(rivers).built.document
    assert paragraphs(document)[1] == "Convened by River *Watch* [^x] (b)."
    assert "{{ conveners }}" in " ".join(paragraphs(document).values())


def test_lists_stay_in_their_paragraph_and_further_paragraphs_have_no_number(rivers, note):
    block(rivers, "Three things:\n\n- one;\n- two;\n\nThat is all.")
    block(rivers, "(a) first\n(b) second")
    note("The gauges were broken.")
    section = under(composed(rivers).built.document, "I")
    first, rest, second = section.children[:3]
    assert isinstance(first.children[0], List)
    assert [plain(item.runs) for item in first.children[0].items] == ["one;", "two;"]
    assert (plain(rest.runs), rest.number) == ("That is all.", None)
    assert (plain(second.runs), second.number) == ("(a) first (b) second", 2)


def test_the_title_block_names_series_day_zone_modality_and_objectives(rivers, note):
    rivers.modality = "virtual"
    rivers.save()
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert document.overline == ("River consultations", "17 December 2026, 11:00–14:00 (Bangkok time) – Virtual")
    assert document.subtitle == ("Objectives 1 and 2 of the Charter of Shared Rivers", "Summary report")
    assert document.language == "en"
    in_the_zone = composed(rivers).report.composed_at.astimezone(rivers.zone)
    assert document.properties.date == in_the_zone.date().isoformat()


def test_the_annex_prints_who_is_confirmed_and_no_gap_for_who_is_not(rivers, note):
    speaker = factories.PersonFactory(consultation=rivers, name="Ada Velmoor", honorific="Ms.", position="Director")
    session = c.Session.objects.create(
        consultation=rivers,
        key="highlights",
        position=0,
        title="Highlights",
        starts_at=rivers.starts_at,
        ends_at=rivers.ends_at,
        kind="plenary",
    )
    group = rivers.working_groups.get(number=1)
    c.SessionRole.objects.create(session=session, position=0, role="presenter", tbc=True, group=group)
    c.SessionRole.objects.create(session=session, position=1, role="presenter", person=speaker, group=group)
    note("The gauges were broken.")
    document = composed(rivers).built.document
    annex = document.children[-1]
    cell = annex.children[0].rows[0][1]
    assert annex.annex
    assert [plain(item.runs) for item in cell.children[0].items] == [
        "Presenter, working group 1: Ms. Ada Velmoor, Director"
    ]


def test_the_footnote_on_clusters_stands_once_and_only_where_there_are_several_rounds(rivers, note):
    note("The gauges were broken.")
    for place in (0, 1):
        c.Session.objects.create(
            consultation=rivers,
            key=f"groups-{place}",
            position=place,
            title=f"Working groups {place}",
            starts_at=rivers.starts_at,
            ends_at=rivers.ends_at,
            kind="working_groups",
        )
    assert notes_of(composed(rivers).built.document) == []
    factories.RoundFactory(consultation=rivers, number=2)
    assert notes_of(composed(rivers).built.document) == [
        "The same clusters of objectives were discussed in each round."
    ]


def test_a_tree_costs_as_many_queries_for_many_paragraphs_as_for_one(rivers, note):
    costs = []
    for count in (1, 20):
        for _turn in range(count):
            note("The gauges were broken.")
        report, figures = compose_report(consultation=rivers), figures_for(rivers)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            build(report, figures)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 10


def test_no_section_is_printed_empty(rivers, note):
    note("The gauges were broken.")
    document = composed(rivers).built.document
    assert ("A", "Objective 1: Keep river 1 clean") in sections(document)
    assert not any("river 2" in title for _label, title in sections(document))
