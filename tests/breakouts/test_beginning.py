"""What counts how much comes along into a consultation that is begun like an earlier one."""

from zoneinfo import ZoneInfo

from breakouts.actions.weights import set_weights
from breakouts.models import Weighting
from consultations.beginning import Shift, copied_parts
from tests import factories


def test_the_weights_come_along_without_who_set_them_and_why(event):
    weights = dict.fromkeys(Weighting.PARTS, 7)
    set_weights(consultation=event.consultation, actor=event.organizer, weights=weights, reason="Ana asked for it.")
    new = factories.ConsultationFactory(series=event.consultation.series)
    part = next(part for part in copied_parts() if part.key == "weights")
    assert (part.count(event.consultation), part.count(new)) == (1, 0)
    at, zone = new.starts_at, ZoneInfo(new.timezone)
    part.copy(event.consultation, new, Shift(at, zone, at, zone))
    assert {getattr(new.weighting, name) for name in Weighting.PARTS} == {7}
    assert new.weighting.reason == f"As in “{event.consultation.title}”."
    assert new.weighting.set_by is None
