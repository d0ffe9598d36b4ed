"""The wire to a headless Chromium: starts the process and speaks the DevTools protocol over one WebSocket.

Everything is synchronous. Events that arrive while a command waits for its answer are handed to their listeners, so
listeners must be short and must not send commands themselves.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

CANDIDATES = ("chromium-headless-shell", "chromium", "google-chrome")

ARGUMENTS = (
    "--headless", "--remote-debugging-port=0", "--no-first-run", "--no-default-browser-check", "--mute-audio",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync",
    "--disable-extensions", "--disable-breakpad", "--disable-domain-reliability", "--password-store=basic",
    # A page that waits for something must not be slowed down because nobody looks at it.
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--no-pings",
    "--disable-backgrounding-occluded-windows", "--force-color-profile=srgb", "--enable-precise-memory-info",
)


class BrowserFailure(AssertionError):
    """The browser, or a page in it, did not do what was asked; the text says which and what was seen instead."""


def find_browser():
    """The path of the installed browser; raises with what to install."""
    for name in (os.environ.get("VITASCOPE_CHROMIUM"), *CANDIDATES):
        path = name and shutil.which(name)
        if path:
            return path
    raise BrowserFailure("no Chromium is installed: apt-get install chromium-headless-shell")


class DevTools:
    """A browser process with an empty profile, and the connection to it."""

    def __init__(self, arguments=()):
        self.profile = pathlib.Path(tempfile.mkdtemp(prefix="vitascope-browser-"))
        self.log = self.profile / "browser.log"
        command = [find_browser(), *ARGUMENTS, *arguments, f"--user-data-dir={self.profile}"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*command, "about:blank"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        try:
            self.socket = connect(self._address(), max_size=None, compression=None, ping_interval=None, proxy=None)
        except BaseException:
            self._end()
            raise
        self.listeners = {}
        self._answers = {}
        self._last = 0

    def _address(self, seconds=20):
        place = self.profile / "DevToolsActivePort"
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            lines = place.read_text().splitlines() if place.exists() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.01)
        raise BrowserFailure("the browser did not start:\n" + self.log.read_text(errors="replace")[-2000:])

    def listen(self, session, listener):
        """Calls `listener(method, params)` for each event of a session; `None` stops it."""
        if listener:
            self.listeners[session] = listener
        else:
            self.listeners.pop(session, None)

    def send(self, method, params=None, session=None, timeout=30):
        """Sends a command and returns its result; raises `BrowserFailure` when it is refused or takes too long."""
        self._last += 1
        number = self._last
        message = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        try:
            self.socket.send(json.dumps(message))
        except ConnectionClosed as error:
            raise BrowserFailure("the browser has gone: " + self.log.read_text(errors="replace")[-2000:]) from error
        deadline = time.monotonic() + timeout
        while number not in self._answers:
            left = deadline - time.monotonic()
            if left <= 0:
                raise BrowserFailure(f"the browser did not answer {method} within {timeout} s")
            self.pump(left)
        answer = self._answers.pop(number)
        if "error" in answer:
            error = answer["error"]
            raise BrowserFailure(f"{method}: {error.get('message')} {error.get('data', '')}".strip())
        return answer["result"]

    def pump(self, seconds):
        """Handles one message if one comes within the time; returns whether one came."""
        try:
            text = self.socket.recv(timeout=max(0, seconds))
        except TimeoutError:
            return False
        except ConnectionClosed as error:
            raise BrowserFailure("the browser has gone: " + self.log.read_text(errors="replace")[-2000:]) from error
        message = json.loads(text)
        if "id" in message:
            self._answers[message["id"]] = message
        else:
            listener = self.listeners.get(message.get("sessionId"))
            if listener:
                listener(message["method"], message.get("params", {}))
        return True

    def wait(self, seconds):
        """Lets time pass while events are handled."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.pump(left)

    def close(self):
        """Ends the browser and removes its profile."""
        try:
            self.socket.close()
        finally:
            self._end()

    def _end(self):
        # The launcher is a shell script: the whole process group that was started here goes.
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(timeout=3)
                break
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        shutil.rmtree(self.profile, ignore_errors=True)
