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
    "descriptor-few": "This description fits fewer than {k} people, or fewer than {organizations} organizations, in the room.",
    "descriptor-uncountable": "The participant list cannot tell how many people fit this description; it may be only one.",
    "meeting-position": "Whoever was there knows who spoke at this point of the meeting.",
    "first-person": "This is a participant's own voice; say what was said without saying whose it is.",
    "topic-country": "A participant speaks of a country from which few people are in the room.",
    "life-story": "A life story may be known to others.",
    "life-story-on-record": "This life story resembles what a named speaker said on the record.",
    "third-party": "This person shares a name with somebody who takes part; check that somebody else is meant.",
}

_INSTEAD: dict[str, str] = {
    "name": "a participant", "name-part": "a participant", "name-near": "a participant", "initials": "a participant", "unknown-name": "a participant",
    "e-mail": "the secretariat", "telephone": "the secretariat", "handle": "the secretariat", "web-address": "a website",
    "organization": "a stakeholder organization", "organization-near": "a stakeholder organization", "organization-acronym": "a stakeholder organization",
    "role-at-organization": "a participant", "descriptor-one": "a participant", "descriptor-few": "a participant",
    "descriptor-uncountable": "a participant", "meeting-position": "a participant", "life-story": "a participant",
    "life-story-on-record": "a participant", "topic-country": "a country of the region", "third-party": "an expert",
}  # fmt: skip
_FIRST_PERSON = {
    "i": "a participant", "we": "a stakeholder organization", "us": "stakeholders", "our": "a stakeholder's", "ours": "a stakeholder's",
    "ourselves": "stakeholders", "my": "a participant's", "mine": "a participant's", "me": "a participant", "myself": "a participant",
    "my country": "a country of the region", "our country": "a country of the region", "our organization": "a stakeholder organization",
    "our organisation": "a stakeholder organization", "my organization": "a stakeholder organization", "my organisation": "a stakeholder organization",
    "our union": "a trade union", "our members": "members of a stakeholder organization", "our region": "the region", "our view": "the view of a participant",
    "my ngo": "a civil society organization", "our ngo": "a civil society organization", "our hotline": "a hotline", "our network": "a network",
}  # fmt: skip


def suggest(passage: Passage, hit: Hit) -> str:
    """Words to put in place of a finding's surface, with a capital where the sentence begins."""
    surface = passage.text[hit.start : hit.end]
    if hit.rule == "first-person":
        words = surface.split()
        instead = _FIRST_PERSON.get(surface.lower()) or _FIRST_PERSON.get(
            words[0].lower() if words else "", "a stakeholder"
        )
    else:
        instead = _INSTEAD[hit.rule]
    first = next((n for n, w in enumerate(passage.words) if w.end > hit.start), 0)
    opens = passage.opens_sentence(first) if passage.words else True
    return instead[0].upper() + instead[1:] if opens else instead
