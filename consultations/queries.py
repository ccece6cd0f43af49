"""Finding a consultation for a command."""

from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.models import Consultation


def consultation_named(slug: str) -> Consultation:
    """The consultation with this name in links. Raises Refused, naming those that exist."""
    found = Consultation.objects.select_related("series__framework").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Consultation.objects.order_by("slug").values_list("slug", flat=True)[:10])
        raise Refused(
            _("There is no consultation “%(slug)s”. Known: %(known)s.") % {"slug": slug, "known": known or _("none")}
        )
    return found
