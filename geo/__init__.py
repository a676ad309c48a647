"""A report goes in; a map of the projects it names comes out."""
