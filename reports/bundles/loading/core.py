"""The consultation itself: what is asked, who has a part in it, the call and its vetting."""

from typing import Any

from django.utils.timezone import now

from accounts.actions.accounts import ensure_account
from accounts.models import User
from consultations.actions.team import first_arranges
from consultations.models import (
    Application,
    ApplicationObjective,
    ApplicationState,
    ConflictOfInterest,
    Consultation,
    ConsultationObjective,
    Decision,
    GuidingQuestion,
    Heading,
    OpenCall,
    OrganizationRole,
    Person,
    Purpose,
    Review,
    Series,
    TeamMember,
    TeamRole,
    Visibility,
)
from reports.bundles.loading.world import World, create
from reports.bundles.values import instant, zone_named
from reports.bundles.walking import each

LONGEST_ACCOUNT_NAME = 200
RECOMMENDATIONS = "recommendations"
"""The key by which a bundle says that recommendations stand under a heading; the schema has no flag for it."""


def make_consultation(document: dict[str, Any], series: Series) -> Consultation:
    """The row that everything else hangs on. With a call it is public."""
    row = document["consultation"]
    zone = zone_named(row["timezone"])
    assert zone is not None  # noqa: S101 - the bundle was checked
    return Consultation.objects.create(
        slug=row["key"],
        series=series,
        visibility=Visibility.PUBLIC if "call" in document else Visibility.DRAFT,
        starts_at=instant(row["starts_at"], zone),
        ends_at=instant(row["ends_at"], zone),
        timezone=row["timezone"],
        title=row["title"],
        ordinal=row.get("ordinal"),
        modality=row.get("modality", ""),
        venue=row.get("venue", ""),
        languages=row.get("languages", []),
        chatham_house=row.get("chatham_house", True),
        k_min=row.get("k_min", 5),
        organizations_min=row.get("organizations_min", 3),
    )


def make_contents(world: World) -> None:
    """Objectives, purposes, questions, headings and the organizations' roles."""
    row, consultation = world.document["consultation"], world.consultation
    create(
        ConsultationObjective,
        (
            ConsultationObjective(consultation=consultation, objective=world.objectives[number], position=position)
            for position, number in enumerate(row.get("objectives", []))
        ),
    )
    for model, name in ((Purpose, "purposes"), (GuidingQuestion, "guiding_questions")):
        create(
            model,
            (
                model(consultation=consultation, position=position, text=text)
                for position, text in enumerate(row.get(name, []))
            ),
        )
    headings = create(
        Heading,
        (
            Heading(
                consultation=consultation,
                position=position,
                key=entry["key"],
                label=entry["label"],
                lens=entry.get("lens", False),
                overall=entry.get("overall", False),
                recommendations=entry["key"] == RECOMMENDATIONS,
            )
            for position, entry in enumerate(row["headings"])
        ),
    )
    world.headings = {heading.key: heading for heading in headings}
    create(
        OrganizationRole,
        (
            OrganizationRole(
                consultation=consultation,
                organization=world.organizations[entry["organization"]],
                role=entry["role"],
                position=position,
            )
            for position, entry in enumerate(row.get("organization_roles", []))
        ),
    )


def make_people(world: World) -> None:
    """People with a part. Whoever works with us gets an account, if there is an address to sign in with."""
    liaison = world.document["consultation"].get("liaison")
    reviewers = {key for _path, key in each(world.document, "applications[].reviews[].reviewer")}
    members = {liaison} | reviewers
    for role in ("co_hosts", "focal_points", "rapporteurs"):
        members |= {key for _path, key in each(world.document, f"working_groups[].{role}[]")}
    people = create(
        Person,
        [
            Person(
                consultation=world.consultation,
                key=entry["key"],
                user=_account(entry) if entry["key"] in members else None,
                name=entry["name"],
                honorific=entry.get("honorific", ""),
                position=entry.get("position", ""),
                organization=world.organization(entry),
                email=entry.get("email", ""),
                is_liaison=entry["key"] == liaison,
            )
            for entry in world.rows("people")
        ],
    )
    world.people = {person.key: person for person in people}
    for person in people:
        if person.user is not None and person.is_liaison:
            join_team(world.consultation, person.user, TeamRole.ORGANIZER)
        if person.user is not None and person.key in reviewers:
            join_team(world.consultation, person.user, TeamRole.REVIEWER)


def join_team(consultation: Consultation, user: User, role: TeamRole) -> None:
    """Give an account a role; twice is once."""
    TeamMember.objects.get_or_create(
        consultation=consultation,
        user=user,
        role=role,
        defaults={"arranges_support": first_arranges(consultation, role)},
    )


def make_call(world: World) -> None:
    """The open call and the applications that came in, with reviews, conflicts of interest and decisions."""
    if call := world.document.get("call"):
        OpenCall.objects.create(
            consultation=world.consultation,
            opens_at=world.moment(call["opens_at"]),
            closes_at=world.moment(call["closes_at"]),
            text=call.get("text", ""),
        )
    entries = world.rows("applications")
    applications = create(
        Application,
        (
            Application(
                consultation=world.consultation,
                position=position,
                organization=world.organizations[entry["organization"]],
                contact_email=entry["contact_email"],
                statement=entry["statement"],
                state=entry.get("decision", ApplicationState.SUBMITTED),
                submitted_at=now(),
            )
            for position, entry in enumerate(entries)
        ),
    )
    pairs = list(zip(applications, entries, strict=True))
    create(
        ApplicationObjective,
        (
            ApplicationObjective(application=application, objective=world.objectives[number], position=position)
            for application, entry in pairs
            for position, number in enumerate(entry.get("objectives", []))
        ),
    )
    create(
        Decision,
        (
            Decision(
                application=application,
                outcome=entry["decision"],
                reason=entry.get("reason", ""),
                applied_at=now(),
            )
            for application, entry in pairs
            if "decision" in entry
        ),
    )
    _make_reviews(world, pairs)


def _make_reviews(world: World, pairs: list[tuple[Application, dict[str, Any]]]) -> None:
    told = [
        (application, position, review)
        for application, entry in pairs
        for position, review in enumerate(entry.get("reviews", []))
    ]
    create(
        Review,
        (
            Review(
                application=application,
                reviewer=world.people[review["reviewer"]],
                position=position,
                score=review.get("score"),
                comment=review.get("comment", ""),
            )
            for application, position, review in told
            if not review.get("conflict")
        ),
    )
    create(
        ConflictOfInterest,
        (
            ConflictOfInterest(
                application=application,
                reviewer=world.people[review["reviewer"]],
                position=position,
                comment=review.get("comment", ""),
            )
            for application, position, review in told
            if review.get("conflict")
        ),
    )


def _account(entry: dict[str, Any]) -> User | None:
    if "email" not in entry:
        return None
    return ensure_account(email=entry["email"], name=entry["name"][:LONGEST_ACCOUNT_NAME])
