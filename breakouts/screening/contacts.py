"""Ways to reach somebody: e-mail addresses (written out too), telephone numbers, handles, web addresses."""

import re
from collections import defaultdict
from collections.abc import Iterator

import phonenumbers

from .fold import Folded
from .lexicon import INTERNATIONAL, words
from .organization_index import PUBLIC_MAIL, OrganizationIndex
from .records import Hit, Person

_AT_WORD, _DOT_WORD = "at|arobase|arroba|собака", "dot|point|punto|ponto|punkt|точка"
_AT = rf"(?:\s*(?:@|&#64;|&commat;)\s*|\s*[\[({{<]\s*(?:{_AT_WORD}|a|@)\s*[\])}}>]\s*|\s+(?:{_AT_WORD})\s+)"
_DOT = rf"(?:\s*[\[({{<]\s*(?:{_DOT_WORD}|\.)\s*[\])}}>]\s*|\s+(?:{_DOT_WORD})\s+|\.)"
_EMAIL = re.compile(
    rf"(?<![a-z0-9_%+\-])[a-z0-9_%+\-]{{1,64}}(?:{_DOT}[a-z0-9_%+\-]{{1,64}}){{0,5}}{_AT}[a-z0-9\-]{{1,63}}(?:{_DOT}[a-z0-9\-]{{1,63}}){{0,5}}{_DOT}[a-z]{{2,}}\b",
    re.I,
)
_WRITTEN_DOT = re.compile(rf"\s*[\[({{<]?\s*\b(?:{_DOT_WORD})\b\s*[\])}}>]?\s*|\s*[\[({{<]\s*\.\s*[\])}}>]\s*", re.I)
_PLAIN_AT = re.compile(r"\s+at\s+", re.I)
_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"')\]]+|(?<![\w.\-])(?:[a-z0-9\-]{1,63}\.){1,6}(?:org|net|com|info|asia|africa|io|app|online|site|foundation|network|global|world|church|example|int|edu|gov|ngo|[a-z]{2})(?:/[^\s<>\"')\]]*)?\b",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@])@\s?([\w](?:[\w.\-]*\w)?)")
_PROFILE = re.compile(
    r"(?:(?:t|telegram)\.me|twitter\.com|x\.com|instagram\.com|threads\.net|facebook\.com|fb\.(?:com|me)|linkedin\.com/in|wa\.me"
    r"|tiktok\.com|github\.com|vk\.com|ok\.ru|weibo\.com|zalo\.me|line\.me|linktr\.ee|bsky\.app/profile|medium\.com"
    r"|youtube\.com/(?=@|c/|user/|channel/)(?:c/|user/|channel/)?)/?@?(profile\.php\?id=\d+|[\w.\-]+)",
    re.I,
)
_NO_PROFILE = words("no_profiles")
_SPACED = re.compile(r"(?<!\S)(?:[\w.\-] ){4,}@ (?:[\w.\-] ){3,}[\w.\-](?!\S)")
_SPOKEN_HANDLE = re.compile(r"\b(?:at )?([a-z0-9]+(?: (?:underscore|dash|hyphen|dot) [a-z0-9]+)+)\b", re.I)
_LABELLED = re.compile(
    r"(?:\b(?:wechat|weixin|telegram|signal|skype|viber|zalo|kakao(?:talk)?|whatsapp|discord|snapchat|instagram|tiktok)|微信|电报)"
    r"(?:号| ?id)? ?: ?@?(?=[\w.\-]*[a-z])([a-z0-9][\w.\-]{3,})",
    re.I,
)
_DIGIT_WORDS = {
    word: digit
    for row in (
        "zero one two three four five six seven eight nine",
        "zero un deux trois quatre cinq six sept huit neuf",
        "cero uno dos tres cuatro cinco seis siete ocho nueve",
        "zero um dois tres quatro cinco seis sete oito nove",
        "null eins zwei drei vier funf sechs sieben acht neun",
        "ноль один два три четыре пять шесть семь восемь девять",
    )
    for digit, word in enumerate(row.split())
} | {"oh": 0}
_SPELLED = re.compile(rf"\b(?:(?:{'|'.join(_DIGIT_WORDS)})[\s,.\-]+){{6,}}(?:{'|'.join(_DIGIT_WORDS)})\b", re.I)
# A number without a country's code is somebody's only where a word says so.
_CALL = re.compile(
    r"\b(?:call|phone|telephone|tel|mobile|cell|whatsapp|viber|text|sms|ring|dial|appel\w*|llam\w*|звон\w*)\b[^.;\d]{0,24}$",
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
    for match in (*_EMAIL.finditer(text), *_SPACED.finditer(text)):
        hit = _email(folded, match, index) if _free(match, taken) else None
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
    yield from _told_handles(folded, index, taken)
    yield from _bare_handles(folded, index, taken)
    yield from _spelled_numbers(folded, index)
    for match in _PHONE.finditer(text):
        if _free(match, taken):
            yield from _phone(folded, match, index)


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return not any(match.start() < end and match.end() > start for start, end in taken)


def _email(folded: Folded, match: re.Match[str], index: ContactIndex) -> Hit | None:
    written = match.group()
    written = written.replace(" ", "") if _SPACED.fullmatch(written) else written
    spoken = bool(_PLAIN_AT.search(written)) and "@" not in written
    plain = re.sub(_AT, "@", written, flags=re.I)
    plain = (
        re.sub(
            rf"\s*[\[({{<]?\s*\b(?:{_DOT_WORD})\b\s*[\])}}>]?\s*|\s*[\[({{<]\s*\.\s*[\])}}>]\s*", ".", plain, flags=re.I
        )
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
    if profile and profile[1].lower() not in INTERNATIONAL | _NO_PROFILE:
        yield Hit("handle", "warn", *span)
        return
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).split("/")[0].split(":")[0]
    if owners := _domain_owners(host, index.organizations):
        yield Hit("web-address", "block", *span, organizations=frozenset(owners))


def _told_handles(folded: Folded, index: ContactIndex, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """ "at maria underscore lopez" when it is known, and whatever follows "WeChat:" or "Signal:"."""
    for match in _SPOKEN_HANDLE.finditer(folded.text):
        people = index.handles.get(re.sub(r" (?:underscore|dash|hyphen|dot) ", "", match[1].lower()))
        if people and _free(match, taken):
            taken.append(match.span())
            yield Hit("handle", "block", *folded.span(*match.span()), people=frozenset(people))
    for match in _LABELLED.finditer(folded.text):
        if _free(match, taken):
            people = index.handles.get(_HAND_KEY.sub("", match[1].lower()))
            taken.append(match.span(1))
            yield Hit(
                "handle", "block" if people else "warn", *folded.span(*match.span(1)), people=frozenset(people or ())
            )


def _spelled_numbers(folded: Folded, index: ContactIndex) -> Iterator[Hit]:
    """ "Five five five, four one four": a number told digit by digit."""
    for match in _SPELLED.finditer(folded.text):
        digits = "".join(str(_DIGIT_WORDS[w.lower()]) for w in re.findall(r"[^\W\d_]+", match.group()))
        people = index.phones.get(digits[-8:])
        yield Hit(
            "telephone", "block" if people else "warn", *folded.span(*match.span()), people=frozenset(people or ())
        )


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
    elif _DATE.fullmatch(written):
        return
    elif (written.startswith("+") and _is_number(written)) or (len(digits) > 7 and _CALL.search(folded.text, 0, start)):
        yield Hit("telephone", "warn", *span)


def _is_number(written: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written))
    except phonenumbers.NumberParseException:
        return False
