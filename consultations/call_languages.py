"""The call in its languages: which versions there are, how each is named and written, and which are out of date."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.urls import reverse

from consultations.forms.choices import languages
from consultations.models import CallTranslation, Consultation, OpenCall
from consultations.reading import call_of

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Version:
    """Title and text in one language. Where `out_of_date`, the main text has changed since."""

    slug: str
    language: str
    title: str
    text: str
    main: bool = False
    out_of_date: bool = False

    @property
    def name(self) -> str:
        """The language in its own words."""
        return own_name(self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def path(self) -> str:
        """The address of its page."""
        return self._address("call")

    @property
    def text_path(self) -> str:
        """The address of its plain text."""
        return self._address("call_text")

    @property
    def url(self) -> str:
        """The address of its page, with the name of the site."""
        return settings.SITE_URL + self.path

    def _address(self, page: str) -> str:
        if self.main:
            return reverse(f"consultations:{page}", args=[self.slug])
        return reverse(f"consultations:{page}_in", args=[self.slug, self.language])


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How a language stands on the organizer's list: "main", "current", "out_of_date", "missing" or "not_asked"."""

    language: str
    state: str


def main_version(consultation: Consultation) -> Version:
    """The call in its own language; without a call the title alone."""
    call = call_of(consultation)
    language, text = (call.language, call.text) if call else (DEFAULT, "")
    return Version(consultation.slug, language, consultation.title, text, main=True)


def versions(consultation: Consultation) -> list[Version]:
    """The main version and its translations, in one query."""
    call = call_of(consultation)
    main = main_version(consultation)
    if call is None:
        return [main]
    known = call.translations.exclude(language=main.language)
    return [main, *(_version(consultation, call, translation) for translation in known)]


def language_states(consultation: Consultation) -> list[LanguageState]:
    """The six official languages and whichever others are used, and how the call stands in each; one query."""
    known = {version.language: version for version in versions(consultation)}
    tags = [tag for tag, _name in languages([*consultation.languages, *known])]
    return [LanguageState(tag, _state(known.get(tag), tag in consultation.languages)) for tag in tags]


def is_out_of_date(translation: CallTranslation, consultation: Consultation, call: OpenCall) -> bool:
    """Whether title or text in the main language are other than what this was translated from."""
    return (translation.main_title, translation.main_text) != (consultation.title, call.text)


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """A language by its name in itself: "Français", "العربية"."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """ "rtl" for languages written from right to left."""
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def interface_language(tag: str) -> str:
    """The language of the words around a version: its own where we have a catalogue for it, else English."""
    spoken = [code for code, _name in settings.LANGUAGES]
    for code in (tag.lower(), tag.lower().partition("-")[0]):
        for known in spoken:
            if known == code or known.partition("-")[0] == code:
                return known
    return DEFAULT


def _version(consultation: Consultation, call: OpenCall, translation: CallTranslation) -> Version:
    return Version(
        slug=consultation.slug,
        language=translation.language,
        title=translation.title,
        text=translation.text,
        out_of_date=is_out_of_date(translation, consultation, call),
    )


def _state(version: Version | None, asked: bool) -> str:
    if version is None:
        return "missing" if asked else "not_asked"
    if version.main:
        return "main"
    return "out_of_date" if version.out_of_date else "current"
