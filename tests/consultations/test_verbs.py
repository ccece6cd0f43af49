"""Whatever is written to the audit trail can be read there in words, and found by its kind."""

import ast
import re
from pathlib import Path

from consultations.verbs import kinds, known_verbs, verbs_of

ROOT = Path(__file__).parents[2]
VERB = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
APPS = ("accounts", "consultations", "registrations", "breakouts", "reports", "config")


def _is_verb(value):
    first_parts = {verb.partition(".")[0] for verb in known_verbs()}
    return bool(VERB.fullmatch(str(value))) and value.partition(".")[0] in first_parts


def verbs_in_code():
    """What is given as `verb` to a call, and in actions every literal that looks like a verb of ours."""
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        in_actions = "actions" in path.parts or (path.parent.name in APPS and path.name == "states.py")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.Constant):
                yield path.name, node.value.value
            elif in_actions and isinstance(node, ast.Constant) and _is_verb(node.value):
                yield path.name, node.value


def test_every_verb_in_the_code_has_words():
    found = set(verbs_in_code()) - {("reminders.py", "programme.ics")}
    assert len(found) > 80
    assert sorted((name, verb) for name, verb in found if verb not in known_verbs()) == []


def test_every_verb_with_words_is_found_under_one_kind():
    under = [verb for key, _label in kinds() for verb in verbs_of(key)]
    assert sorted(under) == sorted(known_verbs())
