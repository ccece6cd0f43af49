"""When a document may speak of a gender balance.

The answer to the question is voluntary and in the participant's own words, so it is only read where it says "woman"
or "man" in one of the six languages of the interface; every other answer counts as stated, under neither word.
"""

from collections import Counter
from collections.abc import Iterable

from accounts.text import folded

_SAYS_WOMAN = "woman women female f w girl lady femme féminin femenino mujer женщина женский ж 女 女性 女人 امرأة أنثى"
_SAYS_MAN = "man men male m boy homme masculin masculino hombre мужчина мужской м 男 男性 男人 رجل ذكر"
WOMEN, MEN = frozenset(_SAYS_WOMAN.split()), frozenset(_SAYS_MAN.split())

NO_ANSWER = frozenset({"", "-", "n/a", "none", "no answer", "not stated", "undisclosed", "prefer not to say"})

STATED_AT_LEAST = 70
SHARE_FROM, SHARE_TO = 40, 60
EACH_AT_LEAST = 5

WOMAN, MAN, OTHER, NOT_STATED = "woman", "man", "other", "not_stated"
BALANCED = "Women and men took part in nearly equal numbers."


def reading(answer: str) -> str:
    """Which of the four a self-described answer is counted under."""
    word = folded(answer).removeprefix("a ").removeprefix("cis ").removeprefix("trans ")
    if word in NO_ANSWER:
        return NOT_STATED
    return WOMAN if word in WOMEN else MAN if word in MEN else OTHER


def counts(answers: Iterable[str]) -> Counter[str]:
    """How many answers are counted under each of the four."""
    return Counter(reading(answer) for answer in answers)


def balance_sentence(counted: Counter[str]) -> str:
    """The sentence that may be printed, or an empty string where it is withheld.

    Printed if at least 70 % answered, the women among those who answered are 40–60 % and so are the men, and at
    least five of each took part.
    """
    everybody = sum(counted.values())
    stated = everybody - counted[NOT_STATED]
    if not stated or stated * 100 < everybody * STATED_AT_LEAST:
        return ""
    both = (counted[WOMAN], counted[MAN])
    balanced = all(n >= EACH_AT_LEAST and SHARE_FROM * stated <= n * 100 <= SHARE_TO * stated for n in both)
    return BALANCED if balanced else ""
