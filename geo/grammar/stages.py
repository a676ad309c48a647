"""How far along a thing is: what the closing words tell, and what a review makes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.grammar.classify import Verdict
    from geo.grammar.clause import Predicate

_BEGUN = re.compile("[开动]工|启动|续建")
_ADDED = ("新增", "新设", "新开通")


def done(stage: str, found: Predicate, verdict: Verdict) -> str:
    """Stage in a review: what was completed, added or counted is done; what was started is under way."""
    built = found.force in {"hard", "build"} and stage in {"ongoing", "starting"}
    counted = "kind:counted" in verdict.rules and not _BEGUN.search(found.action)
    if built and (counted or found.action.endswith(_ADDED)):
        return "completed"
    return {"completing": "completed", "starting": "ongoing"}.get(stage, stage)
