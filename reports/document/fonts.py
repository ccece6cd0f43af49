"""The fonts of a PDF, and whether they have every letter of a document.

Libertinus Serif is part of typst; the others come as installed packages. No font of the machine is
used, so that the same document looks the same everywhere.
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

# In the order in which a letter is looked for, each with the package and the files that hold it.
FAMILIES = ("Libertinus Serif", "Noto Serif", "Noto Sans Arabic", "Noto Sans Thai", "Noto Serif SC")
_PACKAGES = (
    ("fontpkg_noto_serif", "files/NotoSerif[[]*.ttf"),
    ("fontpkg_noto_sans_arabic", "files/*.ttf"),
    ("fontpkg_noto_sans_thai", "files/*.ttf"),
    ("pylopdf_fonts_zh_cn", "NotoSerifSC*.otf"),
)
# These are never drawn, so no font needs them (Unicode: Default_Ignorable_Code_Point, as far as text has them).
_INVISIBLE = frozenset("\n\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064")


@cache
def all_fonts() -> typst.Fonts:
    """The fonts for typst, read once. Raises `DocumentError` when a font package is missing."""
    folders = sorted({file.parent for _, files in _files() for file in files})
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


@cache
def _files() -> tuple[tuple[str, tuple[Path, ...]], ...]:
    found = []
    for package, pattern in _PACKAGES:
        spec = find_spec(package)
        files = tuple(sorted(Path(spec.origin).parent.glob(pattern))) if spec and spec.origin else ()
        if not files:
            raise DocumentError(f"The font package {package} is not installed; install the locked requirements again.")
        found.append((package, files))
    return tuple(found)


@cache
def _letters(package: str) -> frozenset[int]:
    """The code points that a package's font can draw."""
    (file, *_) = dict(_files())[package]
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _drawable(letter: str) -> bool:
    if letter in _INVISIBLE or "\ufe00" <= letter <= "\ufe0f" or letter.isspace():
        return True
    return any(ord(letter) in _letters(package) for package, _ in _PACKAGES) or _drawn_by_typst(letter)


def _drawn_by_typst(letter: str) -> bool:
    """Whether typst itself finds a glyph, asked by setting the one letter under a standard that demands it."""
    fonts = ", ".join(f'"{family}"' for family in FAMILIES)
    source = f"#set document(title: [x])\n#set text(font: ({fonts},), fallback: false)\n#text(sys.inputs.letter)"
    try:
        typst.compile(
            source.encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"letter": letter},
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True


def check_letters(texts: Iterable[tuple[str, str]]) -> None:
    """Raises `DocumentError` for the first letter, with its path, that no font can draw."""
    known: set[str] = set()
    for path, text in texts:
        for letter in set(text) - known:
            if not _drawable(letter):
                name = unicodedata.name(letter, "no name")
                raise DocumentError(
                    f"No font has the letter “{letter}” (U+{ord(letter):04X}, {name}). Replace it or leave it out.",
                    path,
                )
            known.add(letter)


def typst_language(tag: str) -> dict[str, str | None]:
    """Language and region as typst names them; Chinese without a region is set as in mainland China."""
    parts = tag.split("-")
    region = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), None)
    if parts[0] == "zh" and region is None:
        region = "TW" if "Hant" in parts else "CN"
    return {"lang": parts[0], "region": region}
