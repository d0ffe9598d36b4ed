"""Measures a running service: how soon a new film can be watched when idle and when busy, and what idling costs."""

import http.client
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VITASCOPE = os.path.join(ROOT, ".build/release/vitascope")
TICKS = os.sysconf("SC_CLK_TCK")
WORDS = "amber birch copper dune ember fjord grove harbour island jetty kelp lagoon meadow north orchard pine".split()


class Service:
    """A server of our own on a free port, with a data folder of its own."""

    def __init__(self, data, *options, env=None):
        shutil.rmtree(data, ignore_errors=True)
        os.makedirs(data)
        self.log = open(os.path.join(data, "log"), "wb")
        self.process = subprocess.Popen(
            [VITASCOPE, "serve", "--port", "0", "--data", data, *options], stdout=subprocess.PIPE, stderr=self.log,
            text=True, env=env)
        self.port = int(self.process.stdout.readline().split("//")[1].split()[0].rsplit(":", 1)[1])

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {content[:400]!r}")
        return content

    def submit(self, body):
        return json.loads(self.ask("POST", "/v1/videos", body))["id"]

    def status(self, film):
        return json.loads(self.ask("GET", f"/v1/videos/{film}"))

    def first_second(self, body):
        """Seconds from before the POST until the first segments of picture and sound have been read."""
        began = time.monotonic()
        film = self.submit(body)
        base = f"/v1/videos/{film}/hls/"
        # The playlist's request waits until there is one.
        self.ask("GET", base + "film.m3u8")
        for track in ("video", "audio"):
            lines = self.ask("GET", f"{base}{track}.m3u8").decode().splitlines()
            self.ask("GET", base + next(line for line in lines if line and not line.startswith("#")))
        return time.monotonic() - began, film

    def account(self):
        """CPU seconds so far, and resident bytes now."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        resident = int(open(f"/proc/{self.process.pid}/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return (int(fields[11]) + int(fields[12])) / TICKS, resident

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.log.close()


def sentence(chance):
    """A sentence that was never spoken before, so that nothing comes from the cache."""
    return f"Take {chance.choice(WORDS)} {chance.choice(WORDS)} number {chance.randrange(10**6)} begins here."


def film(chance, script, size="1280x720"):
    return {"script": sentence(chance) + "\n\n" + script, "size": size}


def p95(values):
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


def tell(name, values, target):
    print(f"{name}, 720p, {len(values)} runs: median {statistics.median(values):.2f} s, p95 {p95(values):.2f} s, "
          f"worst {max(values):.2f} s (target {target})", flush=True)


def idle(service, seconds=20):
    cpu, _ = service.account()
    time.sleep(seconds)
    after, resident = service.account()
    print(f"service  idle: {resident / 1e6:.0f} MB (target 120), {(after - cpu) / seconds * 100:.2f} % of a core",
          flush=True)


def measure(work, runs=20, env=None):
    chance = random.Random(7)
    script = open(os.path.join(ROOT, "Examples/water.md")).read()
    service = Service(os.path.join(work, "service"), env=env)
    try:
        time.sleep(5)
        idle(service)
        times = []
        for _ in range(runs):
            seconds, id = service.first_second(film(chance, script))
            times.append(seconds)
            service.ask("DELETE", f"/v1/videos/{id}")
            time.sleep(0.5)
        tell("service  first second, idle", times, 1.0)
        # A minute after the last film it lets go of what it can load again.
        time.sleep(70)
        idle(service)
        busy, times = [], []
        for _ in range(runs):
            busy = [id for id in busy if service.status(id)["status"] in ("queued", "in_progress")]
            while len(busy) < 8:
                busy.append(service.submit(film(chance, script)))
            # Eight films are in flight and each can be watched already.
            while not all(service.status(id)["detail"]["playable_after"] for id in busy):
                time.sleep(0.1)
            seconds, id = service.first_second(film(chance, script))
            times.append(seconds)
            service.ask("DELETE", f"/v1/videos/{id}")
        tell("service  first second, 8 films in flight", times, 3.0)
    finally:
        service.stop()


if __name__ == "__main__":
    measure(os.path.join(ROOT, "Benchmarks/work"))
