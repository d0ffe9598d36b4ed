// One scene opened: its words, its picture and the ranked others, its pauses.

import { get, search, upload } from "../core/api.js";
import { fill, h, setAria, settled } from "../core/dom.js";
import { percent } from "../core/format.js";
import { t } from "../core/words.js";
import { choice, field, segments, tick } from "../ui/fields.js";
import { complain } from "../ui/float.js";
import { icon } from "../ui/icon.js";
import { voiceChoices } from "./options.js";
import { sceneRecording } from "./recording.js";
import { picture } from "./scenes.js";

const sceneries = ["waves", "ridges", "sea", "aurora", "hills", "lights", "city"];
const roles = ["title", "chapter", "quote", "number"];

/**
 * Opens the drawer for a scene; returns a function that closes it.
 * @param {Board} board
 * @param {string} id
 * @param {{voices: object[], closed: () => void, step: (by: number) => void, play: (index: number) => void}} film
 */
export function openScene(board, id, film) {
  const scene = () => board.document.scenes.find((one) => one.id === id);
  const change = (label, mutate) => board.edit(`${label}-${id}`, (all) => mutate(all.scenes.find((one) => one.id === id)));
  const content = h("div.content");
  const speech = sceneRecording(scene, (recording) => change("recording", (it) => {
    // A take that is placed by hand brings no pause of its own along.
    if (it.recording && !it.pauseAfter) delete it.pauseAfter;
    if (recording) it.recording = recording;
    else delete it.recording;
  }));
  const heading = h("h2", { id: "drawer-title" });
  const drawer = h("div.drawer", { role: "dialog", aria: { labelledby: "drawer-title" } },
    h("div.top", {}, heading,
      h("button.button.plain.round", { type: "button", aria: { label: t("scene.previous") }, onclick: () => film.step(-1) }, icon("left")),
      h("button.button.plain.round", { type: "button", aria: { label: t("scene.next") }, onclick: () => film.step(1) }, icon("right")),
      h("button.button.plain.round", { type: "button", aria: { label: t("close") }, onclick: close }, icon("close"))),
    content);

  function draw() {
    const one = scene();
    if (!one) return close();
    const held = content.contains(document.activeElement) ? document.activeElement : null;
    const index = board.document.scenes.indexOf(one);
    heading.textContent = t("scene.number", { number: index + 1 });
    const shot = one.shot;
    const words = h("textarea", { rows: 4, value: one.narration ?? "", oninput: () => change("words", (it) => {
      it.narration = words.value;
      // Nothing is said then, by nobody.
      if (!words.value.trim()) delete it.recording;
    }) });
    fill(content,
      field(t("scene.words"), words, { hint: t("scene.words.hint") }),
      segments(t("scene.picture"), ["footage", "card", "scenery"].map((kind) => [kind, t(`kind.${kind}`)]), shot.kind, (kind) => {
        change("kind", (it) => { it.shot = turn(it, kind); });
        draw();
      }),
      parts[shot.kind](one),
      h("div.grid", {},
        field(t("scene.entrance"), choice(["cut", "dissolve", "fade"].map((name) => [name, t(`entrance.${name}`)]), one.entrance ?? "cut",
          (entrance) => change("entrance", (it) => { it.entrance = entrance; }))),
        slider(t("scene.pause"), one.pauseAfter ?? 320, 0, 3000, 20, (value) => change("pause", (it) => { it.pauseAfter = value; })),
        one.narration ? null : slider(t("scene.hold"), one.minimumDuration ?? 0, 1000, 12000, 100, (value) => change("hold", (it) => { it.minimumDuration = value; })),
        field(t("scene.voice"), choice([["", t("scene.voice.film")], ...voiceChoices(film.voices)], voiceOf(one.voice),
          (voice) => change("voice", (it) => { if (voice) it.voice = voice; else delete it.voice; })))),
      one.narration ? speech.element : null,
      tick(t("scene.lock"), Boolean(shot.locked), (locked) => change("lock", (it) => { if (locked) it.shot.locked = true; else delete it.shot.locked; })));
    // The keyboard stays where it was, on what stands there now.
    if (held) (content.querySelector(held.type === "radio" ? ":checked" : "[aria-pressed=true]") ?? words).focus({ preventScroll: true });
  }

  const parts = {
    footage: (one) => {
      const takes = h("div.takes", { role: "group", aria: { label: t("scene.takes") } });
      const offered = [one.shot.choice, ...(one.shot.runnersUp ?? [])].filter(Boolean);
      const own = one.shot.file ? [{ path: one.shot.file }] : [];
      const isChosen = (take) => take.path === (scene()?.shot.file ?? scene()?.shot.choice?.path);
      const fillTakes = (list) => fill(takes, list.map((take) => {
        return h("button.take", {
          type: "button", aria: { pressed: isChosen(take), label: t("scene.take", { name: take.credit?.title ?? name(take.path) }) },
          title: take.credit?.title ?? name(take.path),
          onclick: () => { swap(take); list.forEach((one, place) => setAria(takes.children[place], "pressed", isChosen(one))); },
        }, h("img", { src: picture(take.path), alt: "", loading: "lazy" }), take.score === undefined || take.score === null ? null : h("span.score", {}, percent(take.score)));
      }));
      const all = [...own, ...offered].filter((take, index, list) => list.findIndex((other) => other.path === take.path) === index);
      fillTakes(all);
      const found = h("input", {
        type: "search", placeholder: t("scene.search"), aria: { label: t("scene.search") },
        oninput: settled(250, async () => {
          if (!found.value.trim()) return fillTakes(all);
          try {
            const { data } = await get(`/v1/library?${search({ q: found.value, limit: 12 })}`);
            fillTakes(data.map((item) => ({ path: item.path, score: item.score ?? 1, credit: item.credit })));
          } catch (error) { complain(error); }
        }),
      });
      const chooser = h("input.unseen", { type: "file", accept: "image/*,video/*", tabIndex: -1, aria: { label: t("scene.upload") }, onchange: () => send(chooser.files[0]) });
      const button = h("button.button.small", { type: "button", onclick: () => chooser.click() }, icon("plus"), h("span", {}, t("scene.upload")));
      const send = async (file) => {
        if (!file) return;
        button.disabled = true;
        try {
          const made = await upload(file, { progress: (share) => { button.lastChild.textContent = percent(share); } });
          const told = await get(`/v1/uploads/${made}`);
          change("picture", (it) => {
            // What it showed before stays among the others, for whoever thinks better of it.
            if (it.shot.choice) it.shot.runnersUp = ranked([it.shot.choice, ...(it.shot.runnersUp ?? [])]);
            it.shot.file = told.path;
            delete it.shot.choice;
            it.shot.locked = true;
          });
          draw();
        } catch (error) { complain(error); button.disabled = false; button.lastChild.textContent = t("scene.upload"); }
      };
      return h("div.stack.tight", {}, offered.length || own.length ? null : h("p.small.quiet", {}, t("scene.none")), takes, h("div.row", {}, found, button, chooser),
        credit(one.shot.choice?.credit));
    },
    card: (one) => {
      const text = h("textarea", { rows: 2, value: one.shot.text ?? "", maxLength: 300, oninput: () => change("card", (it) => { it.shot.text = text.value; }) });
      const detail = h("input", { type: "text", value: one.shot.detail ?? "", maxLength: 300, oninput: () => change("detail", (it) => { if (detail.value) it.shot.detail = detail.value; else delete it.shot.detail; }) });
      return h("div.stack.tight", {}, field(t("card.text"), text), field(t("card.detail"), detail),
        field(t("card.role"), choice(roles.map((role) => [role, t(`role.${role}`)]), one.shot.role ?? "title", (role) => change("role", (it) => { it.shot.role = role; }))));
    },
    scenery: (one) => field(t("scenery.name"), choice([["", t("scenery.any")], ...sceneries.map((name) => [name, t(`scenery.${name}`)])], one.shot.name ?? "",
      (name) => change("scenery", (it) => { if (name) it.shot.name = name; else delete it.shot.name; }))),
  };

  function swap(take) {
    change("picture", (it) => {
      const before = it.shot.choice;
      delete it.shot.file;
      const others = (it.shot.runnersUp ?? []).filter((other) => other.path !== take.path);
      if (before && before.path !== take.path) others.unshift(before);
      it.shot.choice = { ...take };
      it.shot.runnersUp = ranked(others);
      it.shot.locked = true;
    });
  }

  function close() {
    speech.stop();
    drawer.remove();
    film.closed();
  }

  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  draw();
  document.body.append(drawer);
  drawer.querySelector("textarea")?.focus({ preventScroll: true });
  return { close, draw, remove: () => { speech.stop(); drawer.remove(); } };
}

/** A scene's shot as another kind, keeping what both have. */
function turn(scene, kind) {
  const { queries, avoid, locked } = scene.shot;
  const shot = { kind };
  if (queries) shot.queries = queries;
  if (avoid) shot.avoid = avoid;
  if (locked) shot.locked = locked;
  if (kind === "card") Object.assign(shot, { role: "title", text: (scene.narration ?? "").split(/[.!?]/)[0].slice(0, 80) || "…" });
  return shot;
}

const ranked = (takes) => takes.sort((left, right) => (right.score ?? 0) - (left.score ?? 0));
const voiceOf = (voice) => (typeof voice === "string" ? voice : voice?.id ?? "");
const name = (path) => path.split("/").pop();

function credit(known) {
  if (!known) return null;
  return h("p.small.quiet", {}, [known.title, known.author, known.licence].filter(Boolean).join(" · "));
}

function slider(label, value, low, high, step, changed) {
  const shown = h("span.figures", {}, seconds(value));
  const range = h("input", { type: "range", min: low, max: high, step, value, oninput: () => { shown.textContent = seconds(range.value); changed(Number(range.value)); } });
  const made = field(label, range);
  made.querySelector("label").append(" ", shown);
  return made;
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
