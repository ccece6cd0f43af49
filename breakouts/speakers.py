"""Who is said to speak at the beginning of a line ("[10:32] Maria:"), taken off before anything is kept. No Django."""

import regex

# Direction marks and joiners of width zero, which programs put before a name in a right-to-left line.
THIN = " \t\u200b\u200e\u200f\u2060\u061c"

_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# A time in brackets, or bare before a name. A time that begins a sentence ("10:30 is too early") is left alone.
_DAY = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ ,T]+)?"
_STAMP = regex.compile(rf"[\[(]\s*{_DAY}{_TIME}\s*[\])](?:\s*[-–—:])?")
_BARE_STAMP = regex.compile(rf"{_DAY}{_TIME}(?:\s*[-–—]\s*|\s+)")
# As chats write a speaker: <Maria>, [Maria]:, @maria:
_ANGLE = regex.compile(r"<[^<>\n]{1,80}>\s*[:：]?")
_SQUARE = regex.compile(r"\[[^\[\]\n]{1,80}\]\s*[:：]")
_COLON = regex.compile(r"@?(?P<who>[^:：\n]{1,100}?)\s*[:：](?!//)(?!(?<=\d[:：])\d)")
_DASH = regex.compile(r"(?P<who>[^:：\n–—]{1,100}?)\s+[-–—]\s+")
_ASIDE = regex.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_TITLED = regex.compile(r"(?:Ms|Mr|Mrs|Mx|Dr|Prof|H\.\s?E|Mme|M|Sra?|Sr|Hon)\.?\s+\p{Lu}")
_NAME_WORD = regex.compile(r"['’\"“(]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]")
_LETTER = regex.compile(r"\p{L}")
_SENTENCE = regex.compile(r"[!?;。！？؟।]|\p{Ll}{4}\.\s")
# Small words within names, their organizations, and what a chat or a minute writes after them.
_WITHIN = frozenset({"al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el", "ibn"})
_AROUND = frozenset({"and", "et", "for", "from", "la", "le", "of", "the", "ter", "to", "van", "via", "von", "y"})
_SPEAKS = frozenset(
    {"said", "says", "asked", "asks", "added", "adds", "noted", "notes", "replied", "replies", "writes"}
)
_PARTICLES = _WITHIN | _AROUND | _SPEAKS
MOST_WORDS = 8


def split_speaker(line: str) -> tuple[tuple[str, ...], str]:
    """What stands before the words of a line, in order, and the words: no more than white space is lost between them.

    Goes on until nothing looks like a speaker any more. Whatever may be a name is taken for one: a sentence that
    loses its first word can be mended by whoever sees it, a name that stays may not be seen.
    """
    taken = []
    rest = line.strip(THIN)
    while length := _length(rest):
        taken.append(rest[:length].strip(THIN))
        rest = rest[length:].strip(THIN)
    return tuple(taken), rest


def _length(text: str) -> int:
    """How many characters at the beginning of this text name a time or a speaker; 0 for none."""
    for pattern in (_STAMP, _ANGLE, _SQUARE):
        if match := pattern.match(text):
            return int(match.end())
    if (stamp := _BARE_STAMP.match(text)) and _speaker(text[stamp.end() :]):
        return int(stamp.end())
    return _speaker(text)


def _speaker(text: str) -> int:
    if (match := _COLON.match(text)) and _is_name(match["who"]):
        return int(match.end())
    # A dash is common within sentences: it ends a name only after a title or an organization in brackets.
    if (match := _DASH.match(text)) and _is_name(match["who"]):
        who = match["who"]
        if _TITLED.match(who) or _ASIDE.search(who):
            return int(match.end())
    return 0


def _is_name(who: str) -> bool:
    bare = _ASIDE.sub(" ", who)
    words = bare.replace(",", " ").replace("/", " ").split()
    if not words or len(words) > MOST_WORDS or not _LETTER.search(bare) or _SENTENCE.search(bare):
        return False
    if len(words) == 1:
        return True
    small = [word for word in words if not _NAME_WORD.match(word)]
    return all(word.casefold().strip(".’'-") in _PARTICLES or not _LETTER.search(word) for word in small)
