from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from geo import catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sentence = "Chromium is not installed: the page tests need it (Debian: apt-get install chromium)."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve():
    """Start a dashboard of one's own: ``with serve(home) as address``."""
    return serving


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a dashboard that serves all tests."""
    with serving(tmp_path_factory.mktemp("home")) as address:
        yield address


@contextmanager
def serving(home):
    """The dashboard on a free port of this machine, as a user starts it; what it keeps is in ``home``."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    settings = ["--server.headless", "true", "--server.port", str(port)]
    log = (home / "server.log").open("w")
    process = subprocess.Popen(
        [*command, *settings],
        cwd=ROOT,
        env={**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home)},
        stdout=log,
        stderr=log,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address + "/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def wait_for(address, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer within 60 s")


class Watch:
    """A browser page of which nothing may leave the machine and nothing may go wrong unseen."""

    def __init__(self, context, allowed):
        self.outside, self.errors = [], []
        context.route("**/*", self._gate(allowed))
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _gate(self, allowed):
        def gate(route):
            if route.request.url.startswith((allowed, "data:", "blob:")):
                route.continue_()
            else:
                self.outside.append(route.request.url)
                route.abort()

        return gate

    def check(self):
        assert self.outside == []
        assert self.errors == []


class Dashboard:
    """What a user does with the page, and what they see."""

    def __init__(self, watch, server):
        self.watch, self.page, self.server = watch, watch.page, server

    @property
    def map(self):
        # the last: while one map makes room for another there are two
        return self.page.locator("iframe[title*=st_folium]").last.content_frame

    def open(self, query="", ready=True):
        self.page.goto(f"{self.server}/{query}")
        self.page.locator(".counters").wait_for()
        if ready:
            self.map.locator(".pm-district").first.wait_for(state="attached")
            self.page.wait_for_function(
                "document.querySelector('iframe[title*=st_folium]').contentWindow.map"
            )
            self.settle()
        return self

    def in_map(self, expression):
        frame = self.page.locator("iframe[title*=st_folium]").last.element_handle().content_frame()
        return frame.evaluate(expression)

    def counters(self):
        """All, on the map, not placed."""
        return [int(text) for text in self.page.locator(".counters b").all_inner_texts()]

    def rows(self):
        return self.page.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.project)")

    def features(self):
        """Ids of the projects in the map's layers."""
        return sorted(
            set(
                self.in_map(
                    "Object.values(window.map._layers).map(l => l.feature && l.feature.properties.id)"
                    ".filter(Boolean)"
                )
            )
        )

    def expect(self, count):
        """Wait until the counter says ``count`` and the map has followed."""
        expect(self.page.locator(".counters b").first).to_have_text(str(count))
        self.settle()

    def settle(self):
        """Wait until the server rests and the map has drawn the last answer."""
        self.page.wait_for_function(
            "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
        )
        self.page.wait_for_timeout(250)

    def menu(self, title):
        self.page.locator(".opener").filter(has_text=title).first.click()
        return self.page.locator(".menu:popover-open")

    def choose(self, title, option):
        menu = self.menu(title)
        menu.locator("label").filter(has=self.page.get_by_text(option, exact=True)).locator("input").click()
        self.page.locator(".chip", has_text=option).first.wait_for()
        self.settle()
        self.page.keyboard.press("Escape")

    def upload(self, path):
        self.page.get_by_role("button", name="打开报告").click()
        self.page.locator("input[type=file]").first.set_input_files(path)
        self.page.get_by_text(Path(path).name).wait_for()
        self.page.get_by_role("button", name="读取").click()


@pytest.fixture
def open_page(chromium, server):
    """Make dashboards; at the end none may have asked outside or met an error."""
    contexts, watches = [], []

    def make(address=server, **options):
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", **options}
        context = chromium.new_context(**settings)
        watch = Watch(context, address)
        contexts.append(context)
        watches.append(watch)
        return Dashboard(watch, address)

    yield make
    for watch in watches:
        watch.check()
    for context in contexts:
        context.close()


@pytest.fixture
def dashboard(open_page):
    return open_page()


@pytest.fixture(scope="session")
def shipped():
    return catalogue.shipped()
