"""Ways to reach somebody: e-mail addresses (written out too), telephone numbers, handles, web addresses."""

import re
from collections import defaultdict
from collections.abc import Iterator

import phonenumbers

from .fold import Folded
from .lexicon import words
from .organization_index import PUBLIC_MAIL, OrganizationIndex
from .records import Hit, Person

_AT = r"(?:\s*@\s*|\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|\s+at\s+)"
_DOT = r"(?:\s*[\[({<]\s*(?:dot|\.|point)\s*[\])}>]\s*|\s+dot\s+|\.)"
_EMAIL = re.compile(
    rf"(?<![a-z0-9_%+\-])[a-z0-9_%+\-]{{1,64}}(?:{_DOT}[a-z0-9_%+\-]{{1,64}}){{0,5}}{_AT}[a-z0-9\-]{{1,63}}(?:{_DOT}[a-z0-9\-]{{1,63}}){{0,5}}{_DOT}[a-z]{{2,}}\b",
    re.I,
)
_PLAIN_AT = re.compile(r"\s+at\s+", re.I)
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"')\]]+|(?<![\w.\-])(?:[a-z0-9\-]{1,63}\.){1,6}(?:org|net|com|info|asia|africa|io|app|online|site|foundation|network|global|world|church|example|int|edu|gov|ngo|[a-z]{2})(?:/[^\s<>\"')\]]*)?\b",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@])@\s?([\w](?:[\w.\-]*\w)?)")
_PROFILE = re.compile(
    r"(?:t\.me|twitter\.com|x\.com|instagram\.com|facebook\.com|fb\.com|linkedin\.com/in|tiktok\.com|wa\.me|github\.com)/@?([\w.\-]+)",
    re.I,
)
_PHONE = re.compile(r"(?<![\w/.,])(?:\+|00)?\s?\(?\d(?:[\s.\-()/·_]{0,3}\d){6,16}(?![\w/]|[.,]\d)")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,3}(?:[ ,.]\d{3})+|\d{4}\s?[-/]\s?\d{2,4}"
)
_OFFICE = words("office_addresses")
_HAND_KEY = re.compile(r"[^a-z0-9]")


class ContactIndex:
    """Addresses, numbers and handles of a roster."""

    def __init__(self, people: tuple[Person, ...], organizations: OrganizationIndex) -> None:
        """Read every contact once; numbers are compared by their last eight digits."""
        self.emails: dict[str, set[int]] = defaultdict(set)
        self.phones: dict[str, set[int]] = defaultdict(set)
        self.handles: dict[str, set[int]] = defaultdict(set)
        self.organizations = organizations
        for number, person in enumerate(people):
            for email in person.emails:
                self.emails[email.strip().lower()].add(number)
                local = _HAND_KEY.sub("", email.partition("@")[0].lower())
                if len(local) > 5 and local not in _OFFICE:
                    self.handles[local].add(number)
            for phone in person.phones:
                digits = re.sub(r"\D", "", phone)
                if len(digits) > 6:
                    self.phones[digits[-8:]].add(number)
            for handle in person.handles:
                key = _HAND_KEY.sub("", handle.rsplit("/", 1)[-1].lower())
                if len(key) > 2:
                    self.handles[key].add(number)


def find_contacts(folded: Folded, index: ContactIndex) -> Iterator[Hit]:
    """Every address, number, handle and organization's web page in a text."""
    taken: list[tuple[int, int]] = []
    text = folded.text
    for match in _EMAIL.finditer(text):
        hit = _email(folded, match, index)
        if hit:
            taken.append(match.span())
            yield hit
    for match in _URL.finditer(text):
        if _free(match, taken):
            taken.append(match.span())
            yield from _url(folded, match, index)
    for match in _HANDLE.finditer(text):
        if _free(match, taken):
            key = _HAND_KEY.sub("", match[1].lower())
            people = index.handles.get(key)
            known = people or index.organizations.labels.get(key)
            level = "block" if known else "warn"
            if key:
                yield Hit("handle", level, *folded.span(*match.span()), people=frozenset(people or ()))  # type: ignore[arg-type]
    yield from _bare_handles(folded, index, taken)
    for match in _PHONE.finditer(text):
        if _free(match, taken):
            yield from _phone(folded, match, index)


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return not any(match.start() < end and match.end() > start for start, end in taken)


def _email(folded: Folded, match: re.Match[str], index: ContactIndex) -> Hit | None:
    written = match.group()
    spoken = bool(_PLAIN_AT.search(written)) and "@" not in written
    plain = re.sub(_AT, "@", written, flags=re.I)
    plain = (
        re.sub(r"\s*[\[({<]?\s*\b(?:dot|point)\b\s*[\])}>]?\s*|\s*[\[({<]\s*\.\s*[\])}>]\s*", ".", plain, flags=re.I)
        .lower()
        .replace(" ", "")
    )
    local, _, domain = plain.partition("@")
    people = index.emails.get(plain, set())
    ours = _domain_owners(domain, index.organizations)
    if spoken and not (people or ours or " dot " in written.lower()):
        return None
    if people or ours or _HAND_KEY.sub("", local) in index.handles:
        return Hit(
            "e-mail", "block", *folded.span(*match.span()), people=frozenset(people), organizations=frozenset(ours)
        )
    return Hit("e-mail", "note" if local in _OFFICE else "warn", *folded.span(*match.span()))


def _domain_owners(domain: str, organizations: OrganizationIndex) -> set[int]:
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        owners = organizations.domains.get(".".join(labels[start:]))
        if owners:
            return owners
    for label in labels[:-1]:
        key = label.replace("-", "")
        if label not in PUBLIC_MAIL and len(key) > 2 and (owners := organizations.labels.get(key)):
            return owners
    return set()


def _url(folded: Folded, match: re.Match[str], index: ContactIndex) -> Iterator[Hit]:
    url = match.group().rstrip(".,;:")
    span = folded.span(match.start(), match.start() + len(url))
    profile = _PROFILE.search(url)
    if profile and (people := index.handles.get(_HAND_KEY.sub("", profile[1].lower()))):
        yield Hit("handle", "block", *span, people=frozenset(people))
        return
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).split("/")[0].split(":")[0]
    if owners := _domain_owners(host, index.organizations):
        yield Hit("web-address", "block", *span, organizations=frozenset(owners))


def _bare_handles(folded: Folded, index: ContactIndex, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """A known handle without its "@": joined by signs, or long enough not to be a word."""
    for match in re.finditer(
        r"(?<![\w@./])[a-z0-9]+(?:[_.][a-z0-9]+)+|(?<![\w@./])[a-z]{7,}\d*(?![\w@])", folded.text, re.I
    ):
        people = index.handles.get(_HAND_KEY.sub("", match.group().lower()))
        if people and _free(match, taken):
            yield Hit("handle", "block", *folded.span(*match.span()), people=frozenset(people))


def _phone(folded: Folded, match: re.Match[str], index: ContactIndex) -> Iterator[Hit]:
    written = match.group().strip()
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    digits = re.sub(r"\D", "", written)
    people = index.phones.get(digits[-8:]) or (index.phones.get(digits) if len(digits) == 7 else None)
    span = folded.span(start, start + len(written))
    if people:
        yield Hit("telephone", "block", *span, people=frozenset(people))
    elif written.startswith("+") and not _DATE.fullmatch(written) and _is_number(written):
        yield Hit("telephone", "warn", *span)


def _is_number(written: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written))
    except phonenumbers.NumberParseException:
        return False
