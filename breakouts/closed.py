"""Why a group is closed to somebody: what an organizer said, or the language that is spoken there."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from breakouts.actions.allocation_roster import kept_out_by_language
from breakouts.models import Constraint, ConstraintKind
from consultations.models import Consultation, WorkingGroup
from consultations.templatetags.openfloor import language_name
from registrations.models import Registration


def why_closed(consultation: Consultation, person: Registration, groups: Sequence[WorkingGroup]) -> dict[int, str]:
    """Every reason, as sentences, by the number of the group that is closed to her; three queries."""
    assistants = Registration.objects.filter(assists=person).confirmed()
    kept_out = kept_out_by_language(consultation, [person, *assistants], list(groups))
    told = {
        group.number: [
            _("%(language)s is spoken there, and breakout rooms have no interpretation.")
            % {"language": language_name(group.language)}
        ]
        for group in groups
        if person in kept_out.get(group.number, ())
    }
    rules = Constraint.objects.filter(kind=ConstraintKind.FORBID, members__registration=person)
    for number, reason in rules.values_list("group__number", "reason"):
        words = _("A rule says so: %(reason)s") % {"reason": reason} if reason else _("A rule says so.")
        told.setdefault(number, []).append(words)
    return {number: " ".join(sentences) for number, sentences in told.items()}
