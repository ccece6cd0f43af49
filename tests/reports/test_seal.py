"""What is frozen is recognized by one checksum, which anybody can work out again from the published file."""

import hashlib
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.errors import Refused
from reports.actions.compose import compose_report
from reports.actions.publish import publish_report
from reports.document import from_tree, number, to_tree
from reports.models import Report
from reports.seal import digest_of, sealed
from reports.tree import frozen_tree
from tests.freezing import clear, freeze, publish


@pytest.fixture
def frozen(rivers, note):
    note("The gauges were broken.")
    return freeze(compose_report(consultation=rivers))


def test_the_checksum_is_that_of_tree_figures_and_screening(frozen):
    content = json.loads(sealed(frozen, frozen_tree(frozen)))
    assert content["document"] == frozen.tree
    assert content["screening"] == frozen.screened_with
    figures = json.dumps(frozen.figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert content["figures"] == hashlib.sha256(f"{frozen.salt}{figures}".encode()).hexdigest()
    assert frozen.digest == hashlib.sha256(sealed(frozen, frozen_tree(frozen))).hexdigest()


@pytest.mark.parametrize("large", ["migration", "water"])
def test_the_whole_tree_of_a_demonstration_comes_back_from_the_database_with_the_same_checksum(large, request):
    report = freeze(request.getfixturevalue(large).report)
    again = Report.objects.select_related("consultation").get(pk=report.pk)
    assert to_tree(number(from_tree(again.tree))) == again.tree
    assert digest_of(again, frozen_tree(again)) == report.digest


@pytest.mark.parametrize("what", ["tree", "figures", "screened_with"])
def test_a_version_that_was_changed_after_freezing_is_not_published(frozen, what):
    changed = {
        "tree": {**frozen.tree, "title": "Another title"},
        "figures": {**frozen.figures, "as_of": "2026-01-01T00:00:00+00:00"},
        "screened_with": "another",
    }
    clear(frozen)
    Report.objects.filter(pk=frozen.pk).update(**{what: changed[what]})
    with pytest.raises(Refused, match="is not that of the text and figures that were frozen"):
        publish_report(report=frozen)
    frozen.refresh_from_db()
    assert (frozen.status, frozen.publications.count()) == ("cleared", 0)


def test_two_freezings_of_the_same_figures_do_not_have_the_same_checksum_of_figures(frozen):
    first = sealed(frozen, frozen_tree(frozen))
    frozen.salt = "0" * 32
    assert sealed(frozen, frozen_tree(frozen)) != first


def test_the_published_file_has_the_checksum_and_shows_no_figure_that_the_report_does_not_print(client, rivers, note):
    note("The gauges were broken.")
    report = publish(compose_report(consultation=rivers))
    page = client.get(reverse("reports:public", args=[rivers.slug])).text
    assert report.digest in page
    file = b"".join(client.get(reverse("reports:download", args=[rivers.slug, "frozen"])).streaming_content)
    assert hashlib.sha256(file).hexdigest() == report.digest
    assert report.salt.encode() not in file
    assert b"registered_persons" not in file


def test_the_tree_that_the_command_builds_is_the_one_that_was_frozen(frozen, tmp_path):
    target = tmp_path / "tree.json"
    call_command("build_report", frozen.consultation.slug, format="json", output=str(target))
    assert json.loads(target.read_text()) == json.loads(sealed(frozen, frozen_tree(frozen)))["document"]
