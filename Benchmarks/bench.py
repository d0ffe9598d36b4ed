"""Measures Vitascope against bare x264 on the very same frames, and against moviepy. Ratios hold within one run."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

import films
import service
import serving
import submissions
from measure import run

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VITASCOPE = os.path.join(ROOT, ".build/release/vitascope")
WORK = os.path.join(ROOT, "Benchmarks/work")
FONT = "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"
# What the release's `standard` quality asks of x264 (EncoderSettings.swift).
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-profile:v", "high", "-threads", "2", "-g", "60",
        "-x264-params", "scenecut=0:stitchable=1:open-gop=0:rc-lookahead=6:sync-lookahead=0:b-adapt=0"]


def environment(name):
    """An environment whose results' cache is empty, with the packs of the real one."""
    cache = os.path.join(WORK, f"cache-{name}")
    shutil.rmtree(cache, ignore_errors=True)
    os.makedirs(os.path.join(cache, "vitascope"))
    real = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "vitascope")
    for entry in os.listdir(real):
        if entry not in ("artifacts",):
            os.symlink(os.path.join(real, entry), os.path.join(cache, "vitascope", entry))
    return dict(os.environ, XDG_CACHE_HOME=cache, XDG_DATA_HOME=os.path.join(WORK, "data"))


def events(cost):
    return [json.loads(line) for line in cost.errors.decode().splitlines() if line.startswith("{")]


def render(board, output, env, *options):
    return run([VITASCOPE, "render", board, "--output", output, "--progress", "json", *options], env=env)


def whole_film(kind):
    """CPU of a whole film over bare x264 on its final frames (for clips, x264 and bare decoding)."""
    env = environment(kind)
    # moviepy takes its time with clips, so that film is half as long.
    sentences = films.SENTENCES[:8] if kind == "clip" else films.SENTENCES
    board = films.storyboard(VITASCOPE, WORK, kind, "1920x1080", env, sentences)
    ours = render(board, os.path.join(WORK, kind), env)
    raw = os.path.join(WORK, f"{kind}.yuv")
    with open(raw, "wb") as file:
        subprocess.run([VITASCOPE, "frames", board], check=True, stdout=file, env=env, stderr=subprocess.DEVNULL)
    base = run(["ffmpeg", "-v", "error", "-f", "rawvideo", "-s", "1920x1080", "-r", "30", "-pix_fmt", "yuv420p",
                "-i", raw, *X264, "-y", os.path.join(WORK, f"{kind}-bare.mp4")])
    frames = os.path.getsize(raw) // (1920 * 1080 * 3 // 2)
    os.unlink(raw)
    decode = 0.0
    if kind == "clip":
        for scene in timeline(os.path.join(WORK, kind), ours):
            decode += run(["ffmpeg", "-v", "error", "-threads", "1", "-i", scene["path"], "-t",
                           str(scene["seconds"]), "-f", "null", "-"]).cpu
    ratio = ours.cpu / (base.cpu + decode)
    print(f"{kind:8} ours {ours.cpu:6.2f} s, x264 {base.cpu:6.2f} s, decode {decode:5.2f} s, {frames} frames: "
          f"{ratio:.2f}x bare (target 1.25), peak {ours.peak / 1e6:.0f} MB", flush=True)
    return ours


def timeline(folder, cost):
    """The film's scenes with their lengths, as the program told them while it made the film."""
    board = json.load(open(os.path.join(folder, "storyboard.json")))
    lengths = {event["scene"]: event["seconds"] for event in events(cost) if event["event"] == "scene"}
    return [dict(path=scene["shot"].get("choice", {}).get("path", ""), seconds=lengths[index])
            for index, scene in enumerate(board["scenes"])]


def against_moviepy(ours, kind):
    folder = os.path.join(WORK, kind)
    audio = os.path.join(WORK, f"{kind}.wav")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", os.path.join(folder, "film.mp4"), audio], check=True)
    text = open(os.path.join(folder, "captions.srt")).read()
    clock = lambda t: sum(float(p) * f for p, f in zip(t.replace(",", ".").split(":"), (3600, 60, 1)))
    cues = [dict(start=clock(a), end=clock(b), text=body.strip())
            for a, b, body in re.findall(r"([\d:,]+) --> ([\d:,]+)\n(.*?)(?:\n\n|\Z)", text, re.S)]
    plan = os.path.join(WORK, f"{kind}-moviepy.json")
    json.dump(dict(size=[1920, 1080], font=FONT, scenes=timeline(folder, ours), cues=cues, audio=audio), open(plan, "w"))
    for way in ("once", "twice", "thrice"):
        theirs = run([sys.executable, os.path.join(ROOT, "Benchmarks/moviepy_film.py"), plan,
                      os.path.join(WORK, f"{kind}-moviepy.mp4"), way])
        print(f"{kind:8} moviepy, written {way}: {theirs.cpu:6.2f} s, ours {ours.cpu:6.2f} s: "
              f"{theirs.cpu / ours.cpu:.1f}x less (target 8), peak {theirs.peak / 1e6:.0f} MB", flush=True)


def first_segment(count=20):
    times = []
    for index in range(count):
        env = environment("first")
        process = subprocess.Popen(
            [VITASCOPE, "make", "--script", os.path.join(ROOT, "Examples/water.md"), "--size", "1280x720", "--output",
             os.path.join(WORK, "first"), "--progress", "json"],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # From before the process exists to the playlist that can be opened: not the program's own figure.
        began = time.monotonic()
        for line in process.stderr:
            if '"playable"' in line:
                times.append(time.monotonic() - began)
                break
        process.kill()
        process.wait()
    times.sort()
    print(f"first playable segment, 720p, {count} runs: median {statistics.median(times):.2f} s, "
          f"p95 {times[int(len(times) * 0.95) - 1]:.2f} s (target 1.0)", flush=True)


def memory(minutes):
    env = environment(f"memory{minutes}")
    sentences = (films.SENTENCES * 1000)[: int(minutes * 60 / 4.2)]
    board = films.storyboard(VITASCOPE, WORK, "photo", "1920x1080", env, sentences)
    cost = render(board, os.path.join(WORK, "memory"), env)
    seconds = next(e["summary"]["seconds"] for e in events(cost) if e["event"] == "finished")
    print(f"memory   {seconds / 60:5.1f} min at 1080p: peak {cost.peak / 1e6:.0f} MB (target 450)", flush=True)


def edit():
    env = environment("edit")
    numbers = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    sentences = [f"This is the {n} thing that the {w} wave brought to the shore that morning."
                 for w in ("early", "late") for n in numbers]
    board = films.storyboard(VITASCOPE, WORK, "photo", "1920x1080", env, sentences)
    first = render(board, os.path.join(WORK, "edit"), env)
    document = json.load(open(board))
    scene = document["scenes"][len(document["scenes"]) // 2]
    scene["narration"] = scene["narration"].replace("shore", "harbour wall")
    json.dump(document, open(board, "w"))
    second = render(board, os.path.join(WORK, "edit"), env)
    print(f"edit     {len(document['scenes'])} scenes: first {first.cpu:.2f} s, after one sentence {second.cpu:.2f} s: "
          f"{100 * second.cpu / first.cpu:.1f} % (target 10)", flush=True)


def main():
    wanted = set(sys.argv[1:])
    take = lambda name: not wanted or name in wanted
    os.makedirs(WORK, exist_ok=True)
    for kind in ("photo", "clip", "scenery"):
        if take(kind) or (kind == "clip" and take("moviepy")):
            ours = whole_film(kind)
            if kind == "clip" and take("moviepy"):
                against_moviepy(ours, kind)
    if take("first"):
        first_segment()
    if take("edit"):
        edit()
    if take("memory"):
        memory(1)
    if "memory30" in wanted or not wanted:
        memory(30)
    if take("submissions"):
        submissions.main()
    if take("serving"):
        serving.measure(WORK, env=environment("serving"))
    if take("service"):
        service.measure(WORK, env=environment("service"))


main()
