"""The page without a browser: what is sent to the map's frame."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import catalogue

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(DASHBOARD)])

    def at(**query):
        app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return at


def sent(app):
    return json.loads(app.get("component_instance")[0].proto.json_args)


def test_every_asset_comes_from_the_same_server(run):
    arguments = sent(run())
    links = arguments["js_links"] + arguments["css_links"]
    assert links
    assert all(link.startswith("../") for link in links)
    assert "://" not in arguments["script"] + arguments["header"] + arguments["html"]


def test_a_filter_changes_the_layers_and_not_the_base(run):
    whole, part = sent(run(lang="zh")), sent(run(lang="zh", districts="璧山区"))
    assert whole["script"] == part["script"]
    assert whole["js_links"] == part["js_links"]
    assert len(part["feature_group"]) < len(whole["feature_group"])
    assert part["returned_objects"] == ["last_active_drawing"]


def test_every_located_row_is_sent_once(run):
    rows = catalogue.shipped()
    text = sent(run())["feature_group"]
    for id_ in rows[rows.geometry.notna()]["id"]:
        assert text.count(f'"id":"{id_}"') == 1


def test_options_of_the_command_line_reach_the_map(run, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(DASHBOARD), "--map-number", "S-2021-001"])
    app = AppTest.from_file(str(DASHBOARD), default_timeout=60).run()
    assert "S-2021-001" in sent(app)["script"]
