"""Saying which headings of the notes collect the answers to which purpose."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation, HeadingPurpose


@transaction.atomic
def tie_headings(*, consultation: Consultation, actor: User, chosen: Mapping[int, Collection[int]]) -> None:
    """`chosen` gives the headings by purpose (primary keys); purposes that it leaves out stay as they are.

    Raises Refused where a purpose or heading is of another consultation.
    """
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    purposes = set(current.purposes.values_list("pk", flat=True))
    headings = set(current.headings.values_list("pk", flat=True))
    if set(chosen) - purposes or any(set(keys) - headings for keys in chosen.values()):
        raise Refused(_("What is asked was changed meanwhile. Look through it once more."))
    HeadingPurpose.objects.filter(purpose__in=chosen).delete()
    HeadingPurpose.objects.bulk_create(
        HeadingPurpose(purpose_id=purpose, heading_id=heading)
        for purpose, keys in chosen.items()
        for heading in sorted(keys)
    )
    audit.record(consultation=current, actor=actor, verb="consultation.headings_tied")
