"""Frameworks and objectives are entered once, and changed only by those whose consultations they are in."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from accounts.errors import Refused
from consultations.actions.frameworks import add_framework, change_framework, may_change
from consultations.forms.frameworks import FrameworkForm
from consultations.models import AuditLine, ConsultationObjective, Framework, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(client, consultation):
    member = factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER)
    client.force_login(member.user)
    return member.user


def typed(objectives: str) -> FrameworkForm:
    return FrameworkForm({"title": "River law", "objectives": objectives})


def test_objectives_are_read_as_people_paste_them():
    form = typed("1. Clean water\n\n 16.9\tLegal identity\nObjective 4: Wells for all\n5) Shade")
    assert form.is_valid()
    assert form.cleaned_data["objectives"] == [
        ("1", "Clean water"),
        ("16.9", "Legal identity"),
        ("4", "Wells for all"),
        ("5", "Shade"),
    ]


def test_a_line_without_a_number_is_named_with_its_place():
    form = typed("1. Clean water\nWells for all")
    assert form.errors["objectives"] == ["Line 2 does not begin with a number: “Wells for all”"]


def test_an_organizer_enters_a_framework_and_a_series_by_screen(client, organizer):
    made = client.post(
        reverse("consultations:framework_new"),
        {"title": "River law", "short_title": "", "objectives": "1. Clean water\n2. Wells"},
    )
    framework = Framework.objects.get(title="River law")
    assert made["Location"] == reverse("consultations:framework", args=[framework.key])
    assert [str(objective) for objective in framework.objectives.all()] == ["1. Clean water", "2. Wells"]
    client.post(
        reverse("consultations:series_new", args=[framework.key]),
        {"title": "River talks", "planned": "3", "convener": "The river commission"},
    )
    assert framework.series.get().planned == 3
    assert "River talks" in client.get(reverse("consultations:framework", args=[framework.key])).content.decode()


def test_a_number_given_twice_is_refused_beside_the_field_and_nothing_typed_is_lost(client, organizer):
    answer = client.post(
        reverse("consultations:framework_new"), {"title": "River law", "objectives": "1. Clean water\n1. Wells"}
    )
    html = answer.content.decode()
    assert "Number 1 is there twice." in html
    assert "1. Wells" in html
    assert not Framework.objects.filter(title="River law").exists()


def test_a_corrected_title_is_corrected_everywhere_and_on_the_audit_trail(consultation, organizer):
    framework = consultation.series.framework
    objective = factories.ObjectiveFactory(framework=framework, number="71", title="Clear water")
    lines = [(o.number, o.title) for o in framework.objectives.exclude(pk=objective.pk)] + [("71", "Clean water")]
    change_framework(framework=framework, actor=organizer, title="Law", short_title="", objectives=lines)
    objective.refresh_from_db()
    assert objective.title == "Clean water"
    assert AuditLine.objects.get(verb="framework.changed").consultation == consultation


def test_an_objective_in_use_stays_and_one_out_of_use_goes(consultation, organizer):
    framework = consultation.series.framework
    used = factories.ObjectiveFactory(framework=framework, number="72", title="Wells")
    factories.ObjectiveFactory(framework=framework, number="73", title="Shade")
    ConsultationObjective.objects.create(consultation=consultation, objective=used, position=9)
    keep = [(o.number, o.title) for o in framework.objectives.exclude(number__in=["72", "73"])]
    given = {"framework": framework, "actor": organizer, "title": "Law", "short_title": ""}
    with pytest.raises(Refused, match="Objective 72 is in use"):
        change_framework(**given, objectives=keep)
    assert framework.objectives.filter(number="73").exists()
    change_framework(**given, objectives=[*keep, ("72", "Wells")])
    assert not framework.objectives.filter(number="73").exists()


def test_nobody_changes_a_framework_under_another_team(client, consultation, organizer):
    framework = consultation.series.framework
    factories.ConsultationFactory(series=factories.SeriesFactory(framework=framework))
    assert not may_change(organizer, framework)
    with pytest.raises(Refused, match="Another team"):
        change_framework(framework=framework, actor=organizer, title="X", short_title="", objectives=[])
    url = reverse("consultations:framework", args=[framework.key])
    assert "Another team consults" in client.get(url).content.decode()
    assert client.post(url, {"title": "X", "objectives": "1. A"}).status_code == 404


def test_a_framework_of_strangers_is_unknown(client, organizer):
    other = factories.ConsultationFactory(series=factories.SeriesFactory(framework=factories.FrameworkFactory()))
    url = reverse("consultations:framework", args=[other.series.framework.key])
    assert client.get(url).status_code == 404


def test_an_account_without_a_consultation_finds_no_frameworks(client, django_user_model):
    client.force_login(factories.UserFactory())
    assert client.get(reverse("consultations:frameworks")).status_code == 404


def test_keys_of_frameworks_with_the_same_title_differ():
    made = [add_framework(title="Law", short_title="", objectives=[]) for _ in range(3)]
    assert [framework.key for framework in made] == ["law", "law-2", "law-3"]


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_of_frameworks_costs_the_same_at_any_length(client, organizer, number, django_assert_max_num_queries):
    for place in range(number):
        add_framework(title=f"Law {place}", short_title="", objectives=[("1", "Water")])
    with django_assert_max_num_queries(6):
        html = client.get(reverse("consultations:frameworks")).content.decode()
    assert f"Law {number - 1}" in html


def _workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("goals.csv", 'Number,Title\r\n1,Clean water\r\n2,"Safe, open banks"\r\n'.encode("utf-8-sig")),
        ("goals.csv", b"1;Clean water\n2;Safe, open banks\n"),
        ("goals.tsv", b"No.\tTitle\n1\tClean water\n2\tSafe, open banks\n"),
        ("goals.xlsx", _workbook(["Number", "Title"], [1, "Clean water"], [2, "Safe, open banks"])),
    ],
)
def test_objectives_are_read_from_a_file_looked_over_and_only_then_saved(client, organizer, name, content):
    address = reverse("consultations:framework_new")
    sent = {"title": "Rivers for all", "short_title": "Rivers", "objectives": "", "read": "1"}
    page = client.post(address, {**sent, "file": SimpleUploadedFile(name, content)})
    form = page.context["form"]
    assert form["objectives"].value() == "1. Clean water\n2. Safe, open banks"
    assert form["title"].value() == "Rivers for all"
    assert not Framework.objects.filter(title="Rivers for all").exists()
    client.post(address, {"title": "Rivers for all", "short_title": "Rivers", "objectives": form["objectives"].value()})
    found = Framework.objects.get(title="Rivers for all")
    assert list(found.objectives.values_list("number", "title")) == [("1", "Clean water"), ("2", "Safe, open banks")]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_objectives_are_read_in_the_letters_that_spreadsheet_programs_write(client, organizer, encoding):
    content = "Номер;Название\r\n1;Чистая вода для каждой деревни\r\n".encode(encoding)
    page = client.post(
        reverse("consultations:framework_new"),
        {"title": "Реки", "objectives": "", "read": "1", "file": SimpleUploadedFile("goals.csv", content)},
    )
    assert page.context["form"]["objectives"].value() == "1. Чистая вода для каждой деревни"


def test_a_small_workbook_that_unpacks_to_a_large_one_is_refused_before_it_is_read(client, organizer):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (101 * 1024 * 1024))
    page = client.post(
        reverse("consultations:framework_new"),
        {"title": "Rivers", "objectives": "", "read": "1", "file": SimpleUploadedFile("goals.xlsx", out.getvalue())},
    )
    assert "too large when it is unpacked" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x01\x02", "letters of this file cannot be read"),
        (b"PK\x03\x04 broken", "This workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "Save the table as XLSX or CSV first"),
        (b"Number,Title\n", "nothing in this file"),
        (b"1,x\n" * 300_000, "larger than 1 MB"),
        (b"1,x\n" * 501, "room for 500 objectives"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_it_and_what_was_typed_stays(client, organizer, content, sentence):
    sent = {"title": "Rivers for all", "objectives": "1. Typed by hand", "read": "1"}
    page = client.post(
        reverse("consultations:framework_new"), {**sent, "file": SimpleUploadedFile("goals.csv", content)}
    )
    text = page.content.decode()
    assert sentence in text
    assert "1. Typed by hand" in text


def test_whoever_only_reads_a_file_is_not_told_what_else_is_missing(client, organizer):
    address = reverse("consultations:framework_new")
    read = client.post(address, {"read": "1", "file": SimpleUploadedFile("goals.csv", b"1,Clean water\n")})
    assert "1. Clean water" in read.text
    assert "This field is required" not in read.text
    without = client.post(address, {"read": "1"})
    assert without.context["form"].errors == {"file": ["Choose a file first."]}
    assert not Framework.objects.filter(title="").exists()
