"""Forms of the stakeholder list: searching it, writing somebody down, loading files, judging duplicates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.tables import ENCODINGS
from consultations.countries import COMMISSIONS, COUNTRIES, subregion
from consultations.forms.choices import countries, languages
from consultations.models import Consultation, Sector
from consultations.templatetags.openfloor import country_name, language_name
from registrations.actions.contacts import Entry
from registrations.contact_files import FIELDS, Layout
from registrations.contact_list import Counts
from registrations.filters import SEARCH
from registrations.forms.registration import ADDRESS_ERRORS
from registrations.forms.widgets import LongSelect
from registrations.models import Contact, ContactImport, RemovalReason, Source

REACH = [
    ("invited", _("Invited")),
    ("not_invited", _("Not invited yet")),
    ("registered", _("Registered")),
    ("not_registered", _("Not registered yet")),
]
MAIL = [("reachable", _("Gets mailings")), ("unsubscribed", _("Wants none")), ("bounced", _("Mail came back"))]
OTHER = "+"  # no key of a source
DELIMITERS = [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Vertical line"))]


class SearchForm(forms.Form):
    """Every answer narrows the list; values that are not offered are not looked at."""

    q = forms.CharField(label=_("Name, address or organization"), required=False, widget=SEARCH)

    def __init__(self, data: Any, *, sources: Sequence[Source], counts: Counts) -> None:
        super().__init__(data)
        codes = [code for code in counts.countries if code in COUNTRIES]
        places = sorted({subregion(code, scheme) for code in codes for scheme in COMMISSIONS} - {""})
        offered: dict[str, tuple[str, list[Any]]] = {
            "source": (_now("Source"), [(source.key, source.name) for source in sources]),
            "sector": (_now("Sector"), [choice for choice in Sector.choices if counts.sectors.get(choice[0])]),
            "subregion": (_now("Subregion"), [(name, name) for name in places]),
            "country": (_now("Country or area"), sorted(((c, country_name(c)) for c in codes), key=lambda one: one[1])),
            "language": (_now("Language"), [(tag, language_name(tag)) for tag in counts.languages if tag]),
            "reach": (_now("Invited or registered"), REACH),
            "mail": (_now("Mailings"), MAIL),
        }
        for name, (label, choices) in offered.items():
            if choices or data.get(name):
                self.fields[name] = forms.ChoiceField(
                    label=label, required=False, choices=[("", _now("Any")), *list(choices)]
                )

    def filters(self) -> dict[str, list[str]]:
        """What was chosen, as the list takes it."""
        self.is_valid()
        return {name: [value] for name, value in self.cleaned_data.items() if value}


def _sectors() -> list[tuple[str, str]]:
    return [("", "—"), *((value, str(label)) for value, label in Sector.choices)]


class ContactForm(forms.Form):
    """One person of the list."""

    email = forms.EmailField(label=_("E-mail address"), error_messages=ADDRESS_ERRORS)
    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    organization_name = forms.CharField(
        label=_("Organization"),
        max_length=300,
        required=False,
        help_text=_("By any name that it goes by. Its record is found by name, short name and other names."),
    )
    position = forms.CharField(label=_("Position"), max_length=300, required=False)
    country = forms.ChoiceField(
        label=_("Country or area"), required=False, choices=countries, widget=LongSelect(countries)
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=_sectors, widget=LongSelect(_sectors))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "is-inline"})
    )
    notes = forms.CharField(label=_("Notes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sources = forms.MultipleChoiceField(label=_("Where from"), required=False, widget=forms.CheckboxSelectMultiple)
    source_name = forms.CharField(
        label=_("Another source"),
        max_length=200,
        required=False,
        help_text=_("Such as “Members of the river network”."),
    )

    def __init__(self, *args: Any, consultation: Consultation, contact: Contact | None = None, **kwargs: Any) -> None:
        self.has: set[int] = set()
        if contact is not None:
            kwargs["initial"] = _facts(contact)
            self.has = {link.source_id for link in contact.source_links.all()}
        super().__init__(*args, **kwargs)
        self.all_sources = {source.key: source for source in consultation.sources.all()}
        offered = [(key, source.name) for key, source in self.all_sources.items() if source.pk not in self.has]
        self.fields["languages"].choices = languages(list(contact.languages) if contact else [])  # type: ignore[attr-defined]
        self.fields["sources"].choices = offered  # type: ignore[attr-defined]
        if self.has:
            self.fields["sources"].label = _("Came from this source, too")
        if not offered:
            del self.fields["sources"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (self.has or data.get("sources") or data.get("source_name")):
            self.add_error("source_name", _("Say where this person comes from."))
        return data

    def entry(self) -> Entry:
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"sources", "source_name"}}
        return Entry(**data)

    def chosen(self) -> list[Source]:
        return [self.all_sources[key] for key in self.cleaned_data.get("sources", [])]


def _facts(contact: Contact) -> dict[str, Any]:
    names = ("email", "name", "position", "country", "sector", "languages", "notes")
    return {**{name: getattr(contact, name) for name in names}, "organization_name": contact.shown_organization}


class RemoveForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=RemovalReason.choices,
        widget=forms.RadioSelect,
        help_text=_("An address whose owner asked is not loaded again from any file."),
        error_messages={"required": _("Say why, so that others know later.")},
    )


class UploadForm(forms.Form):
    """A file, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, up to 50 MB, one person a row, with an e-mail address each."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("There is nothing in this file."),
        },
    )
    source = forms.ChoiceField(
        label=_("Where do these people come from?"),
        help_text=_("It is kept with each person."),
        error_messages={"required": _("Say where these people come from.")},
    )
    source_name = forms.CharField(
        label=_("Another source"),
        max_length=200,
        required=False,
        help_text=_("Such as “Members of the river network”."),
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(source.key, source.name) for source in sources]
        self.fields["source"].choices = [("", _now("Choose one")), *named, (OTHER, _now("Another, named below"))]  # type: ignore[attr-defined]
        if not named:
            del self.fields["source"]
            self.fields["source_name"].label = _("Where do these people come from?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["source"] = "" if data.get("source") == OTHER else data.get("source", "")
        if not data["source"] and not data.get("source_name") and not self.errors.get("source"):
            self.add_error("source_name", _("Say where these people come from."))
        return data


class LayoutForm(forms.Form):
    """Reading the file with other letters, columns or another sheet than we guessed."""

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if layout.form == "xlsx":
            sheets = [(name, name) for name in layout.sheets]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=sheets, initial=layout.sheet)
        else:
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Letters"), choices=list(ENCODINGS.items()), initial=layout.encoding
            )
            self.fields["delimiter"] = forms.ChoiceField(
                label=_("Columns are parted by"), choices=DELIMITERS, initial=layout.delimiter
            )

    @property
    def worth_showing(self) -> bool:
        return "sheet" not in self.fields or len(self.fields["sheet"].choices) > 1  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column means what."""

    replace = forms.ChoiceField(
        label=_("Of people who are on the list already"),
        choices=[
            ("", _("keep what the list says, and fill only what is missing")),
            ("yes", _("take what the file says, where it says something")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, batch: ContactImport, **kwargs: Any) -> None:
        kwargs["initial"] = {**{n: str(c) for n, c in batch.columns.items()}, "replace": "yes" if batch.replace else ""}
        super().__init__(*args, **kwargs)
        named = [(str(number), words) for number, words in enumerate(Layout(**batch.layout).column_names())]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=name == "email",
                choices=[("", _now("Not in this file")), *named],
                error_messages={"required": _("Say which column holds the e-mail addresses.")},
            )
        self.order_fields([*FIELDS, "replace"])

    def columns(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data.get(name)}
