"""The languages of the United Nations, and which of them the pages can speak."""

from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

UN_LANGUAGES: list[tuple[str, str | Promise]] = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]


def spoken(catalogues: Path) -> list[tuple[str, str | Promise]]:
    """English, and those with a compiled catalogue in the folder.

    A page never says that it is in a language that its words are not in: a screen reader would read it out wrongly.
    """
    return [
        (code, name)
        for code, name in UN_LANGUAGES
        if code == "en" or (catalogues / to_locale(code) / "LC_MESSAGES" / "django.mo").is_file()
    ]
