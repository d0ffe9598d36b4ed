"""Kills a service's processes at random moments under load, then looks whether anything was lost.

usage: crash.py VITASCOPE DATA ROUNDS SEED

The environment decides where packs and caches are. Prints a JSON report; its "faults" are empty when all is well.
"""

import concurrent.futures
import hashlib
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

program, data, rounds, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
faults = []
WORDS = "amber birch copper dune ember fjord grove harbour island jetty kelp lagoon meadow orchard pine quarry".split()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


port = free_port()
os.makedirs(data, exist_ok=True)
log = open(data + ".log", "ab")


def start(*arguments):
    return subprocess.Popen([program, *arguments, "--data", data], stdout=log, stderr=log)


# The server makes films too, and a second process beside it.
COMMANDS = {
    "server": ["serve", "--port", str(port), "--workers", "3"],
    "worker": ["work", "--workers", "3"],
}
running = {name: start(*command) for name, command in COMMANDS.items()}


def ask(method, path, body=None, key=None):
    """An answer as (status, content); None when the server was not there, or went away meanwhile."""
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if key:
        headers["Idempotency-Key"] = key
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content
    except (OSError, http.client.HTTPException):
        return None


def until_answered(method, path, body=None, key=None):
    end = time.monotonic() + 120
    while time.monotonic() < end:
        answer = ask(method, path, body, key)
        if answer and answer[0] < 500:
            return answer
        time.sleep(0.05)
    raise SystemExit(f"{method} {path}: the server did not answer for two minutes (seed {seed})")


def request(chance, number):
    """A tiny film: two to four short scenes, every third one spoken."""
    scenes = chance.randint(2, 4)
    lines = [f"[scenery: {chance.choice(['hills', 'sea', 'waves', 'city'])}]\n"
             f"The {chance.choice(WORDS)} {chance.choice(WORDS)} number {number}.{index} is here." for index in range(scenes)]
    body = {"script": "\n\n".join(lines), "size": "320x180", "fps": 24, "quality": "draft", "music": "none"}
    if number % 3:
        body["voice"] = "none"
    return body


accepted = {}
stopping = threading.Event()


def keep_busy():
    """Submits films, a few waiting at a time; one whose answer was cut off is asked for again with its key."""
    own = random.Random(seed + 1)
    number = 0
    while not stopping.is_set():
        answer = ask("GET", "/v1/videos?status=queued,in_progress&limit=100")
        if not answer or answer[0] != 200:
            time.sleep(0.05)
            continue
        if len(json.loads(answer[1])["data"]) >= 8:
            time.sleep(0.1)
            continue
        number += 1
        body, key = request(own, number), f"film-{number}"
        while True:
            answer = ask("POST", "/v1/videos", body, key)
            if answer and answer[0] < 300:
                film = json.loads(answer[1])["id"]
                if accepted.setdefault(key, film) != film:
                    faults.append(f"{key} became two films")
                break
            if answer and answer[0] < 500:
                faults.append(f"{key} was refused: {answer[0]} {answer[1][:300]!r}")
                return
            if stopping.wait(0.05):
                return


until_answered("GET", "/v1/videos?limit=1")
submitter = threading.Thread(target=keep_busy)
submitter.start()
for _ in range(rounds):
    time.sleep(chance.uniform(0.2, 2.5))
    victims = chance.choice([["server"], ["worker"], ["server", "worker"]])
    for name in victims:
        running[name].send_signal(signal.SIGKILL)
    for name in victims:
        running[name].wait()
    time.sleep(chance.uniform(0, 0.2))
    for name in victims:
        running[name] = start(*COMMANDS[name])
until_answered("GET", "/v1/videos?limit=1")
stopping.set()
submitter.join()

# Everything that was accepted is finished, whether or not its answer arrived.
end = time.monotonic() + 60 + 2 * rounds
while time.monotonic() < end:
    waiting = json.loads(until_answered("GET", "/v1/videos?status=queued,in_progress&limit=100")[1])["data"]
    if not waiting:
        break
    time.sleep(0.2)
for film in waiting:
    faults.append(f"{film['id']} is stuck: {film['status']} {film['stage']} {film['detail']}")

films, after = {}, ""
while True:
    page = json.loads(until_answered("GET", f"/v1/videos?limit=100{after}")[1])
    films.update({film["id"]: film for film in page["data"]})
    if not page["has_more"]:
        break
    after = f"&after={page['last_id']}"
for key, film in accepted.items():
    if film not in films:
        faults.append(f"{film} ({key}) was accepted and is lost")
for film in films.values():
    if film["status"] != "completed":
        faults.append(f"{film['id']} is {film['status']}: {film['error']}")

for name, process in running.items():
    process.send_signal(signal.SIGTERM)
for name, process in running.items():
    if process.wait(30) != 0:
        faults.append(f"the {name} ended with {process.returncode}")
log.close()

# Finished scenes were not made again: each was made at most once, and taken from the store afterwards.
database = sqlite3.connect(f"file:{data}/vitascope.sqlite?mode=ro", uri=True)
for problem in database.execute("PRAGMA integrity_check"):
    if problem[0] != "ok":
        faults.append(f"the database is damaged: {problem[0]}")
made, reused = {}, 0
for film, revision, kind in database.execute("SELECT film, revision, kind FROM events WHERE kind LIKE '{\"scene\"%'"):
    scene = json.loads(kind)["scene"]
    place = (film, revision, scene["index"])
    reused += scene["reused"]
    made[place] = made.get(place, 0) + (not scene["reused"])
for (film, _, index), times in made.items():
    if times > 1:
        faults.append(f"{film}: scene {index} was made {times} times")
database.close()
attempts = sum(film["detail"]["attempt"] for film in films.values())


def check_film(film, number):
    """Every file of a film is whole: it decodes to its end, and its playlists name what is there."""
    folder = f"{data}/films/{film['id']}/r{film['revision']}"
    # The segments hold the same packets as the film: decoding some of them once more is enough.
    for name in ("film.mp4", "poster.jpg") + (("hls/film.m3u8",) if number % 4 == 0 else ()):
        result = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-xerror", "-i", f"{folder}/{name}", "-f", "null", "-"],
            capture_output=True, text=True)
        if result.returncode or result.stderr:
            faults.append(f"{film['id']}: {name} does not decode: {result.stderr[:300]}")
    for name in ("storyboard.json", "credits.json"):
        try:
            json.load(open(f"{folder}/{name}"))
        except (OSError, ValueError) as error:
            faults.append(f"{film['id']}: {name}: {error}")
    for track in ("video", "audio"):
        lines = open(f"{folder}/hls/{track}.m3u8").read().splitlines()
        if lines[-1] != "#EXT-X-ENDLIST":
            faults.append(f"{film['id']}: {track}.m3u8 is not ended")
        for line in lines:
            if line and not line.startswith("#") and not os.path.getsize(f"{folder}/hls/{line}"):
                faults.append(f"{film['id']}: {line} is empty")
    if os.path.exists(f"{folder}/stream.mp4"):
        faults.append(f"{film['id']}: stream.mp4 was left behind")


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    whole = [film for film in films.values() if film["status"] == "completed"]
    list(pool.map(check_film, whole, range(len(whole))))

# A result is there whole, ending with its own hash, or not at all.
results = 0
for folder, _, names in os.walk(f"{data}/artifacts"):
    for name in names:
        if name.startswith("."):
            continue
        results += 1
        content = open(os.path.join(folder, name), "rb").read()
        if hashlib.sha256(content[:-32]).digest() != content[-32:]:
            faults.append(f"the result {name} is damaged")

print(json.dumps({
    "seed": seed, "rounds": rounds, "films": len(films), "accepted": len(accepted), "attempts": attempts,
    "scenes_reused": reused, "results": results, "faults": faults,
}))
