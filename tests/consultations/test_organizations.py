"""Organizations as records: written, found for typed names, merged with all that leads to them, taken apart again."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Refused
from consultations.actions.organization_merging import merge_organizations, undo_merge
from consultations.actions.organizations import Facts, match_name, remove_organization, save_organization
from consultations.models import AuditLine, Organization, OrganizationAlias, OrganizationMerge, OrganizationRole
from consultations.organization_list import pointing_models, typed_names
from consultations.organization_names import Proposer, initials, plain
from registrations.models import Contact, Registration
from tests import factories as f

NAMES = {
    1: ["Association of River Watchers", "Vigías del Río"],
    2: ["Reef Voices", "RV"],
    3: ["The Delta Foundation"],
    4: ["Union of Boat Builders"],
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Association of River Watchers", 1),
        ("association of the river watchers, Inc.", 1),
        ("River Watchers Association", 1),
        ("Assocation of River Watchers", 1),
        ("ARW", 1),
        ("A.R.W.", 1),
        ("vigias del rio", 1),
        ("rv", 2),
        ("Reef Voices (Suva office)", 2),
        ("Delta Foundation Ltd", 3),
        ("Bakers of the Valley", None),
        ("", None),
    ],
)
def test_the_record_that_a_typed_name_may_mean_is_proposed_first(typed, first):
    found = Proposer(NAMES).propose(typed)
    assert (found[0].key if found else None) == first


@given(st.text(max_size=40))
def test_any_name_can_be_asked_about(typed):
    assert len(Proposer(NAMES).propose(typed)) <= 3
    assert plain(plain(typed)) == plain(typed)
    initials(typed)


@pytest.fixture
def save(consultation, organizer):
    def save(name, organization=None, **more):
        facts = Facts(name=name, **more)
        return save_organization(consultation=consultation, facts=facts, actor=organizer, organization=organization)

    return save


@pytest.fixture
def contact(consultation):
    def contact(typed, organization=None):
        return Contact.objects.create(
            consultation=consultation,
            email=f"p{Contact.objects.count()}@people.example",
            organization_name=typed,
            organization=organization,
        )

    return contact


def test_a_new_record_is_found_at_once_for_the_names_that_people_typed(consultation, save, contact):
    by_name, by_alias, other = contact("river  WATCH"), contact("ARW"), contact("Reef Voices")
    registration = f.RegistrationFactory(consultation=consultation, organization_name="Arw")
    made = save("River Watch", aliases=["ARW", "arw", "River watch"], country="NP", roles=["convener", "guidance"])
    for row in (by_name, by_alias, registration):
        row.refresh_from_db()
        assert row.organization == made
    other.refresh_from_db()
    assert other.organization is None
    assert [alias.name for alias in made.aliases.all()] == ["ARW"]
    assert list(made.roles.values_list("role", flat=True)) == ["convener", "guidance"]
    assert made.key == "river-watch"


def test_a_name_that_two_records_bear_is_left_to_a_person(save, contact):
    save("River Watch of Nepal", short_name="RW")
    row = contact("RW")
    Contact.objects.filter(pk=row.pk).update(organization=None)
    save("River Watch of Fiji", short_name="RW")
    row.refresh_from_db()
    assert row.organization is None


def test_roles_are_taken_and_given_without_touching_those_elsewhere(consultation, save):
    made = save("River Watch", roles=["convener", "guidance"])
    elsewhere = f.ConsultationFactory(series=consultation.series)
    OrganizationRole.objects.create(consultation=elsewhere, organization=made, role="convener", position=0)
    save("River Watch", made, roles=["guidance", "co_organizer"])
    assert sorted(made.roles.values_list("consultation", "role")) == sorted(
        [(consultation.pk, "guidance"), (consultation.pk, "co_organizer"), (elsewhere.pk, "convener")]
    )


def test_no_two_records_have_one_name(save):
    save("River Watch")
    with pytest.raises(Refused, match="There is a record of this name"):
        save("river  watch")


def test_matching_a_name_is_remembered_for_the_next_one(consultation, organizer, save, contact):
    made, row = save("River Watch"), contact("Riverwatch Nepal")
    assert match_name(consultation=consultation, typed="riverwatch nepal", organization=made, actor=organizer) == 1
    row.refresh_from_db()
    assert row.organization == made
    assert [alias.name for alias in made.aliases.all()] == ["riverwatch nepal"]
    assert typed_names(consultation, organizer) == []


def test_names_are_counted_over_all_that_people_fill_in(consultation, organizer, contact):
    contact("Riverwatch")
    contact("riverwatch")
    contact("riverwatch")
    f.RegistrationFactory(consultation=consultation, organization_name="RIVERWATCH")
    [entry] = typed_names(consultation, organizer)
    assert (entry.name, {str(words): number for words, number in entry.counts.items()}) == (
        "riverwatch",
        {"contacts": 3, "registrations": 1},
    )


def test_an_application_that_one_has_a_conflict_with_gives_no_name(consultation, organizer, as_organizer):
    f.ApplicationFactory(
        consultation=consultation,
        organization=None,
        organization_name="Hidden Voices",
        contact_email=organizer.email,
        state="submitted",
    )
    assert typed_names(consultation, organizer) == []
    base = f"/manage/{consultation.slug}/organizations"
    for page in ("/", "/names/", "/names/one/?name=Hidden Voices"):
        assert "Hidden Voices" not in as_organizer.get(base + page, follow=True).content.decode()
    other = f.TeamMemberFactory(consultation=consultation).user
    assert [entry.name for entry in typed_names(consultation, other)] == ["Hidden Voices"]


def test_a_record_goes_only_while_nothing_leads_to_it(consultation, organizer, save, contact):
    free, used = save("Free", aliases=["F"], roles=["guidance"]), save("Used")
    contact("Used", organization=used)
    with pytest.raises(Refused, match="Something depends on this organization"):
        remove_organization(consultation=consultation, organization=used, actor=organizer)
    remove_organization(consultation=consultation, organization=free, actor=organizer)
    assert list(Organization.objects.values_list("name", flat=True)) == ["Used"]


def state():
    """All records, and whatever points at one."""
    rows = {
        f"{model._meta.label}.{field}": list(model._base_manager.order_by("pk").values_list("pk", field))
        for model, field in pointing_models()
    }
    return (
        list(Organization.objects.order_by("pk").values()),
        list(OrganizationAlias.objects.order_by("organization", "position").values_list("organization", "name")),
        list(
            OrganizationRole.objects.order_by("consultation", "position").values("consultation", "organization", "role")
        ),
        rows,
    )


@pytest.fixture
def two(consultation, save, contact):
    """Two records of one organization, with everything that can lead to one leading to both."""
    pair = [
        save("River Watch", aliases=["Vigías"], roles=["convener"]),
        save("River Watchers", short_name="RW", country="NP", sector="youth", is_un=True, aliases=["Vigias"]),
    ]
    OrganizationRole.objects.create(consultation=consultation, organization=pair[1], role="convener", position=8)
    OrganizationRole.objects.create(consultation=consultation, organization=pair[1], role="guidance", position=9)
    for one in pair:
        contact("", organization=one)
        f.RegistrationFactory(consultation=consultation, organization=one)
        f.PersonFactory(consultation=consultation, organization=one)
        f.ApplicationFactory(consultation=consultation, organization=one)
    return pair


def test_a_merge_leads_everything_to_the_record_that_is_kept(consultation, organizer, two):
    kept, absorbed = two
    merge_organizations(consultation=consultation, kept=kept, absorbed=absorbed, actor=organizer)
    kept = Organization.objects.get()
    assert (kept.name, kept.short_name, kept.country, kept.sector, kept.is_un) == (
        "River Watch",
        "RW",
        "NP",
        "youth",
        True,
    )
    assert [alias.name for alias in kept.aliases.all()] == ["Vigías", "River Watchers", "Vigias"]
    assert list(kept.roles.values_list("role", flat=True)) == ["convener", "guidance"]
    for model in (Contact, Registration):
        assert model.objects.filter(organization=kept).count() == 2
    line = AuditLine.objects.get(verb="organization.merged")
    assert (line.subject, line.details) == ("river-watch", {"absorbed": "river-watchers"})


def test_undoing_a_merge_of_records_restores_everything(consultation, organizer, two):
    before = state()
    done = merge_organizations(consultation=consultation, kept=two[0], absorbed=two[1], actor=organizer)
    assert state() != before
    undo_merge(consultation=consultation, merge=done, actor=organizer)
    assert state() == before
    with pytest.raises(Refused, match="This merge was undone already"):
        undo_merge(consultation=consultation, merge=done, actor=organizer)


def test_merges_on_merges_are_undone_one_after_the_other(consultation, organizer, save, two):
    third = save("Friends of the River")
    before = state()
    inner = merge_organizations(consultation=consultation, kept=two[0], absorbed=two[1], actor=organizer)
    outer = merge_organizations(consultation=consultation, kept=third, absorbed=two[0], actor=organizer)
    assert Organization.objects.get() == third
    with pytest.raises(Refused, match="Undo that first"):
        undo_merge(consultation=consultation, merge=inner, actor=organizer)
    undo_merge(consultation=consultation, merge=outer, actor=organizer)
    undo_merge(consultation=consultation, merge=inner, actor=organizer)
    assert state() == before


def test_what_was_corrected_since_a_merge_stays(consultation, organizer, save, two):
    done = merge_organizations(consultation=consultation, kept=two[0], absorbed=two[1], actor=organizer)
    moved = two[1].pk
    other = save("Reef Voices")
    row = Contact.objects.order_by("-pk").first()
    Contact.objects.filter(pk=row.pk).update(organization=other)
    Organization.objects.filter(pk=two[0].pk).update(country="FJ")
    undo_merge(consultation=consultation, merge=done, actor=organizer)
    row.refresh_from_db()
    assert row.organization == other
    assert Organization.objects.get(pk=two[0].pk).country == "FJ"
    assert Organization.objects.get(pk=moved).country == "NP"


def test_organizations_are_kept_by_pages_alone(as_organizer, consultation, contact):
    contact("Riverwatch Nepal")
    contact("Delta Friends")
    base = f"/manage/{consultation.slug}/organizations"
    sent = {"name": "River Watch", "aliases": "ARW\r\nVigías", "country": "NP", "roles": ["convener", "guidance"]}
    page = as_organizer.post(f"{base}/new/", sent, follow=True)
    assert "River Watch has a record now." in page.content.decode()
    made = Organization.objects.get()
    assert "Convener, Guidance and support" in as_organizer.get(f"{base}/").content.decode()
    names = as_organizer.get(f"{base}/names/")
    assert [(e.name, e.proposals) for e in names.context["page_obj"]] == [
        ("Delta Friends", []),
        ("Riverwatch Nepal", []),
    ]
    sent = {"name": "Riverwatch Nepal", "other": made.pk}
    done = as_organizer.post(f"{base}/names/one/", sent, follow=True)
    assert "“Riverwatch Nepal” means River Watch from now on." in done.content.decode()
    again = as_organizer.post(f"{base}/new/", {"name": "river watch", "aliases": "typed"})
    assert again.context["form"].errors == {
        "name": ["There is a record of this name. Correct that one, or merge the two."]
    }
    assert "typed" in again.content.decode()
    as_organizer.post(f"{base}/new/", {"name": "River Watch Int."})
    other = Organization.objects.exclude(pk=made.pk).get()
    merged = as_organizer.post(f"{base}/{made.pk}/merge/", {"other": other.pk}, follow=True)
    assert "They are one record now." in merged.content.decode()
    undone = as_organizer.post(f"{base}/merges/{OrganizationMerge.objects.get().pk}/undo/", follow=True)
    assert "River Watch Int. has its own record again." in undone.content.decode()
    as_organizer.post(f"{base}/{other.pk}/remove/")
    assert Organization.objects.get() == made


def test_the_lists_cost_the_same_queries_at_one_and_at_many(as_organizer, consultation, save, contact):
    def queries(page):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            as_organizer.get(f"/manage/{consultation.slug}/organizations/{page}")
        return len(asked)

    pages = ("", "names/")

    def add(number):
        for at in range(number):
            name = f"{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10]} river people"
            save(f"{name} {number}", aliases=[f"{name} alias {number}"], roles=["guidance"])
            contact(f"{name}s {number} x")

    add(1)
    few = [queries(page) for page in pages]
    add(20)
    assert [queries(page) for page in pages] == few


def test_records_of_another_series_are_out_of_reach(as_organizer, consultation):
    far = f.OrganizationFactory(name="Far Away")
    base = f"/manage/{consultation.slug}/organizations"
    for page in (f"{far.pk}/", f"{far.pk}/merge/", f"{far.pk}/remove/"):
        assert as_organizer.get(f"{base}/{page}").status_code == 404
    assert "Far Away" not in as_organizer.get(f"{base}/").content.decode()
