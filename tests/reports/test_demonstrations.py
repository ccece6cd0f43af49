"""The reports of both demonstration consultations, whole, in every format."""

import json

import pytest

from breakouts.models import NoteStatus
from consultations.models import Person
from registrations.models import Registration
from reports.actions.build import build_document, write_document
from reports.composing import coverage
from reports.document import from_json, plain
from reports.models import Evidence
from tests.reports.reading import file_text, paragraphs, under, words_of

FORMATS = ("docx", "pdf", "html", "json")


@pytest.fixture(params=["migration", "water"])
def demo(request):
    return request.getfixturevalue(request.param)


def is_printed(registration):
    """Whether the programme prints this participant as somebody with a part."""
    person = registration.person
    return person is not None and (
        person.session_roles.exists() or person.group_roles.exclude(role="rapporteur").exists()
    )


def test_every_accepted_note_is_used_once_and_nothing_else(demo):
    notes = demo.consultation.notes
    used = list(Evidence.objects.filter(paragraph__report=demo.report).values_list("note", flat=True))
    assert sorted(used) == sorted(notes.filter(status=NoteStatus.ACCEPTED).values_list("pk", flat=True))
    assert coverage(demo.report).is_complete
    words = " ".join(paragraphs(demo.built.document).values())
    for note in notes.exclude(status=NoteStatus.ACCEPTED):
        assert note.text[:60] not in words


def test_nothing_stops_the_build(demo):
    assert demo.built.faults == []
    assert build_document(report=demo.report)[1] == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_participant_can_be_found_in_any_file(demo, form):
    """Names and addresses nowhere in the file; employers of participants nowhere in the outcomes."""
    content = write_document(demo.built.document, form)
    text = file_text(content, form).casefold()
    assert len(text) > 10_000
    found = []
    for person in Registration.objects.filter(consultation=demo.consultation).select_related("person"):
        names = [] if is_printed(person) else [person.name, person.display_name, *person.other_names]
        found += [word for word in [person.email, *names] if word and word.casefold() in text]
    assert found == []


def test_no_employer_of_a_participant_is_named_in_the_outcomes(demo):
    outcomes = next(s for s in demo.built.document.children if plain(s.title) == "Outcomes of the consultation")
    words = json.dumps([plain(s.title) for s in outcomes.children] + list(_below(outcomes)), ensure_ascii=False)
    organizations = {
        person.organization.name if person.organization else person.organization_name
        for person in Registration.objects.filter(consultation=demo.consultation).select_related("organization")
    }
    assert len(organizations - {""}) > 5
    assert [name for name in organizations - {""} if name in words] == []


def _below(section):
    yield from words_of(section)
    for child in section.children:
        if hasattr(child, "title"):
            yield from _below(child)


def test_the_tree_survives_its_own_json(demo):
    text = write_document(demo.built.document, "json").decode()
    assert from_json(text) == demo.built.document


def test_the_migration_report_has_the_shape_of_a_summary_report(migration):
    document = migration.built.document
    assert 84 <= len(paragraphs(document)) <= 114
    assert list(paragraphs(document)) == list(range(1, len(paragraphs(document)) + 1))
    assert [section.label for section in document.children] == ["I", "II", "III", "IV", "V", "Annex"]
    outcomes = under(document, "IV")
    assert [child.label for child in outcomes.children] == list("ABCDEF")
    assert [plain(child.title).split(":")[0] for child in outcomes.children] == [
        "Overall progress in implementation",
        "Objective 4",
        "Objective 8",
        "Objective 21",
        "Objective 9",
        "Objective 11",
    ]


def test_merged_split_and_relabelled_sections_of_the_migration_report(migration):
    document = migration.built.document
    merged = under(document, "IV", "E")
    assert plain(merged.title).endswith("and Objective 10: " + title_of(migration, "10"))
    assert "\n" in "".join(run.text for run in merged.title)
    assert plain(under(document, "IV", "D", "ii").title) == (
        "Specific challenges or opportunities created by extreme weather"
    )
    headings = {plain(child.title): child for child in under(document, "IV", "F").children}
    assert "Specific challenges created by extreme weather" not in headings, "an empty heading vanishes"
    assert [child.label for child in headings.values()] == ["i", "ii", "iii", "iv"]
    recommendations = headings["Recommendations"]
    assert [plain(child.title).split(":")[0] for child in recommendations.children] == ["Objective 11", "Objective 13"]
    assert [child.label for child in recommendations.children] == ["", ""]


def title_of(demo, number):
    return demo.consultation.series.framework.objectives.get(number=number).title


def test_footnotes_run_on_in_order_into_the_annex(migration):
    document = migration.built.document
    assert [note.number for note in document.footnotes] == list(range(1, 22))
    assert plain(document.footnotes[-1].runs) == "The same clusters of objectives were discussed in each round."
    assert not any("[^" in text or "{{" in text for text in paragraphs(document).values())
    assert not any("[^" in plain(note.runs) or "{{" in plain(note.runs) for note in document.footnotes)


def test_figures_in_the_text_are_those_of_the_measures(migration):
    words = " ".join(paragraphs(migration.built.document).values())
    figures = migration.figures
    assert f"about {round(figures.count('attended_persons'), -1)} stakeholders" in words
    assert f"{figures.count('attended_countries')} countries" in words
    for name in figures.names("stakeholder_co_organizers"):
        assert name in words
    notes = [plain(note.runs) for note in migration.built.document.footnotes]
    assert f"Including {figures.count('un_persons')} representatives of United Nations entities." in notes


def test_consensus_is_said_only_where_the_plenary_agreed(demo):
    agreed = demo.consultation.notes.accepted().filter(heard_from="agreed").count()
    said = [text for text in paragraphs(demo.built.document).values() if "consensus" in text.casefold()]
    assert len(said) == agreed > 0


def test_the_water_report_takes_its_sections_headings_and_numbers_from_its_own_data(water):
    document = water.built.document
    titles = [plain(child.title).split(":")[0] for child in under(document, "IV").children]
    assert titles[0] == "General observations"
    assert titles[1:] == ["Objective 1.1", "Objective 1.2", "Objective 2.1", "Objective 2.2", "Objective 3.2"]
    assert {plain(child.title) for child in under(document, "IV", "B").children} <= set(
        water.consultation.headings.values_list("label", flat=True)
    )
    assert not any("migra" in text.casefold() for text in paragraphs(document).values())


def test_the_file_says_who_convened_and_never_who_wrote(demo):
    about = demo.built.document.properties
    assert about.author == demo.consultation.series.convener
    for person in Person.objects.filter(consultation=demo.consultation):
        assert person.name not in f"{about.author} {about.subject} {about.keywords}"
