"""Descriptions and places in the meeting in notes that are not in English."""

import pytest

from tests.breakouts.screening.event import found, levels


def rules(text):
    """The rules that mark a text."""
    return {f.rule for f in found(text)}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Une participante kényane a demandé des inspections.", "participante kényane"),
        ("El participante de Perú habló de los abogados.", "participante de Perú"),
        ("Una ponente venida de Egipto pidió más tiempo.", "ponente venida de Egipto"),
        ("Участница из Казахстана рассказала о штрафах.", "Участница из Казахстана"),
        ("Тайская участница рассказала о паспортах.", "Тайская участница"),
        ("قالت مشاركة من مصر إن الملفات ضاعت.", "مشاركة من مصر"),
        ("一位中国学者介绍了判例。", "一位中国学者"),
    ],
)
def test_a_country_beside_a_noun_for_somebody_in_the_room_is_counted(text, surface):
    assert levels(text).get(surface) in {"warn", "block"}, found(text)


@pytest.mark.parametrize(
    "text",
    [
        "La seule femme du groupe a protesté.",
        "Una participante indígena habló de la tierra.",
        "A única mulher na sala pediu a palavra.",
        "Единственная женщина в группе возразила.",
        "تحدثت مشاركة كردية عن الحدود.",
        "唯一的女性参与者不同意。",
    ],
)
def test_what_no_roster_counts_is_flagged_in_other_languages(text):
    assert "descriptor-uncountable" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "La première intervenante a rappelé la loi.",
        "El último orador pidió un resumen.",
        "O primeiro palestrante trouxe números.",
        "Последняя выступавшая попросила подвести итог.",
        "طلب المتحدث الأخير ملخصا.",
        "最后一位发言者要求总结。",
        "Pembicara terakhir meminta ringkasan.",
    ],
)
def test_a_place_in_the_meeting_is_flagged_in_other_languages(text):
    assert "meeting-position" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Les femmes migrantes sont exposées à des violences en Égypte.",
        "El Ministerio de Trabajo de Perú publicó nuevas reglas.",
        "Участники подчеркнули важность доступа к правосудию в Казахстане.",
        "与会者强调应当禁止收取招聘费用。",
        "أكد المشاركون ضرورة حماية العمال في مصر.",
        "One participant remarked that children were separated from their parents.",
    ],
)
def test_countries_and_participants_in_general_pass_in_other_languages(text):
    assert rules(text) & {"descriptor-one", "descriptor-few", "descriptor-uncountable", "meeting-position"} == set()
