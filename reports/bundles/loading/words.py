"""The right side of the wall: statements, notes, footnotes, and the outline of the report. Texts are kept exactly."""

from breakouts.models import Note, NoteObjective, NoteStatus, Statement, StatementPerson
from reports.bundles.loading.world import World, create
from reports.models import (
    Footnote,
    OutcomeSection,
    ReportOutline,
    SectionObjective,
    SectionSplit,
    TextBlock,
)


def make_statements(world: World) -> None:
    """What was said on the record."""
    entries = world.rows("statements")
    statements = create(
        Statement,
        (
            Statement(
                consultation=world.consultation,
                session=world.sessions[entry["session"]],
                position=position,
                text=entry["text"],
            )
            for position, entry in enumerate(entries)
        ),
    )
    create(
        StatementPerson,
        (
            StatementPerson(statement=statement, person=world.people[key], position=position)
            for statement, entry in zip(statements, entries, strict=True)
            for position, key in enumerate(entry.get("people", []))
        ),
    )


def make_notes(world: World) -> None:
    """Notes, in report order."""
    entries = world.rows("notes")
    notes = create(
        Note,
        (
            Note(
                consultation=world.consultation,
                key=entry["key"],
                room=world.rooms.get((entry.get("group"), entry.get("round"), entry.get("session"))),
                heading=world.headings[entry["heading"]],
                text=entry["text"],
                heard_from=entry.get("heard_from", ""),
                status=entry.get("status", NoteStatus.ACCEPTED),
                reason=entry.get("reason", ""),
                position=position,
            )
            for position, entry in enumerate(entries)
        ),
    )
    create(
        NoteObjective,
        (
            NoteObjective(note=note, objective=world.objectives[number], position=position)
            for note, entry in zip(notes, entries, strict=True)
            for position, number in enumerate(entry.get("objectives", []))
        ),
    )


def make_report(world: World) -> None:
    """Footnotes, and how the report is laid out."""
    footnotes = world.document.get("footnotes", {})
    create(
        Footnote,
        (Footnote(consultation=world.consultation, mark=mark, text=text) for mark, text in footnotes.items()),
    )
    if footnotes:
        world.made["footnotes"] = len(footnotes)
    report = world.document.get("report")
    if not report:
        return
    outline = ReportOutline.objects.create(consultation=world.consultation, title=report.get("title", ""))
    create(
        TextBlock,
        (
            TextBlock(outline=outline, kind=kind, position=position, text=text)
            for kind, texts in report.get("blocks", {}).items()
            for position, text in enumerate(texts)
        ),
    )
    entries = report.get("sections", [])
    sections = create(
        OutcomeSection,
        (
            OutcomeSection(outline=outline, position=position, labels=entry.get("labels", {}))
            for position, entry in enumerate(entries)
        ),
    )
    pairs = list(zip(sections, entries, strict=True))
    create(
        SectionObjective,
        (
            SectionObjective(section=section, objective=world.objectives[number], position=position)
            for section, entry in pairs
            for position, number in enumerate(entry["objectives"])
        ),
    )
    create(
        SectionSplit,
        (
            SectionSplit(section=section, heading=world.headings[key], position=position)
            for section, entry in pairs
            for position, key in enumerate(entry.get("split", []))
        ),
    )
