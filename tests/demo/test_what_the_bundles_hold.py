"""The two demo bundles hold what the demo promises to show."""

import re
from collections import Counter

from consultations.countries import scheme_for, subregion, subregions
from registrations.measures import check_tokens
from tests.demo.reading import MARK, attended, counted, keys, notes_of

TOKEN = re.compile(r"\{\{.*?\}\}")


def test_the_first_consultation_has_the_promised_size(migration):
    un = {row["key"] for row in migration["organizations"] if row["is_un"]}
    roles = Counter(row["role"] for row in migration["consultation"]["organization_roles"])
    co_organizers = [
        row["organization"] for row in migration["consultation"]["organization_roles"] if row["role"] == "co_organizer"
    ]
    assert len(migration["framework"]["objectives"]) == 23
    assert migration["consultation"]["objectives"] == ["4", "8", "9", "10", "11", "13", "21"]
    assert [group["objectives"] for group in migration["working_groups"]] == [
        ["4", "8", "21"],
        ["9", "10"],
        ["11", "13"],
    ]
    assert Counter(row["status"] for row in counted(migration)) == {
        "confirmed": 82,
        "withdrawn": 2,
        "waitlisted": 1,
        "pending": 1,
    }
    assert len(attended(migration)) == 80
    assert len([row for row in attended(migration) if row["organization"] in un]) == 20
    assert len({row["country"] for row in attended(migration)}) == 15
    assert roles == {"convener": 2, "co_organizer": 10, "guidance": 2}
    assert len([key for key in co_organizers if key in un]) == 3
    assert Counter(row.get("decision", "waiting") for row in migration["applications"]) == {
        "accepted": 10,
        "declined": 3,
        "waiting": 1,
    }
    assert len({review["reviewer"] for row in migration["applications"] for review in row["reviews"]}) == 6
    assert len(migration["sources"]) == 4
    assert 170 <= len(migration["contacts"]) <= 190
    assert len(migration["statements"]) == 12
    assert len(migration["footnotes"]) == 20
    assert 70 <= len(notes_of(migration, "accepted")) <= 80
    assert len(notes_of(migration, "set_aside")) == 3
    assert len([note for note in migration["notes"] if "session" in note]) == 3


def test_one_subregion_is_missing_from_those_who_came_but_not_from_those_who_registered(migration):
    scheme = scheme_for(row["country"] for row in attended(migration))
    came = {subregion(row["country"], scheme) for row in attended(migration)}
    registered = {subregion(row["country"], scheme) for row in counted(migration)}
    assert scheme == "ESCAP"
    assert set(subregions(scheme)) - came == {"North and Central Asia"}
    assert set(subregions(scheme)) == registered


def test_the_lens_and_the_split_and_the_empty_heading_of_the_model_report_are_there(migration):
    lenses = [row["key"] for row in migration["consultation"]["headings"] if row.get("lens")]
    assert len(lenses) == 1
    under_lens = {
        number for note in notes_of(migration, "accepted") if note["heading"] in lenses for number in note["objectives"]
    }
    assert under_lens == {"4", "8", "21", "9", "10"}
    merged = [row for row in migration["report"]["sections"] if len(row["objectives"]) > 1]
    assert [row["objectives"] for row in merged] == [["9", "10"], ["11", "13"]]
    assert [row.get("split") for row in merged] == [None, ["recommendations"]]


def test_a_co_host_from_an_organization_that_is_no_co_organizer_is_there_to_be_flagged(migration):
    co_organizers = {
        row["organization"] for row in migration["consultation"]["organization_roles"] if row["role"] == "co_organizer"
    }
    organization_of = {row["key"]: row["organization"] for row in migration["people"]}
    hosts = [host for group in migration["working_groups"] for host in group["co_hosts"]]
    assert [host for host in hosts if organization_of[host] not in co_organizers] == ["rezaul-karimullah"]


def test_the_programme_has_a_role_to_be_confirmed_and_one_held_by_an_organization(bundle):
    roles = [role for session in bundle["programme"] for role in session.get("roles", [])]
    assert len([role for role in roles if role.get("tbc")]) == 1
    assert len([role for role in roles if "organization" in role and "person" not in role]) == 1


def test_accepted_notes_and_set_aside_ones_name_nobody(bundle):
    """A floor beneath the screener: whole names and organizations' names, as typed."""
    names = {row["name"] for part in ("people", "registrations", "contacts") for row in bundle[part] if "name" in row}
    for row in bundle["organizations"]:
        if not row["is_un"]:
            names |= {row["name"], row["short_name"], *row["aliases"]}
    texts = [note["text"] for note in notes_of(bundle, "accepted", "set_aside")]
    assert [(name, text) for text in texts for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_no_number_that_can_be_computed_is_typed_into_the_blocks_of_the_report(migration):
    blocks = migration["report"]["blocks"]["organization"]
    attendance = [text for text in blocks if "was attended by" in text]
    assert len(attendance) == 1
    assert not re.search(r"\d", MARK.sub("", TOKEN.sub("", attendance[0])))
    assert len(TOKEN.findall(attendance[0])) >= 3


def test_the_second_consultation_shares_no_structure_with_the_first(migration, water):
    assert not any(row.get("lens") for row in water["consultation"]["headings"])
    assert not set(keys(water["consultation"]["headings"])) & set(keys(migration["consultation"]["headings"]))
    assert water["consultation"]["modality"] == "hybrid"
    assert water["consultation"]["venue"]
    assert len(water["rounds"]) == 3
    assert len(water["working_groups"]) == 4
    assert [group.get("language") for group in water["working_groups"]] == ["sw", "en", None, None]
    assert len(counted(water)) == 30
    assert len(notes_of(water, "accepted")) == 25
    assert water["consultation"]["languages"] == ["en", "sw"]
    assert len(water["framework"]["objectives"]) == 6


def test_everyone_can_sit_at_a_different_table_in_each_round_in_a_language_they_speak(water):
    fixed = {
        person
        for group in water["working_groups"]
        for role in ("co_hosts", "focal_points", "rapporteurs")
        for person in group.get(role, [])
    }
    for row in water["registrations"]:
        if row["status"] == "confirmed" and "assists" not in row and row.get("person") not in fixed:
            open_to = [group for group in water["working_groups"] if group.get("language") in {None, *row["languages"]}]
            assert len(open_to) >= len(water["rounds"]), row["key"]


def test_every_token_in_the_bundle_is_one_that_can_be_rendered(bundle):
    blocks = bundle.get("report", {}).get("blocks", {})
    texts = [text for part in blocks.values() for text in part] + list(bundle["footnotes"].values())
    assert [fault for text in texts for fault in check_tokens(text)] == []
