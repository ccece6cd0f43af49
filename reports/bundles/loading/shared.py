"""What consultations share: framework, series, organizations. Used again where it is the same, and never changed
under another consultation except to fill what was blank."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultations.models import (
    Consultation,
    Framework,
    Objective,
    Organization,
    OrganizationAlias,
    Principle,
    Series,
)
from reports.bundles.findings import Finding, quoted
from reports.bundles.loading.world import create
from reports.bundles.walking import each, rows

ORGANIZATION_FIELDS = ("short_name", "country", "sector")


def conflicts(document: Any) -> Iterator[Finding]:
    """What the database holds already and says differently."""
    for path, key in each(document, "consultation.key"):
        if Consultation.objects.filter(slug=key).exists():
            yield Finding(path, _("There is a consultation called %(key)s already.") % {"key": quoted(key)})
    yield from _framework_conflicts(document)
    for _path, row in rows(document, "series"):
        series = Series.objects.select_related("framework").filter(key=row.get("key")).first()
        if series is not None:
            yield from _series_conflicts(document, row, series)
            yield from _organization_conflicts(document, series)


def ensure_framework(row: dict[str, Any]) -> tuple[Framework, dict[str, Objective]]:
    """The framework of the bundle, and its objectives by number; what is new is added."""
    framework, _made = Framework.objects.get_or_create(
        key=row["key"], defaults={"title": row["title"], "short_title": row.get("short_title", "")}
    )
    known = {objective.number: objective for objective in framework.objectives.all()}
    fresh = [entry for entry in row["objectives"] if entry["number"] not in known]
    start = max((objective.position for objective in known.values()), default=-1) + 1
    made = create(
        Objective,
        (
            Objective(framework=framework, number=entry["number"], title=entry["title"], position=position)
            for position, entry in enumerate(fresh, start=start)
        ),
    )
    return framework, known | {objective.number: objective for objective in made}


def ensure_series(row: dict[str, Any], framework: Framework) -> Series:
    """The series of the bundle."""
    series, made = Series.objects.get_or_create(
        key=row["key"],
        defaults={
            "framework": framework,
            "title": row["title"],
            "planned": row.get("ordinal_of"),
            "convener": row.get("convener", ""),
        },
    )
    if not made:
        series.planned = series.planned or row.get("ordinal_of")
        series.convener = series.convener or row.get("convener", "")
        series.save(update_fields=["planned", "convener"])
    if not series.principles.exists():
        create(
            Principle,
            (
                Principle(series=series, position=position, name=entry["name"], text=entry["text"])
                for position, entry in enumerate(row.get("principles", []))
            ),
        )
    return series


def ensure_organizations(entries: list[dict[str, Any]], series: Series) -> dict[str, Organization]:
    """The organizations of the bundle by key."""
    known = {
        organization.key: organization
        for organization in series.organizations.filter(key__in=[entry["key"] for entry in entries])
    }
    fresh = [entry for entry in entries if entry["key"] not in known]
    made = create(
        Organization,
        (
            Organization(
                series=series,
                key=entry["key"],
                name=entry["name"],
                is_un=entry.get("is_un", False),
                **{name: entry.get(name, "") for name in ORGANIZATION_FIELDS},
            )
            for entry in fresh
        ),
    )
    everyone = known | {organization.key: organization for organization in made}
    _fill_blanks([entry for entry in entries if entry["key"] in known], known)
    _add_aliases(entries, everyone)
    return everyone


def _fill_blanks(entries: list[dict[str, Any]], known: dict[str, Organization]) -> None:
    for entry in entries:
        organization = known[entry["key"]]
        for name in ORGANIZATION_FIELDS:
            setattr(organization, name, getattr(organization, name) or entry.get(name, ""))
        organization.is_un = organization.is_un or entry.get("is_un", False)
    Organization.objects.bulk_update(
        [known[entry["key"]] for entry in entries], [*ORGANIZATION_FIELDS, "is_un"], batch_size=200
    )


def _add_aliases(entries: list[dict[str, Any]], organizations: dict[str, Organization]) -> None:
    known: dict[int, list[str]] = {}
    for alias in OrganizationAlias.objects.filter(organization__in=organizations.values()):
        known.setdefault(alias.organization_id, []).append(alias.name)
    aliases: list[OrganizationAlias] = []
    for entry in entries:
        organization = organizations[entry["key"]]
        names = known.setdefault(organization.pk, [])
        for name in entry.get("aliases", []):
            if name not in names:
                aliases.append(OrganizationAlias(organization=organization, name=name, position=len(names)))
                names.append(name)
    create(OrganizationAlias, aliases)


def _framework_conflicts(document: Any) -> Iterator[Finding]:
    for path, row in rows(document, "framework"):
        framework = Framework.objects.filter(key=row.get("key")).first()
        if framework is None:
            continue
        if row.get("title", framework.title) != framework.title:
            yield _differs((*path, "title"), framework.title)
        titles = dict(framework.objectives.values_list("number", "title"))
        for below, entry in rows(row, "objectives[]"):
            known = titles.get(entry.get("number", ""))
            if known is not None and entry.get("title", known) != known:
                yield _differs((*path, *below, "title"), known)


def _series_conflicts(document: Any, row: dict[str, Any], series: Series) -> Iterator[Finding]:
    if row.get("title", series.title) != series.title:
        yield _differs(("series", "title"), series.title)
    for _path, key in each(document, "framework.key"):
        if key != series.framework.key:
            yield _differs(("framework", "key"), series.framework.key)
    for name, known in (("ordinal_of", series.planned), ("convener", series.convener)):
        if known and row.get(name) and row[name] != known:
            yield _differs(("series", name), known)
    principles = list(series.principles.values_list("name", "text"))
    told = [(entry.get("name"), entry.get("text")) for _path, entry in rows(row, "principles[]")]
    if principles and told and principles != told:
        yield Finding(("series", "principles"), _("The series is here already, with other principles."))


def _organization_conflicts(document: Any, series: Series) -> Iterator[Finding]:
    known = {organization.key: organization for organization in series.organizations.all()}
    for path, entry in rows(document, "organizations[]"):
        organization = known.get(entry.get("key", ""))
        if organization is None:
            continue
        for name in ("name", *ORGANIZATION_FIELDS):
            here = getattr(organization, name)
            if here and entry.get(name) and entry[name] != here:
                yield _differs((*path, name), here)


def _differs(path: tuple[str | int, ...], known: object) -> Finding:
    return Finding(
        path,
        _("This is here already as %(known)s. Use the same, or another key.") % {"known": quoted(known)},
    )
