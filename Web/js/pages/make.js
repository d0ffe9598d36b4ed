// Words in: the page that a film begins on.

import { ServiceError, films, get, upload } from "../core/api.js";
import { fill, h, settled } from "../core/dom.js";
import { bytes, clock, span } from "../core/format.js";
import { go } from "../core/router.js";
import { t } from "../core/words.js";
import { captionChoices, lengths, moodChoices, qualityChoices, shapeMark, shapes, voiceChoices, voiceName } from "../film/options.js";
import { nameOf, pictureOf } from "../film/header.js";
import { isLogo, logoField } from "../film/logo.js";
import { recordButton, soundLength } from "../film/recording.js";
import { choice, field, mark, segments } from "../ui/fields.js";
import { explain } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("nav.make");

const draftName = "make-draft";
const defaults = {
  kind: "prompt", words: "", shape: "16:9", seconds: "", voice: "heart", captions: "clean", music: "calm", quality: "standard", logo: null,
};

export function show(place) {
  // What was added stays when the form is drawn anew for other words.
  const media = [];
  const tray = h("ul.tray", { hidden: true });
  let leave;
  const again = () => { leave?.(); leave = draw(place, media, tray, again); };
  again();
  return () => leave();
}

function draw(place, media, tray, again) {
  const draft = { ...defaults, ...JSON.parse(sessionStorage.getItem(draftName) ?? "{}") };
  let pendingEstimate;
  // How long the words would take, in seconds.
  let expected = null;

  const words = h("textarea.words", {
    value: draft.words, rows: 6, maxLength: 200000, spellcheck: true, placeholder: placeholder(), required: true,
    oninput: () => { mark(words, null); changed({ words: words.value }); },
    onkeydown: (event) => { if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.requestSubmit(); },
  });
  function placeholder() { return draft.kind === "script" ? t("make.script.placeholder") : t("make.prompt.placeholder"); }

  const estimate = h("p.estimate", { role: "status" });
  const submit = h("button.button.main.large", { type: "submit" }, icon("play"), t("make.go"));
  const trouble = h("div");
  const voiceBox = choice([[draft.voice, voiceName({ id: draft.voice, engine: draft.voice })]], draft.voice, (voice) => changed({ voice }));
  const moodBox = choice(moodChoices(), draft.music, (music) => changed({ music }));
  const logo = logoField(draft.logo, (chosen) => changed({ logo: chosen }), {
    others: (shown) => (shown.id ? [{ label: t("logo.picture"), icon: "films", run: () => {
      media.push({ name: shown.name ?? shown.id, isSound: false, isPicture: true, share: 1, id: shown.id, error: null, abort: new AbortController() });
      logo.remove();
      drawTray();
    } }] : []),
  });
  const chooser = h("input.unseen", {
    type: "file", multiple: true, accept: "image/*,video/*,audio/*", tabIndex: -1, aria: { label: t("make.media") },
    onchange: () => { add(chooser.files); chooser.value = ""; },
  });

  const recorder = recordButton((file) => add([file], "narration"), t("make.record"));

  const form = h("form.make", { noValidate: true, onsubmit: (event) => { event.preventDefault(); send(); } },
    segments(t("make.kind"), [["prompt", t("make.prompt")], ["script", t("make.script")]], draft.kind, (kind) => {
      changed({ kind });
      words.placeholder = placeholder();
      words.rows = kind === "script" ? 14 : 6;
    }),
    h("div.sheet", {},
      field(t("make.words"), words, { hideLabel: true }), tray,
      h("div.row", {},
        h("button.button.plain.small", { type: "button", onclick: () => chooser.click() }, icon("plus"), t("make.media")),
        recorder?.element, chooser)),
    h("div.options", {},
      segments(t("shape"), shapes.map(([name]) => [name, t(`shape.${name}`), shapeMark(name)]), draft.shape, (shape) => changed({ shape })),
      h("div.grid", {},
        field(t("voice"), voiceBox),
        field(t("length"), choice(lengths.map((value) => [value, value ? clock(Number(value)) : t("length.words")]), draft.seconds,
          (seconds) => changed({ seconds }))),
        field(t("captions"), choice(captionChoices(), draft.captions, (captions) => changed({ captions }))),
        field(t("music"), moodBox),
        field(t("quality"), choice(qualityChoices(), draft.quality, (quality) => changed({ quality }))),
        logo.element)),
    trouble,
    h("div.send", {}, submit, estimate));

  const examples = h("section.stack", { aria: { labelledby: "examples" } }, h("h2", { id: "examples" }, t("make.examples")),
    h("ul.examples", {}, exampleNames.map((name) => h("li", {}, h("button.example", {
      type: "button", onclick: () => use(name),
    }, h(`span.swatch.${name}`, { aria: { hidden: true } }), h("strong", {}, t(`example.${name}.title`)),
      h("span.quiet.small", {}, t(`example.${name}.look`)))))));
  const recent = h("section.stack", { hidden: true, aria: { labelledby: "recent" } });
  fill(place, h("div.column.make-page", {},
    h("header.stack.tight", {}, h("h1", {}, t("make.title")), h("p.quiet", {}, t("make.lead"))), form, examples, recent));

  function changed(values) {
    Object.assign(draft, values);
    sessionStorage.setItem(draftName, JSON.stringify(draft));
    ask();
  }

  function order() {
    const asked = {
      [draft.kind]: draft.words.trim(), shape: draft.shape, voice: draft.voice, captions: draft.captions,
      music: sound("music")?.id ?? draft.music, quality: draft.quality,
      media: media.filter((item) => item.id && !item.isSound).map((item) => item.id),
    };
    if (draft.seconds) asked.seconds = draft.seconds;
    if (sound("narration")) asked.recording = sound("narration").id;
    if (draft.logo) asked.logo = { file_id: draft.logo.id, corner: draft.logo.corner };
    if (!asked.media.length) delete asked.media;
    return asked;
  }

  const ask = settled(250, async () => {
    pendingEstimate?.abort();
    if (!draft.words.trim()) return fill(estimate, t("make.estimate.none"));
    pendingEstimate = new AbortController();
    try {
      const told = await films.estimate(order(), pendingEstimate.signal);
      expected = told.seconds;
      const waiting = told.videos_waiting > 0 ? ` ${t("make.estimate.waiting", { count: told.videos_waiting })}` : "";
      fill(estimate, t("make.estimate", {
        length: clock(told.seconds), watch: span(1), done: span(told.estimate.wall_seconds), cost: span(told.estimate.cpu_seconds),
        size: bytes(told.estimate.bytes),
      }) + waiting);
    } catch (error) {
      if (error.name !== "AbortError") fill(estimate, error.status === 400 ? explain(error) : "");
    }
  });

  function use(name) {
    const kind = name === "recipe" || name === "launch" ? "script" : "prompt";
    words.value = t(`example.${name}.words`);
    const look = JSON.parse(t(`example.${name}.options`));
    Object.assign(draft, look, { kind, words: words.value });
    sessionStorage.setItem(draftName, JSON.stringify(draft));
    again();
  }

  /** The sound of the user's own that is heard as the film's music or narration: the last one that is meant so. */
  function sound(role) { return media.findLast((item) => item.id && item.isSound && item.role === role); }

  /** Whether a sound is as long as the words would take: then it is probably somebody reading them. */
  async function isReading(file) {
    const seconds = expected && draft.words.trim() && !sound("narration") ? await soundLength(file) : null;
    return seconds !== null && seconds > expected * 0.5 && seconds < expected * 2;
  }

  /** Takes files in: texts become the script, sounds are music or narration, everything else illustrates the film. */
  async function add(files, role = null) {
    for (const file of files) {
      if (/\.(md|markdown|txt)$/i.test(file.name) || file.type.startsWith("text/")) {
        changed({ kind: "script", words: await file.text() });
        again();
        continue;
      }
      const isSound = role !== null || file.type.startsWith("audio/");
      const heard = role ?? (isSound && await isReading(file) ? "narration" : "music");
      const item = { name: file.name, isSound, role: heard, isPicture: isLogo(file), share: 0, id: null, error: null, abort: new AbortController() };
      media.push(item);
      upload(file, { signal: item.abort.signal, progress: (share) => { item.share = share; drawTray(); } })
        .then((id) => { item.id = id; item.share = 1; ask(); }, (error) => { if (error.name !== "AbortError") item.error = explain(error); })
        .finally(drawTray);
    }
    drawTray();
  }

  function drawTray() {
    tray.hidden = media.length === 0;
    moodBox.disabled = Boolean(sound("music"));
    voiceBox.disabled = Boolean(sound("narration"));
    fill(tray, media.map((item) => h("li", { class: item.error ? "wrong" : "" },
      icon(item.error ? "warn" : !item.isSound ? "picture" : item.role === "narration" ? "voices" : "music"),
      h("span.name", {}, item.name), item.isSound && !item.error ? roleOf(item) : null,
      item.error ? h("span.small", {}, item.error) : item.id ? icon("check") : h("span.bar", { role: "progressbar", aria: { label: item.name, valuenow: Math.round(item.share * 100) } }, h("span", { style: { "--share": item.share } })),
      item.id && item.isPicture ? h("button.button.plain.small", { type: "button", aria: { label: t("logo.use.named", { name: item.name }) }, onclick: () => makeLogo(item) }, t("logo.use")) : null,
      h("button.button.plain.round.small", {
        type: "button", aria: { label: t("remove.named", { name: item.name }) },
        onclick: () => { item.abort.abort(); media.splice(media.indexOf(item), 1); drawTray(); ask(); },
      }, icon("close")))));
  }

  /** What a sound is for, to be changed; only the last of a kind is heard. */
  function roleOf(item) {
    const box = choice([["narration", t("make.narration")], ["music", t("make.sound")]], item.role, (role) => {
      item.role = role;
      drawTray();
      tray.querySelectorAll("select")[media.filter((other) => other.isSound && !other.error).indexOf(item)]?.focus();
      ask();
    });
    box.setAttribute("aria-label", t("make.role", { name: item.name }));
    return box;
  }

  /** Takes a picture out of those that illustrate the film, and puts it in its corner. */
  async function makeLogo(item) {
    try {
      await logo.use(item.id, item.name);
      if (logo.logo?.id !== item.id) return;
      media.splice(media.indexOf(item), 1);
      drawTray();
      logo.element.querySelector("select")?.focus();
    } catch (error) { fill(trouble, note(explain(error))); }
  }

  async function send() {
    if (!draft.words.trim()) {
      mark(words, t("make.words.missing"));
      words.focus();
      return;
    }
    if (logo.isSending() || media.some((item) => !item.id && !item.error)) {
      fill(trouble, note(t("make.media.wait")));
      return;
    }
    submit.disabled = true;
    fill(trouble);
    try {
      const film = await films.make(order(), crypto.randomUUID());
      sessionStorage.removeItem(draftName);
      await go(`/films/${film.id}`);
    } catch (error) {
      submit.disabled = false;
      if (error instanceof ServiceError && ["prompt", "script"].includes(error.param)) mark(words, explain(error));
      else fill(trouble, note(explain(error)));
    }
  }

  const drop = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("dropping", event.type === "dragover");
    if (event.type === "drop") add(event.dataTransfer.files);
  };
  const handled = ["dragover", "drop", "dragleave"];
  for (const name of handled) place.addEventListener(name, drop);

  get("/v1/voices").then(({ data }) => {
    fill(voiceBox, voiceChoices(data).map(([value, label]) => h("option", { value }, label)));
    voiceBox.value = data.some((voice) => voice.id === draft.voice) ? draft.voice : data[0]?.id ?? "none";
  }).catch(() => {});
  films.list({ limit: 4 }).then(({ data }) => {
    if (!data.length) return;
    recent.hidden = false;
    fill(recent, h("div.row.apart", {}, h("h2", { id: "recent" }, t("make.recent")), h("a.small", { href: "/films" }, t("make.all"))),
      h("ul.recent", {}, data.map((film) => h("li", {}, h("a", { href: `/films/${film.id}` },
        h("span.frame", {}, pictureOf(film) ? h("img", { src: pictureOf(film), alt: "", loading: "lazy", onerror: (event) => event.target.remove() }) : icon("films")),
        h("span.name", {}, nameOf(film)))))));
  }).catch(() => {});
  // A film's order names its logo by the upload alone, and uploads do not stay for ever.
  if (draft.logo && !draft.logo.file) logo.use(draft.logo.id, draft.logo.name).catch((error) => { if (error.status === 404) logo.remove(); });
  // The same holds for the recording of the words; it joins what was added.
  if (draft.recording) {
    const id = draft.recording;
    delete draft.recording;
    get(`/v1/uploads/${id}`).then((told) => {
      media.push({ name: told.filename ?? t("make.narration"), isSound: true, role: "narration", share: 1, id, error: null, abort: new AbortController() });
      drawTray();
      ask();
    }).catch(() => {});
  }
  ask();
  words.focus({ preventScroll: true });

  return () => {
    for (const name of handled) place.removeEventListener(name, drop);
    recorder?.stop();
    pendingEstimate?.abort();
  };
}

const exampleNames = ["tides", "launch", "recipe", "night"];

function note(text) {
  return h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, text));
}
