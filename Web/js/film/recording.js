// A person's own voice: taken with the microphone or from a file, for a whole film or for one scene.

import { get, upload } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { clock, percent } from "../core/format.js";
import { t } from "../core/words.js";
import { complain } from "../ui/float.js";
import { icon } from "../ui/icon.js";

/** Browsers give the microphone only to pages that nobody on the way can have changed. */
const canRecord = () => Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

/**
 * A button that records with the microphone; null where there is none to be had.
 * @param {(file: File) => void} taken  given what was recorded
 * @param {string} label
 * @returns {{element: HTMLElement, stop: () => void}|null}
 */
export function recordButton(taken, label) {
  if (!canRecord()) return null;
  const words = h("span", {}, label);
  const button = h("button.button.plain.small.record", { type: "button", onclick: () => (recorder ? recorder.stop() : start()) }, icon("voices"), words);
  let recorder = null;
  let ticking = null;

  async function start() {
    button.disabled = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, autoGainControl: true, noiseSuppression: true } });
      recorder = new MediaRecorder(stream, { audioBitsPerSecond: 128_000 });
      const parts = [];
      const began = performance.now();
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => {
        for (const track of stream.getTracks()) track.stop();
        const type = recorder.mimeType.split(";")[0] || "audio/webm";
        recorder = null;
        show();
        if (parts.length && button.isConnected) taken(new File(parts, `${t("recording.name")}.${type.split("/")[1]}`, { type }));
      });
      recorder.start();
      ticking = setInterval(() => show((performance.now() - began) / 1000), 250);
      show(0);
    } catch (error) {
      complain(new Error(t(error.name === "NotAllowedError" ? "recording.denied" : "recording.none")));
    } finally {
      button.disabled = false;
    }
  }

  function show(seconds = null) {
    if (seconds === null) clearInterval(ticking);
    button.classList.toggle("running", seconds !== null);
    fill(words, seconds === null ? label : t("recording.stop", { time: clock(seconds) }));
    if (seconds === null || seconds === 0) button.firstChild.replaceWith(icon(seconds === null ? "voices" : "stop"));
  }

  return { element: button, stop: () => recorder?.stop() };
}

/** How long a sound file plays, in seconds; null when the browser cannot tell. */
export function soundLength(file) {
  return new Promise((resolve) => {
    const sound = new Audio();
    const source = URL.createObjectURL(file);
    const end = (value) => { clearTimeout(patience); URL.revokeObjectURL(source); resolve(value); };
    const patience = setTimeout(() => end(null), 3000);
    sound.addEventListener("loadedmetadata", () => end(Number.isFinite(sound.duration) ? sound.duration : null));
    sound.addEventListener("error", () => end(null));
    sound.preload = "metadata";
    sound.src = source;
  });
}

/**
 * Whose voice says a scene's words: a person's recording to add, replace or take away.
 * @param {() => object} scene  the scene as it is now
 * @param {(recording: {file: string}|null) => void} changed
 */
export function sceneRecording(scene, changed) {
  const body = h("div.stack.tight");
  const chooser = h("input.unseen", {
    type: "file", accept: "audio/*,video/*", tabIndex: -1, aria: { label: t("recording.upload") },
    onchange: () => { if (chooser.files[0]) send(chooser.files[0]); chooser.value = ""; },
  });
  const recorder = recordButton((file) => send(file), t("recording.record"));
  const choose = h("button.button.plain.small", { type: "button", onclick: () => chooser.click() }, icon("plus"), h("span", {}, t("recording.upload")));
  const element = h("div.field", { role: "group", aria: { label: t("recording") } }, h("span.label", {}, t("recording")), body, chooser);

  function draw() {
    const own = scene()?.recording;
    fill(body,
      own ? h("div.row.apart.own-voice", {}, icon("voices"), h("span.name", { title: own.file }, own.file.split("/").pop()),
        h("span.small.quiet.figures", {}, own.end ? `${clock(own.start / 1000)}–${clock(own.end / 1000)}` : ""),
        h("button.button.plain.small", { type: "button", onclick: () => { changed(null); draw(); choose.focus(); } }, t("recording.remove"))) : null,
      h("div.row", {}, recorder?.element, choose),
      own ? h("p.hint", {}, t("recording.words")) : null);
  }

  async function send(file) {
    const label = choose.lastChild;
    choose.disabled = true;
    try {
      const id = await upload(file, { progress: (share) => { label.textContent = percent(share); } });
      const told = await get(`/v1/uploads/${id}`);
      if (!["sound", "clip"].includes(told.kind)) throw new Error(t("recording.not"));
      changed({ file: told.path });
    } catch (error) {
      complain(error);
    } finally {
      choose.disabled = false;
      label.textContent = t("recording.upload");
      draw();
    }
  }

  draw();
  return { element, stop: () => recorder?.stop() };
}
