"""Listens to speech for the tests: what was said, and when, by two programs that know nothing of ours.

Reads JSON from standard input: {"model": folder, "items": [{"wav": path, "align": "words" or ""}]}, 16 kHz mono WAV.
Writes JSON: [{"text", "words": [{"text", "start", "end"}], "aligned": [{"text", "start", "end"}]}], times in seconds.
"words" are Whisper's; "aligned" are PocketSphinx's for the given words.
"""

import json
import re
import sys
import wave

from faster_whisper import WhisperModel
from pocketsphinx import Decoder


def align(path, words):
    with wave.open(path, "rb") as file:
        pcm = file.readframes(file.getnframes())
    decoder = Decoder(samprate=16000, loglevel="FATAL", bestpath=False)
    decoder.set_align_text(words)
    for again in (False, True):
        if again:
            decoder.set_alignment()
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()
    return [
        {"text": re.sub(r"\(\d+\)", "", w.name), "start": w.start / 100, "end": (w.start + w.duration) / 100}
        for w in decoder.get_alignment()
        if not w.name.startswith("<")
    ]


def main():
    request = json.load(sys.stdin)
    model = WhisperModel(request["model"], device="cpu", compute_type="int8", cpu_threads=2)
    answers = []
    for item in request["items"]:
        segments, _ = model.transcribe(item["wav"], language="en", word_timestamps=True, temperature=0)
        heard = [word for segment in segments for word in segment.words]
        words = [{"text": w.word.strip(), "start": float(w.start), "end": float(w.end)} for w in heard]
        aligned = align(item["wav"], item["align"]) if item["align"] else []
        answers.append({"text": "".join(w.word for w in heard), "words": words, "aligned": aligned})
    json.dump(answers, sys.stdout)


main()
