"""Our own wording of sections I and II and of the next steps, where the outline brings none.

Every number and list is a figure token, so that the text says what the data say. A sentence about something
that is not known (no attendance recorded, no co-organizer, no principle) is left out.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.text import one_line
from consultations.models import Consultation
from registrations.measures import Figures
from reports.composing.dates import date_words

_ORDINALS = (
    *("", lazy("first"), lazy("second"), lazy("third"), lazy("fourth")),
    *(lazy("fifth"), lazy("sixth"), lazy("seventh"), lazy("eighth"), lazy("ninth")),
)
_NUMBERS = (
    *("", lazy("one"), lazy("two"), lazy("three"), lazy("four")),
    *(lazy("five"), lazy("six"), lazy("seven"), lazy("eight"), lazy("nine")),
)


def background(consultation: Consultation, figures: Figures) -> list[str]:
    """The series and its conveners, the framework, the principles."""
    series = consultation.series
    place = _place(consultation)
    if place:
        opening = _("This consultation was %(place)s held under the title “%(series)s”.")
    else:
        opening = _("This consultation was held under the title “%(series)s”.")
    texts = [opening % {"place": place, "series": one_line(series.title)} + _convened(consultation, figures)]
    framework = series.framework
    name = one_line(framework.title)
    if framework.short_title and framework.short_title.casefold() not in name.casefold():
        name = f"{name} ({one_line(framework.short_title)})"
    texts.append(
        _("Its subject was the %(framework)s. Stakeholders were invited to share what they know of it from experience.")
        % {"framework": name}
    )
    principles = list(series.principles.order_by("position"))
    if principles:
        items = "\n".join(f"- *{one_line(principle.name)}*: {one_line(principle.text)}" for principle in principles)
        texts.append(_("The series is guided by the following principles:") + f"\n\n{items}")
    return texts


def organization(consultation: Consultation, figures: Figures) -> list[str]:
    """Day, objectives, purposes, co-organizers, attendance, the call, the groups, and how to read the report."""
    texts = [_held(consultation), _purposes(consultation), _co_organizers(figures), _attendance(figures)]
    texts += [_call(figures), _groups(consultation, figures), _structure(consultation, figures)]
    return [text for text in texts if text]


def next_steps(consultation: Consultation, figures: Figures) -> list[str]:
    """What happens to the report, as far as the data say."""
    convener = "{{ conveners|list }}" if figures.known("conveners") else one_line(consultation.series.convener)
    text = _("This report will be published.")
    if convener:
        text = _("This report will be published and transmitted to %(convener)s.") % {"convener": convener}
    if (consultation.series.planned or 1) > 1:
        text += " " + _("It will be read together with the reports of the other consultations of the series.")
    return [text]


def _place(consultation: Consultation) -> str:
    """ "the second of four consultations", where both numbers are known."""
    ordinal, planned = consultation.ordinal, consultation.series.planned
    if not ordinal or not planned or planned < 2:
        return ""
    nth = _ORDINALS[ordinal] if ordinal < len(_ORDINALS) else _("No. %(n)d") % {"n": ordinal}
    total = _NUMBERS[planned] if planned < len(_NUMBERS) else str(planned)
    return _("the %(nth)s of %(total)s consultations") % {"nth": nth, "total": total}


def _convened(consultation: Consultation, figures: Figures) -> str:
    if figures.known("conveners"):
        return " " + _("It was convened by {{ conveners|list }}.")
    convener = one_line(consultation.series.convener)
    return " " + _("It was convened by %(convener)s.") % {"convener": convener} if convener else ""


def _held(consultation: Consultation) -> str:
    zone = consultation.zone
    first, last = date_words(consultation.starts_at, zone), date_words(consultation.ends_at, zone)
    day = first if first == last else _("from %(first)s to %(last)s") % {"first": first, "last": last}
    when = _("on %(day)s") % {"day": day} if first == last else day
    how = {
        "virtual": _("online"),
        "in_person": _("in person"),
        "hybrid": _("in person and online"),
    }.get(consultation.modality, "")
    held = _("The consultation was held %(how)s %(when)s.") if how else _("The consultation was held %(when)s.")
    text = held % {"how": how, "when": when}
    objectives = [link.objective for link in consultation.objective_links.select_related("objective")]
    if not objectives:
        return text
    if len(objectives) == 1:
        only = objectives[0]
        return (
            text
            + " "
            + _("It focused on objective %(number)s: %(title)s.")
            % {
                "number": only.number,
                "title": one_line(only.title).rstrip("."),
            }
        )
    items = "\n".join(
        "- " + _("Objective %(number)s: %(title)s") % {"number": item.number, "title": one_line(item.title)}
        for item in objectives
    )
    return text + " " + _("It focused on the following {{ objectives_count|words }} objectives:") + f"\n\n{items}"


def _purposes(consultation: Consultation) -> str:
    purposes = [one_line(purpose.text).rstrip(".;") for purpose in consultation.purposes.order_by("position")]
    if not purposes:
        return ""
    ends = [";"] * (len(purposes) - 1) + ["."]
    items = "\n".join(f"- {purpose}{end}" for purpose, end in zip(purposes, ends, strict=True))
    return _("The consultation had the following purposes:") + f"\n\n{items}"


def _co_organizers(figures: Figures) -> str:
    stakeholders, entities = figures.count("stakeholder_co_organizers_count"), figures.count("un_co_organizers_count")
    parts = []
    if stakeholders:
        noun = _("stakeholder") if stakeholders == 1 else _("stakeholders")
        parts.append("{{ stakeholder_co_organizers_count|words }} " + noun + " ({{ stakeholder_co_organizers|list }})")
    if entities:
        parts.append("{{ un_co_organizers_count|counted }} ({{ un_co_organizers|list }})")
    if not parts:
        return _("Overall guidance was given by {{ guidance|list }}.") if figures.known("guidance") else ""
    text = _(" and ").join(parts) + " " + _("co-organized the consultation")
    if figures.known("guidance"):
        text += _(", with overall guidance from {{ guidance|list }}")
    return f"{text}."


def _attendance(figures: Figures) -> str:
    if not figures.known("attended_persons"):
        return _("{{ registered_persons|counted }} registered.") if figures.count("registered_persons") else ""
    if not figures.count("attended_persons"):
        return ""
    text = "{{ attended_persons|about }} "
    text += _("participant") if figures.count("attended_persons") == 1 else _("participants")
    if figures.count("attended_countries"):
        text += " " + _("from {{ attended_countries|counted }}")
    if figures.count("un_persons"):
        text += _(", including {{ un_persons|words }} from United Nations entities,")
    text += " " + _("attended the consultation.") + " {{ subregions_sentence }}"
    if figures.known("sectors"):
        text += " " + _("The following sectors were represented: {{ sectors|list }}.")
    return text + " {{ gender_sentence }}"


def _call(figures: Figures) -> str:
    if not figures.known("sources"):
        return ""
    return _(
        "An open call for participants and co-organizers was sent to a list of stakeholders compiled from "
        "{{ sources_count|counted }}: {{ sources|list }}."
    )


def _groups(consultation: Consultation, figures: Figures) -> str:
    groups, rounds = figures.count("groups_count"), figures.count("rounds_count")
    if groups < 2:
        return ""
    text = _("Participants met in {{ groups_count|counted }}")
    if rounds > 1:
        text += " " + _("over {{ rounds_count|counted }}, changing groups in between")
    if consultation.guiding_questions.exists():
        text += ", " + _("and followed a set of guiding questions")
    return f"{text}."


def _structure(consultation: Consultation, figures: Figures) -> str:
    text = _("This report is a summary of the main points and does not claim to be exhaustive.")
    if figures.count("objectives_count") > 1:
        text += " " + _("It is structured by objective.")
    if figures.known("lenses"):
        text += " " + _("Questions that cut across all objectives have headings of their own.")
    if consultation.chatham_house:
        text += " " + _(
            "The meeting was held under the Chatham House Rule: what was said may be used, but neither the identity "
            "nor the affiliation of the speakers, nor that of any other participant, may be revealed. Only "
            "statements made on the record are attributed."
        )
    return text
