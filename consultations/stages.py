"""The stages of a consultation, as the organizer's map shows them, and the panels of the home page.

Each app registers its own when Django starts (AppConfig.ready), so that the home page, in the lowest app that
has pages, can show what the apps above it know. `order` follows the work: call 10, vetting 20, registration 30,
programme 40, groups 50, notes 60, report 70.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from accounts.models import User
from consultations.models import Consultation

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for the organizer: a sentence, the page that mends it, and how long it may wait.

    `action` is the permission of that page; who lacks it is not shown the need.
    """

    sentence: Words
    url: str
    verb: Words
    action: str = "consultations.manage"
    due: Words = ""


@dataclass(frozen=True, slots=True)
class StageState:
    """How far a stage is: `summary` ("3 to decide"), whether it is done, and what waits."""

    summary: Words = ""
    done: bool = False
    needs: list[Need] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stop on the map. `url` makes the link of its page, which needs the permission `action`."""

    key: str
    order: int
    label: Words
    url: Callable[[Consultation], str]
    state: Callable[[Consultation], StageState]
    action: str = "consultations.see_stages"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage with its state, as one reader sees it; `url` is empty where the reader may not go."""

    key: str
    label: Words
    url: str
    state: StageState


@dataclass(frozen=True, slots=True)
class PanelRow:
    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class PanelState:
    """What a panel shows: rows, a sentence under them (or instead of them), and where to go from there."""

    rows: list[PanelRow] = field(default_factory=list)
    note: Words = ""
    url: str = ""
    verb: Words = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A box beside "Needs you now" on the home page, for those with the permission `action`."""

    key: str
    order: int
    title: Words
    state: Callable[[Consultation], PanelState]
    action: str = "consultations.see_stages"


class Shelf(models.TextChoices):
    """Under which word the home page lists a page that is no stage, in this order."""

    SET_UP = "set_up", gettext_lazy("Setting up")
    PEOPLE = "people", gettext_lazy("People")
    MAIL = "mail", gettext_lazy("Mail")
    WORDS = "words", gettext_lazy("Texts and records")
    PUBLIC = "public", gettext_lazy("What everybody sees")


@dataclass(frozen=True, slots=True)
class Link:
    """A page that is no stage, for those with the permission `action`. An empty `url` hides it for now."""

    key: str
    order: int
    label: Words
    url: Callable[[Consultation], str]
    action: str
    shelf: Shelf = Shelf.WORDS


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that belong together, for those with the permission `action`: labels and addresses of those there are."""

    key: str
    order: int
    action: str
    found: Callable[[Consultation], list[tuple[Words, str]]]


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody with the permission `action` has to do here: reviews to write, notes to take."""

    key: str
    order: int
    action: str
    needs: Callable[[Consultation, User], list[Need]]


_stages: dict[str, Stage] = {}
_gaps: list[Callable[[Consultation], dict[str, list[Need]]]] = []
_duties: dict[str, Duty] = {}
_panels: dict[str, Panel] = {}
_home_links: dict[str, Link] = {}
_public_links: dict[str, Link | Pages] = {}


def register(stage: Stage) -> None:
    """Put a stage on the map."""
    _stages[stage.key] = stage


def register_gaps(gaps: Callable[[Consultation], dict[str, list[Need]]]) -> None:
    """Add what may be missing to the needs of stages (by key), which another app may own."""
    if gaps not in _gaps:
        _gaps.append(gaps)


def register_panel(panel: Panel) -> None:
    """Put a panel on the home page."""
    _panels[panel.key] = panel


def register_duty(duty: Duty) -> None:
    """Put what a role has to do on its home page."""
    _duties[duty.key] = duty


def register_home_link(link: Link) -> None:
    """Put a page under "Everything else" on the home page."""
    _home_links[link.key] = link


def register_public_link(link: Link | Pages) -> None:
    """Put a page, or some, at the foot of the public page of the call, such as the published report."""
    _public_links[link.key] = link


def all_stages() -> list[Stage]:
    """The stages in the order of the work."""
    return sorted(_stages.values(), key=lambda stage: stage.order)


def stops(consultation: Consultation, user: User | AnonymousUser, *, kept: bool = False) -> list[Stop]:
    """The map for one reader; empty without the permission to see it.

    `kept` takes states that were counted a moment ago, where nothing has been recorded since: the map stands on
    every page of the team, and counting all stages anew costs more than most of those pages.
    """
    if not user.has_perm("consultations.see_stages", consultation):
        return []
    states = _kept_states(consultation) if kept and settings.STAGES_KEPT_FOR else _states(consultation)
    return [
        Stop(
            key=stage.key,
            label=stage.label,
            url=stage.url(consultation) if user.has_perm(stage.action, consultation) else "",
            state=states[stage.key],
        )
        for stage in all_stages()
    ]


def way_to(key: str, consultation: Consultation, user: User | AnonymousUser) -> str:
    """The address of a stage's page, which an app further up may own; empty where the reader may not go."""
    stage = _stages.get(key)
    return stage.url(consultation) if stage and user.has_perm(stage.action, consultation) else ""


def _states(consultation: Consultation) -> dict[str, StageState]:
    states = {stage.key: stage.state(consultation) for stage in all_stages()}
    for gaps in _gaps:
        for key, needs in gaps(consultation).items():
            if needs and key in states:
                states[key] = replace(states[key], needs=[*states[key].needs, *needs])
    return states


def _kept_states(consultation: Consultation) -> dict[str, StageState]:
    """The states as of the newest line of the audit trail.

    Whatever the team does writes a line, so the map follows at once; what others do (a registration, say) and the
    passing of time show after STAGES_KEPT_FOR seconds at the latest.
    """
    newest = consultation.audit_lines.values_list("pk", flat=True).first()
    key = f"stages:{consultation.pk}:{consultation.created_at.timestamp()}:{newest}:{get_language()}"
    states: dict[str, StageState] | None = cache.get(key)
    if states is None:
        states = {name: _in_words(state) for name, state in _states(consultation).items()}
        cache.set(key, states, settings.STAGES_KEPT_FOR)
    return states


def _in_words(state: StageState) -> StageState:
    """The same with every sentence in the language of now, so that it can be kept."""
    needs = [replace(need, sentence=str(need.sentence), verb=str(need.verb), due=str(need.due)) for need in state.needs]
    return replace(state, summary=str(state.summary), needs=needs)


def panels(consultation: Consultation, user: User | AnonymousUser) -> list[tuple[Panel, PanelState]]:
    """The panels that the reader may see, filled."""
    return [
        (panel, panel.state(consultation))
        for panel in sorted(_panels.values(), key=lambda panel: panel.order)
        if user.has_perm(panel.action, consultation)
    ]


def duties(consultation: Consultation, user: User) -> list[Need]:
    """What the reader has to do in the roles held here."""
    return [
        need
        for duty in sorted(_duties.values(), key=lambda duty: duty.order)
        if user.has_perm(duty.action, consultation)
        for need in duty.needs(consultation, user)
        if user.has_perm(need.action, consultation)
    ]


def needs_now(consultation: Consultation, user: User, shown: list[Stop]) -> list[Need]:
    """Everything that waits for this reader: own duties first, then what the stages on the map need."""
    waiting = [need for stop in shown for need in stop.state.needs]
    return duties(consultation, user) + [need for need in waiting if user.has_perm(need.action, consultation)]


def home_links(consultation: Consultation, user: User | AnonymousUser) -> list[tuple[Words, list[tuple[Words, str]]]]:
    """Labels and addresses of the other pages that the reader may open from the home page, shelf by shelf."""
    shelves = [
        (shelf.label, _open_links([link for link in _home_links.values() if link.shelf == shelf], consultation, user))
        for shelf in Shelf
    ]
    return [(label, links) for label, links in shelves if links]


def public_links(consultation: Consultation, user: User | AnonymousUser) -> list[tuple[Words, str]]:
    """Labels and addresses of what else the public may read."""
    return _open_links(_public_links.values(), consultation, user)


def _open_links(
    links: Iterable[Link | Pages], consultation: Consultation, user: User | AnonymousUser
) -> list[tuple[Words, str]]:
    found: list[tuple[Words, str]] = []
    for link in sorted(links, key=lambda link: link.order):
        if user.has_perm(link.action, consultation):
            found += link.found(consultation) if isinstance(link, Pages) else [(link.label, link.url(consultation))]
    return [(label, url) for label, url in found if url]
