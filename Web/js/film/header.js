// Beside the player: what the film is, where it stands, what can be done with it.

import { at, films } from "../core/api.js";
import { fill, h, keep } from "../core/dom.js";
import { bytes, clock, moment, number, percent, span } from "../core/format.js";
import { go } from "../core/router.js";
import { t } from "../core/words.js";
import { complain, confirm, menuButton } from "../ui/float.js";
import { icon } from "../ui/icon.js";
import { shapes } from "./options.js";
import { downloads, openShare } from "./share.js";

const stages = ["planning", "speaking", "composing", "publishing"];

/** What a film's state is called, with cancelled told from failed. */
export function stateOf(film) {
  return film.status === "failed" && film.error?.code === "cancelled" ? "cancelled" : film.status;
}

/** Whether a film is still to be finished. */
export const isBusy = (film) => ["queued", "in_progress"].includes(film?.status);

/** A film's state as a coloured word. */
export function status(film) {
  const state = stateOf(film);
  return h("span.status", { class: state }, t(`status.${state}`));
}

/** Draws the side of a film's page; what has not changed stays as it is. */
export function drawSide(place, film, { reload }) {
  const state = stateOf(film);
  const busy = isBusy(film);
  const detail = film.detail ?? {};
  if (place.dataset.film !== film.id) {
    place.dataset.film = film.id;
    fill(place, Array.from({ length: 5 }, () => h("div")));
    place.children[1].className = "stack tight";
  }
  const [head, doing, wrong, buttons, about] = place.children;
  const name = nameOf(film);
  keep(head, [name, state], () => h("div.stack.tight", {}, h("h1", { title: name }, name), status(film)));
  keep(doing, [busy, state, film.stage, film.progress, film.eta_seconds, detail.scenes_done, detail.scenes_total], () => (busy ? progress(film, state, detail) : null));
  keep(wrong, [state, film.error], () => (state === "failed" || state === "cancelled" ? fault(film, state, reload) : null));
  keep(buttons, [state, film.revision, film.title], () => h("div.row", {},
    state === "completed" ? menuButton(null, [icon("down"), t("download")], () => downloads(film), "button main") : null,
    h("button.button", { type: "button", onclick: () => openShare(film) }, icon("share"), t("share")),
    busy ? h("button.button", { type: "button", onclick: () => act(films.cancel(film.id), reload) }, icon("stop"), t("film.cancel")) : null,
    menuButton(t("film.more"), icon("more"), () => more(film, reload), "button round")));
  keep(about, [film.size, film.duration, detail.playable_after, detail.scenes_reused, film.bytes, film.revision, film.expires_at, state], () => facts(film, state));
}

function progress(film, state, detail) {
  const stage = state === "queued" ? null : film.stage;
  const share = (film.progress ?? 0) / 100;
  const left = film.eta_seconds;
  return h("div.stack.tight", {},
    h("div.bar", { role: "progressbar", aria: { label: t("progress"), valuenow: Math.round(share * 100), valuemin: 0, valuemax: 100 } }, h("span", { style: { "--share": share } })),
    h("p.small.figures", {}, state === "queued" ? t("progress.queued")
      : [percent(share), detail.scenes_total ? t("progress.scenes", { done: detail.scenes_done ?? 0, total: detail.scenes_total }) : null, left ? t("progress.left", { span: span(left) }) : null].filter(Boolean).join(" · ")),
    h("ol.stages", { aria: { label: t("stages") } }, stages.map((name) => h("li", { class: name === stage ? "now" : "", aria: name === stage ? { current: "step" } : {} }, t(`stage.${name}`)))));
}

function fault(film, state, reload) {
  const again = h("button.button.small", { type: "button", onclick: () => act(films.retry(film.id), reload) }, icon("again"), t("film.retry"));
  if (state === "cancelled") return h("div.note", {}, icon("info"), h("div", {}, h("p", {}, t("film.cancelled")), h("div.row", {}, again)));
  return h("div.note.bad", { role: "alert" }, icon("warn"),
    h("div", {}, h("p", {}, film.error?.message ?? t("film.failed")), h("div.row", {}, again)));
}

function more(film, reload) {
  const entries = [
    { label: t("film.duplicate"), icon: "copy", run: () => duplicate(film) },
    (film.revision ?? 1) > 1 ? { label: t("film.compare"), icon: "compare", run: () => go(`/films/${film.id}/compare`) } : null,
    "line",
    { label: t("film.delete"), icon: "trash", danger: true, run: async () => {
      if (!await confirm(t("film.delete.title"), t("film.delete.text", { title: nameOf(film) }), t("film.delete"))) return;
      try { await films.remove(film.id); go("/films"); } catch (error) { complain(error); }
    } },
  ];
  return entries.filter(Boolean);
}

/** The film's order as the make page's draft. */
export async function duplicate(film) {
  try {
    const { order, prompt, size } = await films.one(film.id);
    sessionStorage.setItem("make-draft", JSON.stringify({
      kind: order?.source ?? "prompt", words: prompt ?? "", shape: shapeOf(size), voice: order?.voice ?? "heart", captions: order?.captions ?? "clean",
      music: order?.music ?? "calm", quality: order?.quality ?? "standard",
      recording: order?.recording ?? null,
      logo: order?.logo ? { id: order.logo.file_id, corner: order.logo.corner } : null,
    }));
    go("/");
  } catch (error) { complain(error); }
}

/** The named shape nearest to a size. */
function shapeOf(size) {
  const [width, height] = (size ?? "16x9").split("x").map(Number);
  const distance = ([name]) => Math.abs(name.split(":").reduce((left, right) => left / right) - width / height);
  return [...shapes].sort((left, right) => distance(left) - distance(right))[0][0];
}

function facts(film, state) {
  const rows = [
    [t("fact.size"), film.size?.replace("x", " × ")],
    [t("fact.length"), film.duration ? clock(film.duration) : null],
    [t("fact.watched"), film.detail?.playable_after ? t("fact.after", { span: `${number(film.detail.playable_after, 2)} s` }) : null],
    [t("fact.reused"), state === "completed" && film.detail?.scenes_reused ? t("progress.scenes", { done: film.detail.scenes_reused, total: film.detail.scenes_total }) : null],
    [t("fact.bytes"), film.bytes ? bytes(film.bytes) : null],
    [t("fact.version"), (film.revision ?? 1) > 1 ? film.revision : null],
    [t("fact.created"), film.created_at ? moment(film.created_at) : null],
    [t("fact.expires"), film.expires_at ? moment(film.expires_at) : null],
  ];
  return h("dl.facts", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

async function act(doing, reload) {
  try { await doing; reload(); } catch (error) { complain(error); }
}

/** What a film is called: its title, else the beginning of its words. */
export function nameOf(film) {
  return film.title ?? firstWords(film.prompt) ?? t("film.nameless");
}

/** The address of a picture of a film, or null while there is none. */
export function pictureOf(film) {
  if (film.status === "completed") return at(film.id, "poster.jpg", film.revision);
  // The first scene's can be had for certain once the second is drawn.
  return film.detail?.scenes_done > 1 ? at(film.id, "scenes/0.jpg", film.revision) : null;
}

function firstWords(text) {
  if (!text) return null;
  const line = text.replace(/^#+\s*/, "").split("\n")[0];
  return line.length > 80 ? `${line.slice(0, 78)}…` : line;
}
