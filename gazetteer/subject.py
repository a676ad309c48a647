"""What a text is about: Chongqing, or another province or city."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import is_district

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.names import NameIndex

    Hits = list[tuple[int, int, int]]

# A text is on another province where it names others four times or more, and over three times as
# often as Chongqing: a Chongqing report names some neighbours, another's report hardly a district.
# One 全省 is enough where nothing is said of Chongqing; in a page of text, one other place.
_LEAST_ELSEWHERE = 4
_MORE_ELSEWHERE = 3
_PAGE = 300  # characters
# 江北 and 南岸 are banks of any river: of a text on the districts downstream they are none of the centre's.
BANKS = frozenset({"江北", "南岸"})
_CENTRE = frozenset(f"5001{n:02}" for n in (3, 4, 5, 6, 7, 8, 9, 12, 13, 57))
WHOSE = (
    r"(?<![\u4e00-\u9fff])(?:[\d年月日上下午昨今在]{0,12}在|[年月日上下午]+)?"
    r"(?P<whose>(?![我本全该省县年月日上下午昨今]|自治)(?:(?![在向对由])[\u4e00-\u9fff]){2,11}?[省市州盟区县旗])"
)
"""Pattern of the province, city or county that a congress or government is of, in group ``whose``."""

CONGRESS = "第?[一二三四五六七八九十]{1,4}届(?:人民代表大会|人大)"
"""Pattern of a congress: 第九届人民代表大会."""

_OF_ITS_OWN = re.compile(
    rf"{WHOSE}(?:{CONGRESS}|(?:\d{{4}}年)?(?:人民)?政府(?:工作报告|代?[省市州盟区县旗]长))"
)


class Topic(NamedTuple):
    """What a text is about: another province or city (``away``), or only districts far from the centre."""

    away: bool
    remote: bool


class Subject:
    """Tells what a text is about by the names in it.

    Parameters
    ----------
    index : NameIndex
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._weights = [name.weight for name in index.names]

    def topic(self, text: str, parts: Iterable[Hits]) -> Topic:
        """Return what a text is about; ``parts`` are its hits."""
        hits = list(chain.from_iterable(parts))
        return Topic(self._is_elsewhere(text, hits), self._is_remote(hits))

    def _is_elsewhere(self, text: str, hits: Hits) -> bool:
        """Tell whether a text is about another province or city.

        Whose congress or government a report is of decides; where no table knows it, as another
        province's words of itself do: where nothing is said of Chongqing; then the places that are named.
        """
        told = [self._weights[i] for i, _, _ in hits]
        here, of_itself = told.count(1), told.count(-2)
        elsewhere = told.count(-1) + of_itself
        own = set(self._own(text))
        if (1 in own) != (-1 in own):
            return -1 in own
        alone = of_itself or own or (elsewhere and len(text) >= _PAGE)
        return (bool(alone) and not here) or (
            elsewhere >= _LEAST_ELSEWHERE and elsewhere > _MORE_ELSEWHERE * here
        )

    def _is_remote(self, hits: Hits) -> bool:
        """Tell whether a text is about districts of Chongqing, and none of those in its centre."""
        names = [self._index.names[i] for i in {i for i, _, _ in hits}]
        held = [place for name in names if name.text not in BANKS for place in name.named]
        codes = {place.adcodes[0] for place in held if len(place.adcodes) == 1}
        return bool(codes) and codes.isdisjoint(_CENTRE)

    def _own(self, text: str) -> Iterator[int]:
        """Yield 1 for each own congress or government of Chongqing, -1 of another city, 0 of one unknown."""
        for found in _OF_ITS_OWN.finditer(text):
            names = [self._index.names[i] for i, _, _ in self._index.hits(found["whose"])]
            weights = {name.weight for name in names}
            if 1 in weights or -1 in weights:
                yield 1 if 1 in weights else -1
            elif not any(is_district(place) for name in names for place in name.named):
                yield 0
