"""Reading bundles: where JSON ends, what stands twice, what no text can hold."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.bundles import schema
from reports.bundles.check import check
from reports.bundles.reading import read_contacts, read_document
from reports.bundles.syntax import Unreadable
from tests.reports.bundles.examples import as_file, bundle

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer()),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=6), below, max_size=4),
    max_leaves=12,
)


@given(value=json_values, escaped=st.booleans(), indent=st.sampled_from([None, 1]))
def test_what_is_read_is_what_the_json_says(value, escaped, indent):
    text = json.dumps({"other": value, "contacts": [value]}, ensure_ascii=escaped, indent=indent)
    file = io.BytesIO(text.encode())
    document, doubled = read_document(file)
    assert document == {"other": value, "contacts": []}
    assert doubled == []
    assert [contact for _index, contact, _doubled in read_contacts(file)] == [value]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b'{"format": "openfloor-consultation",}', 1, 37),
        (b'{\n "format": openfloor\n}', 2, 12),
        (b'{\n "venue": "H\xc3\xb4tel",\n "title": "caf\xe9"\n}', 3, 16),
        ('{"ชื่อ": nothing}'.encode(), 1, 11),
        (b'{"n": NaN}', 1, 7),
        (b"{} {}", 1, 4),
        (b'{"n": ' + b"1" * 5000 + b"}", 1, 5007),
        (b"\xff\xfe{\0}\0", 1, 1),
    ],
)
def test_the_place_where_the_file_is_no_json_is_told_by_line_and_column(text, line, column):
    with pytest.raises(Unreadable, match=f"line {line}, column {column}\\."):
        read_document(io.BytesIO(text))


def test_the_place_is_right_far_into_a_file_that_is_read_in_pieces():
    text = b'{"contacts": [\n' + b'{"email": "someone@people.example"},\n' * 9000 + b'{"email" "x"}]}'
    with pytest.raises(Unreadable, match=r"line 9002, column 12\."):
        read_document(io.BytesIO(text))


@pytest.mark.parametrize("text", [b"", b"  ", b'{"format": "open', b'{"a": [1, 2', b'{"contacts": [{'])
def test_a_file_that_was_cut_off_is_called_so(text):
    with pytest.raises(Unreadable, match="The file ends before the JSON is complete"):
        read_document(io.BytesIO(text))


def test_a_byte_order_mark_does_no_harm():
    assert read_document(io.BytesIO(b'\xef\xbb\xbf{"a": 1}')) == ({"a": 1}, [])


def test_a_bomb_of_brackets_is_refused():
    with pytest.raises(Unreadable, match="nested more than 32 deep"):
        read_document(io.BytesIO(b'{"a": ' + b"[" * 100_000))


def test_whole_numbers_may_be_written_with_a_point():
    assert read_document(io.BytesIO(b'{"version": 1.0, "size": 1e2, "odd": 1e999999999999}'))[0] == {
        "version": 1,
        "size": 100,
        "odd": float("inf"),
    }


def test_keys_that_stand_twice_are_named_with_their_place():
    text = json.dumps(bundle())
    text = text.replace('"label": "Gaps"', '"label": "Gaps", "label": "Holes"')
    text = text.replace('"email": "one@people.example"', '"email": "x@people.example", "email": "one@people.example"')
    text = text[:-1] + ', "version": 1}'
    findings = check(io.BytesIO(text.encode())).findings
    assert [(finding.place, finding.sentence) for finding in findings] == [
        ("version", "This key stands twice in the same object."),
        ("consultation.headings[0].label", "This key stands twice in the same object."),
        ("contacts[0].email", "This key stands twice in the same object."),
    ]


def test_half_a_surrogate_pair_is_found_and_a_whole_one_is_a_character():
    spoilt = bundle()
    spoilt["contacts"][1]["name"] = "Ana \ud83d"
    spoilt["consultation"]["title"] = "Water 😀"
    document, _doubled = read_document(as_file(spoilt))
    assert document["consultation"]["title"] == "Water 😀"
    assert [finding.place for finding in check(as_file(spoilt)).findings] == ["contacts[1].name"]


def test_contacts_may_stand_before_what_they_refer_to():
    whole = bundle()
    turned = {"contacts": whole.pop("contacts"), **whole}
    assert check(as_file(turned)).findings == []
    turned["contacts"][1]["sources"] = ["lost"]
    assert [finding.place for finding in check(as_file(turned)).findings] == ["contacts[1].sources[0]"]


contact_like = st.dictionaries(
    st.sampled_from(["email", "name", "organization", "sources", "nmae"]),
    st.sampled_from(["a@b.example", "list", "", "List", "x" * 65, "key\n", ["list"], [], ["L"], [1], 1, None, {}]),
)


@given(contact=contact_like | json_values)
def test_the_quick_check_of_contacts_never_says_yes_where_the_schema_says_no(contact):
    if schema._contact_fits()(contact):
        assert list(schema._contact_validator().iter_errors(contact)) == []


def test_the_quick_check_of_contacts_says_yes_to_ordinary_ones():
    ordinary = {"email": "a@b.example", "name": "Ana", "organization": "delta", "sources": ["list", "net"]}
    assert schema._contact_fits()(ordinary)
