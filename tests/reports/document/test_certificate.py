"""The page of a certificate: tagged, readable, the same each time."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reports.document.certificate import Certificate, pattern, write_certificate
from reports.document.errors import DocumentError

PAGE = Certificate(
    language="en",
    right_to_left=False,
    heading="Certificate of attendance",
    before="This is to certify that",
    name="Đặng Thùy Linh",
    after="attended the consultation",
    title="Sharing the river",
    when="Thursday 17 December 2026",
    signed_by="",
    check="Whether it is genuine can be checked at",
    address="https://openfloor.example/certificates/ABCD-EFGH-JKMN-PQRS/",
    code="Code: ABCD-EFGH-JKMN-PQRS",
    picture="Square pattern",
)


def test_everything_is_on_one_tagged_page_and_equal_pages_are_equal_bytes():
    pdf = write_certificate(PAGE)
    reader = PdfReader(io.BytesIO(pdf))
    [page] = reader.pages
    for words in (PAGE.name, PAGE.title, PAGE.when, PAGE.address, PAGE.code):
        assert words in page.extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == PAGE.heading
    assert reader.metadata.author is None
    assert write_certificate(PAGE) == pdf


@pytest.mark.parametrize("name", ["N" * 300, "شهادة حضور", "参加者 王小明", "#strong[*x*] $y$ <a>", "A B\u200dC"])
def test_any_name_stays_on_the_page_and_is_never_markup(name):
    page = replace(
        PAGE, name=name, title="Rivers " * 60, signed_by="An office " * 20, right_to_left=True, language="ar"
    )
    assert len(PdfReader(io.BytesIO(write_certificate(page))).pages) == 1


def test_a_letter_that_no_font_has_is_told():
    with pytest.raises(DocumentError, match="No font has the letter"):
        write_certificate(replace(PAGE, name="\U00013000"))


def test_the_pattern_differs_with_the_address():
    assert pattern("https://a.example/1") != pattern("https://a.example/2")
    assert "<script" not in pattern("https://a.example/<script>")
