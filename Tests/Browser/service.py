"""A real `vitascope serve` on this machine, with a data folder of its own, that can be killed and come back.

    with Service("/path/to/vitascope", folder) as service:
        film = service.make("Rain begins as dust.")
        service.kill()
        service.start()          # the same data, the same address
"""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

SMALL = {"size": "640x360", "quality": "draft"}
"""What keeps a test's film cheap."""


class Service:
    """Runs the service and asks its API."""

    def __init__(self, vitascope, folder, *options):
        self.vitascope, self.folder, self.options = vitascope, pathlib.Path(folder), options
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        """Starts it and waits until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder / "home")}
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.vitascope, "serve", "--port", str(self.port), "--data", self.folder / "data", *self.options],
                env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.ask("GET", "/healthz")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the service did not start:\n{(self.folder / 'log').read_text()}") from None
                time.sleep(0.05)

    def kill(self):
        """Ends it without a word, as a crash does."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it in order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def ask(self, method, path, body=None, **headers):
        """The answer's JSON; raises `ApiError` unless it is a success."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if body is not None:
                headers.setdefault("Content-Type", "application/json")
                body = json.dumps(body)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise ApiError(answer.status, content.decode(errors="replace"))
        is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
        return json.loads(content) if is_json and content else content

    def submit(self, words, **options):
        """Asks for a film made from a script and returns its id."""
        return self.ask("POST", "/v1/videos", {"script": words, **SMALL, **options})["id"]

    def film(self, film):
        """What the API says of a film."""
        return self.ask("GET", f"/v1/videos/{film}")

    def wait_for(self, film, *states, revision=1, timeout=120):
        """Waits until a film stands as wanted and returns it."""
        deadline = time.monotonic() + timeout
        while True:
            now = self.film(film)
            if now["status"] in states and now["revision"] >= revision:
                return now
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {timeout} s in vain for {states} of revision {revision}: {now}")
            time.sleep(0.1)

    def make(self, words, **options):
        """Makes a film and returns its id once it is finished."""
        film = self.submit(words, **options)
        self.wait_for(film, "completed")
        return film

    def storyboard(self, film):
        """The storyboard of a film's newest revision."""
        return self.ask("GET", f"/v1/videos/{film}/storyboard")


class ApiError(Exception):
    """The service said no."""

    def __init__(self, status, text):
        super().__init__(f"{status}: {text}")
        self.status = status
