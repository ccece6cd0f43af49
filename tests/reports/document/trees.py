"""Trees for the tests: a report with everything in it, the size of a real one, and any tree at all."""

from hypothesis import strategies as st

from reports.document import (
    HEADING_SCHEMES,
    Bar,
    Cell,
    Document,
    Figure,
    FootnoteList,
    Item,
    List,
    Paragraph,
    Properties,
    Run,
    Section,
    Table,
)


def words(text):
    return (Run(text),)


def cell(text):
    return Cell(words(text))


def paragraph(*runs, **more):
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), **more)


def section(title, *children, **more):
    return Section(words(title) if isinstance(title, str) else title, children, **more)


def one(*runs, language="en", **more):
    """A document of one numbered paragraph."""
    return Document("A title", language, (paragraph(*runs),), **more)


def report():
    """One of everything: footnotes in text, heading, list, header cell, cell and annex; lists in every position."""
    notes = FootnoteList()
    deep = List((Item(words("Deep one")), Item(words("Deep two"))), ordered=True)
    lettered = List((Item(words("First")), Item(words("Second"), (deep,))), ordered=True)
    bullets = List((Item((Run("Point"), notes.mark(Run("In a list.")))), Item(words("Other point"))))
    heading_note = notes.mark(Run("In a heading."))
    table = Table(
        (Cell((Run("Sector"), notes.mark(Run("In a header cell.")))), cell("Persons")),
        ((cell("Trade unions"), cell("12")), (cell("Academia"), Cell((Run("9"), notes.mark(Run("In a cell.")))))),
        caption=words("Attendance"),
        align=("start", "end"),
        widths=(3, 1),
        row_headers=True,
    )
    chart = Figure(
        words("Persons by sector"),
        "Bar chart: trade unions 12, academia 9.",
        (Bar("Trade unions", 12, "12"), Bar("Academia", 9, "9")),
        Table((cell("Sector"), cell("Persons")), ((cell("Trade unions"), cell("12")), (cell("Academia"), cell("9")))),
    )
    source = notes.mark(Run("At: "), Run("https://example.org/law?a=1&b=2", link="https://example.org/law?a=1&b=2"))
    annex_note = notes.mark(Run("In the annex."))
    programme = Table(
        (cell("Time"), cell("Details")),
        (
            (
                cell("11:00"),
                Cell((Run("Opening"), annex_note), (paragraph("With a moderator", numbered=False), bullets)),
            ),
        ),
    )
    return Document(
        "The law of rivers",
        "en",
        (
            section("Background", paragraph("A plan was made.", source), paragraph("It says:", children=(lettered,))),
            section(
                "Outcomes",
                section(
                    (Run("Objective 4"), heading_note),
                    section("Challenges", paragraph("See paragraph ", Run(reference="plan"), "."), table),
                    section("Practices", paragraph("Two lists:", children=(lettered, lettered)), chart),
                ),
                section("Objective 8", section("Challenges", paragraph("None was named.", key="plan"))),
                key="outcomes",
            ),
            section("Sources", section("Papers", paragraph("As in ", Run(reference="outcomes"), ".")), numbered=False),
            section("Closing", paragraph(Run("Thanks", emphasis=True), " were ", Run("given", strong=True), ".")),
            section("Programme", programme, annex=True, label="Annex"),
        ),
        notes.all(),
        overline=("A series of consultations",),
        subtitle=("Summary report",),
        notice="Draft for comments",
        properties=Properties("River Secretariat", "Summary report", ("water", "rivers"), "2026-11-19"),
    )


def long_report(paragraphs=99, footnotes=22):
    """As long as a real summary report: sections, numbered paragraphs, footnotes and an annex."""
    notes = FootnoteList()
    text = "Participants said that hearings come late and that notices are seldom in their language. " * 6

    def body(index):
        mark = (
            (notes.mark(Run(f"Source {index}.")),)
            if index * footnotes // paragraphs != (index + 1) * footnotes // paragraphs
            else ()
        )
        return paragraph(f"{index}: {text}", *mark)

    made = [body(index) for index in range(paragraphs)]
    groups = [made[start : start + 5] for start in range(0, paragraphs, 5)]
    sections = [section(f"Objective {index}", section("Challenges", *group)) for index, group in enumerate(groups)]
    annex = section("Programme", Table((cell("Time"), cell("What")), ((cell("11:00"), cell("Opening")),)), annex=True)
    return Document("A long report", "en", (section("Outcomes", *sections), annex), notes.all())


texts = st.text(st.characters(exclude_categories=()), max_size=12)
said = texts.map(lambda text: f"w{text}")
_flags = st.booleans()
runs = st.builds(
    Run,
    said,
    _flags,
    _flags,
    st.sampled_from(["", "https://example.org/a b", "mailto:water@example.org"]),
    language=st.sampled_from(["", "ar", "zh-Hans", "pt-br"]),
    direction=st.sampled_from([None, "ltr", "rtl"]),
)
lines = st.lists(runs, min_size=1, max_size=3).map(tuple)
_plain_lists = st.builds(List, st.lists(st.builds(Item, lines), min_size=1, max_size=2).map(tuple), _flags)
lists = st.builds(
    List,
    st.lists(st.builds(Item, lines, st.lists(_plain_lists, max_size=1).map(tuple)), min_size=1, max_size=3).map(tuple),
    _flags,
)
_cells = st.builds(
    Cell, lines, st.lists(st.one_of(lists, lines.map(lambda r: Paragraph(r, numbered=False))), max_size=1).map(tuple)
)
_rows = st.tuples(_cells, _cells)
tables = st.builds(
    Table,
    _rows,
    st.lists(_rows, min_size=1, max_size=2).map(tuple),
    st.one_of(st.just(()), lines),
    st.sampled_from([(), (1, 2)]),
    st.sampled_from([(), ("start", "end")]),
    _flags,
)
_bars = st.builds(Bar, said, st.floats(0, 1e9), said)
figures = st.builds(Figure, lines, said, st.lists(_bars, min_size=1, max_size=3).map(tuple), tables)
paragraphs = st.builds(Paragraph, lines, st.lists(st.one_of(lists, tables), max_size=2).map(tuple), _flags)
_leaves = st.one_of(paragraphs, lists, tables, figures)


def _sections(children):
    return st.builds(Section, lines, st.lists(children, min_size=1, max_size=3).map(tuple), _flags, _flags)


blocks = st.one_of(_leaves, _sections(st.one_of(_leaves, _sections(st.one_of(_leaves, _sections(_leaves))))))


@st.composite
def documents(draw):
    """Any tree that can be printed, with footnotes marked anywhere in its paragraphs."""
    made = draw(st.lists(blocks, min_size=1, max_size=4))
    notes = FootnoteList()
    for text in draw(st.lists(lines, max_size=3)):
        made.append(Paragraph((Run("Noted"), notes.mark(*text))))
    made = draw(st.permutations(made))
    strings = st.lists(texts, max_size=2).map(tuple)
    return Document(
        draw(said),
        draw(st.sampled_from(["en", "ar", "th", "zh-Hans"])),
        tuple(made),
        notes.all(),
        draw(strings),
        draw(strings),
        draw(texts),
        Properties(draw(texts), draw(texts), draw(strings), draw(st.sampled_from(["", "2026-11-19"]))),
        draw(st.sampled_from(HEADING_SCHEMES)),
    )
