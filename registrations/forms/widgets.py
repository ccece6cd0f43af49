"""Widgets of long lists."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class LongSelect(forms.Select):
    """A select whose options are written once per language, since two hundred of them cost more than the page."""

    def __init__(self, options: Callable[[], list[tuple[str, str]]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.options_of = options

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        lines = [
            line.replace(">", " selected>", 1) if code == chosen else line
            for code, line in _lines(self.options_of, get_language() or "")
        ]
        all_attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(all_attrs), mark_safe("".join(lines)))  # noqa: S308


@lru_cache(maxsize=64)
def _lines(options: Callable[[], list[tuple[str, str]]], language: str) -> tuple[tuple[str, str], ...]:
    """Each value with its option, escaped. `language` keeps the languages apart."""
    return tuple(
        (code, f'<option value="{conditional_escape(code)}">{conditional_escape(words)}</option>')
        for code, words in options()
    )
