"""Files written as a whole or not at all, and archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, for members whose age says nothing."""


def check_target(path: str | os.PathLike[str], *, overwrite: bool) -> Path:
    """Return ``path`` where a file may be written there.

    Raises
    ------
    ExportError
        Where it is a folder, its folder does not exist, or it exists and ``overwrite`` is false.
    """
    target = Path(path)
    if "\0" in str(target):
        raise ExportError(f"{str(target)!r} is no usable file name: it holds a null character.")
    try:
        is_folder, has_folder, exists = target.is_dir(), target.parent.is_dir(), target.exists()
    except OSError as error:
        raise ExportError(f"{target} is no usable file name: {error.strerror}.") from error
    if is_folder:
        raise ExportError(f"{target} is a folder; name a file in it.")
    if not has_folder:
        raise ExportError(f"The folder {target.parent} does not exist; make it first.")
    if exists and not overwrite:
        raise ExportError(f"{target} exists; ask for overwriting or choose another name.")
    return target


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a new file beside ``path``, then put it there in one step.

    Raises
    ------
    ExportError
        Where the disk refuses; nothing is left behind and an old file stays as it was.
    """
    try:
        # beside the target, so that the last step is a rename within one file system
        handle, name = tempfile.mkstemp(prefix=".part-", suffix=path.suffix[:16], dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            write(part)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}.") from error


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of ``members``, name to content, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
