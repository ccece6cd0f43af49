"""Choosing how the reports of a consultation are written."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import Consultation
from reports.models import HeadingScheme, HouseStyle
from reports.style import RULES

LONGEST = 1_000_000
"""The greatest word limit."""


@transaction.atomic
def set_house_style(
    *,
    consultation: Consultation,
    headings: str,
    word_limit: int | None,
    abbreviations_annex: bool,
    figures_annex: bool,
    rules_off: Collection[str],
    actor: User | None,
) -> HouseStyle:
    """Keep the settings for every version that is not frozen yet; a frozen one holds them in its tree.

    `word_limit` counts headings and paragraphs without footnotes; None sets no limit. Raises Refused for what is not
    offered.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if headings not in HeadingScheme.values:
        raise Refused(_("Choose how headings are counted."), field="headings")
    if word_limit is not None and not 1 <= word_limit <= LONGEST:
        raise Refused(_("A word limit lies between 1 and 1,000,000. Leave it empty for none."), field="word_limit")
    if unknown := sorted(set(rules_off) - set(RULES)):
        raise Refused(_("There is no rule “%(name)s”.") % {"name": unknown[0]}, field="rules")
    off = [rule for rule in RULES if rule in rules_off]
    style, _new = HouseStyle.objects.update_or_create(
        consultation=consultation,
        defaults={
            "headings": headings,
            "word_limit": word_limit,
            "abbreviations_annex": abbreviations_annex,
            "figures_annex": figures_annex,
            "rules_off": off,
        },
    )
    record(
        consultation=consultation,
        actor=actor,
        verb="report.style_changed",
        headings=headings,
        word_limit=word_limit,
        abbreviations_annex=abbreviations_annex,
        figures_annex=figures_annex,
        rules_off=" ".join(off),
    )
    return style
