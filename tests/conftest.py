from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from gazetteer import words

# A busy machine is no fault of an example.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")

REPORT = Path(__file__).parents[2] / "shared" / "reports" / "chongqing-2021.txt"
REFERENCE = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"


def _at_hand(path: Path) -> Path:
    if not path.exists():
        sentence = f"{path.name} is not at hand: it belongs at ../shared beside the repository."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path


@pytest.fixture(scope="session")
def report_path() -> Path:
    """The 2021 report, which is no part of the repository."""
    return _at_hand(REPORT)


@pytest.fixture(scope="session")
def reference_path() -> Path:
    """The hand-made list of what the 2021 report names."""
    return _at_hand(REFERENCE)


@pytest.fixture(scope="session")
def cutters():
    """What cuts words with rjieba installed, and without it."""
    fast = words.cutter.__wrapped__()
    kept = sys.modules.pop("rjieba")
    sys.modules["rjieba"] = None
    try:
        return {"rjieba": fast, "jieba": words.cutter.__wrapped__()}
    finally:
        sys.modules["rjieba"] = kept


@pytest.fixture
def cut_with(cutters, monkeypatch):
    """Let words be cut by jieba, or by rjieba."""

    def cut(name):
        words._cuts.cache_clear()
        monkeypatch.setattr(words, "cutter", lambda: cutters[name])

    yield cut
    words._cuts.cache_clear()
