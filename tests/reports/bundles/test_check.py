"""Every fault of a bundle is named, with its place, in the order of the file."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.actions.bundles import load_bundle
from reports.bundles.check import check
from reports.bundles.findings import BundleRefused
from tests.reports.bundles.examples import as_file, bundle
from tests.reports.bundles.strategies import bundles
from tests.reports.bundles.test_round_trip import empty_database

# Each fault: the place where the value is put, the value (or GONE), and the place and words of the finding.
GONE = object()
FAULTS = [
    ("format", "openfloor", "format", 'This should be "openfloor-consultation", not "openfloor".'),
    ("version", 2, "version", "This should be 1, not 2."),
    ("colour", "blue", "colour", "There is no such field here."),
    ("framework.titel", "x", "framework.titel", 'There is no such field here. Did you mean "title"?'),
    ("framework.title", GONE, "framework.title", "This is missing."),
    ("framework.objectives", [], "framework.objectives", "This list should have at least 1 entry."),
    ("framework.objectives.1.number", "1", "framework.objectives[1].number", "the same as framework.objectives[0]"),
    (
        "framework.objectives.0.number",
        1,
        "framework.objectives[0].number",
        "a whole number; it should be text.",
    ),
    ("series.ordinal_of", 0, "series.ordinal_of", "0 is too small; the least is 1."),
    ("series.key", "Water 2027", "series.key", '"Water 2027" is not a key.'),
    ("series.key", "water\n", "series.key", '"water\\n" is not a key.'),
    ("organizations.1.key", "delta", "organizations[1].key", "This is the same as organizations[0].key."),
    ("organizations.0.country", "th", "organizations[0].country", '"th" is not a country code of two capital letters.'),
    ("organizations.0.country", "QZ", "organizations[0].country", 'no country or area with the code "QZ"'),
    ("organizations.0.sector", "farmers", "organizations[0].sector", '"farmers" is not one of: migrants,'),
    ("organizations.0.aliases", ["DF", "DF"], "organizations[0].aliases[1]", "the same as organizations[0].aliases[0]"),
    ("people.0.organization", "dleta", "people[0].organization", 'no organization with the key "dleta"'),
    ("people.1.email", "ANA@delta.example", "people[1].email", "This is the same as people[0].email."),
    ("people.1.email", "bo", "people[1].email", '"bo" is not an e-mail address.'),
    ("people.1.name", "B" * 301, "people[1].name", "This is longer than 300 characters."),
    ("people.1.name", "B\0", "people[1].name", "There is a NUL character in this text."),
    ("people.1.name", "B\ud800", "people[1].name", "There is half a surrogate pair"),
    ("consultation.timezone", "Asia/Bangkock", "consultation.timezone", 'There is no time zone "Asia/Bangkock".'),
    ("consultation.starts_at", "2026-02-30T11:00", "consultation.starts_at", "There is no such day or hour"),
    ("consultation.starts_at", "17.12.2026", "consultation.starts_at", "is not a time written like 2026-12-17T11:00."),
    ("consultation.starts_at", "２０２６-12-17T11:00", "consultation.starts_at", "is not a time written like"),
    ("consultation.starts_at", "0001-01-01T00:00", "consultation.starts_at", "There is no such day or hour"),
    ("consultation.ends_at", "2026-12-17T11:00", "consultation.ends_at", "The end is not after the start."),
    ("consultation.languages", ["english language"], "consultation.languages[0]", "is not a BCP 47 language tag."),
    ("consultation.objectives", ["3"], "consultation.objectives[0]", 'The framework has no objective "3".'),
    ("consultation.headings.1.key", "gaps", "consultation.headings[1].key", "the same as consultation.headings[0].key"),
    ("consultation.k_min", 2, "consultation.k_min", "2 is too small; the least is 3."),
    ("consultation.k_min", 2**31, "consultation.k_min", "2147483648 is too large."),
    ("consultation.liaison", "zoe", "consultation.liaison", 'no person with the key "zoe" in “people”'),
    ("call.closes_at", "2026-09-01T18:00", "call.closes_at", "The end is not after the start."),
    ("call.text", "Come.[^decree]", "call.text", 'There is no footnote "[^decree]".'),
    ("sources.1.key", "list", "sources[1].key", "This is the same as sources[0].key."),
    ("contacts.1.email", "ONE@people.example", "contacts[1].email", "This is the same as contacts[0].email."),
    ("contacts.0.sources", ["lits"], "contacts[0].sources[0]", 'no source with the key "lits"'),
    ("contacts.1.sources", ["net", "net"], "contacts[1].sources[1]", "This is the same as sources[0]."),
    ("contacts.1.organization", "wier", "contacts[1].organization", 'no organization with the key "wier"'),
    ("contacts.1.sources", GONE, "contacts[1].sources", "This is missing."),
    ("contacts.1.nmae", "x", "contacts[1].nmae", 'Did you mean "name"?'),
    ("contacts.1", None, "contacts[1]", "This is nothing (null); it should be an object."),
    ("contacts", {}, "contacts", "This is an object; it should be a list."),
    ("applications.0.reviews.1.reviewer", "ana", "applications[0].reviews[1].reviewer", "applications[0].reviews[0]"),
    ("applications.0.reviews.1.score", 3, "applications[0].reviews[1].score", "conflict of interest does not score"),
    ("applications.0.reviews.0.score", 6, "applications[0].reviews[0].score", "6 is too large; the most is 5."),
    ("applications.0.reviews.0.reviewer", "zoe", "applications[0].reviews[0].reviewer", 'no person with the key "zoe"'),
    ("applications.0.decision", GONE, "applications[0].reason", "There is a reason but no decision."),
    ("applications.0.organization", "dam", "applications[0].organization", 'no organization with the key "dam"'),
    ("programme.0.round", 1, "programme[0].round", "Only working groups, and the moving to them, belong to a round."),
    ("programme.1.round", GONE, "programme[1].round", "which of the rounds"),
    ("programme.1.round", 3, "programme[1].round", "There is no round 3."),
    ("programme.1.key", "opening", "programme[1].key", "This is the same as programme[0].key."),
    ("programme.0.roles.0.person", GONE, "programme[0].roles[0]", "Nobody holds this role"),
    ("programme.0.roles.0.group", 7, "programme[0].roles[0].group", "There is no working group 7."),
    ("programme.0.roles.0.link", "javascript:x()", "programme[0].roles[0].link", "is not an http or https link."),
    ("working_groups.1.number", 1, "working_groups[1].number", "This is the same as working_groups[0].number."),
    ("working_groups.0.rapporteurs", ["zoe"], "working_groups[0].rapporteurs[0]", 'no person with the key "zoe"'),
    ("working_groups.0.min_size", -1, "working_groups[0].min_size", "A group cannot have fewer than 0 people."),
    ("rounds.1.number", 1, "rounds[1].number", "This is the same as rounds[0].number."),
    (
        "registrations.1",
        {"key": "r2", "email": "R1@people.example", "name": "Dafne Ruiz"},
        "registrations[1].email",
        "the same as registrations[0].email",
    ),
    ("registrations.1.key", "r1", "registrations[1].key", "This is the same as registrations[0].key."),
    ("registrations.1.assists", "r2", "registrations[1].assists", "Nobody assists herself or himself."),
    ("registrations.0.assists", "r2", "registrations[0].assists", "assist each other in a circle: r1, r2."),
    ("registrations.0.preferences", [1, 1], "registrations[0].preferences[1]", "registrations[0].preferences[0]"),
    ("registrations.0.preferences", [5], "registrations[0].preferences[0]", "There is no working group 5."),
    ("registrations.0.attended", "yes", "registrations[0].attended", "This is text; it should be true or false."),
    ("constraints.0.registrations", ["r1", "r1"], "constraints[0].registrations[1]", "constraints[0].registrations[0]"),
    (
        "constraints.0.registrations",
        ["r1", "r9"],
        "constraints[0].registrations[1]",
        'no registration with the key "r9"',
    ),
    ("placements.0.round", 4, "placements[0].round", "There is no round 4."),
    ("statements.0.session", "groups", "statements[0].session", "Only a plenary session has statements on the record."),
    ("statements.0.people", ["zoe"], "statements[0].people[0]", 'no person with the key "zoe"'),
    ("notes.0.group", GONE, "notes[0].round", "There is a round but no working group."),
    ("notes.0.session", "opening", "notes[0].session", "not from both"),
    ("notes.1.session", "groups", "notes[1].session", "This session is not a plenary"),
    ("notes.0.heading", "gasp", "notes[0].heading", 'There is no heading with the key "gasp".'),
    ("notes.0.status", "set_aside", "notes[0].reason", "This is missing: why was the note set aside?"),
    ("notes.0.text", "", "notes[0].text", "This is empty."),
    ("notes.0.text", "So.[^x]", "notes[0].text", 'There is no footnote "[^x]".'),
    ("report.sections.0.labels", {"gasp": "x"}, "report.sections[0].labels.gasp", 'no heading with the key "gasp"'),
    ("report.blocks.background.0", "{{ peple }}", "report.blocks.background[0]", "no figure called “peple”"),
    (
        "report.sections.0.objectives",
        ["1", "1"],
        "report.sections[0].objectives[1]",
        "report.sections[0].objectives[0]",
    ),
]


def spoil(whole, place, value):
    """Put the value at the place (steps parted by dots), or take away what is there."""
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    for step in way:
        whole = whole[step]
    if value is GONE:
        del whole[last]
    else:
        whole[last] = value


def faults_of(value):
    return [(fault.place, fault.sentence) for fault in check(as_file(value)).faults]


def test_a_sound_bundle_has_no_fault_and_no_warning():
    assert check(as_file(bundle())).findings == []


@pytest.mark.parametrize(("place", "value", "found_at", "words"), FAULTS)
def test_each_fault_is_found_where_it_is(place, value, found_at, words):
    spoilt = bundle()
    spoil(spoilt, place, value)
    found = faults_of(spoilt)
    assert found_at in [where for where, _sentence in found]
    assert any(where == found_at and words in sentence for where, sentence in found)


def test_a_time_that_clocks_skip_is_told_apart_from_a_date_that_does_not_exist():
    spoilt = bundle()
    spoilt["consultation"] |= {"timezone": "Europe/Lisbon", "starts_at": "2026-03-29T01:30"}
    assert faults_of(spoilt) == [
        (
            "consultation.starts_at",
            "Clocks in Europe/Lisbon are put forward past 2026-03-29T01:30: it does not exist.",
        )
    ]


def test_min_size_over_max_size_is_a_fault():
    spoilt = bundle()
    spoilt["working_groups"][0] |= {"min_size": 9, "max_size": 8}
    assert faults_of(spoilt) == [("working_groups[0].min_size", "The fewest people (9) are more than the most (8).")]


def test_the_same_person_twice_in_a_round_is_a_fault():
    spoilt = bundle()
    spoilt["placements"].append({"round": 1, "group": 2, "registration": "r1"})
    assert faults_of(spoilt) == [("placements[1]", "This is the same as placements[0].")]


def test_somebody_who_withdrew_may_register_again():
    twice = bundle()
    twice["registrations"][0]["status"] = "withdrawn"
    twice["registrations"][1] |= {"email": "R1@people.example"}
    assert faults_of(twice) == []


def test_a_person_who_is_not_to_be_named_has_no_statement():
    spoilt = bundle()
    spoilt["programme"][0]["roles"][0]["attribution"] = "not_attributed"
    assert faults_of(spoilt) == [("statements[0].people[0]", "In this session this person is not to be named.")]


def test_a_footnote_that_nothing_refers_to_is_only_a_warning():
    strange = bundle()
    strange["footnotes"]["spare part"] = "Not used."
    [finding] = check(as_file(strange)).findings
    assert (finding.place, finding.warning) == ('footnotes["spare part"]', True)


def test_a_statement_of_a_session_off_the_record_is_only_a_warning():
    strange = bundle()
    del strange["programme"][0]["on_record"]
    [finding] = check(as_file(strange)).findings
    assert (finding.place, finding.warning) == ("statements[0].session", True)


def test_many_different_faults_give_as_many_findings_in_the_order_of_the_file():
    """Faults are put into one bundle as long as each adds its own finding and hides none."""
    spoilt, expected = bundle(), set()
    for place, value, found_at, _words in FAULTS:
        candidate = copy.deepcopy(spoilt)
        try:
            spoil(candidate, place, value)
        except (KeyError, IndexError, TypeError):
            continue
        if {where for where, _sentence in faults_of(candidate)} == expected | {found_at} and found_at not in expected:
            spoilt, expected = candidate, expected | {found_at}
    found = [where for where, _sentence in faults_of(spoilt)]
    assert len(expected) >= 45
    assert sorted(found) == sorted(expected)
    parts = [where.partition(".")[0].partition("[")[0] for where in found]
    assert parts == sorted(parts, key=list(spoilt).index)


def test_after_a_schema_fault_what_is_sound_is_still_checked():
    spoilt = bundle()
    spoilt["organizations"][0]["name"] = 7
    spoilt["people"][0]["organization"] = "nowhere"
    del spoilt["notes"][0]["text"]
    spoilt["notes"][1]["heading"] = "nothing"
    assert [where for where, _sentence in faults_of(spoilt)] == [
        "organizations[0].name",
        "people[0].organization",
        "notes[0].text",
        "notes[1].heading",
    ]


def test_a_list_that_cannot_be_read_does_not_make_every_use_of_it_a_fault():
    spoilt = bundle()
    spoilt["people"] = "Ana and Bo"
    assert faults_of(spoilt) == [("people", "This is text; it should be a list.")]


@pytest.mark.parametrize("value", [None, 1, "bundle", [], [[]], {}, {"contacts": [1, {}]}, {"contacts": 3}])
def test_what_is_not_a_bundle_at_all_is_said_without_an_exception(value):
    assert check(as_file(value)).faults


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2**33) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=4,
)


@st.composite
def spoilt_bundles(draw):
    """A bundle in which a few values are replaced, taken away, or copied from elsewhere."""
    spoilt = copy.deepcopy(draw(bundles()))
    for _time in range(draw(st.integers(1, 3))):
        places = list(_places(spoilt, ()))
        *way, last = draw(st.sampled_from(places))
        node = spoilt
        for step in way:
            node = node[step]
        if draw(st.booleans()):
            node[last] = draw(json_values)
        elif isinstance(node, dict):
            del node[last]
        else:
            node.insert(last, copy.deepcopy(node[last]))
    return spoilt


def _places(node, path):
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for step, child in children:
        yield (*path, step)
        if isinstance(child, dict | list):
            yield from _places(child, (*path, step))


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(spoilt=spoilt_bundles())
def test_whatever_a_bundle_holds_it_is_either_loaded_or_refused_with_findings(spoilt):
    """No other error, and never a fault that only the database notices."""
    with empty_database():
        try:
            loaded = load_bundle(file=as_file(spoilt))
        except BundleRefused as refused:
            said = [str(finding) for finding in refused.findings]
        else:
            said = [loaded.slug]
    assert said
    assert "\0" not in "".join(said)
