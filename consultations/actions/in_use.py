"""Whether anything refers to a row, in whichever app: what is in use is corrected, never removed."""

from collections.abc import Iterable

from django.db.models import ForeignObjectRel, Model


def is_in_use(instance: Model, *, apart_from: Iterable[type[Model]] = ()) -> bool:
    """Whether a row of any model points at this one. `apart_from` names models that belong to it.

    Asked of Django's own list of relations, because deleting would take some of them along without a word.
    """
    ignored = set(apart_from)
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: instance}).exists()
        for relation in instance._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and (relation.one_to_many or relation.one_to_one)
        and relation.related_model not in ignored
    )
