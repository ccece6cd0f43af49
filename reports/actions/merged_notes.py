"""What becomes of the reports when notes were brought together: they rest on the one that stands for them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from breakouts.models import Note
from reports.models import Evidence, Revision


def rest_on_merged(replaced: Collection[UUID], note: Note) -> None:
    """Every paragraph that rests on one of the notes rests on the new one, in each version and in its history.

    The history changes with it, so that a change of the paragraph can still be undone.
    """
    resting = Evidence.objects.filter(note__in=replaced)
    paragraphs = set(resting.values_list("paragraph", flat=True))
    resting.delete()
    Evidence.objects.bulk_create(Evidence(paragraph_id=key, note=note) for key in paragraphs)
    old = {str(key) for key in replaced}
    changed = []
    for revision in Revision.objects.filter(report__consultation=note.consultation_id):
        before, after = _renamed(revision.before, old, note), _renamed(revision.after, old, note)
        if (before, after) != (revision.before, revision.after):
            revision.before, revision.after = before, after
            changed.append(revision)
    Revision.objects.bulk_update(changed, ["before", "after"], batch_size=100)


def _renamed(states: list[dict[str, Any]], old: set[str], note: Note) -> list[dict[str, Any]]:
    return [
        {**state, "notes": sorted({str(note.pk) if key in old else key for key in state["notes"]})}
        if "notes" in state
        else state
        for state in states
    ]
