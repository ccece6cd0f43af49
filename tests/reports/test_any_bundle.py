"""Whatever consultation is loaded, a report comes out of it, or a sentence that says why not."""

import io
import json
from contextlib import nullcontext, suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from accounts.errors import Refused
from breakouts.models import NoteStatus
from consultations.models import Consultation
from reports.actions.build import FORMATS, build_document, write_document
from reports.actions.bundles import load_bundle
from reports.actions.compose import compose_report
from reports.document import from_json
from reports.models import Evidence
from tests.reports.bundles.strategies import bundles
from tests.reports.reading import paragraphs


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundle=bundles())
def test_any_bundle_gives_a_whole_report_in_every_format(bundle):
    with transaction.atomic():
        loaded = load_bundle(file=io.BytesIO(json.dumps(bundle).encode()))
        consultation = Consultation.objects.get(slug=loaded.slug)
        report = compose_report(consultation=consultation)
        built, _against = build_document(report=report, draft=True)
        used = Evidence.objects.filter(paragraph__report=report).values_list("note", flat=True)
        accepted = consultation.notes.filter(status=NoteStatus.ACCEPTED).values_list("pk", flat=True)
        assert sorted(used) == sorted(accepted)
        assert list(paragraphs(built.document)) == list(range(1, len(built.paragraphs) + 1))
        assert [note.number for note in built.document.footnotes] == list(range(1, len(built.document.footnotes) + 1))
        for form in FORMATS:
            # The PDF may name a letter that no font can draw; every other format writes any text.
            with suppress(Refused) if form == "pdf" else nullcontext():
                content = write_document(built.document, form)
                assert len(content) > 500
        assert from_json(content.decode()) == built.document
        transaction.set_rollback(True)
