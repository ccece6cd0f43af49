"""A bundle that is loaded and dumped is the same bundle, in normal form."""

import io
import json
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from consultations.models import Consultation
from reports.actions.bundles import dump_bundle, load_bundle
from reports.bundles.normal import normalize
from reports.bundles.schema import bundle_schema
from tests.reports.bundles.strategies import bundles

DEMOS = sorted((Path(django_settings.BASE_DIR) / "demo").glob("*.json"))


@contextmanager
def empty_database():
    """What is written meanwhile is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def through_the_database(bundle):
    """The text of the dump of the bundle that was loaded."""
    with empty_database():
        loaded = load_bundle(file=io.BytesIO(json.dumps(bundle).encode()))
        return "".join(dump_bundle(consultation=Consultation.objects.get(slug=loaded.slug)))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundle=bundles())
def test_the_dump_of_a_loaded_bundle_is_its_normal_form(bundle):
    dumped = json.loads(through_the_database(bundle))
    assert dumped == normalize(bundle)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundle=bundles())
def test_load_dump_load_dump_is_a_fixed_point_to_the_letter(bundle):
    first = through_the_database(bundle)
    assert through_the_database(json.loads(first)) == first
    assert first == json.dumps(json.loads(first), ensure_ascii=False, indent=1) + "\n"


@given(bundle=bundles())
def test_normal_form_is_reached_in_one_step(bundle):
    once = normalize(bundle)
    assert normalize(once) == once


@pytest.mark.django_db
@pytest.mark.parametrize("demo", DEMOS, ids=lambda path: path.stem)
def test_the_demo_comes_back_whole(demo):
    bundle = json.loads(demo.read_text("utf-8"))
    assert json.loads(through_the_database(bundle)) == normalize(bundle)


def test_between_them_the_made_bundles_use_every_field():
    """A field that no made bundle has would not be tested at all."""
    missing = set(_fields_known(bundle_schema(), ""))

    @settings(max_examples=1000, phases=[Phase.generate], database=None)
    @given(bundle=bundles())
    def collect(bundle):
        missing.difference_update(_fields_of(bundle, bundle_schema(), ""))
        if not missing:
            raise StopIteration

    with suppress(StopIteration):
        collect()
    assert missing == set()


def _resolved(schema):
    if "$ref" in schema:
        return bundle_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _fields_known(schema, path):
    schema = _resolved(schema)
    for name, below in schema.get("properties", {}).items():
        yield f"{path}.{name}"
        yield from _fields_known(below, f"{path}.{name}")
    if "items" in schema:
        yield from _fields_known(schema["items"], f"{path}[]")


def _fields_of(value, schema, path):
    schema = _resolved(schema)
    if isinstance(value, dict):
        for name in value.keys() & schema.get("properties", {}).keys():
            yield f"{path}.{name}"
            yield from _fields_of(value[name], schema["properties"][name], f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _fields_of(item, schema.get("items", {}), f"{path}[]")
