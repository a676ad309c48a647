"""One module a family of file formats; a writer turns :class:`~geo.writers.content.Content` into bytes."""
