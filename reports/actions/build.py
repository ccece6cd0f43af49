"""Building the documents of a version."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import Refused
from registrations.measures import Figures, figures_for
from reports.document import Document, DocumentError, to_json, write_docx, write_html, write_pdf
from reports.letters import letters_missing
from reports.models import SEALED, Report
from reports.screening import screen_document
from reports.tree import Built, build, is_frozen

DRAFT_NOTICE = gettext_lazy("DRAFT – not for circulation")

_WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "html": lambda document: write_html(document, standalone=True).encode(),
    "json": lambda document: (to_json(document) + "\n").encode(),
}
FORMATS = tuple(_WRITERS)
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    SEALED: "application/json",
}


def figures_of(report: Report) -> Figures:
    """The figures that a version prints: the frozen ones, or those of this moment."""
    return Figures.from_json(report.figures) if is_frozen(report) else figures_for(report.consultation)


def build_document(*, report: Report, draft: bool = False) -> tuple[Built, list[str]]:
    """The numbered, screened tree of a version, and what still stands against it, one sentence each.

    Raises Refused with these sentences, unless `draft`: then the document is marked as a draft.
    """
    built = build(report, figures_of(report), notice=str(DRAFT_NOTICE) if draft else "")
    against = built.faults + [str(letter) for letter in letters_missing(built.document)]
    against += [str(stop) for stop in screen_document(report, built)]
    if against and not draft:
        raise Refused("\n".join([_("The report cannot be built:"), *(f"- {sentence}" for sentence in against)]))
    return built, against


def write_document(document: Document, form: str) -> bytes:
    """The document as a file: "docx", "pdf", "html" or "json" (the tree). Raises Refused for what cannot be set."""
    if form == "pdf" and (missing := letters_missing(document)):
        raise Refused("\n".join(str(letter) for letter in missing))
    try:
        return _WRITERS[form](document)
    except DocumentError as error:
        raise Refused(str(error)) from error
