"""What is different between two printed programmes, in sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from consultations import times
from consultations.programme import Part, PrintedGroup, PrintedProgramme, PrintedSession


def changes_between(old: PrintedProgramme, new: PrintedProgramme) -> list[str]:
    """Every difference that a reader of the page would see, sessions first in the order of the newer one."""
    found = [*_whole(old, new), *_sessions(old, new), *_groups(old, new)]
    if not found and old != new:
        found.append(_("Sessions or groups stand in another order."))
    return found


def _whole(old: PrintedProgramme, new: PrintedProgramme) -> Iterator[str]:
    before = times.span(old.starts_at, old.ends_at, old.zone)
    after = times.span(new.starts_at, new.ends_at, new.zone)
    if before != after:
        yield _("The consultation: %(after)s, before that %(before)s.") % {"after": after, "before": before}
    if old.venue != new.venue:
        nowhere = _("no venue")
        words = {"after": new.venue or nowhere, "before": old.venue or nowhere}
        yield _("Venue: %(after)s, before that %(before)s.") % words


def _sessions(old: PrintedProgramme, new: PrintedProgramme) -> Iterator[str]:
    known = {session.key: session for session in old.sessions}
    for session in new.sessions:
        before = known.pop(session.key, None)
        if before is None:
            when = _when(session, new)
            yield _("New: “%(session)s”, %(when)s.") % {"session": session.title, "when": when}
        else:
            told = list(_session(before, session, old, new))
            if not told and before != session:
                told = [_("“%(session)s” is different in other ways.") % {"session": session.title}]
            yield from told
    for session in known.values():
        yield _("Taken out: “%(session)s”.") % {"session": session.title}


def _session(
    before: PrintedSession, after: PrintedSession, old: PrintedProgramme, new: PrintedProgramme
) -> Iterator[str]:
    name = after.title
    if before.title != after.title:
        yield _("“%(before)s” is called “%(after)s”.") % {"before": before.title, "after": name}
    if _when(before, old) != _when(after, new):
        words = {"session": name, "after": _when(after, new), "before": _when(before, old)}
        yield _("“%(session)s”: %(after)s, before that %(before)s.") % words
    if before.on_record != after.on_record:
        if after.on_record:
            yield _("“%(session)s” is on the record.") % {"session": name}
        else:
            yield _("“%(session)s” is no longer on the record.") % {"session": name}
    gone = [part for part in before.parts if part not in after.parts]
    for part in after.parts:
        if part not in before.parts:
            earlier = next((other for other in gone if (other.kind, other.group) == (part.kind, part.group)), None)
            yield _part(name, part, earlier)
            if earlier:
                gone.remove(earlier)
    for part in gone:
        words = {"session": name, "role": str(part.role), "holder": part.holder}
        yield _("“%(session)s”, %(role)s: no longer %(holder)s.") % words
    if before.parts != after.parts and sorted(map(repr, before.parts)) == sorted(map(repr, after.parts)):
        yield _("“%(session)s”: the parts are in another order.") % {"session": name}


def _part(session: str, part: Part, earlier: Part | None) -> str:
    words = {"session": session, "role": part.role, "holder": _held(part)}
    if earlier is None:
        return _("“%(session)s”, %(role)s: %(holder)s.") % words
    return _("“%(session)s”, %(role)s: %(holder)s, before that %(before)s.") % {**words, "before": _held(earlier)}


def _held(part: Part) -> str:
    return _("%(holder)s (%(how)s)") % {"holder": part.holder, "how": part.how} if part.how else part.holder


def _groups(old: PrintedProgramme, new: PrintedProgramme) -> Iterator[str]:
    known = {group.number: group for group in old.groups}
    for group in new.groups:
        before = known.pop(group.number, None)
        if before is None:
            yield _("New: working group %(number)d.") % {"number": group.number}
        else:
            told = list(_group(before, group))
            if not told and before != group:
                told = [_("Working group %(number)d is different in other ways.") % {"number": group.number}]
            yield from told
    for number in known:
        yield _("Taken out: working group %(number)d.") % {"number": number}


def _group(before: PrintedGroup, after: PrintedGroup) -> Iterator[str]:
    number = after.number
    if before.title != after.title:
        yield _("Working group %(number)d is called “%(title)s”.") % {"number": number, "title": after.title}
    if before.language != after.language:
        yield _("Working group %(number)d has another language.") % {"number": number}
    if before.objectives != after.objectives:
        objectives = ", ".join(objective.number for objective in after.objectives) or _("none")
        yield _("Working group %(number)d, objectives: %(objectives)s.") % {"number": number, "objectives": objectives}
    for holder in after.co_hosts:
        if holder not in before.co_hosts:
            yield _("Working group %(number)d, co-host: %(holder)s.") % {"number": number, "holder": holder}
    for holder in before.co_hosts:
        if holder not in after.co_hosts:
            words = {"number": number, "holder": holder}
            yield _("Working group %(number)d, co-host: no longer %(holder)s.") % words


def _when(session: PrintedSession, programme: PrintedProgramme) -> str:
    day = times.day(session.starts_at, programme.zone)
    return _("%(day)s, %(time)s") % {
        "day": day,
        "time": times.hours(session.starts_at, session.ends_at, programme.zone),
    }
