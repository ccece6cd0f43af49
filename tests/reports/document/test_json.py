"""The JSON form of the tree."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from reports.document import DocumentError, TreeError, from_json, from_tree, number, to_json, to_tree
from tests.reports.document.trees import documents, report

SCHEMA = Draft202012Validator(json.loads(Path("docs/document-tree.schema.json").read_text()))


def test_the_tree_has_the_promised_shape():
    tree = to_tree(report())
    background, outcomes, *_ = tree["children"]
    assert (background["type"], background["level"], background["label"], background["title"]) == (
        "section", 1, "I", "Background",
    )  # fmt: skip
    assert background["children"][0]["number"] == 1
    assert outcomes["children"][0]["title"] == "Objective 4"
    assert outcomes["children"][0]["runs"][1] == {"footnote": 2}
    assert tree["footnotes"][1] == {"number": 2, "runs": [{"text": "In a heading."}]}
    assert not list(SCHEMA.iter_errors(tree))


def test_how_headings_are_counted_is_said_only_where_it_is_not_as_ever():
    assert "headings" not in to_tree(report())
    tree = to_tree(replace(report(), headings="I A 1"))
    assert tree["headings"] == "I A 1"
    assert not list(SCHEMA.iter_errors(tree))
    assert faults({**tree, "headings": "1.1"}) == {"headings": "Headings are counted as one of I A i, I A 1."}


@given(documents())
def test_a_tree_survives_the_way_through_json_and_keeps_to_the_schema(document):
    text = to_json(document)
    assert not list(SCHEMA.iter_errors(json.loads(text)))
    assert from_json(text) == number(document)
    assert to_json(from_json(text)) == text


def faults(tree):
    with pytest.raises(TreeError) as caught:
        from_tree(tree)
    return {found.path: found.sentence for found in caught.value.faults}


def test_every_fault_of_shape_is_told_with_its_path():
    found = faults(
        {
            "title": 7,
            "language": "english",
            "colour": "red",
            "children": [
                {"type": "section", "label": "I", "level": 1, "title": "A"},
                {"type": "poem"},
                {"type": "paragraph", "number": "1", "runs": [{"text": "a", "link": "javascript:x"}, {"txt": "b"}]},
                {
                    "type": "figure",
                    "caption": [],
                    "description": "d",
                    "bars": [{"label": "x", "value": "1", "text": "1"}],
                },
            ],
            "footnotes": [{"number": 1, "runs": ["x"]}],
        }
    )
    assert found["title"] == "“title” should be text."
    assert "language tag" in found["language"]
    assert found["colour"].startswith("“colour” is unknown here")
    assert found["children[0]"] == "“children” is missing."
    assert found["children[1]"] == "Here should be a node of the type section, paragraph, list, table, figure."
    assert found["children[2].number"] == "“number” should be a whole number."
    assert "cannot be a link" in found["children[2].runs[0]"]
    assert "children[2].runs[1].txt" in found
    assert found["children[3].bars[0].value"] == "“value” should be a number."
    assert found["children[3].table"] == "Here should be an object."
    assert found["footnotes[0].runs[0]"] == "Here should be an object."


def test_a_heading_that_says_something_else_than_its_runs_is_refused():
    tree = to_tree(report())
    tree["children"][1]["children"][0]["title"] = "Another"
    assert "do not say the same" in faults(tree)["children[1].children[0]"]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff\xfe\x00", "nul"])
def test_what_is_not_json_is_refused_in_a_sentence(text):
    with pytest.raises(DocumentError, match=r"not JSON|nested too deeply"):
        from_json(text)


@pytest.mark.parametrize("tree", [None, [], 3, "x", {}])
def test_what_is_not_a_tree_is_refused(tree):
    assert faults(tree)
