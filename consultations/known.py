"""What an organizer may build on: frameworks and series of her own consultations, and those that nobody uses yet."""

from django.db.models import Q, QuerySet

from accounts.models import User
from consultations.models import Consultation, Framework, Series, TeamRole


def frameworks_known_to(user: User) -> QuerySet[Framework]:
    """Frameworks of the consultations that the account organizes, and those that nobody consults on yet."""
    if user.is_staff:
        return Framework.objects.all()
    free = Q(series__consultations__isnull=True)
    known = Framework.objects.filter(free | Q(series__consultations__in=_own(user))).order_by()
    return Framework.objects.filter(pk__in=known.values("pk"))


def series_open_to(user: User) -> QuerySet[Series]:
    """Series in which the account may begin a consultation."""
    if user.is_staff:
        return Series.objects.all()
    known = Series.objects.filter(Q(consultations__isnull=True) | Q(consultations__in=_own(user))).order_by()
    return Series.objects.filter(pk__in=known.values("pk"))


def _own(user: User) -> QuerySet[Consultation]:
    return Consultation.objects.filter(team__user=user, team__role=TeamRole.ORGANIZER)
