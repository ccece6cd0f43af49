"""Recall per kind of leak, precision, false flags and time of the screener, beside Presidio where it is installed.

    python benchmarks/screening.py [ROSTER.json NOTES.jsonl] [--held-out [SET]] [--misses] [--people 100 1000 10000]

Without files, the invented corpus in `screening_corpus/` is used; with --held-out the set in `screening_heldout_c/`
(or the SET named), which was written from the specification before the rules were read. Half A of it may be used to
mend rules, the results of half B are not looked at one by one: its figures tell what to expect of texts that nobody
has fitted to. --misses lists what was missed and wrongly flagged, of a held-out set in half A only. A leak counts as
found when a finding of warn or block overlaps it (for leaks that are notes: any finding), the rule of the acceptance
evaluation. Presidio gets a deny-list of every name, organization and contact of the roster, and its pattern
recognizers; its entities count as warn. Times are processor time of one note, so that a busy machine does not blur
them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from breakouts.screening import Organization, Person, Roster, Screener
from breakouts.screening.files import read_roster

CORPUS = Path(__file__).resolve().parent / "screening_corpus"
MARK = re.compile(r"\{\{(\w+)\|(.*?)\}\}", re.S)
LEVELS = {"story": "note", "topic": "note", "direct": "block", "contact": "block", "org": "block"}
Note = dict[str, Any]
Spans = list[tuple[int, int, str]]


def marked_notes(path: Path) -> Iterable[Note]:
    """The notes of a corpus file: a room, a text, marks taken out and turned into spans."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        room, _, marked = line.partition(" ")
        marked = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), marked)
        text, leaks, end = "", [], 0
        for match in MARK.finditer(marked):
            text += marked[end : match.start()]
            start = len(text)
            text += match[2]
            level = LEVELS.get(match[1], "warn")
            leaks.append({"kind": match[1], "start": start, "end": len(text), "level": level})
            end = match.end()
        yield {"room": room, "text": text + marked[end:], "leaks": leaks}


def load(roster_file: Path, notes_file: Path | None) -> tuple[Screener, list[Note]]:
    """The screener of a roster and the labelled notes; rooms that the roster does not list are sessions."""
    data = json.loads(roster_file.read_text(encoding="utf-8"))
    marked = roster_file.with_name("revealing.txt")
    if notes_file or not marked.exists():
        notes_file = notes_file or roster_file.with_name("notes.jsonl")
        notes = [json.loads(line) for line in notes_file.read_text(encoding="utf-8").splitlines() if line]
    else:
        notes = [*marked_notes(marked), *marked_notes(roster_file.with_name("clean.txt"))]
    rooms = set(data.get("rooms", ()))
    sessions = tuple({n["room"] for n in notes} - rooms)
    for note in notes:
        note["session"] = note["room"] if note["room"] in sessions else None
    roster, policy = read_roster(data, sessions)
    return Screener(roster, policy), notes


def half(note: Note) -> str:
    """Which half of the held-out set a note is in, A or B, by a hash of its text."""
    return "AB"[hashlib.sha256(note["text"].encode()).digest()[0] % 2]


def list_misses(notes: list[Note], find: Callable[[Note], Spans]) -> None:
    """Print each leak that was not found and each clean note that was flagged."""
    for note in notes:
        spans = find(note)
        strong = [s for s in spans if s[2] != "note"]
        for leak in note["leaks"]:
            pool = spans if leak["level"] == "note" else strong
            if not any(s < leak["end"] and e > leak["start"] for s, e, _ in pool):
                words = note["text"][leak["start"] : leak["end"]]
                print(f"  missed {leak['kind']:12} {note['room']} [{words}] {note['text']}")
        if not note["leaks"] and spans:
            words = ", ".join(f"{level} {note['text'][s:e]!r}" for s, e, level in spans)
            print(f"  flagged {note['room']} {words}: {note['text']}")


def score(name: str, notes: list[Note], find: Callable[[Note], Spans]) -> None:
    """Print how many leaks of each kind are found, and how often notes are flagged wrongly."""
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    right = wrong = clean = noted = 0
    for note in notes:
        spans = find(note)
        strong = [s for s in spans if s[2] != "note"]
        for leak in note["leaks"]:
            pool = spans if leak["level"] == "note" else strong
            kinds[leak["kind"]][0] += any(s < leak["end"] and e > leak["start"] for s, e, _ in pool)
            kinds[leak["kind"]][1] += 1
        if any(leak["level"] != "note" for leak in note["leaks"]):
            right += bool(strong)
        elif not note["leaks"]:
            clean += 1
            wrong += bool(strong)
            noted += bool(spans) and not strong
    hits, total = (sum(k[i] for k in kinds.values()) for i in (0, 1))
    print(f"\n{name}")
    for kind, (hit, of) in sorted(kinds.items()):
        print(f"  {kind:22} {hit:4} of {of:4}  {hit / of:.2f}")
    print(f"  recall {hits / max(1, total):.3f}, sentence precision {right / max(1, right + wrong):.3f}")
    share = 100 / max(1, clean)
    print(f"  of {clean} clean notes {share * wrong:.1f} in 100 flagged, {share * noted:.1f} noted")


def ours(screener: Screener) -> Callable[[Note], Spans]:
    """The screener's spans of a note."""

    def find(note: Note) -> Spans:
        room = None if note["session"] else note["room"]
        found = screener.screen(note["text"], room=room, session=note["session"])
        return [(f.start, f.end, f.level) for f in found]

    return find


def presidio(roster: Roster) -> Callable[[Note], Spans] | None:
    """Presidio with the roster as deny-list and without a trained model; None where it is not installed."""
    try:
        from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
        from spacy import blank
        from tldextract import TLDExtract, tldextract
    except ImportError:
        return None

    tldextract.TLD_EXTRACTOR = TLDExtract(suffix_list_urls=())  # its own copy of the list, not the network

    class Blank(SpacyNlpEngine):
        """A tokenizer only: the comparison is with its rules, no trained model is fetched."""

        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": blank("en")}

        def load(self) -> None:
            """Nothing is loaded."""

    people = [n for p in roster.people for n in (*p.names, *p.emails, *p.phones, *p.handles)]
    bodies = [n for o in roster.organizations for n in o.names]
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if "Spacy" not in type(r).__name__]
    registry.add_recognizer(PatternRecognizer("PARTICIPANT", deny_list=people))
    registry.add_recognizer(PatternRecognizer("ORGANIZATION", deny_list=bodies))
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
    wanted = ["PARTICIPANT", "ORGANIZATION", "EMAIL_ADDRESS", "PHONE_NUMBER", "URL", "PERSON"]
    wanted = [e for e in wanted if e in engine.get_supported_entities("en")]

    def find(note: Note) -> Spans:
        return [(r.start, r.end, "warn") for r in engine.analyze(note["text"], language="en", entities=wanted)]

    return find


def invented_roster(people: int, seed: int = 7) -> Roster:
    """A roster of pronounceable invented names, one organization to three people."""
    chance = random.Random(seed)

    def word(low: int, high: int) -> str:
        return "".join(
            chance.choice("bdfgjklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(low, high))
        )

    kinds = ("Union", "Network", "Forum", "Centre", "Alliance", "Trust")
    organizations = tuple(
        Organization(f"o{n}", (f"{word(2, 3).title()} Migrant Workers {chance.choice(kinds)}", word(2, 3).upper()))
        for n in range(max(1, people // 3))
    )
    countries = ("PH", "IN", "BD", "TH", "NP", "ID", "MY", "VN", "FJ", "KE", "PE", "UA")
    return Roster(
        tuple(
            Person(
                key=f"p{n}",
                names=(f"{word(2, 3).title()} {word(2, 4).title()}",),
                emails=(f"{word(3, 4)}{n}@post.example",),
                phones=(f"+63 9{chance.randint(10**8, 10**9 - 1)}",),
                organization=organizations[n % len(organizations)].key,
                country=chance.choice(countries),
                sector=chance.choice(("civil society", "trade union", "academia")),
                rooms=(f"R{1 + n % 3}",),
            )
            for n in range(people)
        ),
        organizations,
    )


def clock(sizes: list[int], notes: list[Note]) -> None:
    """Print the time to build the index and to screen one note, for rosters of several sizes."""
    print("\npeople     index s   median ms      p95 ms      max ms")
    for size in sizes:
        roster = invented_roster(size)
        started = time.process_time()
        screener = Screener(roster)
        screener.screen("Ms. Zarike Tolumava of the Vezuna Migrant Workers Union said so.", room="R1")
        built = time.process_time() - started
        times = []
        for number, note in enumerate(notes):
            person = roster.people[number % size]
            text = f"{note['text']} {person.names[0]} added a point." if number % 4 == 0 else note["text"]
            started = time.process_time()
            screener.screen(text, room="R1")
            times.append(1000 * (time.process_time() - started))
        times.sort()
        middle, late = times[len(times) // 2], times[int(0.95 * len(times))]
        print(f"{size:6} {built:11.3f} {middle:11.2f} {late:11.2f} {times[-1]:11.2f}")


def main() -> None:
    """Score, compare and time."""
    parser = argparse.ArgumentParser(description="Measure the screener.")
    parser.add_argument("roster", nargs="?", type=Path, default=CORPUS / "roster.json")
    parser.add_argument("notes", nargs="?", type=Path)
    parser.add_argument("--people", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument(
        "--held-out", nargs="?", const="screening_heldout_c", help="score this set, each half by itself"
    )
    parser.add_argument("--misses", action="store_true", help="list what was missed, of a held-out set in half A only")
    options = parser.parse_args()
    if options.held_out:
        options.roster, options.notes = CORPUS.with_name(options.held_out) / "roster.json", None
    screener, notes = load(options.roster, options.notes)
    if options.held_out:
        for which in "AB":
            score(f"Openfloor, half {which}", [n for n in notes if half(n) == which], ours(screener))
    else:
        score("Openfloor", notes, ours(screener))
    if options.misses:
        list_misses([n for n in notes if not options.held_out or half(n) == "A"], ours(screener))
    peer = presidio(screener.roster)
    if peer is None:
        print("\nPresidio is not installed here: no comparison.")
    else:
        score("Presidio with the roster as deny-list", notes, peer)
    clock(options.people, notes)


if __name__ == "__main__":
    main()
