"""The same film by moviepy: the same clips, sound and captions.

`once` composes everything in one pass, the best that moviepy can do. `twice` works as the tools built on it do
(MoneyPrinter's and MoneyPrinterTurbo's order of steps): first the clips are joined and written, then that film is read
again, captioned and written a second time.
"""

import json
import sys

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, TextClip, VideoFileClip, concatenate_videoclips

plan = json.load(open(sys.argv[1]))
width, height = plan["size"]
parts = []
for scene in plan["scenes"]:
    if scene["path"].endswith(".mp4"):
        clip = VideoFileClip(scene["path"], audio=False).subclipped(0, scene["seconds"])
    else:
        clip = ImageClip(scene["path"]).with_duration(scene["seconds"])
    scale = max(width / clip.w, height / clip.h)
    if abs(scale - 1) > 1e-6:
        clip = clip.resized(scale)
    clip = clip.cropped(x_center=clip.w / 2, y_center=clip.h / 2, width=width, height=height)
    parts.append(clip)
film = concatenate_videoclips(parts)
if sys.argv[3] == "twice":
    joined = sys.argv[2] + ".joined.mp4"
    film.write_videofile(joined, codec="libx264", audio=False, fps=30, threads=2, logger=None)
    film = VideoFileClip(joined, audio=False)
texts = [
    TextClip(font=plan["font"], text=cue["text"], font_size=52, color="white", stroke_color="black", stroke_width=2)
    .with_start(cue["start"]).with_end(cue["end"]).with_position(("center", int(height * 0.8)))
    for cue in plan["cues"]
]
film = CompositeVideoClip([film, *texts]).with_audio(AudioFileClip(plan["audio"]))
film.write_videofile(sys.argv[2], codec="libx264", audio_codec="aac", fps=30, threads=2, logger=None)
