"""How the editor's pages get at a version, its paragraphs and sections: only through the consultation."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from consultations.models import Consultation
from reports.actions.build import figures_of
from reports.actions.compose import latest_version
from reports.models import Paragraph, Report, Section
from reports.states import OPEN
from reports.tree import Built, build
from reports.tree.references import printed


@dataclass(slots=True)
class Version:
    """The newest version with its tree."""

    consultation: Consultation
    report: Report
    built: Built

    @property
    def is_open(self) -> bool:
        return self.report.status in OPEN

    def number(self, paragraph: Paragraph) -> int | None:
        """The number that is printed, or none."""
        return self.built.numbers.get(paragraph.pk)

    def shown(self, text: str) -> str:
        """A text with its references to paragraphs as they are read."""
        return printed(text, self.built.numbers)

    def back(self, key: uuid.UUID | None = None) -> str:
        """The address of the paper, at a paragraph where it is printed."""
        number = self.built.numbers.get(key) if key else None
        return address_of(self.consultation, number)


def address_of(consultation: Consultation, number: int | None = None) -> str:
    """The address of the paper, at the paragraph of this number."""
    return reverse("reports:report", args=[consultation.slug]) + (f"#p{number}" if number else "")


def address_at(version: Version, key: uuid.UUID) -> str:
    """The address of the paper with a paragraph chosen, so that its notes stand beside it."""
    page, _hash, anchor = version.back(key).partition("#")
    return f"{page}?at={key}" + (f"#{anchor}" if anchor else "")


def version_of(consultation: Consultation) -> Version:
    """The newest version; 404 without one."""
    report = latest_version(consultation)
    if report is None:
        raise Http404
    report.consultation = consultation
    return Version(consultation, report, build(report, figures_of(report)))


def paragraph_of(version: Version, pk: uuid.UUID) -> Paragraph:
    """A paragraph of the version, one that was taken out as well."""
    paragraph: Paragraph = get_object_or_404(version.report.paragraphs.select_related("section"), pk=pk)
    paragraph.report = version.report
    return paragraph


def section_of(version: Version, pk: int) -> Section:
    section: Section = get_object_or_404(version.report.sections, pk=pk)
    section.report = version.report
    return section


def current_back(consultation: Consultation, key: uuid.UUID) -> str:
    """The paper at a paragraph as it stands after a change."""
    return version_of(consultation).back(key)
