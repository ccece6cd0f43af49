"""Files that commands write."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(target: Path, content: Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write the file so that it is there whole or not at all; a device is written to.

    It is readable by its owner alone, unless `mode` says otherwise.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.writelines(content)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
