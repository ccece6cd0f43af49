"""What was said on the record, by name, in the opening and the closing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Person, Session


class Statement(models.Model):
    """One on-record paragraph. Working groups and unattributed sessions have none."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="statements")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveIntegerField()
    text = models.TextField(_("text"))
    people = models.ManyToManyField(Person, through="StatementPerson", related_name="statements")

    class Meta:
        verbose_name = _("on-record statement")
        ordering = ["consultation", "position"]


class StatementPerson(models.Model):
    """A person named in a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="person_links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statement_links")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["statement", "position"]
        constraints = [models.UniqueConstraint(fields=["statement", "person"], name="statement_person_once")]
