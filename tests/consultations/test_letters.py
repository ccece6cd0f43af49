"""What an organizer writes becomes a letter in plain text and in HTML that say the same."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from consultations.letters import Foot, compose, unknown_placeholders

VALUES = {
    "name": "Ana *Bold* <b>",
    "title": "Rivers",
    "when": "Thursday",
    "link": "https://consult.example/r/1?a=1&b=2",
}


def letter(body, **values):
    return compose(subject="About {{ title }}", body=body, values={**VALUES, **values}, language="en")


def body_of(html):
    return html.partition('line-height:1.55">')[2].partition("</div>")[0].strip()


def test_markup_becomes_html_and_leaves_the_plain_text():
    made = letter("Do *come*, **please**.\n\n- one\n- two")
    assert made.text == "Do come, please.\n\n- one\n- two\n"
    assert body_of(made.html) == (
        '<p style="margin:0 0 1em">Do <em>come</em>, <strong>please</strong>.</p>\n'
        '<ul style="margin:0 0 1em"><li>one</li><li>two</li></ul>'
    )


def test_lines_of_a_signature_stay_lines():
    made = letter("Kind regards,\nThe secretariat")
    assert made.text == "Kind regards,\nThe secretariat\n"
    assert body_of(made.html) == '<p style="margin:0 0 1em">Kind regards,<br>\nThe secretariat</p>'


def test_a_link_has_its_words_in_html_and_its_address_in_plain_text():
    made = letter("[Your page]({{ link }}) and {{ link }}")
    address = "https://consult.example/r/1?a=1&b=2"
    assert made.text == f"Your page: {address} and {address}\n"
    escaped = address.replace("&", "&amp;")
    assert body_of(made.html) == (
        f'<p style="margin:0 0 1em"><a href="{escaped}">Your page</a> and <a href="{escaped}">{escaped}</a></p>'
    )


def test_what_a_reader_is_called_is_never_markup_nor_a_link():
    made = letter("Dear {{ name }}", name="*A* https://evil.example [x](https://evil.example) {{ link }} <script>")
    assert made.text == "Dear *A* https://evil.example [x](https://evil.example) {{ link }} <script>\n"
    assert "<a " not in made.html
    assert "<em>" not in made.html
    assert "<script>" not in made.html


def test_a_subject_stays_one_line_whatever_the_title_holds():
    made = compose(subject="{{ title }}", body="x", values={"title": "A\r\nBcc: all@people.example"}, language="en")
    assert made.subject == "A Bcc: all@people.example"


def test_the_foot_says_how_mailings_stop():
    foot = Foot("No more mailings", "https://consult.example/unsubscribe/t/")
    made = compose(subject="x", body="y", values={}, language="en", foot=foot)
    assert made.text == "y\n\n-- \nNo more mailings: https://consult.example/unsubscribe/t/\n"
    assert '<a href="https://consult.example/unsubscribe/t/">No more mailings</a>' in made.html


def test_placeholders_that_mean_nothing_are_named():
    assert unknown_placeholders("{{ name }} {{nmae}} {{ }}") == ["", "nmae"]


OURS = {"p", "ul", "ol", "li", "em", "strong", "a", "br"}


class Balanced(HTMLParser):
    """Counts what is open, and whether a tag that nobody wrote came in."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(st.text(), st.text(), st.text())
def test_any_text_gives_well_formed_html_with_none_but_our_tags(body, name, title):
    made = compose(
        subject="{{ title }}",
        body=body + "{{ name }} [x]({{ link }})",
        values={"name": name, "title": title, "link": "https://consult.example/"},
        language="en",
    )
    reader = Balanced()
    reader.feed(made.html)
    reader.close()
    assert reader.open == []
    assert reader.seen <= {"html", "head", "meta", "title", "body", "div", *OURS}
    assert "\n" not in made.subject
