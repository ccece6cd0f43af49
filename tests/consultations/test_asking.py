"""The organizers' own questions: written by screen, put in order, conditional, and never lost once answered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from accounts.errors import Refused
from consultations import asking
from consultations.actions import asking as actions
from consultations.actions.asking import copy_questions
from consultations.forms.asked import AskingForm
from consultations.models import Question
from registrations.models import RegistrationAnswer
from tests import factories


def asked(consultation, label, kind="short", **facts):
    """A question at the end of the registration form, as the page would save it."""
    given = {
        "asked_of": "registration",
        "help_text": "",
        "options": [],
        "required": "never",
        "only_if": None,
        "only_if_answer": "",
        "seen_by": "organizers",
    }
    return actions.save_question(
        consultation=consultation, actor=None, question=None, label=label, kind=kind, **given | facts
    )


@pytest.fixture
def train(consultation):
    return asked(consultation, "Do you come by train?", "yes_no")


@pytest.fixture
def station(consultation, train):
    return asked(
        consultation, "From which station?", required="form", only_if=train.pk, only_if_answer="yes", seen_by="needs"
    )


def form(consultation, data=None, given=None):
    made = AskingForm(data)
    made.ask(list(consultation.form_questions.asked_of("registration").select_related("only_if")), given)
    return made


def answer(question, value):
    registration = factories.RegistrationFactory(consultation=question.consultation)
    return RegistrationAnswer.objects.create(registration=registration, question=question, value=value)


# What an answer is


@pytest.mark.parametrize(
    ("kind", "typed", "value", "words"),
    [
        ("short", "  Baku ", "Baku", "Baku"),
        ("long", "One.\nTwo.", "One.\nTwo.", "One.\nTwo."),
        ("yes_no", "no", False, "No"),
        ("number", "12.50", "12.5", "12.5"),
        ("number", "100", "100", "100"),
        ("date", "2026-12-16", "2026-12-16", "2026-12-16"),
        ("one", "by-boat", "by-boat", "By boat"),
        ("several", ["by-bus", "by-boat"], ["by-bus", "by-boat"], "By bus; By boat"),
    ],
)
def test_each_kind_of_answer_is_kept_and_read(consultation, kind, typed, value, words):
    question = asked(consultation, "How?", kind, options=["By boat", "By bus"] if kind in {"one", "several"} else [])
    made = form(consultation, {"asked-how": typed})
    assert made.is_valid(), made.errors
    assert made.given() == {question.pk: value}
    assert asking.in_words(question, value) == words
    assert form(consultation, given={question.pk: value}).fields["asked-how"].initial in (value, typed)


@pytest.mark.parametrize(
    ("kind", "typed"), [("number", "many"), ("date", "16/12/2026"), ("one", "by-mule"), ("yes_no", "perhaps")]
)
def test_an_answer_of_another_kind_is_refused_beside_its_field(consultation, kind, typed):
    asked(consultation, "How?", kind, options=["By boat", "By bus"] if kind == "one" else [])
    made = form(consultation, {"asked-how": typed})
    assert list(made.errors) == ["asked-how"]


def test_a_needed_answer_is_asked_for_only_where_its_condition_holds(consultation, station):
    assert form(consultation, {"asked-do-you-come-by-train": "no"}).is_valid()
    assert form(consultation, {}).is_valid()
    made = form(consultation, {"asked-do-you-come-by-train": "yes"})
    assert made.errors == {"asked-from-which-station": ["Please answer this question."]}


def test_an_answer_whose_condition_does_not_hold_is_not_kept(consultation, train, station):
    made = form(consultation, {"asked-do-you-come-by-train": "no", "asked-from-which-station": "Hill End"})
    assert made.is_valid()
    assert made.given() == {train.pk: False}


def test_a_condition_stands_in_words_for_those_without_scripts(consultation, station):
    field = form(consultation).fields["asked-from-which-station"]
    assert field.help_text == "Only if “Do you come by train?” is answered “Yes”."
    assert field.widget.attrs["data-only-if"] == "asked-do-you-come-by-train"


def test_words_of_an_organizer_are_text_on_the_form(consultation):
    asked(consultation, "<b>Bold</b>?", help_text="<i>really</i>")
    page = form(consultation).as_div()
    assert "<b>" not in page
    assert "<i>" not in page


KEYS = some.sampled_from(["yes", "no"])


@given(
    links=some.lists(some.tuples(some.integers(0, 5), KEYS), min_size=1, max_size=6),
    values=some.lists(some.none() | some.booleans(), min_size=6, max_size=6),
    needed=some.lists(some.sampled_from(["never", "form", "event"]), min_size=6, max_size=6),
)
def test_whatever_depends_on_whatever_no_answer_is_both_missing_and_kept(links, values, needed):
    """Even where conditions point in circles, which the database does not forbid."""
    questions = [
        Question(pk=n, kind="yes_no", only_if_id=before if before != n else None, only_if_answer=key, required=by)
        for n, ((before, key), by) in enumerate(zip(links, needed, strict=False))
    ]
    given_answers = {n: value for n, value in enumerate(values[: len(questions)]) if value is not None}
    kept = asking.kept(questions, given_answers)
    missing = {one.pk for one in asking.missing(questions, given_answers, by=["form", "event"])}
    assert kept.items() <= given_answers.items()
    assert not missing & set(kept)
    assert asking.kept(questions, kept) == kept, "what was kept once is kept again"


# Writing questions


def test_a_question_that_was_answered_keeps_its_kind_and_its_options(consultation):
    question = asked(consultation, "How?", "one", options=["By boat", "By bus"])
    answer(question, "by-boat")
    facts = {"label": "How do you come?", "help_text": "", "required": "never", "seen_by": "organizers"}
    rest = {"only_if": None, "only_if_answer": "", "asked_of": "registration", "actor": None}
    with pytest.raises(Refused, match="kind of answer stays"):
        actions.save_question(consultation=consultation, question=question, kind="short", options=[], **facts, **rest)
    question.refresh_from_db()
    actions.save_question(
        consultation=consultation, question=question, kind="one", options=["By buss", "On foot"], **facts, **rest
    )
    question.refresh_from_db()
    assert question.choices == [("by-bus", "By buss"), ("on-foot", "On foot")], "a corrected option keeps its key"
    assert asking.in_words(question, "by-boat") == "By boat", "an option that is no longer offered keeps its words"


def test_a_question_is_removed_until_it_is_answered_and_then_only_no_longer_asked(consultation, train):
    other = asked(consultation, "Where from?")
    actions.stop_asking(question=other, actor=None)
    assert not consultation.form_questions.filter(pk=other.pk).exists()
    answer(train, True)
    actions.stop_asking(question=train, actor=None)
    assert consultation.form_questions.get().retired
    assert not consultation.form_questions.asked_of("registration").exists()
    train.refresh_from_db()
    actions.ask_again(question=train, actor=None)
    assert consultation.form_questions.asked_of("registration").get() == train


def test_what_another_question_depends_on_stays_before_it(consultation, train, station):
    with pytest.raises(Refused, match="stays behind it"):
        actions.move_question(question=station, actor=None, up=True)
    with pytest.raises(Refused, match="is asked only after this one"):
        actions.stop_asking(question=train, actor=None)
    third = asked(consultation, "Where from?")
    actions.move_question(question=third, actor=None, up=True)
    assert list(consultation.form_questions.values_list("label", flat=True)) == [
        "Do you come by train?",
        "Where from?",
        "From which station?",
    ]


def test_a_condition_is_an_answer_to_an_earlier_question_of_the_same_form(consultation, train):
    other = asked(consultation, "Who pays?", "yes_no", asked_of="application")
    for pk, key in ((other.pk, "yes"), (train.pk, "perhaps")):
        with pytest.raises(Refused, match="comes earlier in the form"):
            asked(consultation, "Why?", only_if=pk, only_if_answer=key)


def test_an_option_that_something_depends_on_cannot_go(consultation):
    how = asked(consultation, "How?", "one", options=["By boat", "On foot"])
    asked(consultation, "Which boat?", only_if=how.pk, only_if_answer="by-boat")
    with pytest.raises(Refused, match="would be gone"):
        actions.save_question(
            consultation=consultation,
            actor=None,
            question=how,
            asked_of="registration",
            label="How?",
            help_text="",
            kind="one",
            options=["On foot", "Elsewhere entirely"],
            required="never",
            only_if=None,
            only_if_answer="",
            seen_by="organizers",
        )


def test_a_consultation_like_an_earlier_one_asks_the_same_without_the_answers(consultation, station):
    answer(station, "Hill End")
    old = asked(consultation, "Long gone?")
    Question.objects.filter(pk=old.pk).update(retired=True)
    new = factories.ConsultationFactory(series=consultation.series)
    copy_questions(consultation, new)
    copies = list(new.form_questions.all())
    assert [one.label for one in copies] == ["Do you come by train?", "From which station?"]
    assert copies[1].only_if == copies[0]
    assert RegistrationAnswer.objects.filter(question__in=copies).count() == 0


# By screen


def page(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def test_questions_are_written_ordered_tried_and_taken_out_by_screen(as_organizer, consultation):
    empty = as_organizer.get(page("asked", consultation)).content.decode()
    assert "Nothing of your own is asked here." in empty
    sent = {"kind": "yes_no", "required": "never", "seen_by": "organizers"}
    for label in ("Do you come by train?", "Do you eat meat?"):
        as_organizer.post(page("asked_new", consultation, "registration"), {**sent, "label": label})
    train, meat = consultation.form_questions.all()
    as_organizer.post(
        page("asked_new", consultation, "registration"),
        {
            "label": "Which station?",
            "kind": "one",
            "options": "Hill End\nMill Road\n",
            "required": "event",
            "seen_by": "needs",
            "only_if": f"{train.pk}:yes",
        },
    )
    station = consultation.form_questions.get(label="Which station?")
    assert (station.only_if, station.choices) == (train, [("hill-end", "Hill End"), ("mill-road", "Mill Road")])
    as_organizer.post(page("asked_move", consultation, station.pk), {"way": "up"})
    shown = as_organizer.get(page("asked", consultation)).content.decode()
    assert shown.index("Which station?") < shown.index("Do you eat meat?")
    assert "Only if “Do you come by train?” is answered “Yes”." in shown
    tried = as_organizer.post(
        page("asked_preview", consultation, "registration"), {"asked-do-you-come-by-train": "yes"}
    )
    assert "These answers would be accepted." in tried.content.decode()
    as_organizer.post(page("asked_stop", consultation, meat.pk))
    assert consultation.form_questions.count() == 2


def test_a_mistake_on_the_page_loses_nothing(as_organizer, consultation):
    sent = {"label": "How?", "kind": "one", "options": "By boat", "required": "form", "seen_by": "needs"}
    shown = as_organizer.post(page("asked_new", consultation, "application"), sent).content.decode()
    assert "Give at least two answers to choose from" in shown
    assert "By boat" in shown
    assert not consultation.form_questions.exists()


def test_the_page_of_questions_costs_the_same_however_many(as_organizer, consultation):
    asked(consultation, "One?")
    with CaptureQueriesContext(
        connection,
    ) as one:
        as_organizer.get(page("asked", consultation))
    for n in range(20):
        asked(consultation, f"Question {n}?")
    with CaptureQueriesContext(connection) as many:
        as_organizer.get(page("asked", consultation))
    assert len(many) <= len(one)
