"""The paper: the recommendations of a series by objective as a document tree, for the page and for every file."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.text import one_line
from consultations.models import Objective, Series
from registrations.measures.words import capital, digits, words
from reports.composing.dates import date_words, day_words, language_of
from reports.document import Block, Cell, Document, Item, List, Paragraph, Properties, Run, Runs, Section, Table, number
from reports.document.tree import Align
from reports.models import RecommendationText, Report
from reports.outcomes import heard_words
from reports.recommendations import paragraph_address
from reports.rollup.reading import Common, Rollup


def paper(rollup: Rollup, at: datetime) -> Document:
    """The numbered tree; `at` is when its figures were read."""
    tags = [tag for one in rollup.consultations for tag in one.languages]
    with translation.override(language_of(tags)):
        return number(_Paper(rollup, at).document(language_of(tags)))


def filename(series: Series, form: str) -> str:
    """ "river-acts-recommendations.pdf"."""
    return f"{series.key}-recommendations.{form}"


class _Paper:
    def __init__(self, rollup: Rollup, at: datetime) -> None:
        self.rollup = rollup
        self.series = rollup.series
        self.at = at
        self.day = date_words(at, rollup.consultations[0].zone if rollup.reports else ZoneInfo("UTC"))

    def document(self, language: str) -> Document:
        framework = one_line(self.series.framework.title)
        sections: list[Block] = [Section((Run(_("Consultations and counts")),), tuple(self.introduction()))]
        if self.rollup.commons:
            sections.append(Section((Run(_("Recommendations by objective")),), tuple(self.objectives())))
        return Document(
            title=_("Recommendations by objective"),
            language=language,
            children=tuple(sections),
            overline=(one_line(self.series.title),),
            subtitle=(framework, _("As of %(day)s") % {"day": self.day}),
            properties=Properties(
                author=one_line(self.series.convener),
                subject=one_line(self.series.title),
                keywords=(framework,),
                date=self.at.date().isoformat(),
            ),
        )

    def introduction(self) -> list[Paragraph]:
        found = [_paragraph(" ".join(self.scope()))]
        if any(len(common.texts) > 1 for common in self.rollup.commons):
            found.append(
                _paragraph(
                    _(
                        "Where several reports recommend the same, organizers read the recommendations side by side "
                        "and brought them together. What was brought together stands in the words of one report; the "
                        "words of the other reports follow where they differ."
                    )
                )
            )
        found += [
            _paragraph(
                _(
                    "How often a recommendation was made is said as the report says it. These counts are not added up "
                    "over consultations, since the same people may have taken part in several."
                )
            ),
            Paragraph((Run(self.about_people()),), (self.consultations(),)),
        ]
        if self.rollup.commons:
            found.append(Paragraph((Run(self.about_counts()),), (self.counts(),)))
        return found

    def scope(self) -> list[str]:
        many, all_of_them = len(self.rollup.reports), len(self.rollup.texts)
        consultations = ngettext("%(n)s consultation", "%(n)s consultations", many) % {"n": words(many)}
        recommendations = ngettext("%(n)s recommendation", "%(n)s recommendations", all_of_them) % {
            "n": words(all_of_them)
        }
        found = [
            _("This paper lists what was recommended in %(consultations)s of the series “%(series)s”, by objective.")
            % {"consultations": consultations, "series": one_line(self.series.title)},
            _("As the published reports stood on %(day)s, they hold %(recommendations)s.")
            % {"day": self.day, "recommendations": recommendations},
        ]
        if self.series.planned and self.series.planned > many:
            planned = words(self.series.planned)
            found.append(_("The series is planned to have %(n)s consultations.") % {"n": planned})
        return found

    def about_people(self) -> str:
        return _(
            "The consultations are these. The number of people who attended is the one that the consultation has "
            "published, counted on the day in brackets."
        )

    def about_counts(self) -> str:
        return _(
            "The second table counts recommendations, as of %(day)s. One about several objectives is counted under "
            "each. In the last column those that say the same are counted once."
        ) % {"day": self.day}

    def consultations(self) -> Table:
        heads = (_("No."), _("Consultation"), _("Held on"), _("Report"), _("People who attended"))
        rows = tuple(
            (
                _cell(digits(place)),
                Cell((Run(one_line(report.consultation.title), link=_report_address(report)),)),
                _cell(date_words(report.consultation.starts_at, report.consultation.zone)),
                _cell(self.version(report)),
                _cell(self.people(report)),
            )
            for place, report in enumerate(self.rollup.reports, 1)
        )
        caption = (Run(_("Consultations with a published report")),)
        return Table(tuple(map(_cell, heads)), rows, caption, widths=(1, 5, 3, 4, 4))

    def version(self, report: Report) -> str:
        published = report.published_at
        day = date_words(published, report.consultation.zone) if published else ""
        return _("version %(n)d, published on %(day)s") % {"n": report.version, "day": day}

    def people(self, report: Report) -> str:
        """Only what the consultation published itself, under the rules of disclosure."""
        figures = self.rollup.attended.get(report.consultation_id)
        if figures is None:
            return _("not published")
        day = date_words(figures.counted_at, report.consultation.zone)
        return _("%(n)s (%(day)s)") % {"n": digits(figures.total), "day": day}

    def counts(self) -> Table:
        reports = self.rollup.reports
        heads = [
            _("Objective"),
            *(_("No. %(n)d") % {"n": place} for place in range(1, len(reports) + 1)),
            _("Together"),
        ]
        rows = [
            [_title(objective), *(digits(self.rollup.count(objective, one)) for one in reports), digits(len(commons))]
            for objective, commons in self.rollup.by_objective
        ]
        each = [sum(text.report_id == one.pk for text in self.rollup.texts) for one in reports]
        rows.append([_("All, each once"), *map(digits, each), digits(len(self.rollup.commons))])
        ends: list[Align] = ["end" for _one in reports]
        return Table(
            tuple(map(_cell, heads)),
            tuple(tuple(map(_cell, row)) for row in rows),
            (Run(_("Number of recommendations by objective and consultation")),),
            widths=(6, *(1 for _one in reports), 2),
            align=("start", *ends, "end"),
            row_headers=True,
        )

    def objectives(self) -> list[Section]:
        return [
            Section((Run(_title(objective)),), tuple(map(self.common, commons)))
            for objective, commons in self.rollup.by_objective
        ]

    def common(self, common: Common) -> Paragraph:
        """The words, then how many consultations made it and where."""
        made = ngettext("Made in %(n)s consultation:", "Made in %(n)s consultations:", common.consultations)
        runs = (
            Run(one_line(common.lead.text)),
            Run("\n"),
            Run(made % {"n": words(common.consultations)}, emphasis=True),
        )
        return Paragraph(runs, (List(tuple(Item(self.place(text, common.lead)) for text in common.texts)),))

    def place(self, text: RecommendationText, lead: RecommendationText) -> Runs:
        parts = [_("recommendation %(n)d") % {"n": text.recommendation.number}]
        if heard := heard_words(text.heard_from):
            parts.append(heard)
        outcome = self.rollup.outcomes.get(text.recommendation_id)
        said = ". ".join(capital(part.rstrip(".")) for part in parts) + "."
        if outcome:
            said += " " + _("Since then: %(status)s (%(day)s).") % {
                "status": outcome.get_status_display(),
                "day": day_words(outcome.day),
            }
        place = _("%(consultation)s, paragraph %(n)d") % {
            "consultation": one_line(text.report.consultation.title),
            "n": text.paragraph_number,
        }
        runs = [Run(place, link=settings.SITE_URL + paragraph_address(text)), Run(f": {said}")]
        if one_line(text.text) != one_line(lead.text):
            runs.append(Run(" " + _("In its words: “%(words)s”") % {"words": one_line(text.text)}))
        return tuple(runs)


def _report_address(report: Report) -> str:
    return settings.SITE_URL + reverse("reports:public_version", args=[report.consultation.slug, report.version])


def _title(objective: Objective | None) -> str:
    if objective is None:
        return _("No objective in particular")
    return _("Objective %(number)s: %(title)s") % {"number": objective.number, "title": one_line(objective.title)}


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _cell(text: str) -> Cell:
    return Cell((Run(text),))
