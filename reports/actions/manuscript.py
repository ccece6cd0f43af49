"""An open version under somebody's hands: loaded and locked whole, changed in memory, saved once with its history.

A state is what a change kept of one thing it touched, as plain JSON:

- a paragraph: `{"paragraph": key, "section": key or null (taken out), "follows": key of the paragraph before it in its
  section or null, "kind": …, "objective": key or null, "text": …, "notes": [keys]}`
- a section: `{"section": key, "title": …, "follows": key of the section before it under the same heading, or null}`
- a footnote: `{"footnote": mark, "text": … or null (there is none)}`
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Note
from consultations.actions.audit import record
from reports.models import Evidence, Footnote, Paragraph, ParagraphKind, Report, Revision, RevisionKind, Section
from reports.states import OPEN, REPORTS

State = dict[str, Any]

_VERBS = {
    RevisionKind.EDIT: "report.paragraph_changed",
    RevisionKind.EVIDENCE: "report.evidence_changed",
    RevisionKind.FOOTNOTE: "report.footnote_changed",
    RevisionKind.UNDO: "report.change_undone",
    RevisionKind.RESTORE: "report.paragraph_changed",
}


class Manuscript:
    """The rows of one open version. Belongs inside a transaction; `keep` ends it.

    Raises Refused for a version whose text no longer changes.
    """

    def __init__(self, report_id: int, actor: User | None) -> None:
        self.actor = actor
        self.report = Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report_id)
        if self.report.status not in OPEN:
            state = REPORTS.states[self.report.status].staff
            raise Refused(_("This version is “%(state)s”: its text no longer changes.") % {"state": state})
        self.sections = {row.pk: row for row in self.report.sections.order_by("position", "pk")}
        self.paragraphs = {row.pk: row for row in self.report.paragraphs.order_by("position", "pk")}
        self.order: dict[int, list[UUID]] = defaultdict(list)
        for row in self.paragraphs.values():
            if row.section_id is not None:
                self.order[row.section_id].append(row.pk)
        self.notes: dict[UUID, list[UUID]] = defaultdict(list)
        for paragraph, note in Evidence.objects.filter(paragraph__report=self.report).values_list("paragraph", "note"):
            self.notes[paragraph].append(note)
        self._saved_notes = {key: set(value) for key, value in self.notes.items()}
        self._before: list[State] = []

    def paragraph(self, key: UUID) -> Paragraph:
        """A printed paragraph of this version. Raises Refused where somebody took it out meanwhile."""
        row = self.paragraphs.get(key)
        if row is None or row.section_id is None:
            raise Refused(_("Somebody took this paragraph out meanwhile. The history of changes can bring it back."))
        return row

    def section(self, key: int | None) -> Section:
        """A section of this version. Raises Refused for one that is not."""
        row = self.sections.get(key) if key is not None else None
        if row is None:
            raise Refused(_("There is no such section in this version."))
        return row

    def siblings(self, section: Section) -> list[int]:
        """The sections under the same heading, in order."""
        return [row.pk for row in self.sections.values() if row.parent_id == section.parent_id]

    def reading(self, parent: int | None = None) -> Iterator[Section]:
        """Every section in the order of reading."""
        for row in self.sections.values():
            if row.parent_id == parent:
                yield row
                yield from self.reading(row.pk)

    def text_order(self) -> list[UUID]:
        """Every printed paragraph in the order of reading."""
        return [key for section in self.reading() for key in self.order[section.pk]]

    def place(self, row: Paragraph, section: int | None, follows: UUID | None) -> None:
        """Put a paragraph into a section behind another; first where there is none, last where that one is gone."""
        if row.section_id is not None and row.pk in self.order[row.section_id]:
            self.order[row.section_id].remove(row.pk)
        row.section_id = section
        if section is None:
            return
        keys = self.order[section]
        if follows is None:
            keys.insert(0, row.pk)
        else:
            keys.insert(keys.index(follows) + 1 if follows in keys else len(keys), row.pk)

    def move_section(self, section: Section, follows: int | None) -> None:
        """Put a section behind another one under the same heading."""
        keys = [key for key in self.siblings(section) if key != section.pk]
        keys.insert(keys.index(follows) + 1 if follows in keys else 0, section.pk)
        places = iter(keys)
        same = set(keys)
        self.sections = {
            row.pk: row
            for row in (self.sections[next(places)] if key in same else self.sections[key] for key in self.sections)
        }

    def add(self, kind: ParagraphKind, text: str) -> Paragraph:
        """A paragraph that is nowhere yet."""
        row = Paragraph(report=self.report, section=None, position=0, kind=kind, text=text)
        self.paragraphs[row.pk] = row
        return row

    def take_out(self, row: Paragraph) -> None:
        """A paragraph is no longer printed, and no note is used by it."""
        self.place(row, None, None)
        self.notes[row.pk] = []

    def rest_on(self, row: Paragraph, note: Note) -> None:
        """The paragraph rests on a note too. Raises Refused for one that is not accepted here."""
        if not Note.objects.accepted().filter(pk=note.pk, consultation=self.report.consultation).exists():
            raise Refused(_("This note is no longer accepted."))
        if note.pk not in self.notes[row.pk]:
            self.notes[row.pk].append(note.pk)

    def paragraph_state(self, key: UUID) -> State:
        row = self.paragraphs[key]
        if row.section_id is None:
            return {"paragraph": str(key), "section": None}
        keys = self.order[row.section_id]
        at = keys.index(key)
        return {
            "paragraph": str(key),
            "section": row.section_id,
            "follows": str(keys[at - 1]) if at else None,
            "kind": row.kind,
            "objective": row.objective_id,
            "text": row.text,
            "notes": sorted(str(note) for note in self.notes[key]),
        }

    def section_state(self, key: int) -> State:
        row = self.sections[key]
        keys = self.siblings(row)
        at = keys.index(key)
        return {"section": key, "title": row.title, "follows": keys[at - 1] if at else None}

    def footnote_state(self, mark: str) -> State:
        texts = self.report.consultation.footnotes.filter(mark=mark).values_list("text", flat=True)
        return {"footnote": mark, "text": texts.first()}

    def state(self, like: State) -> State:
        """How the thing that a state is about stands now."""
        if "paragraph" in like:
            return self.paragraph_state(UUID(like["paragraph"]))
        return self.section_state(like["section"]) if "section" in like else self.footnote_state(like["footnote"])

    def touch(self, *things: Paragraph | Section | str) -> None:
        """Say, before the change, what it will change; a string is the mark of a footnote."""
        for thing in things:
            if isinstance(thing, Paragraph):
                self._before.append(self.paragraph_state(thing.pk))
            elif isinstance(thing, Section):
                self._before.append(self.section_state(thing.pk))
            else:
                self._before.append(self.footnote_state(thing))

    def recall(self, states: list[State]) -> None:
        """Say that the things these states are about will be put back."""
        self._before += [self.state(state) for state in states]

    def put(self, state: State) -> None:
        """Make the thing that a state is about as it was then; notes that are gone or no longer accepted stay away."""
        if "paragraph" in state:
            row = self.paragraphs[UUID(state["paragraph"])]
            if state["section"] is not None:
                row.kind, row.text, row.objective_id = state["kind"], state["text"], state["objective"]
            keys = Note.objects.accepted().filter(pk__in=state.get("notes", [])).values_list("pk", flat=True)
            self.notes[row.pk] = list(keys)
            follows = state.get("follows")
            self.place(row, state["section"], UUID(follows) if follows else None)
        elif "section" in state:
            section = self.section(state["section"])
            section.title = state["title"]
            self.move_section(section, state["follows"])
        else:
            self.put_footnote(state["footnote"], state["text"])

    def put_footnote(self, mark: str, text: str | None) -> None:
        """Give a footnote a text, or take it away."""
        rows = Footnote.objects.filter(consultation=self.report.consultation, mark=mark)
        if text is None:
            rows.delete()
        elif not rows.update(text=text):
            Footnote.objects.create(consultation=self.report.consultation, mark=mark, text=text)

    def keep(self, kind: RevisionKind, paragraph: Paragraph | None = None, undoes: Revision | None = None) -> Revision:
        """Save what changed, number the rows anew, write the history and the audit line."""
        self._save_sections()
        self._save_paragraphs()
        self._save_notes()
        last = self.report.revisions.order_by("-number").values_list("number", flat=True).first()
        revision = Revision.objects.create(
            report=self.report,
            number=(last or 0) + 1,
            kind=kind,
            paragraph=paragraph,
            before=self._before,
            after=[self.state(state) for state in self._before],
            undoes=undoes,
        )
        record(
            consultation=self.report.consultation,
            actor=self.actor,
            verb=_VERBS.get(kind, "report.structure_changed"),
            subject=f"version {self.report.version}",
            report=self.report.pk,
            change=revision.number,
        )
        return revision

    def _save_sections(self) -> None:
        moved = []
        for place, row in enumerate(self.reading(), 1):
            row.position = place
            moved.append(row)
        Section.objects.bulk_update(moved, ["position", "title"])

    def _save_paragraphs(self) -> None:
        """New rows and touched ones whole; of the others the place alone, where it is another."""
        touched = {UUID(state["paragraph"]) for state in self._before if "paragraph" in state}
        places = {key: place for place, key in enumerate(self.text_order(), 1)}
        new, changed, moved = [], [], []
        for key, row in self.paragraphs.items():
            place = places.get(key, row.position)
            other = row.position != place
            row.position = place
            if row._state.adding:
                new.append(row)
            elif key in touched:
                changed.append(row)
            elif other:
                moved.append(row)
        Paragraph.objects.bulk_create(new)
        Paragraph.objects.bulk_update(changed, ["section", "position", "kind", "objective", "text"])
        Paragraph.objects.bulk_update(moved, ["position"], batch_size=200)

    def _save_notes(self) -> None:
        gone, come = [], []
        for key in self.notes.keys() | self._saved_notes.keys():
            before, now = self._saved_notes.get(key, set()), set(self.notes[key])
            gone += [(key, note) for note in before - now]
            come += [Evidence(paragraph_id=key, note_id=note) for note in now - before]
        for paragraph, note in gone:
            Evidence.objects.filter(paragraph=paragraph, note=note).delete()
        Evidence.objects.bulk_create(come)
