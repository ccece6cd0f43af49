"""Places in the meeting that tell who spoke: "the first speaker", "the colleague on my left", "Speaker 2"."""

import re
from collections.abc import Iterator

from .passage import Passage
from .records import Hit

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd|rd|th)|last|final|previous|preceding|next|following|earlier|penultimate|initial|subsequent|latest|most recent|other|same|second[- ]to[- ]last|only)"
_SPEAKER = r"(?:speaker|participant|presenter|panell?ist|contributor|discussant|intervention|interventions|contribution|person to (?:speak|intervene|take the floor|raise)|one to (?:speak|intervene)|commentator|questioner|interlocutor|person speaking|respondent|delegate|representative|colleague|attendee)"
_ROLE = r"(?:co-?hosts?|moderator|facilitator|co-?facilitator|chair|chairperson|co-?chair|rapporteur|note-?taker|focal point|time-?keeper|host|session chair|group leader|interpreter|sign language interpreter)"
_SAYS = r"(?:also |then |later |further |herself |himself |themselves )?(?:said|noted|added|stated|stressed|remarked|highlighted|explained|argued|suggested|emphasi[sz]ed|reported|mentioned|pointed out|observed|shared|disagreed|agreed|commented|recalled|replied|responded|raised|told|asked|warned|proposed|recommended|complained|claimed|insisted)"
_PATTERNS = tuple(
    re.compile(p, re.I)
    for p in (
        rf"\b(?:the|our|that|this|a) (?:very )?{_ORDINAL} (?:\w+ )?{_SPEAKER}\b(?: (?:of|in|from|before|after|during) (?:the |this )?(?:session|day|morning|afternoon|meeting|group|round|discussion|break|lunch))?",
        r"\b(?:the )?(?:first|last|second|third|next) (?:to (?:speak|intervene|take the floor|raise|respond|ask))\b",
        rf"\b(?:the|that|a|one) (?:{_SPEAKER}|person|woman|man|colleague|one|lady|gentleman) (?:who|that) (?:had |has |was |is )?(?:spoke|spoken|speaking|opened|closed|sat|seated|sitting|asked|joined|connected|intervened|came in|left|presented|arrived|started|had started|kicked|dialled|dialed|took the floor|went (?:first|last|next))\b(?: (?:first|last|second|next|before|after|late|early|by phone|online|remotely))?",
        rf"\b(?:the|that|a|one) (?:{_SPEAKER}|person|woman|man|lady|gentleman) (?:right )?(?:before|after|preceding|following) (?:the )?(?:lunch|break|coffee|me|him|her|them|us|this|that|last)\b",
        rf"\b(?:the|that|a|one|our) (?:{_SPEAKER}|person|woman|man|lady|gentleman|neighbour) (?:sitting |seated |standing )?(?:on|to|at|next to|beside|opposite|across from|in front of|behind) (?:my|the|our|his|her|their) (?:immediate )?(?:left|right|screen|door|window|back|front|head of the table|chair|co-?host|moderator|corner|table|rapporteur|first row|back row|front row)\b",
        r"\b(?:sitting|seated|sat) (?:right )?(?:next to|beside|opposite|across from|near|by|in front of|behind) (?:the |me\b|him\b|her\b|us\b)?\w*",
        rf"\b(?:the|our) {_ROLE}(?: (?:of|for) (?:the|this|our) (?:working )?(?:group|session|room|discussion|round))?(?=,? {_SAYS})",
        r"\b(?:speaker|participant|respondent|delegate|person|panell?ist|discussant|stakeholder) (?:no\.? ?|number |#)?(?:\d{1,2}|[A-H](?= |:|,|\.))(?=[ :,.])",
        r"\b(?:spoke|speaking|intervened|joined|connected|dialled in|participated|took the floor|raised (?:her|his|their) hand) (?:first|last|second|third|next|remotely|by phone|by telephone|late|early|through an interpreter|via an interpreter|with an interpreter|in sign language|from (?:a|her|his|their) (?:car|hospital|hotel|phone|home|office|village))\b",
        r"\b(?:the|one|a) (?:person|participant|speaker|colleague) (?:with|without|whose|in|wearing) (?:the |a |an |his |her |their )?(?:camera|video|microphone|hat|scarf|headscarf|hijab|wheelchair|accent|beard|turban|sari|red|blue|green|yellow|white|black|baby|guide dog)\b",
        r"\b(?:whose|her|his|their) (?:camera|microphone|line|connection|video) (?:was|had|kept|dropped|broke)\b",
        r"\b(?:took|given|handed|passed|has|had) the floor (?:first|last|after|before|next|to)\b",
        r"\b(?:at|from) (?:the )?(?:head|end) of the table\b",
        r"\b(?:the|our) (?:youngest|oldest|eldest|most senior|longest[- ]serving|newest|loudest) (?:\w+ )?(?:participant|speaker|person|woman|man|member|delegate|representative|attendee|colleague)?\b",
        r"\bthe (?:former|latter) (?:speaker|participant)\b",
        r"\bthe (?:only|sole|lone|single) (?:other )?(?:woman|man|female|male|person|participant|speaker|representative|one|delegate|refugee|migrant|union|academic|lawyer|journalist|youth|student|employer|muslim|christian|survivor|returnee)\b(?: (?:participant|speaker|representative|delegate|in the (?:room|group)|present|from|unionist|worker))?",
    )
)  # fmt: skip
_QUICK = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d|last|final|previous|preceding|next|following|earlier|penultimate|initial|subsequent|latest|recent|other|same|only|who |that |before|after|left|right|screen|opposite|beside|host|moderator|facilitator|chair|rapporteur|taker|focal|keeper|leader|interpreter|speaker|spoke|joined|connected|dialled|participated|hand|floor|with|camera|wearing|whose|line|table|youngest|oldest|eldest|senior|newest|former|latter|sole|lone|sitting|seated|sat ",
    re.I,
)
_HARMLESS = re.compile(
    r"^(?:the|a|this) (?:other|same|following|initial) (?:\w+ )?(?:participant|speaker|representative|delegate|colleague|interventions?|contribution)s?$",
    re.I,
)


def find_positions(passage: Passage) -> Iterator[Hit]:
    """Every phrase that says at which point, or from which place of the room, somebody spoke."""
    text = passage.folded.text
    if not _QUICK.search(text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _HARMLESS.match(match.group()):
                yield Hit("meeting-position", "warn", *passage.folded.span(match.start(), match.end()))
