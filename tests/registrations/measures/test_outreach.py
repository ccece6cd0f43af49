"""Languages, working groups and answers that are missing while there is still time."""

from registrations.measures.outreach import quiet_groups, quiet_languages, unknown_answers
from registrations.models import Preference
from tests import factories as f


def test_languages_of_the_event_that_few_speak(consultation):
    consultation.languages = ["en", "fr", "ru"]
    f.RegistrationFactory.create_batch(3, consultation=consultation, languages=["en", "fr-CA"])
    f.RegistrationFactory(consultation=consultation, languages=["ru"], status="withdrawn")
    f.RegistrationFactory(consultation=consultation, languages=["RU-ru"])
    assert [(one.tag, one.registered) for one in quiet_languages(consultation)] == [("ru", 1)]


def test_groups_that_few_chose_first(consultation):
    first, second = (f.WorkingGroupFactory(consultation=consultation, number=number) for number in (71, 72))
    assert quiet_groups(consultation) == []
    for _ in range(3):
        one = f.RegistrationFactory(consultation=consultation)
        Preference.objects.create(registration=one, group=first, rank=1)
        Preference.objects.create(registration=one, group=second, rank=2)
    gone = f.RegistrationFactory(consultation=consultation, status="withdrawn")
    Preference.objects.create(registration=gone, group=second, rank=1)
    found = [(group.number, group.first, group.chosen) for group in quiet_groups(consultation) if group.number > 70]
    assert found == [(72, 0, 3)]


def test_what_people_did_not_answer_is_counted(consultation):
    known = f.OrganizationFactory(series=consultation.series, country="NP", sector="media")
    f.RegistrationFactory(consultation=consultation, organization=known, gender="woman")
    f.RegistrationFactory(consultation=consultation, organization_name="Typed Only", country="", sector="", gender=" ")
    f.RegistrationFactory(consultation=consultation, status="waitlisted", gender="")
    unknown = unknown_answers(consultation)
    assert (unknown.registered, unknown.gender, unknown.country, unknown.sector, unknown.organization) == (
        2,
        1,
        1,
        1,
        1,
    )
