"""Reading files of contacts: letters, columns, headings, cells."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from accounts.errors import Refused
from accounts.spreadsheets import as_csv
from registrations.contact_files import Reader, data_rows, guess, look
from registrations.contact_files.columns import folded, meaning, to_keep
from registrations.contact_files.layout import letter
from tests.registrations.loading import csv_of, xlsx_of


def read(content, name="list.csv", **otherwise):
    """(layout, rows) of a file."""
    file = ContentFile(content, name=name).file
    layout = look(file, name, **otherwise)
    return layout, [cells for _line, cells in data_rows(file, layout)]


def understood(*cells, **columns):
    columns = columns or {"email": 0, "name": 1, "country": 2, "sector": 3, "languages": 4}
    return Reader(columns).read(cells)


WORDS = {
    "utf-8": "Zoë Ñandú, Ōtāhuhu, 北京, القاهرة",
    "utf-8-sig": "Zoë Ñandú, Ōtāhuhu, 北京, القاهرة",
    "utf-16": "Zoë Ñandú, Ōtāhuhu, 北京, القاهرة",
    "utf-16-le": "Zoe Nandu of the long and plain list",
    "utf-16-be": "Zoe Nandu of the long and plain list",
    "cp1252": "Zoë Ñandú – «Río» de São João",
    "cp1251": "Мария Телванова из Общества рек",
    "cp1256": "مريم من جمعية الأنهار والبحيرات",
    "gb18030": "河流协会的代表在北京工作",
}


@pytest.mark.parametrize("encoding", WORDS)
def test_the_letters_of_a_text_file_are_recognized(encoding):
    words = WORDS[encoding]
    lines = ["E-mail;Name", *(f"person{n}@people.example;{words}" for n in range(5))]
    layout, rows = read(csv_of(*lines, encoding=encoding))
    assert (layout.delimiter, rows[0]) == (";", ["person0@people.example", words])


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_columns_is_recognized(sign):
    layout, rows = read(csv_of(sign.join(["E-mail", "Name"]), sign.join(["a@x.example", '"Telvane, Maro; of x | y"'])))
    assert (layout.delimiter, rows) == (sign, [["a@x.example", "Telvane, Maro; of x | y"]])


def test_a_first_line_that_names_the_sign_is_believed_and_not_read():
    assert read(csv_of("sep=;", "E-mail;Name", "a@x.example;Maro"))[1] == [["a@x.example", "Maro"]]


def test_the_headings_may_come_after_a_title():
    layout, rows = read(csv_of("Members of the network", "", "Name,E-mail", "Maro,a@x.example"))
    assert (layout.heading_line, layout.headings, rows) == (3, ["Name", "E-mail"], [["Maro", "a@x.example"]])


def test_a_file_without_headings_has_columns_with_letters():
    layout, rows = read(csv_of("Maro,a@x.example", "Sivi,b@x.example"))
    assert (layout.column_names(), len(rows)) == (["Column A", "Column B"], 2)


def test_two_columns_with_one_heading_are_told_apart_by_their_letters():
    layout, _rows = read(csv_of("E-mail,Name,E-mail", "a@x.example,Maro,b@x.example"))
    assert layout.column_names() == ["E-mail (A)", "Name", "E-mail (C)"]
    kept = to_keep(layout.headings, {"email": 2, "name": 1})
    assert guess(layout.headings, kept) == {"email": 2, "name": 1}


def test_the_cells_of_a_merged_heading_after_the_first_are_unnamed():
    book = Workbook()
    for row in (["E-mail", "Name", None], ["a@x.example", "Maro", "Telvane"]):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    out = io.BytesIO()
    book.save(out)
    layout, rows = read(out.getvalue(), "list.xlsx")
    assert layout.column_names() == ["E-mail", "Name", "Column C"]
    assert rows == [["a@x.example", "Maro", "Telvane"]]


def test_the_sheet_of_a_workbook_is_chosen():
    content = xlsx_of(["Read me"], Members=[["E-mail"], ["a@x.example"]])
    assert read(content, "list.xlsx")[0].sheets == ["Sheet", "Members"]
    assert read(content, "list.xlsx", sheet="Members")[1] == [["a@x.example"]]


def test_a_formula_in_a_workbook_is_seen_as_one_and_numbers_and_days_as_words():
    layout, rows = read(xlsx_of(["E-mail", "Name", "Notes"], ['="a"&"@x.example"', 7.0, date(2026, 12, 17)]), "l.xlsx")
    assert rows == [['="a"&"@x.example"', "7", "2026-12-17"]]
    found = Reader({"email": 0, "name": 1}).read(rows[0])
    assert found.problems == ["The cell under “E-mail address” holds a formula. Paste it as its value."]
    assert layout.form == "xlsx"


def _zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(part, content):
    """A workbook of which one part is replaced."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_of(["E-mail"], ["a@x.example"])))
    return _zip({name: source.read(name) for name in source.namelist()} | {part: content})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet><sheetData/></worksheet>'


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "list.csv", "There is nothing in this file."),
        (b"\r\n\r\n", "list.csv", "There is nothing in this file."),
        (b"\x7fELF\0\0" * 99, "list.csv", "This is no table that we can read. Choose a CSV or XLSX file."),
        (b"%PDF-1.7", "list.pdf", "Save the table as XLSX or CSV first, and choose that file."),
        (b"\xd0\xcf\x11\xe0", "list.xls", "Save the table as XLSX or CSV first, and choose that file."),
        (b"PK\x03\x04 broken", "list.xlsx", "This workbook cannot be read."),
        (_zip({"nothing.txt": b""}), "list.xlsx", "This workbook cannot be read."),
        (_with("xl/worksheets/sheet1.xml", ENTITIES), "list.xlsx", "This workbook cannot be read."),
        (
            _with("xl/sharedStrings.xml", b" " * (101 << 20)),
            "list.xlsx",
            "This workbook is too large when it is unpacked.",
        ),
        (csv_of(",".join(["E-mail"] * 201)), "list.csv", "This table has more than 200 columns."),
        (csv_of("E-mail,Name", 'a@x.example,"open'), "list.csv", None),
    ],
    ids=["empty", "blank lines", "program", "pdf", "xls", "no zip", "no workbook", "entities", "bomb", "wide", "quote"],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, name, sentence):
    if (
        sentence is None
    ):  # an open quotation mark takes the rest of the file for one cell, and is no fault of the format
        assert read(content, name)[1] == [["a@x.example", "open"]]
        return
    with pytest.raises(Refused) as refusal:
        read(content, name)
    assert str(refusal.value).startswith(sentence)


def test_a_file_of_more_than_50_mb_is_refused():
    class Large(io.BytesIO):
        def seek(self, to, whence=0):
            return 51 << 20 if whence == io.SEEK_END else super().seek(to, whence)

    with pytest.raises(Refused, match="This file is larger than 50 MB"):
        look(Large(b"E-mail"), "list.csv")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail", "email"),
        ("Correo electrónico", "email"),
        ("Contact e-mail (work)", "email"),
        ("البريد الإلكتروني", "email"),
        ("Prénom", "first_name"),
        ("姓名", "name"),
        ("ORGANISATION", "organization"),
        ("Country / area", "country"),
        ("Shoe size", ""),
        ("", ""),
    ],
)
def test_headings_are_understood(heading, field):
    assert meaning(heading) == field


@pytest.mark.parametrize(
    ("cell", "address", "name"),
    [
        ("MARO@People.Example", "maro@people.example", ""),
        (" maro@people.example; ", "maro@people.example", ""),
        ("Maro Telvane <maro@people.example>", "maro@people.example", "Maro Telvane"),
        ('"Telvane, Maro" <maro@people.example>', "maro@people.example", "Telvane, Maro"),
        ("mailto:maro@people.example", "maro@people.example", ""),
        ("maro@people.example, maro@people.example", "maro@people.example", ""),
        ("\u200bmaro@people.example\xa0", "maro@people.example", ""),
        ("m.a.r.o+list@people.example", "m.a.r.o+list@people.example", ""),
    ],
)
def test_an_address_is_understood_however_it_is_written(cell, address, name):
    found = understood(cell)
    assert (found.email, found.name, found.problems) == (address, name, [])


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([""], "There is no e-mail address in this row."),
        ([], "There is no e-mail address in this row."),
        (["maro"], "“maro” is no e-mail address. It should look like name@example.org."),
        (["maro@nowhere"], "“maro@nowhere” is no e-mail address. It should look like name@example.org."),
        (
            ["a@x.example / b@x.example"],
            "There are 2 addresses in one cell. Give each person a row of their own.",
        ),
        (
            ["a@x.example", "", "Atlantis"],
            "We know no country or area called “Atlantis”. Use its name in English, or two letters as in NP.",
        ),
        (
            ["a@x.example", "", "", "Pirates"],
            "We know no sector called “Pirates”. Use the words of the list of sectors.",
        ),
        (["a@x.example", "", "", "", "English, Elvish tongue"], "We know no language called “Elvish tongue”."),
        (
            ["a@x.example", "x" * 301],
            "The text under “Name” is longer than 300 letters. Is a quotation mark missing?",
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_a_sentence(cells, sentence):
    assert understood(*cells).problems == [sentence]


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        (["a@x.example", "", "Nepal", "NGO", "English"], ("NP", "civil_society", ["en"])),
        (["a@x.example", "", "np", "civil_society", "en fr"], ("NP", "civil_society", ["en", "fr"])),
        (["a@x.example", "", "Viet Nam", "Faith-based organizations", "français"], ("VN", "faith_based", ["fr"])),
        (["a@x.example", "", "États-Unis", "University", "English and French"], ("US", "academia", ["en", "fr"])),
        (["a@x.example", "", "Китай", "Youth organization", "中文"], ("CN", "youth", ["zh"])),
        (["a@x.example", "", "", "", ""], ("", "", [])),
    ],
)
def test_countries_sectors_and_languages_are_known_by_many_names(cells, known):
    found = understood(*cells)
    assert (found.country, found.sector, found.languages, found.problems) == (*known, [])


def test_a_first_and_a_family_name_make_a_name():
    assert understood("a@x.example", "Maro", "Telvane", email=0, first_name=1, last_name=2).name == "Maro Telvane"


def test_columns_are_named_as_spreadsheets_name_them():
    assert [letter(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        layout, rows = read(content)
    except Refused:
        return
    assert layout.headings or not rows
    for cells in rows:
        Reader({"email": 0}).read(cells)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_every_cell_of_our_own_files_comes_back_as_it_was(rows, encoding):
    content = as_csv([["E-mail", "Name", "Notes"], *(["a@x.example", *row[1:]] for row in rows)]).encode(encoding)
    _layout, found = read(content, delimiter=",")
    assert [[*cells, "", ""][1:3] for cells in found] == [[cell.strip() for cell in row[1:]] for row in rows]


@given(CELLS)
def test_a_heading_is_compared_alike_however_often(heading):
    assert folded(folded(heading)) == folded(heading)
