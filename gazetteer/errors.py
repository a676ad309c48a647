"""The project's errors: one root, leaves that also are a builtin.

A message is one sentence that names the file, row or argument and says what to do.
"""


class ProjectMapError(Exception):
    """Root of every error that this project raises on purpose."""


class PlaceDataError(ProjectMapError, ValueError):
    """A table of places breaks its schema."""


class UnknownPlaceError(ProjectMapError, LookupError):
    """A place id, district name or code that the gazetteer does not hold."""


class BoundaryDataError(ProjectMapError, RuntimeError):
    """The package that carries the district polygons is missing or laid out otherwise than expected."""


class TextFileError(ProjectMapError, ValueError):
    """A file that should hold text cannot be read as such."""
