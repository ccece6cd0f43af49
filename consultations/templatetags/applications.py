"""What an application says in answer to the organizers' own questions."""

from django import template

from consultations.asking import in_words
from consultations.models import Application, Question, SeenBy

register = template.Library()


@register.simple_tag
def given_answers(application: Application, *, own: bool = False) -> list[tuple[Question, str]]:
    """Questions with their answers in words; one query. What only those who arrange support read is her own to see."""
    rows = application.answers.select_related("question").order_by("question__position", "question__pk")
    if not own:
        rows = rows.exclude(question__seen_by=SeenBy.NEEDS)
    return [(row.question, in_words(row.question, row.value)) for row in rows]
