"""Who may see and change registrations, attendance, figures and the stakeholder list."""

import rules
from django.utils.translation import gettext_lazy as _

from consultations.policies import (
    action,
    arranges_support,
    by_personal_link,
    is_organizer,
    is_public,
    is_viewer,
    sees_consultation,
)

action("registrations.register", _("Register while the call is open"), is_public | sees_consultation)
action(
    "registrations.own",
    _("Read, confirm, change, withdraw, take away and erase one's own registration"),
    by_personal_link,
)
action(
    "registrations.see_registrations",
    _("See who registered: the name that others see, organization, country, sector"),
    is_organizer | is_viewer,
)
action("registrations.see_identities", _("See participants' legal names and e-mail addresses"), is_organizer)
action("registrations.see_needs", _("See participants' access, language and safety needs"), arranges_support)
action("registrations.arrange_support", _("Decide on what participants ask for, within a budget"), arranges_support)
action("registrations.manage_registrations", _("Change registrations and record attendance"), is_organizer)
action(
    "registrations.verify_certificate",
    _("Check whether a certificate of attendance is genuine, by its code"),
    rules.always_allow,
)
action("registrations.export_registrations", _("Export the list of registrations"), is_organizer)
action(
    "registrations.see_figures", _("See how many registered and attended, and who is missing"), is_organizer | is_viewer
)
action("registrations.publish_figures", _("Publish who takes part, in figures"), is_organizer)
action("registrations.see_contacts", _("See the stakeholder list and its sources"), is_organizer)
action(
    "registrations.manage_contacts",
    _("Load, correct, merge and remove contacts, and record that the call was sent"),
    is_organizer,
)
