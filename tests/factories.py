"""Things to test with. People and organizations are invented."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from consultations import models as c
from registrations import models as r

START = datetime(2026, 12, 17, 4, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"account{n}@people.example")
    name = factory.Sequence(lambda n: f"Account {n}")


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = c.Framework

    key = factory.Sequence(lambda n: f"framework-{n}")
    title = "Charter of Shared Rivers"


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = c.Objective

    framework = factory.SubFactory(FrameworkFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: f"Keep river {n + 1} clean")
    position = factory.Sequence(int)


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = c.Series

    key = factory.Sequence(lambda n: f"series-{n}")
    framework = factory.SubFactory(FrameworkFactory)
    title = "River consultations"


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = c.Consultation

    slug = factory.Sequence(lambda n: f"rivers-{n}")
    series = factory.SubFactory(SeriesFactory)
    visibility = c.Visibility.PUBLIC
    title = "Sharing the river"
    starts_at = START
    ends_at = START + timedelta(hours=3)
    timezone = "Asia/Bangkok"


class OpenCallFactory(DjangoModelFactory):
    """A call that is open now, whatever the day."""

    class Meta:
        model = c.OpenCall

    consultation = factory.SubFactory(ConsultationFactory)
    opens_at = datetime(2020, 1, 1, tzinfo=UTC)
    closes_at = datetime(2120, 1, 1, tzinfo=UTC)
    text = "Tell us how the river should be shared."


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = c.Organization

    series = factory.SubFactory(SeriesFactory)
    key = factory.Sequence(lambda n: f"organization-{n}")
    name = factory.Sequence(lambda n: f"River Watch {n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = c.Person

    consultation = factory.SubFactory(ConsultationFactory)
    key = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Ferida Okonjo {n}")


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = c.TeamMember

    consultation = factory.SubFactory(ConsultationFactory)
    user = factory.SubFactory(UserFactory)
    role = c.TeamRole.ORGANIZER
    arranges_support = False


class HeadingFactory(DjangoModelFactory):
    class Meta:
        model = c.Heading

    consultation = factory.SubFactory(ConsultationFactory)
    key = factory.Sequence(lambda n: f"heading-{n}")
    position = factory.Sequence(int)
    label = "Key challenges"


class WorkingGroupFactory(DjangoModelFactory):
    class Meta:
        model = c.WorkingGroup

    consultation = factory.SubFactory(ConsultationFactory)
    number = factory.Sequence(lambda n: n + 1)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = c.Round

    consultation = factory.SubFactory(ConsultationFactory)
    number = factory.Sequence(lambda n: n + 1)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = c.Application

    consultation = factory.SubFactory(ConsultationFactory)
    organization_name = factory.Sequence(lambda n: f"Delta Farmers {n}")
    contact_email = factory.Sequence(lambda n: f"office{n}@farmers.example")
    statement = "We would bring the voices of the delta."
    state = c.ApplicationState.SUBMITTED


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = r.Registration

    consultation = factory.SubFactory(ConsultationFactory)
    key = factory.Sequence(lambda n: f"registration-{n}")
    email = factory.Sequence(lambda n: f"person{n}@people.example")
    name = factory.Sequence(lambda n: f"Maro Telvane {n}")
    status = r.RegistrationState.CONFIRMED
