"""The few words that a writer itself adds to a document, in the languages reports are published in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`back` is said of the link from a footnote to its mark, `note` of the link from a mark to its footnote."""

    footnotes: str
    note: str
    back: str


_WORDS = {
    "ar": Words("الحواشي", "الحاشية", "العودة إلى النص"),
    "en": Words("Footnotes", "Footnote", "Back to the text"),
    "es": Words("Notas", "Nota", "Volver al texto"),
    "fr": Words("Notes", "Note", "Retour au texte"),
    "ru": Words("Сноски", "Сноска", "Вернуться к тексту"),
    "th": Words("เชิงอรรถ", "เชิงอรรถ", "กลับไปที่เนื้อหา"),
    "zh": Words("脚注", "脚注", "返回正文"),
}


def words(language: str) -> Words:
    """The words of a language (a clean tag); English where we have no others."""
    return _WORDS.get(language.split("-")[0], _WORDS["en"])
