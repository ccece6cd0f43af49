"""How far call, vetting and programme are, and what waits in each."""

from collections.abc import Callable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from consultations import stages, times
from consultations.actions.reviewing import REVIEWS_WANTED
from consultations.call_languages import language_states
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    GroupRole,
    GroupRoleKind,
    OrganizationRole,
    OrganizationRoleKind,
    Review,
    SessionRole,
    Visibility,
)
from consultations.reading import call_of
from consultations.stages import Duty, Link, Need, Shelf, Stage, StageState
from consultations.templatetags.openfloor import language_name


def call_state(consultation: Consultation) -> StageState:
    """The call: not written, ahead, open or closed."""
    needs = []
    if consultation.visibility == Visibility.DRAFT:
        url = reverse("consultations:settings", args=[consultation.slug])
        needs.append(Need(_("Nobody outside the team sees this consultation yet"), url, _("Publish")))
    call = call_of(consultation)
    if call is None:
        url = reverse("consultations:call_settings", args=[consultation.slug])
        needs.append(Need(_("The call has no text and no dates"), url, _("Write")))
        return StageState(_("not written"), needs=needs)
    at = now()
    if at < call.closes_at:
        needs += _language_needs(consultation)
    if call.is_ahead(at):
        return StageState(_("opens %(day)s") % {"day": times.day(call.opens_at, consultation.zone)}, needs=needs)
    if call.is_open(at):
        days = (call.closes_at - at).days
        words = ngettext("open, %(days)d day left", "open, %(days)d days left", days) % {"days": days}
        return StageState(words if days else _("closes today"), needs=needs)
    return StageState(_("closed"), done=True, needs=needs)


def _language_needs(consultation: Consultation) -> list[Need]:
    """Languages of the consultation that the call is not in, or not as it is now."""
    url = reverse("consultations:call_settings", args=[consultation.slug])
    states = language_states(consultation)
    missing = ", ".join(language_name(known.language) for known in states if known.state == "missing")
    old = ", ".join(language_name(known.language) for known in states if known.state == "out_of_date")
    needs = []
    if missing:
        needs.append(Need(_("The call is missing in: %(languages)s") % {"languages": missing}, url, _("Write")))
    if old:
        needs.append(Need(_("The call is out of date in: %(languages)s") % {"languages": old}, url, _("Correct")))
    return needs


def vetting_state(consultation: Consultation) -> StageState:
    """Applications: how many wait for reviews, for a decision, or for their letter; one query."""
    reviewed = Count("reviews", filter=Q(reviews__score__isnull=False))
    waiting = list(
        consultation.applications.undecided().annotate(reviewed=reviewed).values_list("reviewed", "decision__id")
    )
    undecided = sum(decision is None for _reviews, decision in waiting)
    ready = len(waiting) - undecided
    call = call_of(consultation)
    wanted = call.reviews_wanted if call else REVIEWS_WANTED
    thin = sum(decision is None and reviews < wanted for reviews, decision in waiting)
    url = reverse("consultations:applications", args=[consultation.slug])
    needs = []
    if undecided:
        words = ngettext(
            "%(number)d application waits for a decision", "%(number)d applications wait for a decision", undecided
        )
        needs.append(Need(words % {"number": undecided}, f"{url}?state=submitted", _("Decide"), *_DECIDE))
    if thin:
        words = ngettext(
            "%(number)d application lacks reviews",
            "%(number)d applications lack reviews",
            thin,
        )
        needs.append(Need(words % {"number": thin}, url, _("Assign"), *_DECIDE))
    if ready:
        words = ngettext(
            "%(number)d decision is made but not sent", "%(number)d decisions are made but not sent", ready
        )
        decisions = reverse("consultations:decisions", args=[consultation.slug])
        needs.append(Need(words % {"number": ready}, decisions, _("Look and send"), *_DECIDE))
    if undecided:
        return StageState(_("%(number)d to decide") % {"number": undecided}, needs=needs)
    if ready:
        return StageState(_("%(number)d to send") % {"number": ready}, needs=needs)
    accepted = consultation.applications.filter(state=ApplicationState.ACCEPTED).count()
    done = bool(call and now() >= call.closes_at)
    return StageState(_("%(number)d accepted") % {"number": accepted}, done=done)


def programme_state(consultation: Consultation) -> StageState:
    """Parts to be confirmed, groups without a rapporteur or co-host, co-hosts of other organizations."""
    url = reverse("consultations:programme_settings", args=[consultation.slug])
    needs = []
    gaps = SessionRole.objects.filter(session__consultation=consultation, tbc=True).count()
    if gaps:
        words = ngettext(
            "%(number)d part in the programme is to be confirmed",
            "%(number)d parts in the programme are to be confirmed",
            gaps,
        )
        needs.append(Need(words % {"number": gaps}, url, _("Fill")))
    groups = reverse("consultations:groups_setup", args=[consultation.slug])
    for number, rapporteurs, co_hosts in _group_roles(consultation):
        if not rapporteurs:
            needs.append(Need(_("Group %(number)d has no rapporteur") % {"number": number}, groups, _("Fill")))
        if not co_hosts:
            needs.append(Need(_("Group %(number)d has no co-host") % {"number": number}, groups, _("Fill")))
    strangers = co_hosts_of_other_organizations(consultation)
    if strangers:
        words = ngettext(
            "%(number)d co-host is from an organization that is no co-organizer",
            "%(number)d co-hosts are from organizations that are no co-organizers",
            len(strangers),
        )
        needs.append(Need(words % {"number": len(strangers)}, groups, _("See")))
    if gaps:
        return StageState(_("%(number)d to confirm") % {"number": gaps}, needs=needs)
    sessions = consultation.sessions.count()
    words = ngettext("%(number)d session", "%(number)d sessions", sessions) % {"number": sessions}
    return StageState(words, done=bool(sessions) and not needs, needs=needs)


def co_hosts_of_other_organizations(consultation: Consultation) -> list[GroupRole]:
    """Co-hosts whose organization holds no role in the consultation that would let it co-host."""
    theirs = OrganizationRole.objects.filter(
        consultation=consultation,
        organization=OuterRef("person__organization"),
        role__in=[OrganizationRoleKind.CO_ORGANIZER, OrganizationRoleKind.CONVENER],
    )
    return list(
        GroupRole.objects.filter(group__consultation=consultation, role=GroupRoleKind.CO_HOST)
        .exclude(Exists(theirs))
        .select_related("person__organization", "group")
    )


def review_duty(consultation: Consultation, user: User) -> list[Need]:
    """How many applications a reviewer has not reviewed yet."""
    number = unreviewed(consultation, user).count()
    if not number:
        return []
    words = ngettext(
        "%(number)d application waits for your review", "%(number)d applications wait for your review", number
    )
    url = reverse("consultations:reviews", args=[consultation.slug])
    return [Need(words % {"number": number}, url, _("Review"), "consultations.review_applications")]


def unreviewed(consultation: Consultation, user: User) -> QuerySet[Application]:
    """Waiting applications that this account may know of and has not scored."""
    own = Review.objects.filter(
        Q(reviewer__user=user) | Q(reviewer__email__iexact=user.email), application=OuterRef("pk"), score__isnull=False
    )
    return consultation.applications.undecided().without_conflict_for(user).exclude(Exists(own))


def _group_roles(consultation: Consultation) -> list[tuple[int, int, int]]:
    rapporteurs = Count("roles", filter=Q(roles__role=GroupRoleKind.RAPPORTEUR))
    co_hosts = Count("roles", filter=Q(roles__role=GroupRoleKind.CO_HOST))
    groups = consultation.working_groups.annotate(rapporteurs=rapporteurs, co_hosts=co_hosts)
    return list(groups.order_by("number").values_list("number", "rapporteurs", "co_hosts"))


_DECIDE = ("consultations.decide_applications",)


_PAGES = (
    ("missing", gettext_lazy("What is missing"), "consultations.see_stages", Shelf.SET_UP),
    ("settings", gettext_lazy("Facts and visibility"), "consultations.manage", Shelf.SET_UP),
    ("questions", gettext_lazy("What is asked"), "consultations.manage", Shelf.SET_UP),
    ("heading_purposes", gettext_lazy("Headings and purposes"), "consultations.manage", Shelf.SET_UP),
    ("asked", gettext_lazy("Questions of your own in the forms"), "consultations.manage", Shelf.SET_UP),
    ("groups_setup", gettext_lazy("Working groups and rounds"), "consultations.manage", Shelf.SET_UP),
    ("team", gettext_lazy("Team"), "consultations.see_team", Shelf.PEOPLE),
    ("reviews", gettext_lazy("Applications you read"), "consultations.review_applications", Shelf.PEOPLE),
    ("organizations", gettext_lazy("Organizations"), "consultations.manage", Shelf.PEOPLE),
    ("mailings", gettext_lazy("Mailings"), "consultations.see_mail", Shelf.MAIL),
    ("reminders", gettext_lazy("Reminders"), "consultations.see_mail", Shelf.MAIL),
    ("outbox", gettext_lazy("Letters"), "consultations.see_mail", Shelf.MAIL),
    ("audit", gettext_lazy("Who did what"), "consultations.see_audit", Shelf.WORDS),
)
_PUBLIC = (
    ("call", gettext_lazy("Public page"), "consultations.read_public"),
    ("programme", gettext_lazy("Public programme"), "consultations.read_public"),
)
_READ_ON = (
    ("programme", gettext_lazy("Programme"), "consultations.read_public"),
    ("calendar", gettext_lazy("Programme for your calendar"), "consultations.read_public"),
    ("call_text", gettext_lazy("This call as plain text, to send on"), "consultations.read_public"),
)


def _page(name: str) -> Callable[[Consultation], str]:
    return lambda consultation: reverse(f"consultations:{name}", args=[consultation.slug])


def register() -> None:
    """Put our stages on the map and reviewers' duties on their home page."""
    stages.register(
        Stage(
            "call",
            10,
            gettext_lazy("Call"),
            _page("call_settings"),
            call_state,
            "consultations.manage",
        )
    )
    stages.register(
        Stage(
            "vetting",
            20,
            gettext_lazy("Vetting"),
            _page("applications"),
            vetting_state,
            "consultations.see_applications",
        )
    )
    stages.register(
        Stage(
            "programme",
            40,
            gettext_lazy("Programme"),
            _page("programme_settings"),
            programme_state,
            "consultations.see_programme",
        )
    )
    for order, (name, label, action, shelf) in enumerate(_PAGES):
        stages.register_home_link(Link(name, order, label, _page(name), action, shelf))
    for order, (name, label, action) in enumerate(_PUBLIC):
        stages.register_home_link(Link(f"public_{name}", order, label, _page(name), action, Shelf.PUBLIC))
    for order, (name, label, action) in enumerate(_READ_ON):
        stages.register_public_link(Link(name, 10 * order, label, _page(name), action))
    stages.register_duty(Duty("reviews", 20, "consultations.review_applications", review_duty))
