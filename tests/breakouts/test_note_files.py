"""Notes out of text files and pads: no word of a point is lost, no speaker is left."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.text import clean_writing
from breakouts.note_files import Title, read_notes, text_of_file, text_of_html
from breakouts.speakers import split_speaker

HEADINGS = [Title(1, "Key challenges"), Title(2, "Recommendations"), Title(3, "Overall progress", overall=True)]
OBJECTIVES = [Title(8, "Decent work", "8"), Title(9, "Clean water", "9")]


def read(text):
    return read_notes(text, headings=HEADINGS, objectives=OBJECTIVES)


def only(text):
    [point] = read(text).points
    return point


def test_a_bullet_and_a_paragraph_are_a_note_each_with_the_line_where_it_begins():
    points = read(
        "\n\nKey challenges\n- Wells run dry\n  in May\n* Pumps break\n1. Fuel is dear\n\nTwo lines\nare one."
    ).points
    assert [(point.line, point.text, point.heading) for point in points] == [
        (4, "Wells run dry in May", 1),
        (6, "Pumps break", 1),
        (7, "Fuel is dear", 1),
        (9, "Two lines are one.", 1),
    ]


@pytest.mark.parametrize(
    "written",
    ["Key challenges", "KEY CHALLENGES:", "## key challenges ##",
     "**Key challenges**", "2. Key challenges", "- Key challenges", "Key  challenges："],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(written):
    assert only(f"{written}\n\nWells run dry").heading == 1


@pytest.mark.parametrize(
    "written",
    ["Objective 8", "objective 8:", "# Objective 8 – work", "8. Decent work", "Decent work",
     "Objective 8: Decent work", "Objectif 8", "目标8", "الهدف 8"],
)  # fmt: skip
def test_an_objective_is_known_by_number_or_title(written):
    assert only(f"{written}\n\nWells run dry").objectives == (8,)


def test_two_objectives_can_stand_in_one_heading():
    assert only("Objectives 8 and 9\n- Wells run dry").objectives == (8, 9)


def test_what_follows_a_heading_on_its_line_is_a_note():
    point = only("Recommendations: mend the pumps")
    assert (point.text, point.heading) == ("mend the pumps", 2)


def test_headings_below_objectives_begin_anew_with_each_objective():
    points = read(
        "Objective 8\nKey challenges\n- a\nRecommendations\n- b\nObjective 9\n- c\nOverall progress\n- d"
    ).points
    assert [(point.heading, point.objectives) for point in points] == [(1, (8,)), (2, (8,)), (None, (9,)), (3, ())]


def test_objectives_below_headings_begin_anew_with_each_heading():
    points = read("Key challenges\nObjective 8\n- a\nObjective 9\n- b\nRecommendations\n- c").points
    assert [(point.heading, point.objectives) for point in points] == [(1, (8,)), (1, (9,)), (2, ())]


def test_a_heading_that_nobody_knows_is_told_and_what_follows_is_under_none():
    reading = read("Key challenges\n- a\n# Weather\n- b\nObjective 12\n- c")
    assert [point.heading for point in reading.points] == [1, None, None]
    assert [(line.line, line.text, line.reason) for line in reading.left_out] == [
        (3, "Weather", "heading"),
        (5, "Objective 12", "heading"),
    ]


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("Maria:", "we need wells"),
        ("Ms Telvane (River Farmers):", "we need wells"),
        ("[10:32] Maro Telvane:", "we need wells"),
        ("(10:32:05 AM) maro:", "we need wells"),
        ("10:32 Maro Telvane:", "we need wells"),
        ("<maro>", "we need wells"),
        ("**Maria**:", "we need wells"),
        ("- **Maria:**", "we need wells"),
        ("Dr Telvane –", "we need wells"),
        ("Telvane, Maro (River Farmers) -", "we need wells"),
        ("Participant 3:", "we need wells"),
        ("Maria de la Cruz, Federation of Farmers:", "we need wells"),
        ("\u200fماريا:", "نحتاج إلى آبار"),
        ("玛丽亚：", "我们需要水井"),
        ("मारिया:", "हमें कुएँ चाहिए"),
        ("Maria: Maro:", "we need wells"),
        ("Maria:", "3 wells are not enough"),
        ("Prof. Dr. Maro Telvane:", "we need wells"),
        ("Maro Telvane said:", "we need wells"),
        ("10:32:15 From Maro Telvane to Everyone:", "we need wells"),
        ("12/05/2026, 10:32 - Maro Telvane:", "we need wells"),
        ("[2026-05-12, 10:32:15] maro:", "we need wells"),
        ("<v Maro Telvane>", "we need wells"),
        ("b) Maria:", "we need wells"),
    ],
)
def test_a_speaker_is_taken_off(prefix, words):
    point = only(f"{prefix} {words}")
    assert point.text == words
    assert point.stripped


@pytest.mark.parametrize(
    "words",
    ["10:30 is too early for mothers", "We need three things: wells", "The river - what is left of it - stinks",
     "See https://wells.example/plan", "Water is scarce. Because: heat", "One in 3:1 mixes it"],
)  # fmt: skip
def test_a_sentence_with_a_colon_keeps_its_words(words):
    assert (only(words).text, only(words).stripped) == (words, ())


def test_each_line_with_a_speaker_is_a_note_and_one_who_says_nothing_is_told():
    reading = read("[10:32] Maria: wells\n[10:33] Maro: pumps\nMaria:\n")
    assert [point.text for point in reading.points] == ["wells", "pumps"]
    assert [(line.line, line.reason) for line in reading.left_out] == [(3, "speaker")]


def test_a_speaker_on_a_line_of_her_own_is_taken_off_what_follows():
    point = only("Maria:\nwe need wells")
    assert (point.text, point.stripped) == ("we need wells", ("Maria:",))


def test_a_script_without_spaces_is_joined_without_one():
    assert only("我们需要\n水井").text == "我们需要水井"


NAMES = st.sampled_from(["Maria", "maro", "Maro Telvane", "Ms X (NGO)", "李明", "مريم", "Participant 4", "O’Brien, A."])
SHAPES = st.sampled_from(["{}:", "[10:32] {}:", "10:32 {}:", "<{}>", "[{}]:", "@{}:", "**{}:**", "**{}**:", "{}："])
WORDS = st.lists(st.text("abcxyzéßاب水б", min_size=1, max_size=8), min_size=2, max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(st.sampled_from(["", "- ", "* ", "3. ", "• "]), NAMES, SHAPES, WORDS), min_size=1, max_size=8)
)
def test_no_speaker_survives_and_no_word_is_lost(lines):
    text = "\n".join(bullet + shape.format(name) + " " + words for bullet, name, shape, words in lines)
    assert [point.text for point in read(text).points] == [words for *_rest, words in lines]


@given(st.text(max_size=400))
def test_every_word_of_any_text_is_in_a_note_or_told_or_a_heading(text):
    reading = read(text)
    for point in reading.points:
        assert point.text == point.text.strip() != ""
        assert split_speaker(point.text.split("\n")[0])[0] == ()
    kept = "".join(
        [*("".join(point.stripped) + point.text for point in reading.points), *(line.text for line in reading.left_out)]
    )
    if not any(sign in text for sign in "#:：.)["):  # no heading, no number of a list, no box to tick
        assert _letters(kept) == _letters(clean_writing(text))


def _letters(text):
    return Counter(letter for letter in text if letter.isascii() and letter.isalpha())


@given(st.lists(WORDS, min_size=1, max_size=10))
def test_points_of_a_list_come_back_in_order_with_keys_of_their_own(points):
    reading = read("Key challenges\n" + "\n".join(f"- {words}" for words in points))
    assert [point.text for point in reading.points] == points
    assert len({point.key for point in reading.points}) == len(points)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_older_encodings_are_read(encoding):
    assert text_of_file("Le café est près de l’école.".encode(encoding), "notes.txt") == "Le café est près de l’école."


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ValueError):
        text_of_file(b"PK\x03\x04ab\x00cdefghijklmnopqrstuvwxyz" * 9, "notes.txt")


def test_a_pad_becomes_headings_bullets_and_paragraphs():
    page = (
        "<!doctype html><html><head><title>Pad</title><style>a{}</style></head><body><h1>Objective 8</h1>"
        "<h2>Key challenges</h2>First line<br>Second <strong>line</strong><br><ul class='bullet'><li>one</li>"
        "<li><p>two &amp; three</p></li></ul><!-- Maria -->tail<script>alert(1)</script></body></html>"
    )
    points = read(text_of_html(page)).points
    assert [point.text for point in points] == ["First line", "Second line", "one", "two & three", "tail"]
    assert {(point.heading, point.objectives) for point in points} == {(1, (8,))}


def test_each_row_of_a_pasted_table_is_a_note_with_all_its_cells():
    reading = read("Key challenges\nWell\tDepth\nNorth\t12 m\n\nPumps break")
    assert [(point.line, point.text) for point in reading.points] == [
        (2, "Well; Depth"),
        (3, "North; 12 m"),
        (5, "Pumps break"),
    ]
    assert reading.rows == 2


def test_a_table_of_a_page_keeps_its_rows_and_cells_whatever_stands_in_them():
    page = (
        "<p>Before</p><table><tr><th>Well</th><th>Depth</th></tr>"
        "<tr><td><p>North</p><p>side</p></td><td>12 m<br>or more</td></tr></table><p>After</p>"
    )
    reading = read(text_of_html(page))
    assert [point.text for point in reading.points] == [
        "Before", "Well; Depth", "North side; 12 m or more", "After",
    ]  # fmt: skip
    assert reading.rows == 2
