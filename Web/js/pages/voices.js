// Every voice on your own sentence.

import { get, search } from "../core/api.js";
import { fill, h, settled } from "../core/dom.js";
import { t } from "../core/words.js";
import { spoken, voiceName } from "../film/options.js";
import { field } from "../ui/fields.js";
import { explain } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("nav.voices");

export function show(place) {
  const audio = new Audio();
  let playing = null;
  let voices = [];
  const sentence = h("input", { type: "text", maxLength: 300, value: localStorage.getItem("voice-sentence") ?? t("voices.sentence"), oninput: settled(400, () => localStorage.setItem("voice-sentence", sentence.value)) });
  const find = h("input", { type: "search", placeholder: t("voices.search"), aria: { label: t("voices.search") }, oninput: () => draw() });
  const list = h("ul.voices");
  const trouble = h("div");
  fill(place, h("div.column.stack", {}, h("h1", {}, t("nav.voices")), h("p.quiet", {}, t("voices.lead")),
    field(t("voices.say"), sentence), h("div.filters", {}, find), trouble, list));

  function draw() {
    const wanted = find.value.trim().toLowerCase();
    const shown = voices.filter((voice) => !wanted || `${voice.id} ${voice.summary} ${spoken(voice.language)}`.toLowerCase().includes(wanted));
    fill(list, shown.map((voice) => {
      const now = playing === voice.id;
      return h("li.panel.voice", { data: { id: voice.id } },
        h("button.button.round", { type: "button", class: now ? "main" : "", aria: { label: t(now ? "voices.stop" : "voices.hear", { name: voiceName(voice) }), pressed: now }, onclick: () => hear(voice) }, icon(now ? "stop" : "play")),
        h("div.about", {}, h("h2", {}, voiceName(voice)), h("p.small", {}, voice.summary), h("small", {}, [voice.id, voice.credit?.licence].filter(Boolean).join(" · "))));
    }));
    if (!shown.length && voices.length) fill(list, h("li", {}, h("p.quiet", {}, t("voices.none"))));
  }

  function hear(voice) {
    fill(trouble);
    if (playing === voice.id) return stop();
    playing = voice.id;
    audio.src = `/v1/voices/${encodeURIComponent(voice.id)}/sample?${search({ text: sentence.value || t("voices.sentence") })}`;
    audio.play().catch((error) => { if (error.name !== "AbortError") fail(); });
    redraw(voice.id);
  }

  function stop() {
    const was = playing;
    playing = null;
    audio.pause();
    redraw(was);
  }

  function redraw(id) {
    draw();
    list.querySelector(`[data-id="${CSS.escape(id)}"] button`)?.focus();
  }

  function fail() {
    stop();
    fill(trouble, h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, t("voices.failed"))));
  }

  audio.addEventListener("ended", stop);
  audio.addEventListener("error", () => { if (playing) fail(); });
  get("/v1/voices").then(({ data }) => { voices = data; draw(); }, (error) => fill(trouble, h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, explain(error)))));
  return () => { audio.pause(); audio.removeAttribute("src"); };
}
