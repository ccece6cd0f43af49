"""What of an earlier consultation's groups comes along into a new one: what counts how much."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakouts.models import Weighting
from consultations.beginning import Copied, Shift, register_copied
from consultations.models import Consultation


def _count(consultation: Consultation) -> int:
    return Weighting.objects.filter(consultation=consultation).count()


def _copy(old: Consultation, new: Consultation, _shift: Shift) -> None:
    row = Weighting.objects.filter(consultation=old).first()
    if row is not None:
        row.pk, row.consultation, row.set_by = None, new, None
        row.reason = _("As in “%(title)s”.") % {"title": old.title[:200]}
        row.save()


def register() -> None:
    """Have the weights come along."""
    register_copied(Copied("weights", 150, gettext_lazy("What counts how much when people are placed"), _count, _copy))
