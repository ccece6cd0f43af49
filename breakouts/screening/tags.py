"""Marks the words of a passage that describe people: countries, regions, sectors, positions, gender and the like."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .organization_index import same_spelling
from .passage import Passage
from .sectors import FAMILIES, POSITIONS
from .world import REGIONS, countries, phrase


@dataclass(frozen=True, slots=True)
class Tag:
    """What words mean in a description. `kind` is head, country, region, sector, position, gender, uncounted or only."""

    kind: str
    value: str | frozenset[str]
    noun: bool = False
    length: int = 1
    plural: bool = False


STRONG_HEADS = frozenset(
    ["participant", "speaker", "representative", "delegate", "attendee", "panellist", "panelist", "discussant", "colleague", "stakeholder", "interlocutor", "contributor", "respondent", "intervenor", "intervener", "presenter"]
)
WEAK_HEADS = frozenset(
    ["person", "individual", "someone", "somebody", "member", "activist", "advocate", "worker", "expert", "practitioner", "organizer", "campaigner", "leader", "official", "delegation", "organization", "group", "ngo", "researcher", "lawyer", "defender", "organisation", "friend", "guest", "visitor", "voice", "actor", "teacher", "counsellor", "volunteer", "staff", "official", "elder", "specialist", "other", "professional", "parent", "mother", "father", "one", "girl", "boy", "student", "survivor", "returnee"]
)
_GENDERS = {
    "woman": "f",
    "female": "f",
    "women": "f",
    "lady": "f",
    "man": "m",
    "male": "m",
    "gentleman": "m",
    "men": "m",
}
_ONLY = frozenset(["only", "sole", "lone", "single", "youngest", "oldest", "eldest", "tallest", "newest", "best", "known", "loudest"])
_UNCOUNTED = ["rohingya", "tamil", "sinhalese", "sinhala", "kurdish", "kurd", "hazara", "pashtun", "uyghur", "uighur", "tibetan", "karen", "kachin", "chin", "shan", "mon", "karenni", "rakhine", "hmong", "roma", "romani", "dalit", "adivasi", "indigenous", "aboriginal", "maori", "chakma", "bengali", "punjabi", "sindhi", "baloch", "malay", "javanese", "sundanese", "moro", "bangsamoro", "lumad", "igorot", "han", "hui", "sahrawi", "tuareg", "yazidi", "assyrian", "druze", "berber", "amazigh", "oromo", "tigrayan", "amhara", "yoruba", "igbo", "hausa", "zulu", "xhosa", "tutsi", "hutu", "maya", "mayan", "quechua", "aymara", "mapuche", "afro_descendant", "ainu", "okinawan", "papuan", "acehnese", "batak", "balinese", "bugis", "dayak", "iban", "kadazan", "bajau", "madhesi", "tharu", "newar", "sherpa", "limbu", "lepcha", "bodo", "naga", "santal", "gujarati", "marathi", "telugu", "malayali", "kannada", "kashmiri", "sikkimese", "ryukyuan", "chamorro", "banaban", "rotuman", "moriori", "muslim", "christian", "buddhist", "hindu", "sikh", "jewish", "catholic", "protestant", "shia", "shiite", "sunni", "ahmadi", "bahai", "evangelical", "methodist", "orthodox", "atheist", "parsi", "zoroastrian", "jain", "anglican", "quaker", "adventist", "lesbian", "gay", "bisexual", "transgender", "trans", "queer", "lgbt", "lgbti", "lgbtq", "lgbtqi", "lgbtqia", "intersex", "nonbinary", "non_binary", "third_gender", "hijra", "transwoman", "transman", "disabled", "blind", "deaf", "visually_impaired", "hearing_impaired", "wheelchair_using", "wheelchair_user", "autistic", "pregnant", "elderly", "hiv_positive", "low_vision", "hard_of_hearing", "refugee", "stateless", "undocumented", "asylum_seeking", "asylum_seeker", "former_detainee", "ex_detainee", "trafficked", "widowed", "divorced", "retired", "exiled", "exile", "displaced", "half_blind", "one_armed", "returnee", "survivor", "widow", "single_mother", "low_caste", "tribal", "tribeswoman", "tribesman", "nomadic", "bidoon", "ethnic_minority", "minority", "older", "young", "younger", "middle_aged", "teenage", "swahili_speaking", "arabic_speaking", "french_speaking", "russian_speaking", "dari_speaking", "pashto_speaking", "tamil_speaking", "burmese_speaking", "thai_speaking", "spanish_speaking", "nepali_speaking", "bearded"]


def plural_of(word: str) -> str:
    """The regular plural of a noun."""
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


Lexicon = dict[str, list[Tag]]


def _add(lexicon: Lexicon, words: str, tag: Tag) -> None:
    words = " ".join(same_spelling(w) for w in words.split())
    if words:
        lexicon.setdefault(words, []).append(Tag(tag.kind, tag.value, tag.noun, len(words.split()), tag.plural))


@lru_cache(maxsize=1)
def world_lexicon() -> Lexicon:
    """What every roster shares: the world, kinds of people and bodies."""
    lexicon: Lexicon = {}
    for country in countries():
        code = frozenset({country.iso})
        for name in country.names:
            _add(lexicon, name, Tag("country", code))
        for name in country.demonyms:
            _add(lexicon, name, Tag("demonym", code))
            if not name.endswith(("ese", "ish", "sh", "ch")):
                _add(lexicon, plural_of(name), Tag("demonym", code, plural=True))
    for region in REGIONS:
        _add(lexicon, region, Tag("region", region))
    for head in STRONG_HEADS:
        _add(lexicon, head, Tag("head", "strong", noun=True))
        _add(lexicon, plural_of(head), Tag("head", "strong", noun=True, plural=True))
    for head in WEAK_HEADS:
        _add(lexicon, head, Tag("head", "weak", noun=True))
        _add(lexicon, plural_of(head), Tag("head", "weak", noun=True, plural=True))
    for word, gender in _GENDERS.items():
        noun = word not in {"female", "male"}
        _add(lexicon, word, Tag("gender", gender, noun=noun, plural=word in {"women", "men"}))
    for word in _ONLY:
        _add(lexicon, word, Tag("only", word))
    for word in _UNCOUNTED:
        _add(lexicon, word.replace("_", " "), Tag("uncounted", word))
    for family, (_, phrases) in FAMILIES.items():
        for words in phrases:
            _add(lexicon, words, Tag("sector", family, noun=True))
            _add(lexicon, plural_of(words), Tag("sector", family, noun=True, plural=True))
    for words in POSITIONS:
        _add(lexicon, words, Tag("position", words, noun=True))
        _add(lexicon, plural_of(words), Tag("position", words, noun=True, plural=True))
    return lexicon


def lexicon_for(subregions: Iterable[str], sectors: Iterable[str], positions: Iterable[str]) -> Lexicon:
    """The shared lexicon with a roster's own labels added."""
    lexicon = {words: list(tags) for words, tags in world_lexicon().items()}
    for label in subregions:
        _add(lexicon, phrase(label), Tag("region", phrase(label)))
    for label in sectors:
        _add(lexicon, phrase(label.replace("_", " ")), Tag("sector", "=" + label, noun=True))
    for label in positions:
        _add(lexicon, phrase(label), Tag("position", phrase(label), noun=True))
        _add(lexicon, plural_of(phrase(label)), Tag("position", phrase(label), noun=True, plural=True))
    return lexicon


def tag(passage: Passage, lexicon: Lexicon) -> list[tuple[Tag, ...]]:
    """For each word, the tags of the longest phrase of the lexicon that begins there."""
    found: list[tuple[Tag, ...]] = []
    keys = [same_spelling(w.key) for w in passage.words]
    for number in range(len(keys)):
        tags: tuple[Tag, ...] = ()
        for length in range(min(7, len(keys) - number), 0, -1):
            if any(not _glued(passage.gap(n)) for n in range(number, number + length - 1)):
                continue
            if hits := lexicon.get(" ".join(keys[number : number + length])):
                if _shouted_wrong(passage, number, hits):
                    continue
                tags = tuple(hits)
                break
        found.append(tags)
    return found


def _glued(gap: str) -> bool:
    return (gap.strip(" -'’/.\n\u00a0") == "" and "\n\n" not in gap) or gap.strip() in {"(", ")", "' "}


def _shouted_wrong(passage: Passage, number: int, tags: list[Tag]) -> bool:
    """Lower-case "us", "turkey", "chad": no country; capitalized "Human Rights Commission" in mid-sentence: a proper name."""
    word = passage.words[number]
    first = tags[0]
    if first.kind in {"country", "demonym"} and word.shown.islower():
        return word.key in {
            "us",
            "uk",
            "turkey",
            "china",
            "chad",
            "jordan",
            "niger",
            "polish",
            "male",
            "pole",
            "poles",
            "dane",
            "scot",
            "finn",
            "thai",
            "mali",
            "guinea",
            "emirates",
            "kiwi",
            "turk",
            "georgia",
            "reunion",
        } - {"thai"}
    if first.kind == "country" and word.key in {"us"} and not word.loud:
        return True
    if first.kind in {"sector", "position"} and first.length > 1 and passage.telling(number):
        second = passage.words[number + 1]
        return second.capital
    return False
