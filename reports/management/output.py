"""Where commands write a document that they built."""

import sys
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.files import write_whole


def write_output(output: str, content: bytes) -> bool:
    """Write to a file, or to stdout for "-". Whether there is a file now. Raises Refused where it cannot be written."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return False
    try:
        write_whole(Path(output), [content], mode=0o644)
    except OSError as error:
        raise Refused(
            _("The file %(name)s cannot be written (%(why)s).") % {"name": output, "why": error.strerror}
        ) from error
    return True
