"""A consultation in and out as one file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.accounts import ensure_account
from accounts.errors import Refused
from accounts.models import User
from accounts.text import first_line
from consultations.actions import audit
from consultations.known import frameworks_known_to, series_open_to
from consultations.models import Consultation, Framework, Series, TeamRole, Visibility
from reports.bundles.check import check
from reports.bundles.dumping import participants as participants_out
from reports.bundles.findings import BundleRefused, Finding, in_file_order
from reports.bundles.loading import core, participants, programme, shared, words
from reports.bundles.loading.world import World
from reports.bundles.reading import read_contacts
from reports.bundles.values import zone_named
from reports.bundles.writing import OPERATOR, Reader, document_of, pieces


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made of a bundle (or, on a dry run, would have been): rows by part of the bundle, and warnings."""

    slug: str
    made: dict[str, int]
    warnings: list[Finding]


def load_bundle(*, file: IO[bytes], actor: User | None = None, organizer: str = "", dry_run: bool = False) -> Loaded:
    """Load a bundle, all of it or nothing. `organizer` is the address of an account that is to run the consultation.

    The file must be seekable: it is read three times, so that its contacts never need to be in memory together.
    Raises BundleRefused with every fault, in the order of the file.
    """
    checked = check(file)
    if actor is not None:
        _refuse_what_is_others(checked.sound, actor)
    try:
        with transaction.atomic():
            findings = [*checked.findings, *shared.conflicts(checked.sound)]
            if any(not finding.warning for finding in findings):
                raise BundleRefused(in_file_order(findings, checked.document))
            world = _make(checked.document, _contacts(file), organizer)
            audit.record(
                consultation=world.consultation,
                actor=actor,
                verb="consultation.loaded",
                subject=world.consultation.slug,
                **world.made,
            )
            if actor is not None:  # loaded by screen: its organizer looks it over before it is public
                Consultation.objects.filter(pk=world.consultation.pk).update(visibility=Visibility.DRAFT)
            if dry_run:
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        raise Refused(_("The database refuses this bundle: %(why)s.") % {"why": first_line(error)}) from error
    return Loaded(world.consultation.slug, world.made, findings)


def _refuse_what_is_others(document: Any, actor: User) -> None:
    """Nobody gets into a series or a framework of other teams by a file; what they hold is not told either."""
    for part, known, model in (
        ("framework", frameworks_known_to(actor), Framework),
        ("series", series_open_to(actor), Series),
    ):
        key = document.get(part, {}).get("key", "")
        if model.objects.filter(key=key).exists() and not known.filter(key=key).exists():
            raise Refused(_("The file belongs to a series of another team. Ask an operator to load it."))


def dump_bundle(*, consultation: Consultation, reader: Reader = OPERATOR) -> Iterator[str]:
    """The bundle of a consultation in normal form (reports/bundles/normal.py), as pieces of text.

    It holds personal data; whole, with drafts of notes and what participants need, it is an operator's. Contacts are
    read as the pieces are taken.
    """
    return pieces(document_of(consultation, reader), participants_out.contacts(consultation))


def record_download(*, consultation: Consultation, actor: User) -> None:
    """Write down that somebody took the bundle away."""
    audit.record(consultation=consultation, actor=actor, verb="consultation.dumped", subject=consultation.slug)


def _make(document: dict[str, Any], contacts: Iterator[dict[str, Any]], organizer: str) -> World:
    framework, objectives = shared.ensure_framework(document["framework"])
    series = shared.ensure_series(document["series"], framework)
    entries = document.get("organizations", [])
    consultation = core.make_consultation(document, series)
    zone = zone_named(consultation.timezone)
    assert zone is not None  # noqa: S101 - the bundle was checked
    world = World(document, consultation, zone, objectives, shared.ensure_organizations(entries, series))
    world.rows("organizations")
    core.make_contents(world)
    if organizer:
        core.join_team(consultation, ensure_account(email=organizer), TeamRole.ORGANIZER)
    core.make_people(world)
    participants.make_contacts(world, contacts)
    core.make_call(world)
    programme.make_groups(world)
    programme.make_programme(world)
    programme.make_rooms(world)
    participants.make_registrations(world)
    participants.make_placements(world)
    words.make_statements(world)
    words.make_notes(world)
    words.make_report(world)
    return world


def _contacts(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    return (contact for _index, contact, _doubled in read_contacts(file))
