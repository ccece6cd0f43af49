"""Statements, notes, footnotes and the outline of the report."""

from typing import Any

from breakouts.models import Note, NoteStatus, Statement
from consultations.models import Consultation
from reports.bundles.dumping.core import numbers
from reports.models import Footnote, OutcomeSection, ReportOutline, TextBlock


def statements(consultation: Consultation) -> list[dict[str, Any]]:
    found = (
        Statement.objects.filter(consultation=consultation)
        .select_related("session")
        .prefetch_related("person_links__person")
        .order_by("position", "pk")
    )
    return [
        {
            "session": row.session.key,
            "people": [link.person.key for link in row.person_links.all()],
            "text": row.text,
        }
        for row in found
    ]


def notes(consultation: Consultation, *, drafts: bool) -> list[dict[str, Any]]:
    """All notes in report order; without drafts those that an organizer may read, in an order that tells nothing.

    Until a note is accepted its place is that of its writing (breakouts/actions/scatter.py).
    """
    found = (
        Note.objects.filter(consultation=consultation)
        .select_related("room__group", "room__round", "room__session", "heading")
        .prefetch_related("objective_links__objective")
        .order_by("position", "pk")
    )
    if not drafts:
        accepted, others = found.accepted(), found.exclude(status__in=(NoteStatus.DRAFT, NoteStatus.ACCEPTED))
        return [_note(row) for row in (*accepted, *others.order_by("key"))]
    return [_note(row) for row in found]


def footnotes(consultation: Consultation) -> dict[str, str]:
    return dict(Footnote.objects.filter(consultation=consultation).order_by("pk").values_list("mark", "text"))


def report(consultation: Consultation) -> dict[str, Any] | None:
    outline = ReportOutline.objects.filter(consultation=consultation).first()
    if outline is None:
        return None
    blocks: dict[str, list[str]] = {}
    for block in TextBlock.objects.filter(outline=outline).order_by("position", "pk"):
        blocks.setdefault(block.kind, []).append(block.text)
    sections = outline.sections.prefetch_related("objective_links__objective", "split_links__heading")
    return {
        "title": outline.title,
        "blocks": blocks,
        "sections": [_section(row) for row in sections.order_by("position", "pk")],
    }


def _section(row: OutcomeSection) -> dict[str, Any]:
    return {
        "objectives": numbers(row.objective_links.all()),
        "split": [link.heading.key for link in row.split_links.all()],
        "labels": row.labels,
    }


def _note(row: Note) -> dict[str, Any]:
    room = row.room
    return {
        "key": row.key,
        "session": room.session.key if room and room.session else None,
        "group": room.group.number if room and room.group else None,
        "round": room.round.number if room and room.round else None,
        "objectives": numbers(row.objective_links.all()),
        "heading": row.heading.key,
        "text": row.text,
        "heard_from": row.heard_from,
        "status": row.status,
        "reason": row.reason,
    }
