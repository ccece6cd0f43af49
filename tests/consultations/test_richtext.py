"""The limited rich text: what it knows, and that everything else stays as it was typed."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from consultations.richtext import ListBlock, NoteRef, Para, Text, letter, marks, parse, plain


def test_emphasis_strong_and_links_are_known():
    assert parse("A *quiet* and **loud** [river](https://rivers.example/a_(b)).") == (
        Para(
            (
                Text("A "),
                Text("quiet", emphasis=True),
                Text(" and "),
                Text("loud", strong=True),
                Text(" "),
                Text("river", link="https://rivers.example/a_(b)"),
                Text("."),
            )
        ),
    )


def test_an_empty_line_parts_paragraphs_and_a_single_line_break_does_not():
    assert parse("one\ntwo\n\n\nthree") == (Para((Text("one two"),)), Para((Text("three"),)))


def test_lines_with_dashes_and_letters_are_lists():
    text = "We ask:\n- who\n- *where*,\n  and when\n\n(a) first\n\n(b) second\nAfter."
    assert parse(text) == (
        Para((Text("We ask:"),)),
        ListBlock("bullet", ((Text("who"),), (Text("where", emphasis=True), Text(", and when")))),
        ListBlock("letter", ((Text("first"),), (Text("second After."),))),
    )


def test_a_letter_out_of_its_turn_is_literal():
    assert parse("(c) 2026 River Watch") == (Para((Text("(c) 2026 River Watch"),)),)
    assert plain("(a) one\n(c) three") == "(a) one (c) three"


def test_letters_go_on_after_z():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]
    items = [f"({letter(index)}) item {index}" for index in range(30)]
    (block,) = parse("\n".join(items))
    assert isinstance(block, ListBlock)
    assert len(block.items) == 30
    assert plain("\n".join(items)) == "\n".join(items)


def test_footnotes_are_found_in_order():
    assert parse("Heard[^un-share] twice.[^2]") == (
        Para((Text("Heard"), NoteRef("un-share"), Text(" twice."), NoteRef("2"))),
    )
    assert marks("a[^x]\n- b[^y]\n- *c[^x]*") == ["x", "y", "x"]
    assert plain("Heard[^1] here.") == "Heard here."


@pytest.mark.parametrize(
    "literal",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        "[press](data:text/html;base64,AAAA)",
        "![picture](https://rivers.example/a.png)",
        "snake_case and __name__ and _x_",
        "`code` ~~gone~~ # not a heading",
        "# no heading",
        "> no quotation",
        "1. no numbered list",
        "5 * 3 * 2",
        "&lt;b&gt; &amp;",
        "https://rivers.example/",
        "-no item",
        "[^]",
        "[an empty]() link",
        r"\*",
    ],
)
def test_anything_else_is_literal(literal):
    assert parse(literal) == (Para((Text(literal),)),)


def _words(text):
    return "".join(part.text for block in parse(text) for part in _flat(block) if isinstance(part, Text))


def _flat(block):
    return block.inlines if isinstance(block, Para) else [part for item in block.items for part in item]


@given(st.text())
def test_it_never_raises_and_only_stars_marks_and_addresses_are_lost(text):
    kept = iter(re.sub(r"\s", "", text))
    assert all(letter in kept for letter in re.sub(r"\s", "", _words(text))), "words are added or out of order"


@given(st.text(alphabet=st.characters(exclude_characters="*[-(\x00", exclude_categories=["Cs"])))
def test_plain_text_survives(text):
    assert re.sub(r"\s", "", plain(text)) == re.sub(r"\s", "", text)


@given(st.text(alphabet="*ab .(\u00a0", min_size=1, max_size=25))
def test_stars_agree_with_commonmark(text):
    ours = "".join(
        f"{'<b>' if p.strong else ''}{'<i>' if p.emphasis else ''}{c}" for p in _inline(text) for c in p.text
    )
    assert ours == _reference(text.strip())


def _inline(text):
    return [part for block in parse(text) for part in _flat(block)]


def _reference(text):
    md = MarkdownIt("zero", {"maxNesting": 100}).enable("emphasis")
    out, strong, emphasis = "", 0, 0
    for token in md.parseInline(text)[0].children:
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        for character in token.content:
            out += f"{'<b>' if strong else ''}{'<i>' if emphasis else ''}{character}"
    return out


@pytest.mark.parametrize(
    "hostile", ["*a ", "a* ", "**a *b ", "[", "[^", "[a](", "(a) ", "- ", "[a](https://b(", "*" * 7]
)
def test_hostile_text_takes_no_long_time(hostile):
    started = time.perf_counter()
    parse(hostile * 20_000)
    assert time.perf_counter() - started < 5
