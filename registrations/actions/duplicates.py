"""Looking for people who are on the list twice, some organizations at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from accounts.jobs import Memory
from accounts.models import Job
from consultations.models import Consultation
from registrations.duplicates import Pair, pairs
from registrations.models import Contact, ContactImport, ContactPair, ImportRow, RowOutcome

LOOK = "registrations.find_duplicates"
AT_ONCE = 300  # organizations in one step
PASSES = ("records", "typed", "nowhere")
"""People of an organization that is a record; of one that is only typed; of none: these must have the same name."""


def step(job: Job, memory: Memory) -> bool:
    """Compare the people of the next organizations."""
    consultation = Consultation.objects.get(pk=job.arguments["consultation"])
    return look_step(consultation, job.place, job)


def look_step(consultation: Consultation, place: dict[str, Any], job: Job | None = None) -> bool:
    """One step over the list; True when every organization was looked at. Pairs that were judged stay as they are.

    With `newer_than` in the place, only organizations that have got somebody since that contact are looked at.
    """
    if "pass" not in place:
        place |= {"pass": 0, "after": None}
        if "newer_than" in place:
            return False
        undecided = ContactPair.objects.filter(consultation=consultation, different=False)
        undecided.delete()
    contacts = Contact.objects.filter(consultation=consultation).exclude(name="").order_by()
    groups = _next_groups(contacts, place, at_least=2)
    if groups is None:
        return True
    people: dict[Any, list[tuple[int, str]]] = defaultdict(list)
    for group, pk, name in groups.rows(contacts).values_list("group", "pk", "name"):
        people[group].append((pk, name))
    found = [pair for members in people.values() for pair in pairs(members)]
    if PASSES[groups.number] == "nowhere":  # here the group is the name
        found = [pair for pair in found if pair.likeness == "same_name"]
    keep_pairs(consultation, found)
    if job is not None:
        job.done += sum(len(members) for members in people.values())
        job.total = max(job.total, job.done)
    return False


def look_at(contact: Contact) -> None:
    """Compare one contact with the people of its organization."""
    ContactPair.objects.filter(Q(first=contact) | Q(second=contact), different=False).delete()
    others = Contact.objects.filter(consultation=contact.consultation_id).exclude(name="")
    if contact.organization_id:
        others = others.filter(organization=contact.organization_id)
    elif contact.organization_name:
        others = others.filter(organization=None, organization_name__iexact=contact.organization_name)
    else:
        others = others.filter(organization=None, organization_name="", name__iexact=contact.name)
    found = pairs(list(others.values_list("pk", "name")))
    keep_pairs(contact.consultation, [pair for pair in found if contact.pk in (pair.first, pair.second)])


def keep_pairs(consultation: Consultation, found: Sequence[Pair]) -> None:
    """Write pairs down; one that is known, judged or not, stays as it is."""
    ContactPair.objects.bulk_create(
        [
            ContactPair(
                consultation=consultation,
                first_id=pair.first,
                second_id=pair.second,
                likeness=pair.likeness,
                score=pair.score,
            )
            for pair in found
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def mark_near_rows(batch: ContactImport, place: dict[str, Any]) -> bool:
    """Mark the new rows of a file that look like somebody of the same organization, on the list or in the file."""
    place.setdefault("pass", 0)
    rows = ImportRow.objects.filter(batch=batch, outcome=RowOutcome.NEW).exclude(name="").order_by()
    groups = _next_groups(rows, place, at_least=1)
    if groups is None or PASSES[groups.number] == "nowhere":
        return True
    # Rows of the file go under negative keys, so that they differ from contacts.
    people: dict[Any, list[tuple[int, str]]] = defaultdict(list)
    for group, pk, name in groups.rows(rows).values_list("group", "pk", "name"):
        people[group].append((-pk, name))
    contacts = Contact.objects.filter(consultation=batch.consultation).exclude(name="").order_by()
    for group, pk, name in groups.rows(contacts).values_list("group", "pk", "name"):
        people[group].append((pk, name))
    near = {-key for members in people.values() for pair in pairs(members) for key in (pair.first, pair.second)}
    keys = sorted(key for key in near if key > 0)
    for at in range(0, len(keys), 500):
        ImportRow.objects.filter(pk__in=keys[at : at + 500]).update(near=True)
    return False


@dataclass(frozen=True, slots=True)
class _Groups:
    """Some organizations, by what their people have in common in this pass."""

    number: int
    values: list[Any]

    def rows(self, people: "QuerySet[Any]") -> "QuerySet[Any]":
        return _in_pass(people, self.number).filter(group__in=self.values)


def _in_pass(people: "QuerySet[Any]", number: int) -> "QuerySet[Any]":
    """The people of a pass, each with its `group`."""
    group: F | Lower
    if PASSES[number] == "records":
        rows, group = people.filter(organization__isnull=False), F("organization_id")
    elif PASSES[number] == "typed":
        rows = people.filter(organization=None).exclude(organization_name="")
        group = Lower("organization_name")
    else:
        rows, group = people.filter(organization=None, organization_name=""), Lower("name")
    found: QuerySet[Any] = rows.annotate(group=group)
    return found


def _next_groups(people: "QuerySet[Any]", place: dict[str, Any], *, at_least: int) -> _Groups | None:
    """The next groups that hold so many people, in the order of the passes; None after the last."""
    while place["pass"] < len(PASSES):
        rows = _in_pass(people, place["pass"]).values("group").annotate(size=Count("pk"), eldest=Min("pk"))
        # By the eldest row of each, so that the job's place holds a key and no name.
        groups = rows.filter(size__gte=at_least, eldest__gt=place.get("after") or 0).order_by("eldest")
        if "newer_than" in place:
            groups = groups.annotate(newest=Max("pk")).filter(newest__gt=place["newer_than"])
        found = list(groups.values_list("group", "eldest")[:AT_ONCE])
        if found:
            place["after"] = found[-1][1]
            return _Groups(place["pass"], [group for group, _eldest in found])
        place["pass"], place["after"] = place["pass"] + 1, None
    return None
