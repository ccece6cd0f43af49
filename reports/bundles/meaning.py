"""What a bundle says that cannot be so, beyond keys and times."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultations import richtext
from registrations.measures.tokens import check_tokens
from reports.bundles.findings import Finding, quoted
from reports.bundles.values import is_country, is_language
from reports.bundles.walking import each, rows, texts

RICH_TEXTS = (
    "call.text",
    "statements[].text",
    "notes[].text",
    "report.blocks.background[]",
    "report.blocks.organization[]",
    "report.blocks.next_steps[]",
)
LANGUAGES = ("consultation.languages[]", "working_groups[].language", "registrations[].languages[]")
COUNTRIES = ("organizations[].country", "registrations[].country")
BLOCKS = ("report.blocks.background[]", "report.blocks.organization[]", "report.blocks.next_steps[]")

_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def meaning_findings(document: Any) -> Iterator[Finding]:
    """Every contradiction and every value without a meaning."""
    for check in _CHECKS:
        yield from check(document)


def text_findings(document: Any) -> Iterator[Finding]:
    """Characters that no database and no document can hold. Looks at the file as it is, sound or not."""
    for path, text in texts(document):
        found = _IMPOSSIBLE.search(text)
        if found is None:
            continue
        if found[0] == "\0":
            yield Finding(path, _("There is a NUL character in this text."))
        else:
            yield Finding(path, _("There is half a surrogate pair in this text: a character that does not exist."))


def _codes(document: Any) -> Iterator[Finding]:
    for pattern in LANGUAGES:
        for path, tag in each(document, pattern):
            if not is_language(tag):
                yield Finding(path, _("%(tag)s is not a BCP 47 language tag.") % {"tag": quoted(tag)})
    for pattern in COUNTRIES:
        for path, code in each(document, pattern):
            if not is_country(code):
                yield Finding(path, _("There is no country or area with the code %(code)s.") % {"code": quoted(code)})


def _vetting(document: Any) -> Iterator[Finding]:
    for path, application in rows(document, "applications[]"):
        if "reason" in application and "decision" not in application:
            yield Finding((*path, "reason"), _("There is a reason but no decision."))
    for path, review in rows(document, "applications[].reviews[]"):
        if review.get("conflict") is True and "score" in review:
            yield Finding((*path, "score"), _("A reviewer with a conflict of interest does not score."))


def _programme(document: Any) -> Iterator[Finding]:
    sittings = len({number for _path, number in each(document, "rounds[].number")})
    for path, session in rows(document, "programme[]"):
        kind = session.get("kind")
        if kind in {"plenary", "break"} and "round" in session:
            yield Finding((*path, "round"), _("Only working groups, and the moving to them, belong to a round."))
        if kind == "working_groups" and "round" not in session and sittings > 1:
            yield Finding((*path, "round"), _("This is missing: which of the rounds do the working groups sit in?"))
    for path, role in rows(document, "programme[].roles[]"):
        if "person" not in role and "organization" not in role and role.get("tbc") is not True:
            yield Finding(path, _("Nobody holds this role: name a person or an organization, or set “tbc”."))


def _groups(document: Any) -> Iterator[Finding]:
    for path, group in rows(document, "working_groups[]"):
        least, most = group.get("min_size"), group.get("max_size")
        if least is not None and most is not None and least > most:
            yield Finding(
                (*path, "min_size"),
                _("The fewest people (%(least)s) are more than the most (%(most)s).") % {"least": least, "most": most},
            )
        for name in ("min_size", "max_size"):
            if group.get(name) is not None and group[name] < 0:
                yield Finding((*path, name), _("A group cannot have fewer than 0 people."))


def _assistants(document: Any) -> Iterator[Finding]:
    """Who assists whom: nobody herself, and no circle. A circle is reported once, at its first member in the file."""
    assists = {
        row["key"]: (path, row["assists"])
        for path, row in rows(document, "registrations[]")
        if row.keys() >= {"key", "assists"}
    }
    reported: set[str] = set()
    for key, (path, other) in assists.items():
        if other == key:
            yield Finding((*path, "assists"), _("Nobody assists herself or himself."))
            continue
        circle = [key]
        while other in assists and other not in circle:
            circle.append(other)
            other = assists[other][1]
        if other == key and not reported & set(circle):
            reported.update(circle)
            yield Finding(
                (*path, "assists"),
                _("These registrations assist each other in a circle: %(keys)s.") % {"keys": ", ".join(circle)},
            )


def _statements(document: Any) -> Iterator[Finding]:
    sessions = {row["key"]: row for _path, row in rows(document, "programme[]") if "key" in row}
    for path, statement in rows(document, "statements[]"):
        session = sessions.get(statement.get("session"))
        if session is None:
            continue
        if session.get("kind") in {"working_groups", "break", "allocation"}:
            yield Finding((*path, "session"), _("Only a plenary session has statements on the record."))
        elif session.get("on_record") is not True:
            yield Finding((*path, "session"), _("This session is not on the record, the statement is."), warning=True)
        for below, name in each(statement, "people[]"):
            for _role_path, role in rows(session, "roles[]"):
                if role.get("person") == name and role.get("attribution") == "not_attributed":
                    yield Finding((*path, *below), _("In this session this person is not to be named."))


def _notes(document: Any) -> Iterator[Finding]:
    kinds = {row["key"]: row.get("kind") for _path, row in rows(document, "programme[]") if "key" in row}
    for path, note in rows(document, "notes[]"):
        if "session" in note and ("group" in note or "round" in note):
            yield Finding((*path, "session"), _("A note comes from a working group or from a plenary, not from both."))
        elif "round" in note and "group" not in note:
            yield Finding((*path, "round"), _("There is a round but no working group."))
        if kinds.get(note.get("session"), "plenary") != "plenary":
            yield Finding((*path, "session"), _("This session is not a plenary; name the group and the round instead."))
        if note.get("status") == "set_aside" and "reason" not in note:
            yield Finding((*path, "reason"), _("This is missing: why was the note set aside?"))


def _footnotes(document: Any) -> Iterator[Finding]:
    """Marks without a text, and texts that nothing refers to (which is only strange)."""
    footnotes = document.get("footnotes", {}) if isinstance(document, dict) else {}
    if not isinstance(footnotes, dict):
        return
    rich = [found for pattern in RICH_TEXTS for found in each(document, pattern)]
    rich += [(("footnotes", mark), text) for mark, text in footnotes.items() if isinstance(text, str)]
    for path, text in rich:
        for mark in dict.fromkeys(richtext.marks(text)):
            if mark not in footnotes:
                yield Finding(path, _("There is no footnote %(mark)s.") % {"mark": quoted(f"[^{mark}]")})
    used = {mark for path, text in texts(document) if "[^" in text for mark in richtext.marks(text)}
    for mark in footnotes:
        if mark not in used:
            yield Finding(("footnotes", mark), _("No text refers to this footnote."), warning=True)


def _figures(document: Any) -> Iterator[Finding]:
    for pattern in BLOCKS:
        for path, text in each(document, pattern):
            yield from (Finding(path, sentence) for sentence in dict.fromkeys(check_tokens(text)))


_CHECKS: tuple[Callable[[Any], Iterator[Finding]], ...] = (
    _codes,
    _vetting,
    _programme,
    _groups,
    _assistants,
    _statements,
    _notes,
    _footnotes,
    _figures,
)
