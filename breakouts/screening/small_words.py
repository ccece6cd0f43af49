"""Whether a note in Latin letters is in a language other than English, by its small words."""

from .lexicon import words
from .passage import Passage

_SIGNS = words("signs_of_other_languages")
_ONE_IN = 7  # a text in another language has such a word in so many: "de la Cruz" does not make an English note Spanish


def in_other_language(passage: Passage) -> bool:
    """Whether enough of its words are small words that English prose has not."""
    return _ONE_IN * sum(w.key in _SIGNS and not w.loud for w in passage.words) >= len(passage.words)


def is_small_word(passage: Passage, number: int) -> bool:
    """ "Se" and "Mas" begin a sentence there; in an English note, with no other such word, they are somebody's name."""
    others = (w.key for at, w in enumerate(passage.words) if at != number)
    return passage.key(number) in _SIGNS and in_other_language(passage) and any(key in _SIGNS for key in others)
