"""Paragraphs as the composer makes them of the notes of the two demonstrations, without a database."""

import json
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from reports.claims import Settings, Source
from reports.composing.lead_in import LEAD_INS, LeadIns

DEMO = Path(__file__).parents[3] / "demo"
SETTINGS = Settings(places=frozenset({"Fiji", "India", "Indian", "Kenya", "Philippines", "Nepal", "Bangladesh"}))
FIGURES = (
    "The consultation was attended by about 80 stakeholders from 15 countries.",
    "More than 120 persons registered, and 86 organizations were invited.",
    "At least 40 per cent of participants were women; 12 applications were received.",
    "The open call was read by 1,250 people in 7 regions before 19 November 2026.",
)


@cache
def sources() -> tuple[Source, ...]:
    """Every accepted note as a paragraph, in order, with its lead-in where one fits."""
    found: list[Source] = []
    for name in ("consultation", "water"):
        notes = [one for one in json.loads((DEMO / f"{name}.json").read_text())["notes"] if one["status"] == "accepted"]
        lead_ins = LeadIns(one["text"] for one in notes)
        for one in notes:
            text = lead_ins.apply(one["text"], one.get("heard_from", ""))
            found.append(Source(len(found) + 1, text, one.get("heard_from", "")))
    return tuple(found)


@cache
def with_lead_in() -> tuple[Source, ...]:
    """Those whose first words say how many said it."""
    phrases = tuple(phrase for phrases in LEAD_INS.values() for phrase in phrases)
    return tuple(source for source in sources() if source.text.startswith(phrases))


any_source = st.deferred(lambda: st.sampled_from(sources()))
any_led = st.deferred(lambda: st.sampled_from(with_lead_in()))
any_figures = st.sampled_from(FIGURES)
