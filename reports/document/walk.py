"""Walking a tree in reading order, with the path of each node in the JSON form."""

from __future__ import annotations

from collections.abc import Iterator

from reports.document.tree import Cell, Document, Figure, Item, List, Node, Paragraph, Run, Runs, Section, Table


def walk(document: Document) -> Iterator[tuple[str, Node]]:
    """Every node below the root with its path, parents first."""
    for index, block in enumerate(document.children):
        yield from _below(f"children[{index}]", block)


def _below(path: str, node: Node) -> Iterator[tuple[str, Node]]:
    yield path, node
    match node:
        case Table():
            for column, cell in enumerate(node.header):
                yield from _below(f"{path}.header[{column}]", cell)
            for index, row in enumerate(node.rows):
                for column, cell in enumerate(row):
                    yield from _below(f"{path}.rows[{index}][{column}]", cell)
        case Figure():
            yield from _below(f"{path}.table", node.table)
        case List():
            for index, item in enumerate(node.items):
                yield from _below(f"{path}.items[{index}]", item)
        case Section() | Paragraph() | Item() | Cell():
            for index, child in enumerate(node.children):
                yield from _below(f"{path}.children[{index}]", child)


def runs_of(path: str, node: Node) -> tuple[str, Runs]:
    """The node's own runs (title, caption or text) and their path."""
    match node:
        case Section():
            return f"{path}.runs", node.title
        case Table() | Figure():
            return f"{path}.caption", node.caption
        case List():
            return path, ()
        case _:
            return f"{path}.runs", node.runs


def all_runs(document: Document) -> Iterator[tuple[str, Run]]:
    """Every run of the document in reading order, those of the footnotes last, with its path."""
    for path, node in walk(document):
        where, runs = runs_of(path, node)
        for index, run in enumerate(runs):
            yield f"{where}[{index}]", run
    for place, footnote in enumerate(document.footnotes):
        for index, run in enumerate(footnote.runs):
            yield f"footnotes[{place}].runs[{index}]", run


def all_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every string a reader of the document or of its file properties can see, with its path."""
    yield "title", document.title
    for name, lines in (("overline", document.overline), ("subtitle", document.subtitle)):
        for index, line in enumerate(lines):
            yield f"{name}[{index}]", line
    yield "notice", document.notice
    yield "properties.author", document.properties.author
    yield "properties.subject", document.properties.subject
    for index, word in enumerate(document.properties.keywords):
        yield f"properties.keywords[{index}]", word
    for path, node in walk(document):
        if isinstance(node, Figure):
            yield f"{path}.description", node.description
            for index, bar in enumerate(node.bars):
                yield f"{path}.bars[{index}].label", bar.label
                yield f"{path}.bars[{index}].text", bar.text
        elif isinstance(node, Section) and node.annex:
            yield f"{path}.label", node.label
    for path, run in all_runs(document):
        yield f"{path}.text", run.text
        if run.link:
            yield f"{path}.link", run.link
