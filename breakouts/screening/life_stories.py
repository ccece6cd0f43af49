"""What only one person has lived: "a participant who had been detained as a child"."""

import re
from collections.abc import Iterator

from .name_index import is_common
from .passage import Passage, read
from .records import Hit

_HEAD = r"(?:participant|speaker|representative|delegate|attendee|panell?ist|discussant|colleague|stakeholder|person|woman|man|survivor|returnee|refugee|member|one|activist|worker|mother|father|advocate|student)"
_SAYS = r"(?:said|noted|added|explained|remarked|reported|stressed|stated|highlighted|told|recalled|shared|described|mentioned|emphasi[sz]ed|pointed|argued|observed|spoke|raised|commented|suggested|recommended|testified|underlined|warned|asked|proposed|called|felt|urged|expressed|confirmed)"
_STORY = r"(?:herself|himself|themselves|had|has|have|was|is|were|once|used to|lost|fled|escaped|survived|founded|co-?founded|drafted|returned|grew up|lived|worked|spent|served|left|crossed|paid|married|gave birth|wrote|won|led|ran|came to|arrived|started|set up|established|migrated|experienced|sued|adopted|raised|studied|taught)"
_NOT_STORY = r"(?!(?:had|has|have|was|is|were) (?:asked|said|noted|raised|spoken|mentioned|joined|suggested|pointed|present|attended|intervened|highlighted|shared|not|reported|agreed)\b)"
_END = rf"(?=,? (?:also |then |further )?{_SAYS}\b|[.;:!?]|$)"
_PATTERNS = tuple(
    re.compile(p, re.I)
    for p in (
        rf"\b(?:a|an|one|another|the|this)(?: [\w\-]+){{0,3}} {_HEAD},? (?:who|having|whose (?:\w+ )?(?:son|daughter|husband|wife|brother|sister|mother|father|family|child|children|parents|cousin|spouse)) {_NOT_STORY}{_STORY}[^.;:!?]{{0,110}}?{_END}",
        rf"\b(?:a|an|one|another|the|this)(?: [\w\-]+){{0,3}} {_HEAD},? whose (?:\w+ )?(?:son|daughter|husband|wife|brother|sister|mother|father|family|child|children|parents|cousin|spouse)\b[^.;:!?]{{0,90}}?{_END}",
        rf"\b(?:a|an|one|another|the|this)(?: [\w\-]+){{0,3}} {_HEAD}, (?:a|an|the|herself|himself|themselves|once|now|then|formerly|born|previously|originally|currently|who)\b[^.;:!?]{{2,110}}?{_END}",
        rf"\b(?:a|an|one|another|the|this)(?: [\w\-]+){{0,3}} {_HEAD} (?:living|born|raised|married|deported|detained|trafficked|returning|working|exiled|recently|currently|formerly|who now|in exile|with (?:a|two|three|four) (?:child|children|son|daughter|disability))\b[^.;:!?]{{0,90}}?{_END}",
        r"\b(?:from|based on|drawing on|spoke of|speaking from|shared|recounted|described|told|recalled|reflected on|drew on|out of) (?:her|his|their) own (?:\w+ )?(?:experience|story|case|detention|deportation|life|journey|return|ordeal|history|family|childhood|recruitment|trafficking|migration)\w*",
        r"\b(?:shared|told|recounted|described|recalled|reflected on) (?:her|his) (?:\w+ ){0,2}(?:experience|story|journey|return|ordeal|detention|deportation|childhood|time|years|recruitment|arrest|imprisonment|escape|life)\b(?: (?:of|as|in|with|from)(?: [\w\-]+){1,8})?",
        r"\b(?:herself|himself) (?:a|an|once|had|having|been|was|deported|detained|trafficked|formerly|from|stateless|undocumented|a former)\b(?: [\w\-]+){0,6}",
        r"\b(?:as|being) (?:a|an) (?:former|survivor|refugee|stateless|returnee|ex-|single|migrant|mother|father|widow|deported|undocumented|child of|daughter of|son of|victim)\b[^.;:!?,]{0,50}, (?:she|he|they)\b",
        r"\b(?:she|he) (?:had|was|has) (?:been |herself |himself |once |also )?(?:detained|deported|trafficked|arrested|born|imprisoned|tortured|smuggled|recruited|fled|lost|returned|worked|lived|founded|drafted|spent|grown up|raised|rescued|stranded|jailed|forced|abandoned|paid|served|crossed)\b(?: [\w\-]+){0,7}",
        r"\b(?:her|his) (?:late |elder |younger |own |eldest |youngest )?(?:husband|wife|son|daughter|brother|sister|mother|father|child|children|family|parents|cousin|village|employer|nephew|niece|uncle|aunt|grandmother|grandfather)\b(?: (?:had|was|were|went|who|has|died|disappeared|never))(?: [\w\-]+){0,7}",
        r"\b(?:a|one|the) (?:former|ex-?) ?(?:[\w\-]+ ){1,4}(?:in the (?:group|room)|among the participants|who (?:spoke|attended))\b",
    )
)  # fmt: skip
_QUICK = re.compile(
    r"who |whose|having|, |living|born|raised|married|deported|detained|trafficked|returning|working|exile|own |shared|told|recounted|described|recalled|reflected|herself|himself| she | he |\bshe |\bhe |her |his |former|recently|currently|with ",
    re.I,
)


class StatementIndex:
    """The bearing words of each statement made on the record, to compare life stories with."""

    def __init__(self, statements: tuple[str, ...]) -> None:
        """Keep the bearing words only."""
        self._words = tuple(_bearing(read(s)) for s in statements)

    def resembles(self, passage: Passage) -> bool:
        """Whether half of a story's bearing words, and at least three, occur in one statement."""
        words = _bearing(passage)
        return any(len(words & other) >= max(3, len(words) * 0.5) for other in self._words)


_EMPTY = frozenset(
    ["that", "this", "with", "from", "they", "them", "their", "were", "have", "been", "which", "when", "what", "there", "would", "could", "should", "about", "into", "than", "then", "also", "only", "participant", "speaker", "noted", "said"]
)


def _bearing(passage: Passage) -> frozenset[str]:
    return frozenset(
        w.key[:7] for w in passage.words if len(w.key) > 3 and w.key not in _EMPTY and (is_common(w.key) or w.capital)
    )


def find_life_stories(passage: Passage, statements: StatementIndex) -> Iterator[Hit]:
    """Every stretch that tells what a participant has lived through."""
    text = passage.folded.text
    if not _QUICK.search(text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = passage.folded.span(match.start(), match.end())
            if statements.resembles(read(passage.text[span[0] : span[1]])):
                yield Hit("life-story-on-record", "warn", *span)
            else:
                yield Hit("life-story", "note", *span)
