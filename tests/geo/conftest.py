"""Reports of one sentence, for tests of the grammar; every phrase is the project's own."""

from __future__ import annotations

import pytest

from geo import extraction, report

_TITLE = "（三）做好今年工作。"


def _read(sentence, *, heading="", review=False, gazetteer=None):
    said = f"{_TITLE}\n\n{heading}{sentence}"
    done, planned = (said, "今年，继续努力。") if review else ("过去一年，成绩很好。", said)
    text = f"一、2030年工作回顾\n{done}\n二、2031年重点工作\n{planned}"
    return extraction.extract(report.parse(text, "county-2031"), gazetteer=gazetteer)


@pytest.fixture(scope="session")
def read():
    """Extract from one sentence of a plan, or of a review."""
    return _read


@pytest.fixture(scope="session")
def names():
    """Names of what one sentence of a plan builds."""
    return lambda sentence, **options: [mention.name for mention in _read(sentence, **options).mentions]
