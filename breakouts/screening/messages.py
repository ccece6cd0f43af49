"""What a finding says and what it offers instead. No sentence here names or counts anybody."""

from .passage import Passage
from .records import Hit

MESSAGES: dict[str, str] = {
    "name": "This is the name of somebody who takes part.",
    "name-part": "This may be somebody who takes part.",
    "name-near": "This looks like the name of somebody who takes part.",
    "initials": "These initials may stand for somebody who takes part.",
    "unknown-name": "Somebody is quoted here by name.",
    "e-mail": "An e-mail address leads to a person or an organization.",
    "telephone": "A telephone number leads to a person.",
    "handle": "A handle leads to a person or an organization.",
    "web-address": "This web address belongs to an organization that takes part.",
    "organization": "This names an organization that takes part.",
    "organization-near": "This looks like the name of an organization that takes part.",
    "organization-acronym": "This may stand for an organization that takes part.",
    "role-at-organization": "A position at an organization that takes part points to one person.",
    "descriptor-one": "This description fits too few people in the room to hide who is meant.",
    "descriptor-few": "In the room, fewer than {k} people or {organizations} organizations fit this description.",
    "descriptor-uncountable": "The list of participants cannot tell how many people fit this; it may be only one.",
    "meeting-position": "Whoever was there knows who spoke at this point of the meeting.",
    "first-person": "This is a participant's own voice; say what was said without saying whose it is.",
    "topic-country": "A participant speaks of a country from which there may be few people in the room.",
    "life-story": "A life story may be known to others.",
    "life-story-on-record": "This life story resembles what a named speaker said on the record.",
    "third-party": "This person shares a name with somebody who takes part; check that somebody else is meant.",
}

_PARTICIPANT, _ORGANIZATION, _SECRETARIAT = "a participant", "a stakeholder organization", "the secretariat"
_INSTEAD: dict[str, str] = {
    "e-mail": _SECRETARIAT,
    "telephone": _SECRETARIAT,
    "handle": _SECRETARIAT,
    "web-address": "a website",
    "organization": _ORGANIZATION,
    "organization-near": _ORGANIZATION,
    "organization-acronym": _ORGANIZATION,
    "topic-country": "a country of the region",
    "third-party": "an expert",
}
_FIRST_PERSON = {
    "i": _PARTICIPANT,
    "me": _PARTICIPANT,
    "myself": _PARTICIPANT,
    "my": "a participant's",
    "mine": "a participant's",
    "we": _ORGANIZATION,
    "us": "stakeholders",
    "ourselves": "stakeholders",
    "our": "a stakeholder's",
    "ours": "a stakeholder's",
}
_BELONGINGS = {
    "country": "a country of the region",
    "region": "the region",
    "union": "a trade union",
    "ngo": "a civil society organization",
    "hotline": "a hotline",
    "network": "a network",
    "organization": _ORGANIZATION,
    "organisation": _ORGANIZATION,
    "members": "members of a stakeholder organization",
    "view": "a participant's view",
}


def suggest(passage: Passage, hit: Hit) -> str:
    """Words to put in place of a finding's surface, with a capital where the sentence begins."""
    surface = passage.text[hit.start : hit.end].lower()
    instead = _in_third_person(surface) if hit.rule == "first-person" else _INSTEAD.get(hit.rule, _PARTICIPANT)
    first = next((n for n, w in enumerate(passage.words) if w.end > hit.start), 0)
    return instead[0].upper() + instead[1:] if passage.opens_sentence(first) else instead


def _in_third_person(surface: str) -> str:
    pronoun, _, rest = surface.replace("’", "'").partition(" ")
    if pronoun in {"our", "my"} and rest:
        return _BELONGINGS.get(rest, f"a stakeholder's {rest}")
    return _FIRST_PERSON.get(pronoun.partition("'")[0], "stakeholders")
