"""The table of contexts in which a name is no place."""

import re

import pytest

from gazetteer import contexts
from gazetteer.errors import PlaceDataError
from gazetteer.tables import shipped


def test_every_name_in_the_contexts_is_a_name_of_the_gazetteer():
    forms = {form for place in shipped() for form in (place.name, *place.aliases)}
    table = contexts.shipped()
    assert {*table.rules, *table.risky, *table.plain_towns, *table.vague} <= forms


def test_patterns_are_linear():
    for rules in contexts.shipped().rules.values():
        for rule in rules:
            for pattern in filter(None, (rule.before, rule.after)):
                assert not re.search(r"[+*]\)?[+*{]|\.[*+]", pattern.pattern)


@pytest.mark.parametrize(
    "text",
    [
        "risky = [",
        "risky = []",
        'risky=[]\nelsewhere=[]\nplain_towns=[]\nvague=[]\nstraddle=[]\n[[rule]]\nnames=["甲"]\nafter="("\n',
        'risky=[]\nelsewhere=[]\nplain_towns=[]\nvague=[]\nstraddle=[]\n[[rule]]\nnames=["甲"]\nreason="none"\n',
    ],
)
def test_a_malformed_table_is_named(tmp_path, text):
    path = tmp_path / "contexts.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlaceDataError, match=r"contexts\.toml cannot be read"):
        contexts.read(path)
