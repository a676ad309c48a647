"""What a clause says is done: its predicate, as spans of the report's text."""

from __future__ import annotations

from typing import NamedTuple

Span = tuple[int, int]

STAGES = ("ongoing", "starting", "completing", "preparatory", "planning")
"""Stages that verbs and closings tell; of several said together, the later one here decides."""


class Predicate(NamedTuple):
    """What a clause says is done.

    Attributes
    ----------
    action : str
        The verb phrase as written; ``支持…建设`` where agents stand between.
    force, stage : str
        Of the verbs together, see :mod:`geo.grammar.lexicon`.
    objects : (int, int)
        Span of what the verb governs, closing words included.
    agents : (int, int) or None
        Span of the places that act.
    figure : (int, int) or None
        Span of a figure that belongs to the object but stands apart from it.
    rule : str
        The pattern that matched.
    """

    action: str
    force: str
    stage: str
    objects: Span
    agents: Span | None = None
    figure: Span | None = None
    rule: str = "verb"
