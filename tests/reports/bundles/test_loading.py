"""What a loaded bundle becomes: accounts, roles, rooms, shared organizations."""

import io
import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from breakouts.models import Note, Room
from consultations.models import (
    Application,
    AuditLine,
    Consultation,
    Framework,
    Organization,
    Person,
    Review,
    TeamMember,
    Visibility,
)
from registrations.models import Contact, Registration
from reports.actions.bundles import dump_bundle, load_bundle
from reports.bundles.findings import BundleRefused
from tests.reports.bundles.examples import as_file, bundle

pytestmark = pytest.mark.django_db


def load(value, **options):
    return load_bundle(file=as_file(value), **options)


def refused(value):
    with pytest.raises(BundleRefused) as refusal:
        load(value)
    return [(finding.place, finding.sentence) for finding in refusal.value.findings]


def test_people_who_work_with_us_get_accounts_and_their_roles():
    whole = bundle()
    whole["people"].append({"key": "cy", "name": "Cy Adler", "email": "cy@river.example"})
    load(whole, organizer="Office@River.example")
    accounts = {person.key: person.user and person.user.email for person in Person.objects.all()}
    assert accounts == {"ana": "ana@delta.example", "bo": "bo@weir.example", "cy": None}
    roles = set(TeamMember.objects.values_list("user__email", "role"))
    assert roles == {
        ("ana@delta.example", "organizer"),
        ("ana@delta.example", "reviewer"),
        ("bo@weir.example", "reviewer"),
        ("office@river.example", "organizer"),
    }


def test_an_account_that_is_there_already_is_used():
    known = User.objects.create_user("ana@delta.example", name="Ana")
    load(bundle())
    assert Person.objects.get(key="ana").user == known


def test_with_a_call_it_is_public_without_one_a_draft():
    load(bundle())
    without = bundle()
    del without["call"]
    without["footnotes"] = {}
    without["consultation"]["key"] = "lakes"
    load(without)
    assert dict(Consultation.objects.values_list("slug", "visibility")) == {
        "rivers": Visibility.PUBLIC,
        "lakes": Visibility.DRAFT,
    }


def test_every_group_has_a_room_in_every_round_and_every_plenary_one():
    load(bundle())
    places = Room.objects.values_list("group__number", "round__number", "session__key")
    assert sorted(places, key=str) == sorted(
        [(1, 1, None), (2, 1, None), (1, 2, None), (2, 2, None), (None, None, "opening")], key=str
    )
    assert Note.objects.get(key="n1").room.round.number == 1
    assert Note.objects.get(key="n2").room.session.key == "opening"


def test_a_decision_is_applied_and_a_conflict_takes_the_place_of_a_review():
    load(bundle())
    application = Application.objects.get()
    assert (application.state, application.decision.reason) == ("accepted", "They do.")
    assert application.decision.applied_at is not None
    assert list(Review.objects.values_list("reviewer__key", "score")) == [("ana", 4)]
    assert list(application.conflicts.values_list("reviewer__key", flat=True)) == ["bo"]


def test_the_audit_trail_says_that_it_was_loaded_and_how_much():
    load(bundle())
    line = AuditLine.objects.get()
    assert (line.verb, line.subject) == ("consultation.loaded", "rivers")
    assert line.details["registrations"] == 2


def test_a_dry_run_says_what_would_be_made_and_makes_nothing():
    loaded = load(bundle(), organizer="office@river.example", dry_run=True)
    assert loaded.made["contacts"] == 2
    assert not Consultation.objects.exists()
    assert not User.objects.exists()
    assert not Framework.objects.exists()


def test_one_fault_in_the_last_contact_keeps_everything_out():
    spoilt = bundle()
    spoilt["contacts"].append({"email": "three@people.example", "sources": ["lost"]})
    assert refused(spoilt) == [("contacts[2].sources[0]", 'There is no source with the key "lost".')]
    assert not Consultation.objects.exists()
    assert not Contact.objects.exists()


def test_the_same_consultation_is_not_loaded_twice():
    load(bundle())
    assert refused(bundle()) == [("consultation.key", 'There is a consultation called "rivers" already.')]


def test_faults_of_the_file_and_of_the_database_are_told_together():
    load(bundle())
    spoilt = bundle()
    spoilt["people"][0]["organization"] = "nowhere"
    assert [place for place, _sentence in refused(spoilt)] == ["people[0].organization", "consultation.key"]


def second():
    later = bundle()
    later["consultation"]["key"] = "lakes"
    return later


def test_a_second_consultation_shares_framework_series_and_organizations_and_fills_blanks():
    load(bundle())
    later = second()
    later["framework"]["objectives"].append({"number": "3", "title": "Measure it"})
    later["organizations"][1] |= {"country": "NL", "aliases": ["WU"]}
    later["organizations"].append({"key": "dam", "name": "Dam Watch"})
    later["series"]["convener"] = "the Ministry of Water"
    load(later)
    assert list(Framework.objects.get().objectives.values_list("number", flat=True)) == ["1", "2", "3"]
    assert list(Organization.objects.order_by("pk").values_list("key", "country")) == [
        ("delta", "TH"),
        ("weir", "NL"),
        ("dam", ""),
    ]
    assert Organization.objects.get(key="weir").aliases.get().name == "WU"
    assert Consultation.objects.get(slug="lakes").series.convener == "the Ministry of Water"
    assert Consultation.objects.get(slug="lakes").series == Consultation.objects.get(slug="rivers").series


@pytest.mark.parametrize(
    ("part", "change", "place", "known"),
    [
        ("framework", {"title": "Water Act"}, "framework.title", "National Water Law"),
        ("series", {"title": "Others"}, "series.title", "Consultations on the Water Law"),
    ],
)
def test_what_is_shared_is_not_changed_under_another_consultation(part, change, place, known):
    load(bundle())
    later = second()
    later[part] |= change
    assert refused(later) == [(place, f'This is here already as "{known}". Use the same, or another key.')]


def test_an_organization_with_another_name_under_the_same_key_is_a_fault():
    load(bundle())
    later = second()
    later["organizations"][1]["name"] = "Weir Workers"
    later["framework"]["objectives"][1]["title"] = "Keep it dirty"
    assert refused(later) == [
        ("framework.objectives[1].title", 'This is here already as "Keep it clean". Use the same, or another key.'),
        ("organizations[1].name", 'This is here already as "Weir Union". Use the same, or another key.'),
    ]


def test_a_dump_says_nothing_of_who_took_part_elsewhere_in_the_series():
    load(bundle())
    later = second()
    later["organizations"] = [
        {"key": "hidden", "name": "Shelter on the Bank"},
        {"key": "unused", "name": "Not Yet Anywhere"},
    ]
    later["people"][0].pop("organization")
    later["contacts"] = []
    later["applications"] = []
    later["registrations"][0]["organization"] = "hidden"
    load(later)
    first = "".join(dump_bundle(consultation=Consultation.objects.get(slug="rivers")))
    assert "Shelter on the Bank" not in first
    assert [entry["key"] for entry in json.loads(first)["organizations"]] == ["delta", "weir", "unused"]


def test_an_application_whose_organization_was_typed_is_dumped_as_one_that_loads_again():
    load(bundle())
    consultation = Consultation.objects.get()
    for name, state in (("Delta", "submitted"), ("Söl Farmers", "submitted"), ("Söl Farmers", "draft")):
        consultation.applications.create(
            organization_name=name,
            country="NL",
            contact_email="sol@farmers.example",
            statement="We farm.",
            state=state,
            position=9,
        )
    dumped = json.loads("".join(dump_bundle(consultation=consultation)))
    assert [entry["organization"] for entry in dumped["applications"]] == ["weir", "delta-2", "sol-farmers"]
    assert dumped["organizations"][-1] == {"key": "sol-farmers", "name": "Söl Farmers", "country": "NL"}
    dumped["consultation"]["key"] = "again"
    load(dumped)


def test_attendance_has_three_values_and_keeps_them():
    whole = bundle()
    whole["registrations"].append({"key": "r3", "email": "r3@people.example", "name": "Eli"})
    whole["registrations"][0]["attended"] = True
    whole["registrations"][1]["attended"] = False
    load(whole)
    dumped = json.loads("".join(dump_bundle(consultation=Consultation.objects.get())))
    assert [row.get("attended") for row in dumped["registrations"]] == [True, False, None]


def test_conflicts_and_reviews_keep_their_order():
    whole = bundle()
    whole["applications"][0]["reviews"].reverse()
    load(whole)
    dumped = json.loads("".join(dump_bundle(consultation=Consultation.objects.get())))
    assert [review["reviewer"] for review in dumped["applications"][0]["reviews"]] == ["bo", "ana"]


def _queries(registrations, dump):
    whole = bundle()
    whole["consultation"]["key"] = f"c{registrations}"
    whole["registrations"] = [
        {"key": f"x{n}", "email": f"x{n}@people.example", "name": "X", "preferences": [2, 1], "attended": True}
        for n in range(registrations)
    ]
    whole["constraints"], whole["placements"] = [], []
    file = as_file(whole)
    with CaptureQueriesContext(
        connection,
    ) as loading:
        load_bundle(file=file)
    with CaptureQueriesContext(connection) as dumping:
        "".join(dump_bundle(consultation=Consultation.objects.get(slug=f"c{registrations}")))
    return len(dumping if dump else loading)


@pytest.mark.parametrize("dump", [False, True])
def test_the_number_of_queries_does_not_grow_with_the_registrations(dump):
    """Thirty: SQLite takes a thousand values at once, so that more rows than some forty need a second insert."""
    _queries(1, dump)
    assert _queries(30, dump) == _queries(2, dump)


def _peak_of_loading(count):
    whole = bundle()
    whole["consultation"]["key"] = f"c{count}"
    whole["contacts"] = [
        {"email": f"contact{n}@people.example", "name": f"Contact {n}", "sources": ["list"]} for n in range(count)
    ]
    file = as_file(whole)
    del whole
    tracemalloc.start()
    try:
        load_bundle(file=file)
        loading = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        for _piece in dump_bundle(consultation=Consultation.objects.get(slug=f"c{count}")):
            pass
        return loading, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_four_times_the_contacts_do_not_take_more_memory_to_load_or_to_dump():
    """4,500 contacts held as they were read take nearly two megabytes. benchmarks/bundles.py measures 100,000."""
    _peak_of_loading(10)
    few, many = _peak_of_loading(1_500), _peak_of_loading(6_000)
    assert Contact.objects.count() == 7_510
    assert many[0] < few[0] + 1_000_000
    assert many[1] < few[1] + 1_000_000


def test_texts_are_kept_to_the_letter():
    whole = bundle()
    whole["notes"][0]["text"] = "  *Two*  spaces,\r\n\ta tab — and ‮no‬ changes. "
    load(whole)
    assert Note.objects.get(key="n1").text == whole["notes"][0]["text"]
    assert Registration.objects.count() == 2


def test_a_file_that_is_not_json_is_refused_with_the_place():
    with pytest.raises(BundleRefused, match="line 1, column 3"):
        load_bundle(file=io.BytesIO(b"{format}"))


def test_somebody_without_an_address_is_loaded_without_one_and_may_share_that_of_another():
    document = bundle()
    document["registrations"] += [
        {"key": "r3", "email": "r3@no-address.invalid", "name": "Sefa Oryn", "assists": "r1"},
        {"key": "r4", "email": "r1@people.example", "name": "Ola Brandis", "assists": "r1"},
    ]
    load(document)
    assert list(Registration.objects.order_by("pk").values_list("email", flat=True))[2:] == ["", "r1@people.example"]
    dumped = json.loads("".join(dump_bundle(consultation=Consultation.objects.get())))
    assert [row["email"] for row in dumped["registrations"]][2:] == ["r3@no-address.invalid", "r1@people.example"]


@pytest.mark.parametrize(
    ("kind", "group", "sitting", "locked"),
    [
        ("pin", 1, None, True),
        ("pin", 1, 1, True),
        ("pin", 1, 2, False),
        ("pin", 2, None, False),
        ("forbid", 1, None, False),
    ],
)
def test_a_place_that_a_rule_fixes_is_dumped_as_locked_so_that_a_run_keeps_it(kind, group, sitting, locked):
    load(bundle())
    consultation = Consultation.objects.get()
    rule = consultation.constraints.create(
        kind=kind,
        group=consultation.working_groups.get(number=group),
        round=consultation.rounds.get(number=sitting) if sitting else None,
    )
    rule.members.create(registration=consultation.registrations.get(key="r1"), position=0)
    dumped = json.loads("".join(dump_bundle(consultation=consultation)))
    assert [entry.get("locked", False) for entry in dumped["placements"]] == [locked]
    assert dumped["constraints"] == bundle()["constraints"]
