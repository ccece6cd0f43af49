"""The words beside each consent: those of the house, and those that organizers write, every version kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.models import Consultation
from registrations.models import Consent, ConsentPurpose, ConsentWords, Registration

EARLIER_AUDIENCE = "earlier_participants"
"""The audience of those who agreed to be written to about later consultations."""
HOUSE_VERSION = "2026-11"
"""The version of the house's words. When they change, it is raised and the earlier words stay in `house_words`."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody agrees to, and the version of it."""

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One purpose as a participant sees it: the words now, and her answer with the words that it was given to."""

    purpose: ConsentPurpose
    now: Words
    answer: Consent | None
    agreed_to: str

    @property
    def given(self) -> bool:
        return self.answer is not None and self.answer.given

    @property
    def asks_again(self) -> bool:
        """Whether she is asked: she agreed to other words, or has never been asked what nobody can do without."""
        if self.answer is None:
            return self.purpose == ConsentPurpose.TAKE_PART
        return self.answer.given and self.answer.version != self.now.version


def house_words(purpose: str, version: str) -> str:
    """The house's words of a version, in the reader's language."""
    words = {
        ("2026-11", ConsentPurpose.TAKE_PART): _("I agree that my answers are used to run this consultation"),
        ("2026-11", ConsentPurpose.CONTACT): _("You may write to me about later consultations"),
    }
    return words.get((version, ConsentPurpose(purpose)), "")


def words_now(consultation: Consultation) -> dict[str, Words]:
    """The words of each purpose as they are shown now; one query."""
    found = {purpose: Words(HOUSE_VERSION, house_words(purpose, HOUSE_VERSION)) for purpose in ConsentPurpose.values}
    for row in ConsentWords.objects.filter(consultation=consultation).order_by("pk"):
        found[row.purpose] = Words(row.version, row.text)
    return found


def agreements_of(registration: Registration) -> list[Agreement]:
    """What she was asked and answered, with the very words; two queries."""
    written = list(ConsentWords.objects.filter(consultation=registration.consultation_id).order_by("pk"))
    texts = {(row.purpose, row.version): row.text for row in written}
    latest = {row.purpose: Words(row.version, row.text) for row in written}
    answers = {row.purpose: row for row in registration.consents.all()}
    found = []
    for purpose in ConsentPurpose:
        answer = answers.get(purpose)
        current = latest.get(purpose) or Words(HOUSE_VERSION, house_words(purpose, HOUSE_VERSION))
        agreed_to = ""
        if answer is not None:
            agreed_to = texts.get((purpose, answer.version)) or house_words(purpose, answer.version)
        found.append(Agreement(purpose, current, answer, agreed_to))
    return found
