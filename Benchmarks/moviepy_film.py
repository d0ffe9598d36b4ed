"""The same film by moviepy: the same clips, sound and captions, in one of three ways.

`once` composes everything in one pass, the best that moviepy can do. `twice` is MoneyPrinter's order of steps: the clips
are joined and written, then that film is read again, captioned and written a second time. `thrice` is
MoneyPrinterTurbo's: every clip is written by itself, ffmpeg's concat demuxer joins them and encodes again, and that film
is read, captioned and written. Calls and settings are theirs (`app/services/video.py`, `Backend/video.py`); only their
transitions, effects and background music are left out, because our film has none.
"""

import json
import os
import subprocess
import sys

import imageio_ffmpeg
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, TextClip, VideoFileClip, concatenate_videoclips

# MoneyPrinterTurbo tags what it writes as BT.709, at each of its three encodings.
BT709 = ("scale=out_color_matrix=bt709:out_range=tv,"
         "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv")


def part(scene, width, height):
    """One scene's clip, as long and as large as the film has it."""
    if scene["path"].endswith(".mp4"):
        clip = VideoFileClip(scene["path"], audio=False).subclipped(0, scene["seconds"])
    else:
        clip = ImageClip(scene["path"]).with_duration(scene["seconds"])
    scale = max(width / clip.w, height / clip.h)
    if abs(scale - 1) > 1e-6:
        clip = clip.resized(scale)
    if (clip.w, clip.h) == (width, height):
        return clip
    return clip.cropped(x_center=clip.w / 2, y_center=clip.h / 2, width=width, height=height)


def joined_by_ffmpeg(parts, output):
    """Writes each clip, then joins them by encoding again; gives the joined film."""
    names = []
    for index, clip in enumerate(parts):
        names.append(f"{output}.part{index}.mp4")
        clip.write_videofile(names[-1], codec="libx264", fps=30, logger=None, ffmpeg_params=["-vf", BT709])
        clip.close()
    listing = output + ".txt"
    with open(listing, "w") as file:
        file.writelines(f"file '{os.path.abspath(name)}'\n" for name in names)
    film = output + ".combined.mp4"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", listing, "-c:v",
         "libx264", "-threads", "2", "-vf", BT709, "-pix_fmt", "yuv420p", "-t",
         str(sum(clip.duration for clip in parts)), film], check=True)
    for name in [*names, listing]:
        os.unlink(name)
    return film


def main():
    plan = json.load(open(sys.argv[1]))
    output, way = sys.argv[2:4]
    width, height = plan["size"]
    parts = [part(scene, width, height) for scene in plan["scenes"]]
    options = dict(codec="libx264", audio_codec="aac", fps=30, threads=2, logger=None)
    if way == "thrice":
        film = VideoFileClip(joined_by_ffmpeg(parts, output), audio=False)
        options.update(audio_bitrate="192k", ffmpeg_params=["-vf", BT709])
    else:
        film = concatenate_videoclips(parts)
    if way == "twice":
        joined = output + ".joined.mp4"
        film.write_videofile(joined, codec="libx264", audio=False, fps=30, threads=2, logger=None)
        film = VideoFileClip(joined, audio=False)
    texts = [
        TextClip(
            font=plan["font"], text=cue["text"], font_size=52, color="white", stroke_color="black", stroke_width=2)
        .with_start(cue["start"]).with_end(cue["end"]).with_position(("center", int(height * 0.8)))
        for cue in plan["cues"]
    ]
    film = CompositeVideoClip([film, *texts]).with_audio(AudioFileClip(plan["audio"]))
    film.write_videofile(output, **options)


main()
