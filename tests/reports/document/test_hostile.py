"""Text that looks like markup of any format stays the letters it is made of."""

import io
import zipfile

import pypdf
import pytest
from lxml import etree, html

from reports.document import (
    Document,
    FootnoteList,
    Properties,
    Run,
    Table,
    from_json,
    to_json,
    write_docx,
    write_html,
    write_pdf,
)
from tests.reports.document.trees import cell, paragraph, section

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><h1>x</h1>",
    "&lt;b&gt; &amp; &#60;",
    "<!-- x --> <![CDATA[y]]> <?xml z?>",
    "</w:t></w:r><w:r><w:t>x",
    "{ MERGEFIELD x } \\* MERGEFORMAT",
    "#panic() #sys.inputs $x^2$ *strong* _emph_",
    '#read("/etc/passwd") #import "x.typ"',
    "= Heading <label> @label `raw` // comment",
    "\\u{41} \\ ~ -- --- ... 'quoted' \"double\"",
    "{{ figure }} {% load x %} ${x} %s {0}",
    "[link](javascript:alert(1)) **bold** `code`",
    "=cmd|'/C calc'!A0 +1+1 @SUM(1)",
    "'; DROP TABLE notes; --",
    "../../../etc/passwd C:\\Windows %00",
    "[^1] [1] ¹ (a) 1. IV.",
    "]]> ]]&gt; <br> <br/>",
    "https://example.org/<x> mailto:a@b?c=<d>",
    "- item + item / term: x",
]


def document(text):
    notes = FootnoteList()
    mark = notes.mark(Run(text))
    table = Table((cell(text),), ((cell(text),),), caption=(Run(text),))
    return Document(
        text,
        "en",
        (section(text, paragraph(Run(text, emphasis=True, strong=True), mark), table),),
        notes.all(),
        (text,),
        (text,),
        text,
        Properties(text, text, (text,)),
    )


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_html_keeps_it_literal(text):
    tree = html.document_fromstring(write_html(document(text), standalone=True))
    assert tree.get_element_by_id("p1").find("p/strong/em").text == text
    assert tree.find(".//h1").text == text
    assert not tree.xpath("//script | //img | //main//style")
    assert len(tree.xpath("//h1")) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_docx_keeps_it_literal(text):
    with zipfile.ZipFile(io.BytesIO(write_docx(document(text)))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        core = etree.fromstring(package.read("docProps/core.xml"))
    assert [piece.text for piece in body.iter("{*}t")].count(text) == 8
    assert text in [piece.text for piece in notes.iter("{*}t")]
    assert core.findtext("{*}title") == text
    assert {code.text.strip() for code in body.iter("{*}instrText")} == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_pdf_keeps_it_literal(text):
    made = pypdf.PdfReader(io.BytesIO(write_pdf(document(text))))
    printed = squeezed("".join(page.extract_text() for page in made.pages))
    assert squeezed(text) in printed
    assert made.metadata.title == text


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_it_literal(text):
    assert from_json(to_json(document(text))).title == text
