"""A published press summary as a file: every citation leads to its paragraph of the version that it cites."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reports.actions.build import write_document
from reports.claims import as_text, parse
from reports.document import Document, Paragraph, Run
from reports.models import PressSummary
from reports.tree import frozen_tree


def report_address(press: PressSummary) -> str:
    """Where the version that it cites can be read for ever; ¶57 is its #p57."""
    path = reverse("reports:public_version", args=[press.report.consultation.slug, press.report.version])
    return f"{settings.SITE_URL}{path}"


def press_document(press: PressSummary) -> Document:
    """The press summary as a document tree without numbers, in the language of the report."""
    report, address = frozen_tree(press.report), report_address(press)
    paragraphs = []
    for claim in parse(press.text):
        runs = [Run(claim.text)]
        for cited in claim.cites:
            runs += [Run(" "), Run(f"¶{cited}", link=f"{address}#p{cited}")]
        paragraphs.append(Paragraph(tuple(runs), numbered=False))
    with translation.override(report.language):
        foot = (Run(_about(press) + " "), Run(address, link=address))
        subtitle = (_("Press summary"),)
    return Document(
        title=press.title,
        language=report.language,
        children=(*paragraphs, Paragraph(foot, numbered=False)),
        overline=report.overline,
        subtitle=subtitle,
        properties=report.properties,
    )


def press_text(press: PressSummary) -> bytes:
    """The press summary as plain text (UTF-8), with the address of the report below it."""
    with translation.override(frozen_tree(press.report).language):
        foot = f"{_about(press)}\n{report_address(press)}"
    return f"{press.title}\n\n{as_text(parse(press.text))}\n\n{foot}\n".encode()


def _about(press: PressSummary) -> str:
    sentence = _("¶ is the number of the paragraph in the summary report (version %(n)d) on which a sentence rests:")
    return sentence % {"n": press.report.version}


PRESS_FORMS: dict[str, Callable[[PressSummary], bytes]] = {
    "docx": lambda press: write_document(press_document(press), "docx"),
    "txt": press_text,
}
