"""The two demo bundles: valid, closed in themselves, and about nobody who exists."""

import json
import re
from collections import Counter

from jsonschema import Draft202012Validator, FormatChecker

from tests.demo.reading import (
    MARK,
    SCHEMA,
    keys,
    notes_of,
    objective_references,
    path_of,
    printed_texts,
    references,
)


def test_the_bundle_is_valid_against_the_schema(bundle):
    errors = Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(bundle)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_the_file_is_written_so_that_a_person_can_read_its_changes(name, bundle):
    assert path_of(name).read_text(encoding="utf-8") == json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"
    order = list(SCHEMA["properties"])
    assert list(bundle) == [name for name in order if name in bundle]
    for name in ("organizations", "people", "registrations", "notes"):
        fields = list(SCHEMA["properties"][name]["items"]["properties"])
        assert all(list(row) == [field for field in fields if field in row] for row in bundle[name])


def test_keys_and_addresses_are_unique_within_their_part(bundle):
    for part in ("organizations", "people", "programme", "registrations", "notes", "sources"):
        assert [key for key, times in Counter(keys(bundle[part])).items() if times > 1] == [], part
    for part in ("registrations", "contacts"):
        assert [mail for mail, times in Counter(keys(bundle[part], "email")).items() if times > 1] == [], part


def test_every_key_that_is_used_is_defined(bundle):
    parts = ("organizations", "people", "sources", "registrations", "programme")
    defined = {part: set(keys(bundle[part])) for part in parts}
    defined["headings"] = set(keys(bundle["consultation"]["headings"]))
    defined["working_groups"] = set(keys(bundle["working_groups"], "number"))
    defined["rounds"] = set(keys(bundle["rounds"], "number"))
    assert [(part, key) for part, key in references(bundle) if key not in defined[part]] == []
    assert set(objective_references(bundle)) <= set(keys(bundle["framework"]["objectives"], "number"))


def test_a_note_from_a_group_is_about_that_groups_objectives(bundle):
    by_group = {group["number"]: set(group["objectives"]) for group in bundle["working_groups"]}
    for note in bundle["notes"]:
        if "group" in note:
            assert set(note["objectives"]) <= by_group[note["group"]], note["key"]


def test_accepted_notes_stand_in_report_order(bundle):
    sections = [
        *([section["objectives"] for section in bundle.get("report", {}).get("sections", [])]),
        *([[number] for group in bundle["working_groups"] for number in group["objectives"]]),
    ]
    place = {number: i for i, numbers in reversed(list(enumerate(sections))) for number in numbers}
    order = [
        min((place[number] for number in note.get("objectives", [])), default=-1)
        for note in notes_of(bundle, "accepted")
    ]
    assert order == sorted(order)


def test_footnotes_are_used_once_each_in_the_order_in_which_they_are_defined(bundle):
    used = [mark for text in printed_texts(bundle) for mark in MARK.findall(text)]
    assert used == list(bundle["footnotes"])
    assert not any(MARK.search(text) for text in bundle["footnotes"].values())


def test_every_address_is_in_a_domain_that_cannot_exist(bundle):
    text = json.dumps(bundle, ensure_ascii=False)
    addresses = re.findall(r"[^\s\"<>(),;:]+@[^\s\"<>(),;:]+", text)
    assert len(addresses) > 50
    assert [address for address in addresses if not re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", address)] == []


def test_links_lead_to_official_documents_or_nowhere(bundle):
    hosts = set(re.findall(r"https?://([^/\s\")>\]]+)", json.dumps(bundle)))
    assert {host for host in hosts if not host.endswith(".example")} <= {"undocs.org", "www.chathamhouse.org"}


def test_only_united_nations_entities_bear_names_that_exist(bundle):
    real = {row["key"] for row in bundle["organizations"] if row["is_un"]}
    known = ["escap", "regional-network", "ohchr", "unicef", "unodc", "iom", "ilo", "unwomen", "unhcr", "unep"]
    assert real <= set(known)
    assert {row["sector"] for row in bundle["organizations"] if row["is_un"]} == {"un"}


def test_nobody_bears_the_name_of_someone_in_the_model_reports(bundle):
    taken = {"mullally", "al-akraa", "nielsen", "oberoi", "henning", "lester", "gottardo", "chandy", "mohapatra"}
    rows = [row for part in ("people", "registrations", "contacts") for row in bundle[part] if "name" in row]
    assert [row["name"] for row in rows if taken & set(row["name"].lower().split())] == []
    assert len({row["name"] for row in bundle["registrations"]}) == len(bundle["registrations"])


def test_a_registrant_with_a_role_is_the_same_person_in_both_lists(bundle):
    people = {row["key"]: row for row in bundle["people"]}
    pairs = [(row, people[row["person"]]) for row in bundle["registrations"] if "person" in row]
    assert len(pairs) > 9
    for registration, person in pairs:
        for field in ("name", "email", "organization", "position"):
            assert registration[field] == person[field]


def test_every_co_host_focal_point_and_rapporteur_is_registered_and_confirmed(bundle):
    seated = {row["person"] for row in bundle["registrations"] if "person" in row and row["status"] == "confirmed"}
    for group in bundle["working_groups"]:
        assert {*group["co_hosts"], *group["focal_points"], *group.get("rapporteurs", [])} <= seated


def test_groups_can_hold_everyone_who_is_confirmed(bundle):
    confirmed = [row for row in bundle["registrations"] if row["status"] == "confirmed"]
    assert sum(group["min_size"] for group in bundle["working_groups"]) <= len(confirmed)
    assert len(confirmed) <= sum(group["max_size"] for group in bundle["working_groups"])
    assert len(bundle["rounds"]) <= len(bundle["working_groups"])


def test_an_organization_that_was_declined_or_is_waiting_does_not_co_organize(bundle):
    roles = bundle["consultation"]["organization_roles"]
    co_organizers = {row["organization"] for row in roles if row["role"] == "co_organizer"}
    assert co_organizers == {row["organization"] for row in bundle["applications"] if row.get("decision") == "accepted"}


def test_nobody_scores_an_application_in_which_they_have_an_interest(bundle):
    organization_of = {row["key"]: row.get("organization") for row in bundle["people"]}
    conflicts = 0
    for application in bundle["applications"]:
        assert 2 <= len(application["reviews"]) <= 3
        assert len({review["reviewer"] for review in application["reviews"]}) == len(application["reviews"])
        for review in application["reviews"]:
            own = organization_of[review["reviewer"]] == application["organization"]
            assert review.get("conflict", False) == own
            assert ("score" in review) != own
            conflicts += own
    assert conflicts == 1


def test_decisions_are_given_with_reasons(bundle):
    for application in bundle["applications"]:
        assert ("decision" in application) == ("reason" in application)
    for note in bundle["notes"]:
        assert (note["status"] == "set_aside") == ("reason" in note)


def test_no_placement_is_given_since_the_demo_allocates(bundle):
    assert "placements" not in bundle
