"""Measures a running server: small answers, files and ranges beside nginx, memory of idle subscribers.

    serving.py                      # all of it, on a server of its own with a film that it makes
    serving.py answers http://127.0.0.1:8080/v1/videos/ID
    serving.py files http://127.0.0.1:8080/v1/videos/ID/content FILE
    serving.py idle http://127.0.0.1:8080/v1/videos/ID/events PID [COUNT]
    serving.py idle ws://127.0.0.1:8080/ws/notify PID [COUNT]

FILE is what the address answers with: nginx serves the same one in the same run. PID is the server's process.
VITASCOPE_KEY is sent as the API key when it is set.
"""

import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

SECONDS = 5
ROUNDS = 3
KEY = os.environ.get("VITASCOPE_KEY")


def processor_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) * 1024


def wrk(address, connections, script=None):
    """Requests a second and their 99th percentile in milliseconds; a failed request fails the run."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
    if KEY:
        command += ["-H", f"Authorization: Bearer {KEY}"]
    if script:
        command += ["-s", script]
    text = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    errors = re.search(r"(Non-2xx.*|Socket errors.*)", text)
    if errors:
        sys.exit(f"{address}: {errors[1]}")
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    factor = {"us": 0.001, "ms": 1, "s": 1000}[late[2]]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), float(late[1]) * factor


def answers(address):
    rates = [wrk(address, 64) for _ in range(ROUNDS)]
    rate, late = sorted(rates)[ROUNDS // 2]
    print(f"small answers: {rate:.0f}/s, p99 {late:.1f} ms, 64 connections")


class Nginx:
    """nginx with two workers, serving one file on a free port."""

    def __init__(self, file):
        self.folder = tempfile.TemporaryDirectory(prefix="vitascope-nginx-")
        os.chmod(self.folder.name, 0o755)
        os.link(file, os.path.join(self.folder.name, "file")) if self.same_disk(file) else self.copy(file)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        temporary = " ".join(f"{kind}_temp_path {self.folder.name}/{kind};"
                             for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        settings = os.path.join(self.folder.name, "nginx.conf")
        with open(settings, "w") as out:
            out.write(f"""daemon off; worker_processes 2; pid {self.folder.name}/pid; error_log stderr;
                events {{ worker_connections 1024; }}
                http {{ access_log off; sendfile on; keepalive_requests 1000000; {temporary}
                    server {{ listen 127.0.0.1:{port}; root {self.folder.name}; }} }}""")
        self.process = subprocess.Popen(["nginx", "-c", settings], stderr=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{port}/file"
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        sys.exit("nginx does not start; is nginx-light installed?")

    def same_disk(self, file):
        return os.stat(file).st_dev == os.stat(self.folder.name).st_dev and os.stat(file).st_mode & 0o004

    def copy(self, file):
        target = os.path.join(self.folder.name, "file")
        with open(file, "rb") as source, open(target, "wb") as copy:
            copy.write(source.read())
        os.chmod(target, 0o644)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def ranges_script(folder, size, length):
    """A wrk script that asks for a part of the file, another one each time."""
    path = os.path.join(folder, "ranges.lua")
    with open(path, "w") as out:
        out.write(f"""local count = 0
            request = function()
                count = count + 1
                local start = (count * 7919) % {max(1, size - length)}
                wrk.headers["Range"] = "bytes=" .. start .. "-" .. (start + {length} - 1)
                return wrk.format("GET")
            end""")
    return path


def files(address, file):
    size = os.path.getsize(file)
    nginx = Nginx(file)
    try:
        with tempfile.TemporaryDirectory() as folder:
            lengths = [length for length in (65536, 1 << 20) if length < size]
            for length in [size, *lengths]:
                what, script = "whole file", None
                if length < size:
                    what, script = "ranges", ranges_script(folder, size, length)
                ours, theirs = [], []
                # By turns, so that both meet the same machine.
                for _ in range(ROUNDS):
                    ours.append(wrk(address, 16, script)[0])
                    theirs.append(wrk(nginx.address, 16, script)[0])
                mine, yours = sorted(ours)[ROUNDS // 2], sorted(theirs)[ROUNDS // 2]
                print(f"{what} ({length} bytes): {mine:.0f}/s, nginx {yours:.0f}/s: {mine / yours:.2f}x "
                      f"(target 0.5)")
    finally:
        nginx.stop()


def subscribe(address):
    parts = urllib.parse.urlsplit(address)
    lines = [f"GET {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1", f"Host: {parts.netloc}"]
    if KEY:
        lines.append(f"Authorization: Bearer {KEY}")
    if parts.scheme == "ws":
        lines += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    wire = socket.create_connection((parts.hostname, parts.port or 80))
    wire.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return wire


def idle(address, pid, count=5000):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count + 100)), hard))
    before = resident_bytes(pid)
    wires = [subscribe(address) for _ in range(count)]
    for wire in wires:
        status = wire.recv(65536).split(b"\r\n", 1)[0]
        if status.split()[1:2] not in ([b"200"], [b"101"]):
            sys.exit(f"{address}: {status.decode()}")
    time.sleep(1)
    after, used = resident_bytes(pid), processor_seconds(pid)
    time.sleep(SECONDS)
    used = processor_seconds(pid) - used
    print(f"{count} idle subscribers: {after / 1e6:.0f} MB in all (target 300), {(after - before) / count:.0f} bytes "
          f"each, {100 * used / SECONDS:.1f} % of a core")
    for wire in wires:
        wire.close()


def measure(work, env=None):
    """A server of our own, a film of one minute in it, and all the measurements on that."""
    from service import ROOT, Service
    server = Service(os.path.join(work, "serving"), env=env)
    try:
        script = open(os.path.join(ROOT, "Examples/water.md")).read()
        id = server.submit({"script": script, "size": "1280x720"})
        while (state := server.status(id))["status"] != "completed":
            if state["status"] == "failed":
                sys.exit(f"the film failed: {state['error']}")
            time.sleep(0.5)
        time.sleep(2)
        base = f"http://127.0.0.1:{server.port}/v1/videos/{id}"
        folder = os.path.join(work, "serving", "films", id, "r1")
        segment = sorted(name for name in os.listdir(f"{folder}/hls") if name.startswith("video-0"))[1]
        answers(base)
        files(f"{base}/hls/{segment}", f"{folder}/hls/{segment}")
        files(f"{base}/content", f"{folder}/film.mp4")
        for address in (f"{base}/events", f"ws://127.0.0.1:{server.port}/ws/notify"):
            idle(address, server.process.pid)
    finally:
        server.stop()


if __name__ == "__main__":
    match sys.argv[1:]:
        case []: measure(os.path.join(os.path.dirname(os.path.abspath(__file__)), "work"))
        case ["answers", address]: answers(address)
        case ["files", address, file]: files(address, file)
        case ["idle", address, pid]: idle(address, int(pid))
        case ["idle", address, pid, count]: idle(address, int(pid), int(count))
        case _: sys.exit(__doc__)
