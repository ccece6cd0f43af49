"""Valid small bundles that between them use every field of the schema."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from reports.bundles.schema import bundle_schema
from reports.bundles.values import NoSuchTimeError, instant, zone_named

ZONES = ["Asia/Bangkok", "America/New_York", "Europe/Lisbon", "Pacific/Apia", "Asia/Kathmandu", "UTC"]
LANGUAGES = ["en", "th", "zh-Hant-TW", "sr-Latn", "es-419", "x-house", "de-1901"]
COUNTRIES = ["TH", "BR", "KE", "NL", "BL"]
SECTORS = bundle_schema()["$defs"]["sector"]["enum"]
MARKS = ["a", "note-2", "ref.3", "ที่สี่"]

FIRST_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - wall times have no zone

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0[{")
texts = st.text(letters, min_size=1, max_size=25)
names = st.one_of(st.sampled_from(["Ferida Okonjo", "สมหญิง ธารา", "نور الساحل"]), texts)
maybe_blank = st.one_of(st.just(""), texts)
keys = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
flags = st.booleans()
sizes = st.integers(0, 40)


def key_lists(max_size, min_size=0):
    return st.lists(keys, min_size=min_size, max_size=max_size, unique=True)


def some(of, min_size=0):
    """Some of the values, in any order, none twice."""
    if not of:
        return st.just([])
    return st.lists(st.sampled_from(of), min_size=min_size, max_size=min(len(of), 3), unique=True)


def one(of):
    return st.sampled_from(of) if of else st.nothing()


def rows(keys_of_rows, required, optional):
    """One object for each key, with the required members and any of the optional ones."""
    possible = {name: member for name, member in optional.items() if not member.is_empty}
    return st.tuples(
        *(st.fixed_dictionaries({"key": st.just(key), **required}, optional=possible) for key in keys_of_rows)
    ).map(list)


def objects(required, optional, max_size=3, min_size=0):
    if any(member.is_empty for member in required.values()):
        return st.just([])
    possible = {name: member for name, member in optional.items() if not member.is_empty}
    return st.lists(st.fixed_dictionaries(required, optional=possible), min_size=min_size, max_size=max_size)


@st.composite
def spans(draw, zone):
    """A start and an end as wall times that the clock shows in the zone."""
    start = draw(st.datetimes(FIRST_DAY, FIRST_DAY.replace(year=2080)))
    end = start + draw(st.timedeltas(timedelta(hours=3), timedelta(days=400)))
    written = [f"{moment:%Y-%m-%dT%H:%M}" for moment in (start, end)]
    for index, wall_time in enumerate(written):
        try:
            instant(wall_time, zone)
        except NoSuchTimeError:
            written[index] = wall_time[:11] + "12:00"
    if instant(written[1], zone) <= instant(written[0], zone):
        return "2027-01-05T09:00", "2027-01-05T17:30"
    return written[0], written[1]


def addresses(prefix, count):
    """One address for each row, in any case."""
    return st.tuples(
        *(st.sampled_from([f"{prefix}{n}@people.example", f"{prefix.upper()}{n}@People.example"]) for n in range(count))
    )


@st.composite
def bundles(draw):
    zone = zone_named(draw(st.sampled_from(ZONES)))
    numbers = draw(st.lists(st.sampled_from(["1", "2", "16.9", "4b", "X"]), min_size=1, max_size=4, unique=True))
    headings = draw(key_lists(3, min_size=1))
    marks = draw(some(MARKS))
    rich = st.builds(lambda text, refs: text + "".join(f"[^{mark}]" for mark in refs), texts, some(marks))
    organizations, people, sources = draw(key_lists(4)), draw(key_lists(5)), draw(key_lists(3))
    groups = draw(st.lists(st.integers(1, 9), max_size=3, unique=True))
    rounds = draw(st.lists(st.integers(1, 4), max_size=2, unique=True))
    registrations = draw(key_lists(5))
    organization, objectives = one(organizations), some(numbers)

    bundle = {
        "format": "openfloor-consultation",
        "version": 1,
        "framework": draw(_framework(numbers)),
        "series": draw(_series()),
        "organizations": draw(_organizations(organizations)),
        "people": draw(_people(people, organization)),
        "consultation": draw(_consultation(zone, headings, objectives, people, organizations)),
        "sources": draw(rows(sources, {"name": texts}, {})),
        "applications": draw(_applications(organization, objectives, people)),
        "programme": draw(_programme(zone, rounds, groups, people, organization)),
        "working_groups": draw(_groups(groups, numbers, people)),
        "rounds": draw(_rounds(zone, rounds)),
        "registrations": draw(_registrations(registrations, organization, groups, people)),
        "footnotes": {mark: draw(rich) for mark in marks},
    }
    bundle["contacts"] = draw(_contacts(sources, organization)) if sources else []
    if draw(flags):
        opens_at, closes_at = draw(spans(zone))
        bundle["call"] = {"opens_at": opens_at, "closes_at": closes_at} | ({"text": draw(rich)} if draw(flags) else {})
    if len(registrations) > 1:
        bundle["constraints"] = draw(
            objects({"kind": st.sampled_from(["together", "apart"]), "registrations": some(registrations, 2)}, {})
        )
    bundle["placements"] = draw(_placements(registrations, rounds, groups))
    plenaries = [session["key"] for session in bundle["programme"] if session["kind"] == "plenary"]
    bundle["statements"] = draw(objects({"session": one(plenaries), "text": rich}, {"people": some(people)}))
    bundle["notes"] = draw(_notes(headings, groups, rounds, plenaries, objectives, rich))
    if draw(flags):
        bundle["report"] = draw(_report(numbers, headings, rich))
    return bundle


def _framework(numbers):
    entries = st.tuples(*(st.fixed_dictionaries({"number": st.just(n), "title": texts}) for n in numbers)).map(list)
    return st.fixed_dictionaries({"key": keys, "title": texts, "objectives": entries}, optional={"short_title": texts})


def _series():
    return st.fixed_dictionaries(
        {"key": keys, "title": texts},
        optional={
            "ordinal_of": st.integers(1, 9),
            "convener": maybe_blank,
            "principles": objects({"name": texts, "text": texts}, {}),
        },
    )


def _organizations(known):
    return rows(
        known,
        {"name": names},
        {
            "short_name": maybe_blank,
            "aliases": st.lists(texts, max_size=2, unique=True),
            "country": st.sampled_from(COUNTRIES),
            "sector": st.sampled_from(SECTORS),
            "is_un": flags,
        },
    )


@st.composite
def _people(draw, known, organization):
    people = draw(
        rows(known, {"name": names}, {"honorific": maybe_blank, "position": texts, "organization": organization})
    )
    for person, address in zip(people, draw(addresses("person", len(people))), strict=True):
        if draw(flags):
            person["email"] = address
    return people


@st.composite
def _consultation(draw, zone, headings, objectives, people, organizations):
    starts_at, ends_at = draw(spans(zone))
    optional = {
        "ordinal": st.integers(1, 9),
        "modality": st.sampled_from(["virtual", "in_person", "hybrid"]),
        "venue": texts,
        "languages": some(LANGUAGES),
        "objectives": objectives,
        "purposes": st.lists(texts, max_size=2),
        "guiding_questions": st.lists(texts, max_size=2),
        "chatham_house": flags,
        "k_min": st.integers(3, 9),
        "organizations_min": st.integers(1, 5),
    }
    if people:
        optional["liaison"] = one(people)
    roles = st.tuples(one(organizations), st.sampled_from(["convener", "co_organizer", "guidance"]))
    if organizations:
        optional["organization_roles"] = st.lists(roles, max_size=4, unique=True).map(
            lambda pairs: [{"organization": organization, "role": role} for organization, role in pairs]
        )
    required = {
        "key": keys,
        "title": texts,
        "starts_at": st.just(starts_at),
        "ends_at": st.just(ends_at),
        "timezone": st.just(zone.key),
        "headings": rows(headings, {"label": texts}, {"lens": flags, "overall": flags}),
    }
    return draw(st.fixed_dictionaries(required, optional=optional))


@st.composite
def _contacts(draw, sources, organization):
    addresses_of = draw(addresses("contact", draw(st.integers(0, 4))))
    optional = {"name": names} | ({} if organization.is_empty else {"organization": organization})
    return [
        draw(st.fixed_dictionaries({"email": st.just(address), "sources": some(sources, 1)}, optional=optional))
        for address in addresses_of
    ]


@st.composite
def _applications(draw, organization, objectives, people):
    applications = draw(
        objects(
            {"organization": organization, "contact_email": st.just("office@farmers.example"), "statement": texts},
            {"objectives": objectives, "decision": st.sampled_from(["accepted", "declined"])},
        )
    )
    for application in applications:
        if "decision" in application and draw(flags):
            application["reason"] = draw(texts)
        application["reviews"] = [draw(_review(reviewer)) for reviewer in draw(some(people))]
    return applications


def _review(reviewer):
    named = {"reviewer": st.just(reviewer)}
    return st.one_of(
        st.fixed_dictionaries(named | {"conflict": st.just(True)}, optional={"comment": texts}),
        st.fixed_dictionaries(
            named, optional={"score": st.integers(1, 5), "comment": texts, "conflict": st.just(False)}
        ),
    )


@st.composite
def _programme(draw, zone, rounds, groups, people, organization):
    sessions = []
    for key in draw(key_lists(4)):
        starts_at, ends_at = draw(spans(zone))
        kind = draw(st.sampled_from(["plenary", "allocation", "break", *(["working_groups"] if rounds else [])]))
        session = {"key": key, "title": draw(texts), "starts_at": starts_at, "ends_at": ends_at, "kind": kind}
        if kind == "working_groups" or (kind == "allocation" and rounds):
            session["round"] = draw(one(rounds))
        session |= draw(st.fixed_dictionaries({}, optional={"on_record": flags, "opening": flags, "closing": flags}))
        session["roles"] = draw(_roles(groups, people, organization))
        sessions.append(session)
    return sessions


@st.composite
def _roles(draw, groups, people, organization):
    optional = {
        "tbc": flags,
        "mode": st.sampled_from(["live", "recorded", "read_out"]),
        "attribution": st.just("on_record"),
        "link": st.sampled_from(["https://river.example/a?b=1", "http://river.example"]),
        "person": one(people),
        "organization": organization,
        "group": one(groups),
    }
    kinds = st.sampled_from(["moderator", "keynote", "speaker", "presenter", "closing"])
    roles = draw(objects({"role": kinds}, optional))
    for role in roles:
        if not role.keys() & {"person", "organization"}:
            role["tbc"] = True
    return roles


@st.composite
def _groups(draw, numbers, objectives, people):
    members = {"co_hosts": some(people), "focal_points": some(people), "rapporteurs": some(people)}
    groups = []
    for number in numbers:
        group = {"number": number, "objectives": draw(some(objectives, 1))}
        least, most = sorted([draw(sizes), draw(sizes)])
        possible = {"title": texts, "min_size": st.just(least), "max_size": st.just(most), **members}
        possible["language"] = st.sampled_from(LANGUAGES)
        groups.append(group | draw(st.fixed_dictionaries({}, optional=possible)))
    return groups


@st.composite
def _rounds(draw, zone, numbers):
    rounds = []
    for number in numbers:
        starts_at, ends_at = draw(spans(zone))
        times = draw(some(["starts_at", "ends_at"]))
        known = {"starts_at": starts_at, "ends_at": ends_at}
        rounds.append({"number": number} | {name: known[name] for name in times})
    return rounds


@st.composite
def _registrations(draw, known, organization, groups, people):
    optional = {
        "display_name": names,
        "other_names": st.lists(texts, max_size=2),
        "organization": organization,
        "organization_name": maybe_blank,
        "position": texts,
        "country": st.sampled_from(COUNTRIES),
        "sector": st.sampled_from(SECTORS),
        "gender": texts,
        "languages": some(LANGUAGES),
        "preferences": some(groups),
        "status": st.sampled_from(["pending", "confirmed", "waitlisted", "withdrawn"]),
        "attended": flags,
        "needs": texts,
    }
    registrations = draw(rows(known, {"name": names}, optional))
    holders = draw(st.permutations(people))
    for index, (row, address) in enumerate(zip(registrations, draw(addresses("registered", len(known))), strict=True)):
        row["email"] = address
        if index and draw(flags):
            row["assists"] = known[draw(st.integers(0, index - 1))]
        if index < len(holders) and draw(flags):
            row["person"] = holders[index]
    draw(st.randoms(use_true_random=False)).shuffle(registrations)
    return registrations


@st.composite
def _placements(draw, registrations, rounds, groups):
    if not groups:
        return []
    seats = draw(some([(key, sitting) for key in registrations for sitting in rounds]))
    return [
        {"round": sitting, "group": draw(one(groups)), "registration": key}
        | draw(st.fixed_dictionaries({}, optional={"locked": flags}))
        for key, sitting in seats
    ]


@st.composite
def _notes(draw, headings, groups, rounds, plenaries, objectives, rich):
    places = [{}, *({"session": key} for key in plenaries)]
    places += [{"group": group} for group in groups]
    places += [{"group": group, "round": sitting} for group in groups for sitting in rounds]
    notes = draw(
        rows(
            draw(key_lists(4)),
            {"heading": one(headings), "text": rich},
            {
                "objectives": objectives,
                "heard_from": st.sampled_from(["one", "several", "many", "agreed"]),
                "status": st.sampled_from(["draft", "submitted", "accepted", "set_aside"]),
                "reason": texts,
            },
        )
    )
    for note in notes:
        note |= draw(st.sampled_from(places))
        if note.get("status") == "set_aside":
            note.setdefault("reason", "Said twice")
    return notes


def _report(numbers, headings, rich):
    tokens = st.sampled_from(["{{ attended_persons|about }} people came.", "Nobody counted."])
    paragraphs = st.lists(st.one_of(rich, tokens), max_size=2)
    sections = objects(
        {"objectives": some(numbers, 1)},
        {"split": some(headings), "labels": st.dictionaries(one(headings), texts, max_size=2)},
    )
    blocks = {"background": paragraphs, "organization": paragraphs, "next_steps": paragraphs}
    return st.fixed_dictionaries(
        {}, optional={"title": texts, "blocks": st.fixed_dictionaries({}, optional=blocks), "sections": sections}
    )
