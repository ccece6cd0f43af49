"""Letters that the PDF cannot hold, since no font draws them: which, and where."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.document import Document
from reports.document.fonts import letter_in_words, missing_letters
from reports.screening import passages


@dataclass(frozen=True, slots=True)
class MissingLetter:
    """A letter that cannot be drawn; `paragraph` is the number of the paragraph it belongs to (0: none)."""

    place: str
    paragraph: int
    letter: str

    def __str__(self) -> str:
        return _("%(place)s has a letter that no font has: %(letter)s. Replace it or leave it out.") % {
            "place": self.place,
            "letter": letter_in_words(self.letter),
        }


def letters_missing(document: Document) -> list[MissingLetter]:
    """Every such letter of a numbered document in the order of reading, once a place."""
    found = (
        MissingLetter(passage.place, passage.paragraph, letter)
        for passage in passages(document)
        if not passage.address
        for letter in missing_letters(passage.text)
    )
    return list(dict.fromkeys(found))
