"""The films that are measured: one of photos, one of clips, one of drawn scenery, with the same words."""

import json
import os
import subprocess

SENTENCES = [
    "The sea keeps its own time.",
    "Every wave that breaks here began as wind over open water, far beyond the horizon.",
    "Some of them crossed half an ocean before they met the shore.",
    "They carry no water with them, only motion, handed on from one place to the next.",
    "Stand here long enough and the rhythm becomes your own.",
    "The tide turns, the light moves on, and the sand forgets your steps.",
    "By evening the wind drops, and the surface turns to glass.",
    "Tomorrow the waves will write it all again.",
    "Out past the last rocks, the colour of the water changes.",
    "It is deeper there, and colder, and the swell has more room.",
    "A ship at that distance seems to stand still for an hour.",
    "Birds follow it, because its wake turns up what the sea had hidden.",
    "When the moon is new, the low tide bares stones that nobody has named.",
    "Children give them names anyway, and forget them by the next summer.",
    "The old harbour keeps a list of every storm since it was built.",
    "None of them is written down as the last.",
]


def storyboard(vitascope, folder, kind, size, env, sentences=SENTENCES):
    """Plans the words, then gives every scene the kind of picture that is measured."""
    script = os.path.join(folder, f"{kind}.md")
    with open(script, "w") as file:
        file.write("# The sea\n\n" + "\n\n".join(sentences) + "\n")
    path = os.path.join(folder, f"{kind}.json")
    subprocess.run(
        [vitascope, "plan", "--script", script, "--size", size, "--output", path, "--music", "none"],
        check=True, env=env, stderr=subprocess.DEVNULL)
    board = json.load(open(path))
    pictures = media(folder, kind, env)
    scenes = []
    for index, scene in enumerate(board["scenes"]):
        if kind == "scenery":
            scene["shot"] = {"kind": "scenery"}
        else:
            scene["shot"] = {"kind": "footage", "locked": True,
                             "choice": {"path": pictures[index % len(pictures)], "score": 1}}
        scenes.append(scene)
    board["scenes"] = scenes
    json.dump(board, open(path, "w"))
    return path


def media(folder, kind, env):
    """The photos of the starter pack, or clips made from them: 1080p30 H.264 with camera motion, BT.709."""
    if kind == "scenery":
        return []
    pack = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "vitascope/packs/photos-budgie")
    photos = sorted(
        os.path.join(base, name) for base, _, names in os.walk(pack) for name in names if name.endswith(".jpg"))[:8]
    if kind == "photo":
        return photos
    clips = []
    for index, photo in enumerate(photos):
        clip = os.path.join(folder, f"clip{index}.mp4")
        if not os.path.exists(clip):
            subprocess.run(
                ["ffmpeg", "-v", "error", "-loop", "1", "-framerate", "30", "-i", photo, "-t", "12", "-vf",
                 "scale=2304:-2:out_color_matrix=bt709:out_range=tv,crop=1920:1080:'min(iw-1920,t*30)':'(ih-1080)/2',format=yuv420p",
                 "-c:v", "libx264", "-preset", "fast", "-crf", "19", "-colorspace", "bt709",
                 "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv", "-y", clip], check=True)
        clips.append(clip)
    return clips
