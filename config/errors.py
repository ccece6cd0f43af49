"""The page for what could not be read at all."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request as plain


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form that holds more than DATA_UPLOAD_MAX_MEMORY_SIZE is told so, and that the browser still has its text."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return plain(request, exception)
