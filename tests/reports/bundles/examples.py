"""A small bundle to spoil."""

import copy
import io
import json

_BUNDLE = {
    "format": "openfloor-consultation",
    "version": 1,
    "framework": {
        "key": "water-law",
        "title": "National Water Law",
        "objectives": [{"number": "1", "title": "Share the river"}, {"number": "2", "title": "Keep it clean"}],
    },
    "series": {"key": "water-2027", "title": "Consultations on the Water Law"},
    "organizations": [
        {"key": "delta", "name": "Delta Farmers", "country": "TH"},
        {"key": "weir", "name": "Weir Union"},
    ],
    "people": [
        {"key": "ana", "name": "Ana Weiler", "email": "ana@delta.example", "organization": "delta"},
        {"key": "bo", "name": "Bo Lindqvar", "email": "bo@weir.example"},
    ],
    "consultation": {
        "key": "rivers",
        "title": "Sharing the river",
        "starts_at": "2026-12-17T11:00",
        "ends_at": "2026-12-17T14:30",
        "timezone": "Asia/Bangkok",
        "headings": [{"key": "gaps", "label": "Gaps"}, {"key": "steps", "label": "Next steps", "overall": True}],
        "liaison": "ana",
    },
    "call": {"opens_at": "2026-10-01T09:00", "closes_at": "2026-11-01T18:00", "text": "Come.[^law]"},
    "sources": [{"key": "list", "name": "The list"}, {"key": "net", "name": "The network"}],
    "contacts": [
        {"email": "one@people.example", "sources": ["list"]},
        {"email": "two@people.example", "sources": ["net", "list"], "organization": "weir"},
    ],
    "applications": [
        {
            "organization": "weir",
            "contact_email": "office@weir.example",
            "statement": "We know the weirs.",
            "reviews": [{"reviewer": "ana", "score": 4}, {"reviewer": "bo", "conflict": True}],
            "decision": "accepted",
            "reason": "They do.",
        }
    ],
    "programme": [
        {
            "key": "opening",
            "title": "Opening",
            "starts_at": "2026-12-17T11:00",
            "ends_at": "2026-12-17T11:30",
            "kind": "plenary",
            "on_record": True,
            "roles": [{"role": "speaker", "person": "ana"}],
        },
        {
            "key": "groups",
            "title": "Groups",
            "starts_at": "2026-12-17T11:30",
            "ends_at": "2026-12-17T12:30",
            "kind": "working_groups",
            "round": 1,
        },
    ],
    "working_groups": [{"number": 1, "objectives": ["1"], "rapporteurs": ["bo"]}, {"number": 2, "objectives": ["2"]}],
    "rounds": [{"number": 1}, {"number": 2}],
    "registrations": [
        {"key": "r1", "email": "r1@people.example", "name": "Cato Brandis", "preferences": [1, 2]},
        {"key": "r2", "email": "r2@people.example", "name": "Dafne Ruiz", "assists": "r1"},
    ],
    "constraints": [{"kind": "apart", "registrations": ["r1", "r2"]}],
    "placements": [{"round": 1, "group": 1, "registration": "r1"}],
    "statements": [{"session": "opening", "people": ["ana"], "text": "Ms. Weiler opened."}],
    "notes": [
        {"key": "n1", "group": 1, "round": 1, "objectives": ["1"], "heading": "gaps", "text": "Meters are missing."},
        {"key": "n2", "session": "opening", "heading": "steps", "text": "Meet again."},
    ],
    "footnotes": {"law": "Act 12."},
    "report": {
        "blocks": {"background": ["{{ attended_persons|about }} people came."]},
        "sections": [{"objectives": ["1"]}],
    },
}


def bundle():
    """A fresh copy of a bundle without a fault."""
    return copy.deepcopy(_BUNDLE)


def as_file(value):
    """The value as a file of JSON."""
    return io.BytesIO(json.dumps(value).encode())
