"""Reminders to contacts who have not answered and to people who registered."""

from django.utils.translation import gettext_lazy as _

from consultations.reminders import Kind, call_closes, event_starts, register_kind


def register() -> None:
    """Offer the reminders."""
    register_kind(
        Kind(
            key="call_closes",
            order=10,
            label=_("The call closes soon"),
            to_whom=_("Contacts of the stakeholder list who have neither registered nor applied."),
            audience="contacts",
            filters={"reach": ["not_answered"]},
            instant=call_closes,
            until=call_closes,
            moment=_("hours before the call closes"),
            hours=3 * 24,
            subject=_("The call closes soon: {{ title }}"),
            body=_(
                "Dear {{ name }},\n\nthe call for “{{ title }}”, {{ when }}, closes soon. You can still take part, or "
                "apply to co-organize: [the call]({{ link }})\n\nIf you have decided not to, you need do nothing."
                "\n\nKind regards,\nThe secretariat"
            ),
        )
    )
    register_kind(
        Kind(
            key="not_confirmed",
            order=20,
            label=_("Registrations are not confirmed"),
            to_whom=_("People who registered and have not opened the link in our letter."),
            audience="registrations",
            filters={"status": ["pending"]},
            instant=call_closes,
            until=call_closes,
            moment=_("hours before the call closes"),
            hours=2 * 24,
            subject=_("One step is left: {{ title }}"),
            body=_(
                "Dear {{ name }},\n\nyour registration for “{{ title }}” counts once you confirm it. "
                "[Open your registration]({{ link }}) and press “Confirm”.\n\n"
                "If you did not register, you need do nothing.\n\nKind regards,\nThe secretariat"
            ),
        )
    )
    register_kind(
        Kind(
            key="event_starts",
            order=40,
            label=_("The event begins"),
            to_whom=_("Everybody who has a place, with the programme for their calendar."),
            audience="registrations",
            filters={"status": ["confirmed"]},
            instant=event_starts,
            until=event_starts,
            moment=_("hours before the event begins"),
            hours=24,
            calendar=True,
            subject=_("See you soon: {{ title }}"),
            body=_(
                "Dear {{ name }},\n\n“{{ title }}” is on {{ when }}. What you need is on "
                "[your own page]({{ link }}), and the programme comes with this letter.\n\n"
                "If you cannot come, please withdraw there, so that somebody else gets the place.\n\n"
                "Kind regards,\nThe secretariat"
            ),
        )
    )
