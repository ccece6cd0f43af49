"""One organization that has two records: merged, whatever leads to either, and taken apart again."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import folded
from consultations.actions import audit
from consultations.actions.organizations import names_of
from consultations.models import Consultation, Organization, OrganizationMerge, OrganizationRole
from consultations.organization_list import pointing_models

GAPS = ("short_name", "country", "sector", "is_un")
COLUMNS = ("key", "name", *GAPS)
AT_ONCE = 500


@transaction.atomic
def merge_organizations(
    *, consultation: Consultation, kept: Organization, absorbed: Organization, actor: User
) -> OrganizationMerge:
    """Let everything that leads to `absorbed` lead to `kept`, which is also known by its names from now on."""
    if kept.pk == absorbed.pk:
        raise Refused(_("Choose another record than this one."), field="other")
    kept, absorbed = _both(consultation, kept, absorbed)
    done = OrganizationMerge(series=kept.series, kept=kept, absorbed_name=absorbed.name, merged_by=actor)
    done.record = {
        "pk": absorbed.pk,
        "columns": {name: getattr(absorbed, name) for name in COLUMNS},
        "aliases": list(absorbed.aliases.values_list("name", flat=True)),
        "filled": _fill(kept, absorbed),
        "added": _add_names(kept, absorbed),
        "roles": _move_roles(kept, absorbed),
        "moved": _move_rows(kept, absorbed),
        "followed": list(absorbed.merges.values_list("pk", flat=True)),
    }
    OrganizationMerge.objects.filter(pk__in=done.record["followed"]).update(kept=kept)
    done.save()
    absorbed.delete()
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="organization.merged",
        subject=kept.key,
        absorbed=done.record["columns"]["key"],
    )
    return done


@transaction.atomic
def undo_merge(*, consultation: Consultation, merge: OrganizationMerge, actor: User) -> Organization:
    """Take the two records apart again; what was changed since stays as it is."""
    done = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk, series=consultation.series_id)
    kept = Organization.objects.select_for_update().get(pk=done.kept_id)
    if done.undone_at:
        raise Refused(_("This merge was undone already."))
    if kept.merges.filter(undone_at=None, pk__gt=done.pk).exists():
        raise Refused(_("Something else was merged into this organization since. Undo that first."))
    record = done.record
    columns = record["columns"]
    if Organization.objects.filter(series=kept.series_id, key=columns["key"]).exists():
        raise Refused(_("There is a new record with the key of the old one. Rename or merge that first."))
    back = Organization.objects.create(pk=record["pk"], series_id=kept.series_id, **columns)
    for position, name in enumerate(record["aliases"]):
        back.aliases.create(name=name, position=position)
    for name, (before, after) in record["filled"].items():
        if getattr(kept, name) == after:
            setattr(kept, name, before)
    kept.save()
    kept.aliases.filter(name__in=record["added"]).delete()
    _give_back(kept, back, record)
    OrganizationMerge.objects.filter(pk__in=record["followed"]).update(kept=back)
    done.undone_at = now()
    done.save(update_fields=["undone_at"])
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="organization.merge_undone",
        subject=kept.key,
        absorbed=columns["key"],
    )
    return back


def _both(consultation: Consultation, *wanted: Organization) -> list[Organization]:
    """The records as they are now, locked in the order of their keys."""
    locked = Organization.objects.select_for_update(of=("self",)).filter(series=consultation.series_id)
    rows = {one.pk: one for one in locked.filter(pk__in=[one.pk for one in wanted]).order_by("pk")}
    if len(rows) < len(wanted):
        raise Refused(_("One of the two is not there any more."))
    return [rows[one.pk] for one in wanted]


def _fill(kept: Organization, absorbed: Organization) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name in GAPS:
        before, after = getattr(kept, name), getattr(absorbed, name)
        if after and not before:
            changes[name] = [before, after]
            setattr(kept, name, after)
    kept.save()
    return changes


def _add_names(kept: Organization, absorbed: Organization) -> list[str]:
    """Kept as words and not as keys: a record that is merged on and taken apart again has new rows for them."""
    known = {folded(name) for name in names_of(kept)}
    last = kept.aliases.aggregate(last=models.Max("position"))["last"]
    position = 0 if last is None else last + 1
    added: list[str] = []
    for name in names_of(absorbed):
        if folded(name) not in known:
            known.add(folded(name))
            kept.aliases.create(name=name, position=position + len(added))
            added.append(name)
    return added


def _move_roles(kept: Organization, absorbed: Organization) -> dict[str, list[Any]]:
    """Roles that both have in a consultation are one."""
    has = set(kept.roles.values_list("consultation", "role"))
    moved: list[int] = []
    dropped: list[list[Any]] = []
    for role in absorbed.roles.all():
        if (role.consultation_id, role.role) in has:
            dropped.append([role.consultation_id, role.role, role.position])
            role.delete()
        else:
            moved.append(role.pk)
    OrganizationRole.objects.filter(pk__in=moved).update(organization=kept)
    return {"moved": moved, "dropped": dropped}


def _move_rows(kept: Organization, absorbed: Organization) -> dict[str, list[Any]]:
    moved: dict[str, list[Any]] = {}
    for model, name in pointing_models():
        rows = model._base_manager.filter(**{name: absorbed})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if keys:
            moved[f"{model._meta.label}.{name}"] = keys
            rows.update(**{name: kept})
    return moved


def _give_back(kept: Organization, back: Organization, record: dict[str, Any]) -> None:
    OrganizationRole.objects.filter(pk__in=record["roles"]["moved"], organization=kept).update(organization=back)
    there = set(Consultation.objects.filter(series=kept.series_id).values_list("pk", flat=True))
    for consultation, role, position in record["roles"]["dropped"]:
        if consultation in there:
            back.roles.create(consultation_id=consultation, role=role, position=position)
    for where, keys in record["moved"].items():
        label, _dot, name = where.rpartition(".")
        model = apps.get_model(label)
        for some in _parts(keys):
            model._base_manager.filter(pk__in=some, **{name: kept}).update(**{name: back})


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
