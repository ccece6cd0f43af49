"""An invented consultation whose report has, section by section, the paragraphs and footnotes of the model report.

The model is the summary report of 19 November 2020: 99 numbered paragraphs and 22 footnotes, the last in the annex.
Only its shape is kept here; every word is made up.
"""

from typing import Any

Bundle = dict[str, Any]

# Headings in order: key, label, and whether it stands across all objectives.
HEADINGS = (
    ("progress", "Overall progress", True),
    ("challenges", "Key challenges", False),
    ("drought", "Specific challenges created by drought", False),
    ("practices", "Good practices", False),
    ("recommendations", "Recommendations", False),
)
RELABELLED = "Specific challenges or opportunities created by drought"
# Each lettered section after A: its objectives, its group, and how many paragraphs each heading has.
SECTIONS: tuple[tuple[tuple[str, ...], int, dict[str, int]], ...] = (
    (("4",), 1, {"challenges": 2, "drought": 1, "practices": 4, "recommendations": 8}),
    (("8",), 1, {"challenges": 1, "drought": 1, "practices": 1, "recommendations": 1}),
    (("21",), 1, {"challenges": 3, "drought": 3, "practices": 3, "recommendations": 6}),
    (("9", "10"), 2, {"challenges": 5, "drought": 2, "practices": 3, "recommendations": 13}),
    (("11", "13"), 3, {"challenges": 3, "practices": 5, "recommendations": 9}),
)
SPLIT_AFTER = 3  # of the last section's nine recommendations, these concern its first objective
FOOTNOTES = dict.fromkeys((1, 11, 12, 25, 26, 43, 48, 58, 62, 82, 83, 93, 96), 1) | dict.fromkeys((4, 9, 10, 66), 2)
"""How many footnotes each paragraph has; the twenty-second stands in the annex by itself."""


def bundle() -> Bundle:
    """The whole bundle, made anew."""
    return _Writer().bundle()


class _Writer:
    """Counts paragraphs as it writes them, so that each gets the footnotes of its number."""

    def __init__(self) -> None:
        self.paragraph = 0
        self.footnotes: dict[str, str] = {}

    def text(self, words: str) -> str:
        """The words of the next paragraph, with the marks of its footnotes."""
        self.paragraph += 1
        marks = ""
        for _count in range(FOOTNOTES.get(self.paragraph, 0)):
            mark = f"note{len(self.footnotes) + 1}"
            self.footnotes[mark] = f"Source {len(self.footnotes) + 1} of the river atlas."
            marks += f"[^{mark}]"
        return f"{words} in place {self.paragraph}.{marks}"

    def texts(self, words: str, count: int) -> list[str]:
        return [self.text(words) for _ in range(count)]

    def bundle(self) -> Bundle:
        background = self.texts("The valleys agreed on a water charter, as told", 4)
        organization = self.texts("The second consultation was prepared", 7)
        opening = self.texts("Ms. Lindqvar spoke of the upper valley", 6)
        notes = self._notes()
        closing = self.texts("Ms. Lindqvar looked back on the day", 3)
        next_steps = self.texts("The charter will be read again", 4)
        return {
            **_frame(),
            "statements": [
                {"session": session, "people": ["bo"], "text": text}
                for session, texts in (("opening", opening), ("closing", closing))
                for text in texts
            ],
            "notes": notes,
            "footnotes": self.footnotes,
            "report": {
                "title": "Sharing the valleys: summary report",
                "blocks": {"background": background, "organization": organization, "next_steps": next_steps},
                "sections": [_outline(place, *section) for place, section in enumerate(SECTIONS)],
            },
        }

    def _notes(self) -> list[Bundle]:
        notes = [_note(1, [], "progress", self.text("There had been progress on all charters"))]
        for objectives, group, counts in SECTIONS:
            for heading, count in counts.items():
                for place in range(count):
                    about = list(objectives)
                    if heading == "recommendations" and objectives == ("11", "13"):
                        about = ["11"] if place < SPLIT_AFTER else ["13"]
                    notes.append(_note(group, about, heading, self.text("Wells and weirs were described")))
        return [{**note, "key": f"n{place:03}"} for place, note in enumerate(notes, 1)]


def _note(group: int, objectives: list[str], heading: str, text: str) -> Bundle:
    note = {"heading": heading, "heard_from": "several", "status": "accepted", "text": text}
    if not objectives:
        return note
    return {**note, "group": group, "round": 1 + len(text) % 2, "objectives": objectives}


def _outline(place: int, objectives: tuple[str, ...], _group: int, counts: dict[str, int]) -> Bundle:
    section: Bundle = {"objectives": list(objectives)}
    if place in (2, 3):
        section["labels"] = {"drought": RELABELLED}
    if "drought" not in counts:
        section["split"] = ["recommendations"]
    return section


def _frame() -> Bundle:
    """Everything around the words: framework, people, day, programme, groups."""
    numbers = [str(number) for number in range(1, 24)]
    groups = [(1, ["4", "8", "21"]), (2, ["9", "10"]), (3, ["11", "13"])]
    return {
        "format": "openfloor-consultation",
        "version": 1,
        "framework": {
            "key": "charter",
            "title": "Charter of the Valleys",
            "objectives": [{"number": number, "title": f"Keep valley {number} green"} for number in numbers],
        },
        "series": {"key": "valleys", "title": "Consultations on the valleys", "ordinal_of": 4},
        "organizations": [{"key": "weir", "name": "Weir Union"}],
        "people": [
            {"key": "bo", "name": "Bo Lindqvar", "honorific": "Ms.", "email": "bo@weir.example", "organization": "weir"}
        ],
        "consultation": {
            "key": "shape",
            "title": "Sharing the valleys",
            "ordinal": 2,
            "starts_at": "2026-11-19T11:00",
            "ends_at": "2026-11-19T14:30",
            "timezone": "Asia/Bangkok",
            "objectives": ["4", "8", "9", "10", "11", "13", "21"],
            "headings": [{"key": key, "label": label, "overall": overall} for key, label, overall in HEADINGS],
        },
        "programme": [
            _session("opening", "11:00", "11:25", kind="plenary", on_record=True, opening=True),
            _session("first", "11:30", "12:35", kind="working_groups", round=1),
            _session("second", "12:45", "13:45", kind="working_groups", round=2),
            _session("closing", "14:15", "14:30", kind="plenary", on_record=True, closing=True),
        ],
        "working_groups": [{"number": number, "objectives": objectives} for number, objectives in groups],
        "rounds": [{"number": 1}, {"number": 2}],
    }


def _session(key: str, starts: str, ends: str, **more: object) -> Bundle:
    session: Bundle = {"key": key, "title": f"Session {key}", **more}
    session |= {"starts_at": f"2026-11-19T{starts}", "ends_at": f"2026-11-19T{ends}"}
    if more.get("on_record"):
        session["roles"] = [{"role": "speaker", "person": "bo", "mode": "live"}]
    return session
