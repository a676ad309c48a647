"""From a file to text, and from text to its outline, sentences and clauses."""
