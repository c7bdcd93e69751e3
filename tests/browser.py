"""Chromium without a window, driven by the DevTools protocol over a pair of pipes: no port, no library, no download.

Messages are JSON with a zero byte behind each, as `--remote-debugging-pipe` has them.
"""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--mute-audio",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "Space": 32, "End": 35, "Home": 36}
KEYS |= {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
ASK_AXE = """
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
}).then((all) => all.violations.map((each) => ({
  id: each.id, impact: each.impact, help: each.help,
  nodes: each.nodes.slice(0, 6).map((node) => `${node.html.slice(0, 160)} | ${node.failureSummary.slice(0, 300)}`),
})))
"""
PATIENCE = 30.0
"""Seconds to wait for an answer; a machine that others use too may be slow."""


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name)) is not None), None)


def axe() -> Path | None:
    """The axe-core that `npm ci --prefix tests/axe` has put there, or the one that AXE_CORE names."""
    named = os.environ.get("AXE_CORE")
    here = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
    path = Path(named) if named else here
    return path if path.is_file() else None


class Browser:
    """One running Chromium."""

    def __init__(self, folder: Path) -> None:
        into, self._out = os.pipe()
        self._in, out = os.pipe()
        command = [
            program() or "",
            *FLAGS,
            f"--user-data-dir={folder}",
            "--window-size=1400,900",
            "about:blank",
        ]
        script = f'exec "$@" 3<&{into} 4>&{out}'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", script, "bash", *command],
            pass_fds=(into, out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(into)
        os.close(out)
        os.set_blocking(self._in, False)
        self._held = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RuntimeError, TimeoutError, OSError):
            self.call("Browser.close")
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)  # it still writes into its folder
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Asks for something and waits for the answer; events that come before it are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        whole = json.dumps(message).encode() + b"\0"
        while whole:
            whole = whole[os.write(self._out, whole) :]
        until = time.monotonic() + PATIENCE
        while True:
            answer = self._next(until)
            if answer.get("id") != self._number:
                self.events.append(answer)
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            found: dict[str, Any] = answer["result"]
            return found

    def listen(self, seconds: float) -> None:
        """Keeps the events that come in so many seconds."""
        until = time.monotonic() + seconds
        try:
            while True:
                self.events.append(self._next(until))
        except TimeoutError:
            return

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._held:
            if time.monotonic() > until:
                raise TimeoutError("Chromium gave no answer")
            try:
                self._held += os.read(self._in, 1 << 20)
            except BlockingIOError:
                time.sleep(0.003)
        message, _, self._held = self._held.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    @contextmanager
    def tab(self, url: str, *, dark: bool = False, size: tuple[int, int] = (1400, 900)) -> "Iterator[Tab]":
        """A page that is open; whatever it fetches, says in the console or throws is kept."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        try:
            for domain in ("Page", "Runtime", "Network", "Log"):
                tab.call(f"{domain}.enable")
            tab.call(
                "Emulation.setDeviceMetricsOverride",
                width=size[0], height=size[1], deviceScaleFactor=1, mobile=False,
            )  # fmt: skip
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            tab.call("Emulation.setEmulatedMedia", features=[scheme])
            tab.call("Page.navigate", url=url)
            tab.until("document.readyState === 'complete'")
            yield tab
        finally:
            self.call("Target.closeTarget", targetId=target)


class Tab:
    """One page."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self._first = len(browser.events)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)

    def run(self, expression: str) -> Any:
        """What an expression comes to in the page; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """Waits until an expression is true."""
        end = time.monotonic() + PATIENCE
        asked = f"(() => {{ const found = {expression}; return found instanceof Node ? true : found; }})()"
        while not (found := self.run(asked)):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.02)
        return found

    def settle(self) -> None:
        """Waits for two frames, so that what was changed is laid out and drawn."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def press(self, key: str, *, shift: bool = False) -> None:
        text = {"Enter": "\r", "Space": " "}.get(key)
        said = {"key": " " if key == "Space" else key, "code": key, "modifiers": 8 if shift else 0}
        held: dict[str, Any] = {**said, "windowsVirtualKeyCode": KEYS[key]}
        down: dict[str, Any] = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.call("Input.dispatchKeyEvent", **held, **down)
        self.call("Input.dispatchKeyEvent", **held, type="keyUp")

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def events(self, method: str) -> list[dict[str, Any]]:
        kept = self._browser.events[self._first :]
        return [
            e["params"] for e in kept if e.get("method") == method and e.get("sessionId") == self._session
        ]

    def faults(self) -> list[str]:
        """Errors and warnings of the console, exceptions, and what the policy refused."""
        self._browser.listen(0.1)
        said = [
            e["entry"]["text"]
            for e in self.events("Log.entryAdded")
            if e["entry"]["level"] in ("error", "warning")
        ]
        said += [
            json.dumps(e["args"])[:300]
            for e in self.events("Runtime.consoleAPICalled")
            if e["type"] in ("error", "warning", "assert")
        ]
        return said + [
            json.dumps(e["exceptionDetails"])[:600] for e in self.events("Runtime.exceptionThrown")
        ]

    def requests(self) -> list[str]:
        """Every address that was asked for, the page's own too; data in the page itself is none."""
        self._browser.listen(0.1)
        urls = [e["request"]["url"] for e in self.events("Network.requestWillBeSent")]
        return [url for url in urls if not url.startswith("data:")]

    def axe(self, path: Path) -> list[dict[str, Any]]:
        """What axe-core finds, by WCAG 2.2 A and AA and its best practices."""
        self.call("Page.setBypassCSP", enabled=True)
        self.run(path.read_text(encoding="utf-8") + "; true")
        found: list[dict[str, Any]] = self.run(ASK_AXE)
        return found
