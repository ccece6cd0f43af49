"""The fonts of a PDF, and whether they have every letter of a document.

Libertinus Serif is part of typst; the others come as installed packages, and where one is left out the
letters of its script are refused by name. No font of the machine is used, so that the same document looks
the same everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from reports.document.errors import DocumentError

LATIN = "Libertinus Serif"
# In the order in which a letter is looked for: family, the package that holds it, its files.
_PACKAGES = (
    ("Noto Serif", "fontpkg_noto_serif", "files/NotoSerif[[]*.ttf"),
    ("Noto Sans Arabic", "fontpkg_noto_sans_arabic", "files/*.ttf"),
    ("Noto Sans Thai", "fontpkg_noto_sans_thai", "files/*.ttf"),
    ("Noto Sans SC", "justmytype_intl_cjk", "fonts/ofl/notosanssc/*.ttf"),
    ("Noto Sans TC", "justmytype_intl_cjk", "fonts/ofl/notosanstc/*.ttf"),
    ("Noto Sans JP", "justmytype_intl_cjk", "fonts/ofl/notosansjp/*.ttf"),
    ("Noto Sans KR", "justmytype_intl_cjk", "fonts/ofl/notosanskr/*.ttf"),
)
# Han letters are drawn differently from language to language; these families go first for theirs.
_HAN = {"ja": "Noto Sans JP", "ko": "Noto Sans KR", "zh-Hant": "Noto Sans TC", "zh-TW": "Noto Sans TC"}
# These are never drawn, so no font needs them (Unicode: Default_Ignorable_Code_Point, as far as text has them).
_INVISIBLE = frozenset("\n\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064")


@cache
def _files() -> dict[str, Path]:
    """The font file of each family whose package is installed; italic shares the folder of its upright."""
    found = {}
    for family, package, pattern in _PACKAGES:
        spec = find_spec(package)
        files = sorted(Path(spec.origin).parent.glob(pattern)) if spec and spec.origin else []
        if files:
            found[family] = files[0]
    return found


@cache
def families(language: str) -> tuple[str, ...]:
    """The families for a document in this language, in the order in which a letter is looked for."""
    first = next((family for tag, family in _HAN.items() if language.startswith(tag)), "")
    return (LATIN, *sorted(_files(), key=lambda family: family != first and _is_han(family)))


def _is_han(family: str) -> bool:
    return family in ("Noto Sans SC", *_HAN.values())


@cache
def all_fonts() -> typst.Fonts:
    """The fonts for typst, read once."""
    folders = sorted({file.parent for file in _files().values()})
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


@cache
def _letters(family: str) -> frozenset[int]:
    """The code points that a family can draw."""
    with TTFont(_files()[family], lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _drawable(letter: str) -> bool:
    if letter in _INVISIBLE or "\ufe00" <= letter <= "\ufe0f" or letter.isspace():
        return True
    return any(ord(letter) in _letters(family) for family in _files()) or _drawn_by_typst(letter)


def _drawn_by_typst(letter: str) -> bool:
    """Whether typst's own font has a glyph, asked by setting the letter under a standard that demands one."""
    source = f'#set document(title: "x")\n#set text(font: "{LATIN}", fallback: false)\n#text(sys.inputs.letter)'
    compiler = typst.Compiler(source.encode(), ignore_system_fonts=True, sys_inputs={"letter": letter})
    try:
        compiler.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


def missing_letters(text: str) -> list[str]:
    """The letters of a text, each once, that no font can draw."""
    return [letter for letter in dict.fromkeys(text) if not _drawable(letter)]


def letter_in_words(letter: str) -> str:
    """ "“ꦏ” (U+A98F, JAVANESE LETTER KA)", so that it is known also where it cannot be seen."""
    return f"“{letter}” (U+{ord(letter):04X}, {unicodedata.name(letter, 'no name')})"


def check_letters(texts: Iterable[tuple[str, str]]) -> None:
    """Raises `DocumentError` for the first letter, with its path, that no font can draw."""
    for path, text in texts:
        for letter in missing_letters(text):
            raise DocumentError(f"No font has the letter {letter_in_words(letter)}. Replace it or leave it out.", path)


def typst_language(tag: str) -> dict[str, str | None]:
    """Language and region as typst names them; Chinese without a region is set as in mainland China."""
    parts = tag.split("-")
    region = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), None)
    if parts[0] == "zh" and region is None:
        region = "TW" if "Hant" in parts else "CN"
    return {"lang": parts[0], "region": region}
