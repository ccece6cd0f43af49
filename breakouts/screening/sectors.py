"""Sectors as texts and rosters call them. A family's keywords recognize the roster's label; its phrases stand in texts."""

FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "civil society": (
        ("civil society", "ngo", "cso", "non governmental", "nongovernmental", "community", "grassroots", "nonprofit", "civil"),
        ("civil society organization", "civil society group", "civil society actor", "civil society representative", "civil society", "civil society network",
         "cso", "ngo", "non governmental organization", "nongovernmental organization", "nonprofit", "non profit organization", "nonprofit organization",
         "grassroots organization", "grassroots group", "community based organization", "community organization", "community group", "advocacy group",
         "human rights organization", "human rights group", "rights group", "charity"),
    ),
    "trade union": (
        ("union", "unions", "labour", "labor", "workers"),
        ("trade union", "union", "labour union", "labor union", "workers union", "workers organization", "trade unionist", "unionist", "union leader",
         "union organizer", "union official", "union representative", "labour federation", "trade union federation", "trade union confederation", "union member",
         "labour organizer", "labor organizer", "domestic workers union", "seafarers union", "workers federation", "workers association"),
    ),
    "academia": (
        ("academia", "academic", "university", "research", "education", "academy"),
        ("university", "academic", "academia", "college", "research institute", "research institution", "academic institution", "scholar", "university lecturer",
         "think tank", "university representative", "research centre", "university professor", "university department", "student", "phd student", "phd candidate",
         "academician", "universities", "faculty member"),
    ),
    "migrants": (
        ("migrant", "diaspora", "migrants", "refugee led"),
        ("migrant organization", "diaspora organization", "migrant group", "diaspora group", "migrant association", "diaspora association", "diaspora",
         "diaspora network", "migrant network", "migrant led organization", "migrants organization", "migrants association", "diaspora leader", "migrant community organization",
         "migrant and diaspora organization", "migrants group", "refugee led organization", "diaspora community", "migrants network"),
    ),
    "faith": (
        ("faith", "religious", "church"),
        ("faith based organization", "faith based group", "faith organization", "religious organization", "religious group", "church", "mosque", "temple", "church group", "faith leader",
         "religious leader", "priest", "imam", "nun", "monk", "pastor", "parish", "church leader", "church organization", "faith group", "faith based network", "faith actor", "congregation"),
    ),
    "nhri": (
        ("national human rights", "nhri", "human rights institution", "ombuds"),
        ("national human rights institution", "nhri", "human rights commission", "national human rights commission", "human rights institution", "ombudsman", "ombudsperson", "ombudsmans office"),
    ),
    "private": (
        ("private", "business", "employer", "employers", "industry"),
        ("private sector", "company", "employer", "employers association", "employers organization", "employers federation", "employers group", "business", "recruitment agency", "private recruiter", "recruiter",
         "chamber of commerce", "businessman", "businesswoman", "business association", "business representative", "corporation", "private company", "employer representative", "recruitment company", "industry association",
         "private sector company", "private sector actor", "entrepreneur", "employer association", "employer organization", "enterprise"),
    ),
    "youth": (
        ("youth", "young", "students"),
        ("youth group", "youth organization", "youth network", "youth representative", "youth delegate", "youth leader", "youth activist", "youth association", "youth movement", "youth council", "student union", "student organization", "youth advocate", "youth led organization", "youth", "student association"),
    ),
    "media": (
        ("media", "press", "journal"),
        ("journalist", "media organization", "newspaper", "broadcaster", "reporter", "media outlet", "media company", "radio station", "media", "news agency", "editor", "media representative", "television station", "media house", "press", "freelance journalist", "media worker"),
    ),
    "women": (("women", "gender", "feminist"), ("womens organization", "womens group", "womens rights organization", "womens network", "feminist organization", "feminist network", "feminist group", "women led organization", "womens rights group", "womens association", "feminist")),
    "disability": (("disab",), ("organization of persons with disabilities", "disability organization", "disabled peoples organization", "disability group", "disability rights organization", "opd", "dpo")),
    "indigenous": (("indigenous",), ("indigenous peoples organization", "indigenous organization", "indigenous group", "indigenous network")),
    "humanitarian": (("humanitarian", "red cross", "relief"), ("humanitarian organization", "humanitarian agency", "relief organization", "red cross society", "red crescent society", "national society")),
    "parliament": (("parliament", "legislat"), ("parliamentarian", "member of parliament", "mp", "legislator", "senator", "congresswoman", "congressman", "lawmaker")),
    "local": (("local authorit", "local govern", "municipal", "cities", "city"), ("local authority", "local government", "municipality", "mayor", "city councillor", "councillor", "city official", "local government unit", "city government", "provincial government", "village head")),
    "government": (("government", "ministr", "state", "public sector"), ("government official", "civil servant", "government representative", "government agency", "government delegate", "diplomat", "embassy official", "embassy", "consulate", "consular officer", "ministry official", "government", "labour attache", "police officer", "border guard", "immigration officer")),
    "un": (("united nations", "un", "un system", "intergovernmental", "international organization"), ("united nations", "united nations entity", "united nations agency", "un agency", "un entity", "un official", "united nations official", "un representative", "international organization", "intergovernmental organization", "un staff member", "un", "un body", "un colleague")),
    "foundation": (("foundation", "philanthrop", "donor"), ("foundation", "philanthropic organization", "donor", "philanthropic foundation", "private foundation", "donor agency", "funder")),
    "health": (("health", "medical"), ("health provider", "hospital", "clinic", "health organization", "medical association", "doctor", "nurse", "health worker", "physician", "psychologist", "community health worker")),
    "legal": (("legal", "law", "bar"), ("bar association", "law firm", "lawyers association", "legal aid organization", "legal aid provider", "legal aid centre", "law society", "legal aid clinic")),
}  # fmt: skip

# Sector phrases that are a person rather than a body, and so need no more than a verb to be a description.
POSITIONS = tuple(
    """director|executive director|deputy director|programme director|country director|regional director|managing director|president|vice president|secretary general|general secretary|secretary|
    treasurer|coordinator|programme coordinator|project coordinator|national coordinator|regional coordinator|officer|programme officer|project officer|legal officer|field officer|policy officer|
    advocacy officer|protection officer|communications officer|professor|professor of law|associate professor|assistant professor|lecturer|senior lecturer|founder|co founder|cofounder|chair|chairperson|
    chairman|chairwoman|vice chair|head|head of office|head of programmes|country representative|regional representative|board member|member of the board|trustee|manager|programme manager|project manager|
    researcher|senior researcher|research fellow|fellow|analyst|policy analyst|adviser|advisor|legal adviser|policy adviser|senior adviser|consultant|lawyer|attorney|legal counsel|counsel|paralegal|
    caseworker|case worker|social worker|counsellor|shelter manager|organizer|community organizer|campaigner|campaign officer|spokesperson|spokesman|spokeswoman|ceo|chief executive|chief executive officer|
    commissioner|ombudsperson|dean|vice chancellor|rector|principal|teacher|volunteer|intern|interpreter|translator|journalist|editor|editor in chief|reporter|producer|nurse|doctor|priest|imam|
    deputy secretary general|national secretary|executive secretary|liaison officer|focal point officer|programme associate|project assistant|research assistant|phd student|student|leader|team leader|
    programme specialist|specialist|migration specialist|economist|sociologist|anthropologist|activist|trainer|mentor|media officer|monitoring officer|finance officer|accountant|administrator|archivist|owner""".replace(
        "\n    ", ""
    ).split("|")
)
ORGANIZATION_NOUNS = frozenset(
    ["organization", "organizations", "group", "groups", "association", "network", "body", "institution", "agency", "federation", "entity", "coalition", "alliance", "collective", "institute", "movement", "centre", "forum", "company", "foundation", "society"]
)
