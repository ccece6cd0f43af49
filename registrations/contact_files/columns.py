"""Which heading means what, in the six languages and the words that other programs use."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Any] = {
    "email": _("E-mail address"),
    "name": _("Name"),
    "first_name": _("First name, if it has a column of its own"),
    "last_name": _("Family name, if it has a column of its own"),
    "organization": _("Organization"),
    "position": _("Position"),
    "country": _("Country or area"),
    "sector": _("Sector"),
    "languages": _("Languages"),
    "notes": _("Notes"),
}

_WORDS: dict[str, tuple[str, ...]] = {
    "email": (
        "email",
        "e-mail",
        "mail",
        "email address",
        "e-mail address",
        "address email",
        "courriel",
        "adresse electronique",
        "adresse e-mail",
        "correo",
        "correo electronico",
        "электронная почта",
        "почта",
        "эл. почта",
        "адрес электронной почты",
        "البريد الإلكتروني",
        "电子邮件",
        "邮箱",
        "电子邮箱",
    ),
    "first_name": (
        "first name",
        "given name",
        "given names",
        "forename",
        "prenom",
        "nombre de pila",
        "nombres",
        "имя",
        "الاسم الأول",
        "名",
    ),
    "last_name": (
        "last name",
        "family name",
        "surname",
        "nom de famille",
        "apellido",
        "apellidos",
        "фамилия",
        "اسم العائلة",
        "姓",
    ),
    "name": (
        "name",
        "full name",
        "contact",
        "contact name",
        "contact person",
        "participant",
        "nom complet",
        "nom",
        "nom et prenom",
        "nombre",
        "nombre completo",
        "nombre y apellidos",
        "фио",
        "полное имя",
        "الاسم",
        "الاسم الكامل",
        "姓名",
    ),
    "organization": (
        "organization",
        "organisation",
        "organization name",
        "organisation name",
        "company",
        "institution",
        "affiliation",
        "entity",
        "agency",
        "ngo",
        "employer",
        "organisme",
        "association",
        "organizacion",
        "institucion",
        "entidad",
        "организация",
        "учреждение",
        "المنظمة",
        "المؤسسة",
        "组织",
        "机构",
        "单位",
    ),
    "position": (
        "position",
        "title",
        "job title",
        "role",
        "function",
        "designation",
        "fonction",
        "poste",
        "titre",
        "cargo",
        "puesto",
        "должность",
        "المنصب",
        "الوظيفة",
        "职务",
        "职位",
    ),
    "country": (
        "country",
        "country or area",
        "nationality",
        "country/area",
        "country name",
        "location",
        "pays",
        "pais",
        "pais o zona",
        "страна",
        "البلد",
        "الدولة",
        "国家",
        "国家或地区",
    ),
    "sector": (
        "sector",
        "stakeholder group",
        "stakeholder type",
        "type of organization",
        "type of organisation",
        "organization type",
        "category",
        "constituency",
        "group",
        "secteur",
        "categorie",
        "categoria",
        "сектор",
        "القطاع",
        "部门",
        "类别",
    ),
    "languages": (
        "languages",
        "language",
        "preferred language",
        "langue",
        "langues",
        "idioma",
        "idiomas",
        "язык",
        "языки",
        "اللغة",
        "اللغات",
        "语言",
    ),
    "notes": (
        "notes",
        "note",
        "remarks",
        "comment",
        "comments",
        "remarques",
        "commentaires",
        "notas",
        "observaciones",
        "примечания",
        "ملاحظات",
        "备注",
    ),
}

_NOT_LETTERS = re.compile(r"[^\w]+")


def folded(heading: str) -> str:
    """A heading as it is compared: no accents, no punctuation, no case."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", plain.casefold().replace("e-mail", "email")).strip()


_BY_WORD = {folded(word): field for field, words in _WORDS.items() for word in words}
# "Contact e-mail (work)" means an address, too; only words that mean one thing in a longer heading.
_INSIDE = {"email": "email", "courriel": "email", "country": "country", "organization": "organization"}


def meaning(heading: str) -> str:
    """The field that a heading names, or an empty string."""
    words = folded(heading)
    if words in _BY_WORD:
        return _BY_WORD[words]
    inside = {field for word, field in _INSIDE.items() if word in words.split()}
    return inside.pop() if len(inside) == 1 else ""


def guess(headings: Sequence[str], kept: Mapping[str, Sequence[object]] | None = None) -> dict[str, int]:
    """The column of each field: as it was chosen for this source before, else by the words of the headings.

    `kept` holds for each field the heading and, where several columns have it, which of them.
    """
    found: dict[str, int] = {}
    for field, (heading, place) in (kept or {}).items():
        bearing = [number for number, words in enumerate(headings) if folded(words) == folded(str(heading))]
        if isinstance(place, int) and place < len(bearing):
            found[field] = bearing[place]
    if "email" in found:
        return found
    for number, heading in enumerate(headings):
        field = meaning(heading)
        if field and field not in found and number not in found.values():
            found[field] = number
    return found


def to_keep(headings: Sequence[str], columns: Mapping[str, int]) -> dict[str, list[object]]:
    """What `guess` needs to choose the same columns in the next file of the source."""
    kept: dict[str, list[object]] = {}
    for field, number in columns.items():
        bearing = [at for at, words in enumerate(headings) if folded(words) == folded(headings[number])]
        kept[field] = [headings[number], bearing.index(number)]
    return kept
