"""A form that holds too much: told on a page of its own, and nothing is changed."""

import pytest
from django.urls import reverse

from reports.models import HouseStyle

pytestmark = pytest.mark.django_db


def test_a_form_with_a_picture_pasted_as_text_is_told_what_to_do(as_organizer, consultation):
    picture = "data:image/png;base64," + "A" * (5 * 1024 * 1024)
    address = reverse("reports:style_settings", args=[consultation.slug])
    answer = as_organizer.post(address, f"headings=I+A+1&note={picture}", "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "what you wrote is still there" in answer.text
    assert not HouseStyle.objects.exists()


def test_another_request_that_cannot_be_read_has_the_usual_page(as_organizer, consultation):
    many = "&".join(f"a{number}=1" for number in range(1001))
    address = reverse("reports:style_settings", args=[consultation.slug])
    answer = as_organizer.post(address, many, "application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "We could not read that request" in answer.text
