"""A project mention: what one clause of a report says of one project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit; ``shared`` where one figure covers several mentions."""

    value: float
    unit: str
    of: str
    shared: bool = False


class Mention(NamedTuple):
    """One project in one clause.

    Attributes
    ----------
    kind : str
        ``project``, ``programme`` or ``region_policy``.
    name : str
        Full name, coordination resolved, elided heads restored.
    action : str
        The governing verb as written.
    stage, domain, sector : str
        Codes of :mod:`geo.taxonomy`.
    quantities : tuple of Quantity
    part, section, heading, network : str
        Where it stands: ``plan`` or ``review``; ``（七）``; the paragraph's lead; the sub-head.
    start, end : int
        Offsets of the clause in the unwrapped report text.
    clause : str
        The evidence: ``text[start:end]``.
    spans : tuple of (int, int)
        Offsets in the report text of the pieces that the name is made of, in the order in which they stand.
    area : str
        The clause's own area words outside the name (中心城区, 两江新区), where they locate the project.
    head : str
        The head word that decided kind and sector.
    rules : tuple of str
        The rules that fired, in order.
    """

    kind: str
    name: str
    action: str
    stage: str
    domain: str
    sector: str
    part: str
    section: str
    heading: str
    network: str
    start: int
    end: int
    clause: str
    quantities: tuple[Quantity, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    area: str = ""
    head: str = ""
    rules: tuple[str, ...] = ()
