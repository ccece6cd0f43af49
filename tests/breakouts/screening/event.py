"""A small invented event to screen against: two rooms, eleven people, four organizations."""

from breakouts.screening import Finding, Organization, Person, Policy, Roster, Screener

ORGANIZATIONS = (
    Organization("harbour", ("Harbour Lantern Crew Union", "HLCU", "harbourlantern.example"), "KE", "trade union"),
    Organization("sunrise", ("Sunrise Upland Paralegal Network", "RISE"), "PE", "civil society"),
    Organization("atoll", ("Atoll Families Trust", "AFT"), "TO", "civil society"),
    Organization("vostok", ("Vostok Mobility Institute", "Институт мобильности Восток"), "KZ", "academia"),
)


def person(key: str, *names: str, **known: object) -> Person:
    """A person in room A unless told otherwise."""
    return Person(key=key, names=names, **{"rooms": ("A",), **known})


PEOPLE = (
    person(
        "p1",
        "Wambui Karanja",
        emails=("wambui.karanja@harbourlantern.example",),
        phones=("+254 712 345 678",),
        handles=("@wambui_k",),
        organization="harbour",
        country="KE",
        sector="trade union",
        gender="F",
        position="general secretary",
    ),
    person(
        "p2",
        "Íñigo Yupanqui",
        organization="sunrise",
        country="Peru",
        sector="civil society",
        gender="M",
        position="paralegal",
    ),
    person(
        "p3", "Sela Taufa", organization="atoll", country="TO", sector="civil society", gender="F", position="director"
    ),
    person(
        "p4",
        "Ерлан Сейткали",
        "Yerlan Seitkali",
        organization="vostok",
        country="KZ",
        sector="academia",
        gender="M",
        position="researcher",
    ),
    person("p5", "李小梅", "Li Xiaomei", organization="vostok", country="CN", sector="academia", gender="F"),
    person(
        "p6", "สมหญิง ใจงาม", "Somying Jaingam", organization="sunrise", country="TH", sector="civil society", gender="F"
    ),
    person(
        "p7", "ليلى العطار", "Layla Al-Attar", organization="atoll", country="EG", sector="civil society", gender="F"
    ),
    person("p8", "Hope Long", organization="harbour", country="KE", sector="trade union", gender="F"),
    person(
        "p9",
        "Amparo de la Vega",
        organization="sunrise",
        country="PE",
        sector="civil society",
        gender="F",
        rooms=("B",),
    ),
    person(
        "p10",
        "Kofi Asare",
        organization="harbour",
        country="GH",
        sector="trade union",
        gender="M",
        on_record_sessions=("opening",),
    ),
    person(
        "p11", "Nalini Perera", organization="atoll", country="KE", sector="civil society", gender="F", printed=True
    ),
)

ROSTER = Roster(PEOPLE, ORGANIZATIONS)
SCREENER = Screener(ROSTER, Policy(k_min=2, organizations_min=2))


def found(text: str, room: str | None = "A", session: str | None = None) -> list[Finding]:
    """What the screener says of a text noted in room A."""
    return SCREENER.screen(text, room=room, session=session)


def levels(text: str, room: str | None = "A", session: str | None = None) -> dict[str, str]:
    """The level of each surface found."""
    return {f.surface: f.level for f in found(text, room, session)}
