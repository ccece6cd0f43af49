"""The JSON form of a document; its schema is `docs/document-tree.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from reports.document.numbering import number
from reports.document.tree import (
    HEADING_SCHEMES,
    Bar,
    Cell,
    Document,
    Figure,
    Item,
    List,
    Node,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    plain,
)


def to_tree(document: Document) -> dict[str, Any]:
    """The numbered document as nested dictionaries and lists. Raises `TreeError` for a bad tree."""
    document = number(document)
    properties = document.properties
    about = {
        "author": properties.author,
        "subject": properties.subject,
        "keywords": list(properties.keywords),
        "date": properties.date,
    }
    return {
        "type": "document",
        "title": document.title,
        "language": document.language,
        **_given(overline=list(document.overline), subtitle=list(document.subtitle), notice=document.notice),
        # What is not said is counted as ever, so that what was frozen before keeps its checksum.
        **_given(headings=document.headings if document.headings != HEADING_SCHEMES[0] else ""),
        **_given(properties={name: value for name, value in about.items() if value}),
        "children": [_node(child) for child in document.children],
        "footnotes": [{"number": note.number, "runs": _runs(note.runs)} for note in document.footnotes],
    }


def to_json(document: Document) -> str:
    """The numbered document as JSON text, two spaces deep, ending with a line feed."""
    return json.dumps(to_tree(document), ensure_ascii=False, indent=2) + "\n"


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    if run.footnote is not None:
        return {"footnote": run.footnote}
    return {
        "text": run.text,
        **_given(
            emphasis=run.emphasis,
            strong=run.strong,
            link=run.link,
            reference=run.reference,
            language=run.language,
            direction=run.direction,
        ),
    }


def _node(node: Node) -> dict[str, Any]:
    match node:
        case Section():
            return {
                "type": "section",
                "level": node.level,
                "label": node.label,
                "title": plain(node.title),
                **({} if _is_plain(node.title) else {"runs": _runs(node.title)}),
                **_given(annex=node.annex, key=node.key),
                "children": [_node(child) for child in node.children],
            }
        case Paragraph():
            return {
                "type": "paragraph",
                **_given(number=node.number, key=node.key),
                "runs": _runs(node.runs),
                **_given(children=[_node(child) for child in node.children]),
            }
        case List():
            return {"type": "list", "ordered": node.ordered, "items": [_node(item) for item in node.items]}
        case Table():
            return {
                "type": "table",
                **_given(caption=_runs(node.caption), widths=list(node.widths), align=list(node.align)),
                **_given(row_headers=node.row_headers),
                "header": [_node(cell) for cell in node.header],
                "rows": [[_node(cell) for cell in row] for row in node.rows],
            }
        case Figure():
            return {
                "type": "figure",
                "caption": _runs(node.caption),
                "description": node.description,
                "bars": [_bar(bar) for bar in node.bars],
                "table": _node(node.table),
            }
        case Item() | Cell():
            return {
                **_given(label=node.label if isinstance(node, Item) else ""),
                "runs": _runs(node.runs),
                **_given(children=[_node(child) for child in node.children]),
            }


def _bar(bar: Bar) -> dict[str, Any]:
    return {"label": bar.label, "value": bar.value, "text": bar.text}


def _is_plain(title: Runs) -> bool:
    """Whether a heading is nothing but its words, so that the title alone says it all."""
    return len(title) == 1 and title[0] == Run(plain(title))
