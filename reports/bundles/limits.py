"""What the database can hold: the lengths and numbers of the models' fields, which the schema does not know."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from consultations import models as c
from registrations import models as r
from reports import models as reports_models
from reports.bundles.findings import Finding
from reports.bundles.walking import each

LARGEST = 2**31 - 1

LENGTHS: dict[str, tuple[type[Model], str]] = {
    "framework.short_title": (c.Framework, "short_title"),
    "framework.objectives[].number": (c.Objective, "number"),
    "series.principles[].name": (c.Principle, "name"),
    "organizations[].short_name": (c.Organization, "short_name"),
    "people[].name": (c.Person, "name"),
    "people[].honorific": (c.Person, "honorific"),
    "working_groups[].language": (c.WorkingGroup, "language"),
    "registrations[].name": (r.Registration, "name"),
    "registrations[].display_name": (r.Registration, "display_name"),
    "registrations[].organization_name": (r.Registration, "organization_name"),
    "registrations[].gender": (r.Registration, "gender"),
}
NUMBERS = (
    "series.ordinal_of",
    "consultation.ordinal",
    "consultation.k_min",
    "consultation.organizations_min",
    "working_groups[].number",
    "working_groups[].min_size",
    "working_groups[].max_size",
    "rounds[].number",
)


def limit_findings(document: Any) -> Iterator[Finding]:
    """Texts that are too long and numbers that are too large."""
    for pattern, (model, field) in LENGTHS.items():
        for path, text in each(document, pattern):
            yield from too_long(path, text, longest(model, field))
    footnotes = document.get("footnotes") if isinstance(document, dict) else None
    for mark in footnotes if isinstance(footnotes, dict) else ():
        yield from too_long(("footnotes", mark), mark, longest(reports_models.Footnote, "mark"))
    for pattern in NUMBERS:
        for path, number in each(document, pattern):
            if number > LARGEST:
                yield Finding(path, _("%(number)s is too large.") % {"number": number})
    for path, number in each(document, "framework.objectives[].number"):
        if not number.strip():
            yield Finding(path, _("This is empty."))


def longest(model: type[Model], field: str) -> int:
    """How many characters the field holds."""
    length = model._meta.get_field(field).max_length  # type: ignore[union-attr]
    assert length is not None  # noqa: S101 - a field of LENGTHS has one
    return length


def too_long(path: tuple[str | int, ...], text: str, most: int) -> Iterator[Finding]:
    if len(text) > most:
        yield Finding(path, _("This is longer than %(most)s characters.") % {"most": most})
