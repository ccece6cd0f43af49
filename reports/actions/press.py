"""Writing the press summary of a frozen version, and publishing what cites its paragraphs and says no more."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import AuditLine
from reports.actions.wording import Clash, cleaned, fingerprint, require_unchanged
from reports.claims import Claim, Source, as_text, check, parse, propose
from reports.likeness import Wording, matched
from reports.models import ParagraphKind, PressStatus, PressSummary, Report, ReportStatus
from reports.press import Cited, cited, judge_press
from reports.tree.build import FROZEN

LONGEST = 20_000
"""Letters of a press text."""
_WRITING = ("press.proposed", "press.taken_over", "press.changed")


@transaction.atomic
def propose_press(*, report: Report, actor: User | None = None) -> PressSummary:
    """Begin the press summary of a frozen version: from that of an earlier version, with the numbers that its
    paragraphs have now; else from the widest point of each section of the outcomes, in the report's own words.

    Raises Refused where the version is not frozen, and where it has a press summary.
    """
    report = _locked_report(report)
    if report.status not in FROZEN:
        raise Refused(_("Freeze the report first: until then its paragraphs can still change."))
    if PressSummary.objects.filter(report=report).exists():
        raise Refused(_("This version has a press summary already."))
    of = cited(report)
    earlier = (
        PressSummary.objects.filter(report__consultation=report.consultation_id, report__version__lt=report.version)
        .order_by("-report__version")
        .first()
    )
    if earlier:
        press = PressSummary(report=report, title=earlier.title, text=as_text(_renumbered(earlier, of)))
    else:
        press = PressSummary(report=report, title=report.title[:200], text=as_text(_first_text(of)))
    press.save()
    _record(press, actor, "press.taken_over" if earlier else "press.proposed")
    return press


@transaction.atomic
def write_press(*, press: PressSummary, title: str, text: str, before: str, actor: User) -> PressSummary:
    """Keep a headline and a text, whatever the check says of them: only publishing asks for that.

    `before` is the fingerprint of the text that the editor saw. Raises Clash where somebody changed it meanwhile, and
    Refused where it is published, empty or too long.
    """
    press = _locked(press)
    if press.status != PressStatus.DRAFT:
        raise Refused(_("This press summary is published. Open it again to change it."))
    title, text = " ".join(title.split()), cleaned(text)
    if not title:
        raise Refused(_("Write a headline."), field="title")
    if len(text) > LONGEST:
        raise Refused(_("Write at most %(n)d letters.") % {"n": LONGEST}, field="text")
    require_unchanged(press.text, before)
    if (press.title, press.text) != (title, text):
        press.title, press.text = title, text
        press.save(update_fields=["title", "text"])
        _record(press, actor, "press.changed")
    return press


@transaction.atomic
def use_press_wording(*, press: PressSummary, place: int, before: str, actor: User) -> PressSummary:
    """Give the claim of this place (from 1) the wording that is suggested for it.

    Raises Refused where nothing is suggested, and as write_press does.
    """
    press = _locked(press)
    require_unchanged(press.text, before)
    claims = parse(press.text)
    verdicts = judge_press(press).claims
    suggestion = verdicts[place - 1].suggestion if 0 < place <= len(verdicts) else None
    if suggestion is None:
        raise Refused(_("No other wording is suggested for this claim."))
    claims[place - 1] = suggestion
    return write_press(press=press, title=press.title, text=as_text(claims), before=before, actor=actor)


@transaction.atomic
def publish_press(*, press: PressSummary, seen: str, actor: User) -> PressSummary:
    """Open the page of a press summary to everybody. Somebody else than the last who changed it does.

    `seen` is the mark of what was on the page. Raises Refused where a claim is refused, where the report is not
    published, and where the text is another one by now.
    """
    press = _locked(press)
    if press.status != PressStatus.DRAFT:
        raise Refused(_("This press summary is published already."))
    if reason := why_not_publish(press, actor):
        raise Refused(reason)
    if seen != mark_of(press):
        raise Clash(press.text)
    judged = judge_press(press)
    if not judged.may_be_published:
        raise Refused(_("Claims say more than the report, or cite nothing. See what is said beside each."))
    press.status, press.published_at = PressStatus.PUBLISHED, now()
    press.save(update_fields=["status", "published_at"])
    _record(press, actor, "press.published")
    return press


@transaction.atomic
def reopen_press(*, press: PressSummary, actor: User) -> PressSummary:
    """Make a published press summary a draft again; its page is gone until it is published anew."""
    press = _locked(press)
    if press.status != PressStatus.PUBLISHED:
        raise Refused(_("This press summary is a draft already."))
    press.status = PressStatus.DRAFT
    press.save(update_fields=["status"])
    _record(press, actor, "press.reopened")
    return press


def mark_of(press: PressSummary) -> str:
    """What headline and text are recognized by, so that nobody publishes other words than were read."""
    return fingerprint(f"{press.title}\n{press.text}")


def why_not_publish(press: PressSummary, user: User) -> str:
    """Why this account may not publish this summary now, its claims aside; nothing where it may. One query."""
    if press.report.status != ReportStatus.PUBLISHED:
        return _("The report it cites is not published yet.")
    lines = AuditLine.objects.filter(
        consultation=press.report.consultation_id, verb__in=_WRITING, subject=_subject(press)
    )
    if lines.order_by("-pk").values_list("actor", flat=True).first() == user.pk:
        return _("You wrote this text last. Somebody else has to read and publish it.")
    return ""


def _first_text(of: Cited) -> list[Claim]:
    by_number = {source.number: source for source in of.sources}
    counting = (ParagraphKind.FIGURES, ParagraphKind.TEXT)
    opening = [by_number[n] for n, row in of.rows.items() if row.kind in counting and "attended" in row.text][:1]
    sections: dict[int, list[Source]] = {}
    tops = _outcome_sections(of.report)
    for number, row in of.rows.items():
        if row.kind == ParagraphKind.NOTES and row.section_id:
            sections.setdefault(tops[row.section_id], []).append(by_number[number])
    claims = propose(list(sections.values()), opening)
    verdicts = check(claims, of.sources, of.settings)
    return [verdict.claim for verdict in verdicts if not verdict.faults]


def _outcome_sections(report: Report) -> dict[int, int]:
    """For each section the lettered one (A, B …) that it is or lies in; the outermost where it has none."""
    parents: dict[int, int | None] = dict(report.sections.values_list("pk", "parent"))
    found = {}
    for key in parents:
        path, at = [key], parents[key]
        while at is not None:
            path.append(at)
            at = parents[at]
        found[key] = path[-2] if len(path) > 1 else path[-1]
    return found


def _renumbered(earlier: PressSummary, of: Cited) -> list[Claim]:
    """The claims of an earlier version, with the numbers that the paragraphs they cite have now; the others go."""
    before = cited(earlier.report)
    old, new = before.sources[1:], of.sources[1:]
    places = matched(_wordings(before, old), _wordings(of, new))
    numbers = {old[there].number: new[here].number for here, there in places.items()}
    return [
        replace(claim, cites=tuple(numbers[number] for number in claim.cites if number in numbers))
        for claim in parse(earlier.text)
    ]


def _wordings(of: Cited, sources: Sequence[Source]) -> list[Wording]:
    return [Wording(source.text, frozenset(note.pk for note in of.notes[source.number])) for source in sources]


def _subject(press: PressSummary) -> str:
    return f"version {press.report.version}"


def _record(press: PressSummary, actor: User | None, verb: str) -> None:
    """That it was written or moved; never what it says."""
    record(consultation=press.report.consultation, actor=actor, verb=verb, subject=_subject(press))


def _locked_report(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)


def _locked(press: PressSummary) -> PressSummary:
    rows = PressSummary.objects.select_for_update(of=("self",)).select_related("report__consultation")
    return rows.get(pk=press.pk)
