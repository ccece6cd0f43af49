"""Who may read, change and publish a report before anybody else may read it."""

from django.utils.translation import gettext_lazy as _

from consultations.policies import action, by_personal_link, is_organizer, is_viewer, organizes_something

action("reports.see_report", _("Read the draft report and what each paragraph rests on"), is_organizer | is_viewer)
action("reports.edit", _("Compose the report anew and change its paragraphs"), is_organizer)
action("reports.set_style", _("Choose how the report is written"), is_organizer)
action(
    "reports.comment_on_draft",
    _("Read the draft and comment on it for a co-organizing organization"),
    by_personal_link,
)
action("reports.publish", _("Freeze and publish the report, and say who clears it"), is_organizer)
action("reports.clear", _("Clear a frozen report that somebody else froze"), is_organizer | is_viewer)
action("reports.tell_outcomes", _("Say in public what became of a recommendation"), is_organizer)
action("reports.publish_press", _("Publish a press summary that somebody else wrote"), is_organizer | is_viewer)
action("reports.bring_together", _("Say which recommendations of the series are the same"), is_organizer)
action("reports.dump", _("Download the whole consultation, personal data included"), is_organizer)
action("reports.load", _("Begin a consultation from a file"), organizes_something)
