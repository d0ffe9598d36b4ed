"""Measures taking jobs in and reading them, against FastAPI, Celery and Redis doing the same in the same run.

64 connections, load generator (wrk) on the same machine, everything durable before it is answered.
`python submissions.py [SECONDS]` runs it alone; VITASCOPE_BINARY names another program than the checkout's release.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import service

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(HERE, "work/submissions")
JOB = json.dumps({"prompt": "Why rivers bend. Water runs faster on the outside of a curve.", "duration_target": 20})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, seconds=30):
    for _ in range(seconds * 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nobody answers on port {port}")


class Peer:
    """Redis with a wait for the disk before each answer, and two uvicorn workers; nobody takes the jobs out."""

    def __init__(self):
        folder = os.path.join(WORK, "redis")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        redis = free_port()
        self.port = free_port()
        self.redis = subprocess.Popen(
            ["redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes",
             "--appendfsync", "always", "--save", "", "--daemonize", "no"], stdout=subprocess.DEVNULL)
        wait_for(redis)
        self.web = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "jobs:app", "--app-dir", os.path.join(HERE, "peer"), "--workers", "2",
             "--port", str(self.port), "--no-access-log", "--log-level", "warning"],
            env=dict(os.environ, PEER_REDIS=f"redis://127.0.0.1:{redis}/0"),
            stderr=open(os.path.join(WORK, "peer.log"), "wb"))
        wait_for(self.port)

    def stop(self):
        for process in (self.web, self.redis):
            process.terminate()
            process.wait()


class Ours:
    """A service without workers: only taking films in is measured."""

    def __init__(self):
        service.VITASCOPE = os.environ.get("VITASCOPE_BINARY") or service.VITASCOPE
        self.service = service.Service(os.path.join(WORK, "data"), "--workers", "0")
        self.port = self.service.port

    def stop(self):
        self.service.process.terminate()
        self.service.process.wait()


def wrk(script, port, seconds, env=None):
    answer = subprocess.run(
        ["wrk", "-t2", "-c64", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", os.path.join(HERE, "peer", script),
         f"http://127.0.0.1:{port}/jobs"], capture_output=True, text=True, check=True, env=env)
    figures = json.loads(answer.stdout.splitlines()[-1])
    if figures["failed"]:
        raise SystemExit(f"{figures['failed']} of {figures['requests']} requests failed\n{answer.stdout}")
    return figures["requests"] / figures["seconds"], figures["p99"]


def jobs(port, count):
    """Submits jobs and writes their ids to a file."""
    path = os.path.join(WORK, f"ids-{port}")
    with open(path, "w") as file:
        for _ in range(count):
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/jobs", JOB.encode(), {"Content-Type": "application/json"})
            file.write(json.load(urllib.request.urlopen(request))["id"] + "\n")
    return path


def measure(kind, seconds):
    there = kind()
    try:
        wrk("submit.lua", there.port, 2)
        submit = wrk("submit.lua", there.port, seconds)
        env = dict(os.environ, JOBS=jobs(there.port, 1000))
        wrk("read.lua", there.port, 1, env)
        return submit, wrk("read.lua", there.port, seconds, env)
    finally:
        there.stop()


def main(seconds=10):
    os.makedirs(WORK, exist_ok=True)
    # Each twice and in turn, the better of each: other work on the machine then harms neither alone.
    runs = {kind: [] for kind in (Peer, Ours)}
    for _ in range(2):
        for kind in runs:
            runs[kind].append(measure(kind, seconds))
    best = {kind: [max((run[part] for run in found), key=lambda figure: figure[0]) for part in (0, 1)]
            for kind, found in runs.items()}
    for part, name, target in ((0, "submit", 5), (1, "status", 6)):
        ours, peer = best[Ours][part], best[Peer][part]
        print(f"{name:8} ours {ours[0]:8.0f}/s p99 {ours[1]:6.1f} ms, FastAPI+Celery+Redis {peer[0]:8.0f}/s "
              f"p99 {peer[1]:6.1f} ms: {ours[0] / peer[0]:.1f}x (target {target})", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
