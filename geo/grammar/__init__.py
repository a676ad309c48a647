"""The grammar: a clause to its verb, its objects, their full names, kind and sector."""
