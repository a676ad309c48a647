"""Files as people have them, to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.errors import TextFileError
from gazetteer.text import decode
from geo.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ReportError
        One sentence that names the file.
    """
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise ReportError(f"{path.name} cannot be read: {error.strerror}.") from None
    except TextFileError as error:
        raise ReportError(f"{path.name}: {error}") from None
