"""One person who is on the list twice: merged with nothing lost, and taken apart again exactly as it was."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from registrations.actions.duplicates import look_at
from registrations.models import Contact, ContactMerge, ContactPair, ContactSource, Invitation

CHOICES = ("email", "name", "organization", "position", "country", "sector", "languages", "notes")
"""What an organizer can take from either of the two; an organization goes with its name as typed."""
_COLUMNS = {"organization": ("organization_id", "organization_name")}


@transaction.atomic
def merge(*, kept: Contact, absorbed: Contact, take: Collection[str], actor: User) -> ContactMerge:
    """Merge `absorbed` into `kept`, which takes over the fields named in `take` and every gap that the other fills.

    All sources with who added them and when, and the earlier invitation, go along; the other address stays known.
    """
    kept, absorbed = _both(kept, absorbed)
    if kept.pk == absorbed.pk or kept.consultation_id != absorbed.consultation_id:
        raise Refused(_("These are not two people of this list."))
    if kept.merged_into_id or absorbed.merged_into_id:
        raise Refused(_("One of the two was merged already."))
    done = ContactMerge(consultation=kept.consultation, kept=kept, absorbed=absorbed, merged_by=actor)
    done.changes = _take(kept, absorbed, take)
    done.links = _copy_links(kept, absorbed)
    done.invitation_moved = _move_invitation(absorbed, kept)
    done.followed = list(absorbed.merged.values_list("pk", flat=True))
    Contact.everybody.filter(pk__in=done.followed).update(merged_into=kept)
    absorbed.merged_into = kept
    if done.changes.get("email"):  # the two change addresses, so that both stay known
        kept.email, absorbed.email = absorbed.email, kept.email
        Contact.everybody.filter(pk=absorbed.pk).update(email=f"{absorbed.pk}@merging.invalid")
        kept.save()
    absorbed.save()
    kept.save()
    done.save()
    audit.record(
        consultation=kept.consultation,
        actor=actor,
        verb="contact.merged",
        subject=f"contact {kept.pk}",
        absorbed=absorbed.pk,
    )
    look_at(kept)
    return done


@transaction.atomic
def undo_merge(*, merge: ContactMerge, actor: User) -> ContactMerge:
    """Take two contacts apart again. What was written to the kept one since stays as it is."""
    done = ContactMerge.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=merge.pk)
    kept, absorbed = _both(done.kept, done.absorbed)
    if done.undone_at:
        raise Refused(_("This merge was undone already."))
    if kept.merged_into_id or absorbed.merged_into_id != kept.pk:
        raise Refused(_("This person was merged into another since. Undo that first."))
    later = ContactMerge.objects.filter(kept=kept, undone_at=None, pk__gt=done.pk).exists()
    if later and done.changes:
        raise Refused(_("Something else was merged into this person since. Undo that first."))
    _give_back(kept, absorbed, done.changes)
    ContactSource.objects.filter(pk__in=done.links, contact=kept).delete()
    if done.invitation_moved:
        Invitation.objects.filter(contact=kept).update(contact=absorbed)
    Contact.everybody.filter(pk__in=done.followed).update(merged_into=absorbed)
    done.undone_at = now()
    done.save(update_fields=["undone_at"])
    audit.record(
        consultation=done.consultation,
        actor=actor,
        verb="contact.merge_undone",
        subject=f"contact {kept.pk}",
        absorbed=absorbed.pk,
    )
    for contact in (kept, absorbed):
        look_at(contact)
    return done


@transaction.atomic
def keep_apart(*, pair: ContactPair, actor: User) -> ContactPair:
    """Say that two are not one person; they are not proposed again."""
    pair.different = True
    pair.save(update_fields=["different"])
    audit.record(
        consultation=pair.consultation,
        actor=actor,
        verb="contact.kept_apart",
        subject=f"contact {pair.first_id}",
        other=pair.second_id,
    )
    return pair


def _both(kept: Contact, absorbed: Contact) -> tuple[Contact, Contact]:
    """The two as they are now, locked in the order of their keys."""
    locked = Contact.everybody.select_for_update(of=("self",)).filter(Q(pk=kept.pk) | Q(pk=absorbed.pk))
    rows = {contact.pk: contact for contact in locked.select_related("consultation").order_by("pk")}
    return rows[kept.pk], rows[absorbed.pk]


def _take(kept: Contact, absorbed: Contact, take: Collection[str]) -> dict[str, Any]:
    """Write the chosen fields, and those that were empty, into the kept one; returns [before, after] of each."""
    changes: dict[str, Any] = {}
    for field in CHOICES:
        columns = _COLUMNS.get(field, (field,))
        empty = not any(getattr(kept, column) for column in columns)
        there = any(getattr(absorbed, column) for column in columns)
        if not there or not (field in take or empty):
            continue
        for column in columns:
            before, after = getattr(kept, column), getattr(absorbed, column)
            if before != after:
                changes[column] = [before, after]
                if column != "email":
                    setattr(kept, column, after)
    return changes


def _give_back(kept: Contact, absorbed: Contact, changes: dict[str, Any]) -> None:
    absorbed.merged_into = None
    swap = changes.get("email")
    for column, (before, after) in changes.items():
        if column != "email" and getattr(kept, column) == after:
            setattr(kept, column, before)
    if swap and kept.email == swap[1] and absorbed.email == swap[0]:
        kept.email, absorbed.email = swap
        Contact.everybody.filter(pk=absorbed.pk).update(email=f"{absorbed.pk}@merging.invalid")
        kept.save()
    absorbed.save()
    kept.save()


def _copy_links(kept: Contact, absorbed: Contact) -> list[int]:
    """The kept one came from the other's sources, too, with who added her there and when."""
    has = set(kept.source_links.values_list("source_id", flat=True))
    position = 1 + max(kept.source_links.values_list("position", flat=True), default=-1)
    made = [
        ContactSource.objects.create(
            contact=kept,
            source_id=link.source_id,
            position=position + at,
            added_by_id=link.added_by_id,
            added_at=link.added_at,
        )
        for at, link in enumerate(link for link in absorbed.source_links.all() if link.source_id not in has)
    ]
    return [link.pk for link in made]


def _move_invitation(absorbed: Contact, kept: Contact) -> bool:
    theirs = Invitation.objects.filter(contact=absorbed)
    if Invitation.objects.filter(contact=kept).exists():
        return False
    return bool(theirs.update(contact=kept))
