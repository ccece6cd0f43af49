"""The one door through which text of users enters a document.

Every string of the tree passes here when its node is made, so no writer ever sees a control
character, half a surrogate pair or an override of the reading direction. Markup of HTML, typst
or OOXML is not touched: the writers keep it as the letters it is made of.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from reports.document.errors import DocumentError

# Unicode's mandatory breaks (UAX 14, classes BK, CR, LF, NL) become one line feed.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls other than the line feed; surrogates; the explicit direction controls of UAX 9 (embeddings,
# overrides, isolates: a run says its direction itself); byte order marks, interlinear annotation marks
# and noncharacters, which neither XML nor a font can hold.
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_URL_UNSAFE = re.compile(r'[\s<>"{}|\\^`]')
_SCHEMES = ("http", "https", "mailto")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
# The part of BCP 47 that documents use: language, optional script, region and variants.
_LANGUAGE = re.compile(
    r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?((?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*)"
)
_RTL_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


def clean_text(text: str) -> str:
    """The text in NFC, with line breaks as line feeds and without characters no document can hold.

    A tab becomes a space. Zero-width joiners and the direction marks U+200E, U+200F and U+061C stay,
    since Arabic, Persian and Indic scripts need them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def clean_line(text: str) -> str:
    """Like `clean_text`, on one line: for titles of files and other metadata."""
    return " ".join(clean_text(text).split())


def clean_link(link: str) -> str:
    """An http, https or mailto address, percent-encoded where a document format needs it.

    Raises `DocumentError` for every other address: nothing else may be followed from a report.
    """
    link = clean_text(link).strip()
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        raise DocumentError(f"“{link[:80]}” is not a web or mail address.") from None
    target = parts.path if parts.scheme == "mailto" else host
    if parts.scheme not in _SCHEMES or not target:
        raise DocumentError(
            f"“{link[:80]}” cannot be a link: only addresses that begin with http://, https:// or mailto: can."
        )
    return _URL_UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), link)


def clean_language(tag: str) -> str:
    """A BCP 47 language tag in its usual case (`en`, `zh-Hans`, `pt-BR`).

    Raises `DocumentError` when it is not one.
    """
    found = _LANGUAGE.fullmatch(tag)
    if not found:
        raise DocumentError(f"“{clean_line(tag)[:40]}” is not a language tag such as “en”, “th” or “zh-Hans”.")
    language, script, region, variants = found.groups()
    parts = [language.lower()]
    if script:
        parts.append(script.title())
    if region:
        parts.append(region.upper())
    return "-".join(parts) + variants.lower()


def clean_key(key: str) -> str:
    """A name to refer to: a Latin letter, then letters, digits, hyphen, dot or underscore."""
    if not _KEY.fullmatch(key):
        raise DocumentError(
            f"“{clean_line(key)[:40]}” cannot be a key: a Latin letter first, then letters, digits, “-”, “.” or “_”."
        )
    return key


def is_right_to_left(tag: str) -> bool:
    """Whether text in this language (a clean tag) runs from right to left."""
    parts = tag.split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1] in _RTL_SCRIPTS
    return parts[0] in _RTL_LANGUAGES
