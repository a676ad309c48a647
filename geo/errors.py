"""Errors of reading, extracting, cataloguing and exporting; the root is shared with the gazetteer."""

from gazetteer.errors import ProjectMapError


class ReportError(ProjectMapError, ValueError):
    """A report cannot be read: not text, empty, encrypted, too large."""


class CatalogueError(ProjectMapError, ValueError):
    """A catalogue breaks its schema."""


class ExportError(ProjectMapError, ValueError):
    """A file cannot be written as asked."""


class FilterError(ProjectMapError, ValueError):
    """A filter names a code or district that does not exist."""


__all__ = ["CatalogueError", "ExportError", "FilterError", "ProjectMapError", "ReportError"]
