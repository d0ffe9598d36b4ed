// All films: search, filters, live status, everything one does with many.

import { films, follow } from "../core/api.js";
import { fill, h, keep, oneAtATime, settled } from "../core/dom.js";
import { bytes, clock, percent, span, when } from "../core/format.js";
import { t } from "../core/words.js";
import { downloads, openShare } from "../film/share.js";
import { duplicate, isBusy, nameOf, pictureOf, stateOf, status } from "../film/header.js";
import { choice } from "../ui/fields.js";
import { complain, confirm, explain, menuButton } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("nav.films");

const page = 50;

export function show(place, _, query) {
  const filters = { q: query.get("q") ?? "", status: query.get("status") ?? "", order: query.get("order") ?? "desc" };
  const known = new Map();
  const refreshing = new Map();
  // An answer that was on its way must not bring them back.
  const deleted = new Set();
  let more = false;
  let pending;
  let loading = false;

  const search = h("input", { type: "search", value: filters.q, placeholder: t("films.search"), aria: { label: t("films.search") }, oninput: settled(250, () => filter({ q: search.value.trim() })) });
  const states = ["", "queued", "in_progress", "completed", "failed", "cancelled"];
  const standings = choice(states.map((state) => [state, state ? t(`status.${state}`) : t("films.any")]), filters.status, (state) => filter({ status: state }));
  const list = h("ul.films", { aria: { label: t("nav.films"), busy: true } });
  const end = h("div", { style: { "min-height": "40px" } });
  fill(place, h("div.column.stack", {},
    h("div.row.apart", {}, h("h1", {}, t("nav.films")), h("a.button.main", { href: "/" }, icon("plus"), t("films.new"))),
    h("div.filters", { role: "search" }, search,
      labelled(t("films.status"), standings),
      labelled(t("films.order"), choice([["desc", t("films.newest")], ["asc", t("films.oldest")]], filters.order, (order) => filter({ order })))),
    list, end));

  function labelled(label, control) {
    control.setAttribute("aria-label", label);
    return control;
  }

  function filter(values) {
    Object.assign(filters, values);
    const text = new URLSearchParams(Object.entries(filters).filter(([name, value]) => value && !(name === "order" && value === "desc"))).toString();
    history.replaceState({}, "", text ? `/films?${text}` : "/films");
    load();
  }

  async function load(after) {
    pending?.abort();
    const mine = pending = new AbortController();
    loading = true;
    list.setAttribute("aria-busy", "true");
    if (!after && !known.size) fill(list, Array.from({ length: 8 }, () => h("li", {}, h("div.ghost.poster"), h("div.ghost", { style: { height: "20px", width: "60%" } }))));
    try {
      const answer = await films.list({ ...filters, limit: page, after }, mine.signal);
      if (!after) { known.clear(); fill(list); }
      for (const film of answer.data) add(film);
      more = answer.has_more;
      empty(answer.data.length === 0 && !after);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!after) { fill(list); fill(end, h("div.note.bad", {}, icon("warn"), h("div", {}, h("p", {}, explain(error)), h("div.row", {}, h("button.button.small", { type: "button", onclick: () => load() }, icon("again"), t("again")))))); }
    } finally {
      if (pending === mine) {
        loading = false;
        list.setAttribute("aria-busy", "false");
      }
    }
  }

  function empty(isEmpty) {
    list.hidden = isEmpty;
    const filtered = filters.q || filters.status;
    fill(end, !isEmpty ? null : h("div.empty", {}, icon("films"),
      h("h2", {}, t(filtered ? "films.none.found" : "films.none")), h("p", {}, t(filtered ? "films.none.found.text" : "films.none.text")),
      filtered ? h("button.button", { type: "button", onclick: () => { search.value = standings.value = ""; filter({ q: "", status: "" }); search.focus(); } }, t("films.clear")) : h("a.button.main", { href: "/" }, t("films.first"))));
  }

  function add(film, atTop = false) {
    // An event has told of it already, and later than this was read.
    if (known.has(film.id)) return;
    const item = h("li", { data: { id: film.id } }, h("div.frame"), h("div"), h("div.state"), h("span.number"), h("span.number"), h("div.more"));
    const row = { film, item };
    known.set(film.id, row);
    draw(row);
    if (atTop) list.prepend(item);
    else list.append(item);
  }

  /** Draws what has changed of a row, so that a menu or the focus on it stays. */
  function draw({ film, item }) {
    const state = stateOf(film);
    const name = nameOf(film);
    const busy = state === "in_progress";
    const [frame, words, standing, length, size, more] = item.children;
    keep(frame, [pictureOf(film), state], () => picture(film));
    keep(words, [name, film.created_at], () => [h("a.title", { href: `/films/${film.id}`, title: name }, name),
      h("time.when", { dateTime: new Date(film.created_at * 1000).toISOString() }, when(film.created_at))]);
    keep(standing, [state, film.progress, film.eta_seconds, film.stage], () => [status(film),
      busy ? h("div.bar", { role: "progressbar", aria: { label: t("progress"), valuenow: film.progress ?? 0 } }, h("span", { style: { "--share": (film.progress ?? 0) / 100 } })) : null,
      busy ? h("span.figures.small.quiet", {}, [percent((film.progress ?? 0) / 100), film.eta_seconds ? t("progress.left", { span: span(film.eta_seconds) }) : t(`stage.${film.stage ?? "planning"}`)].join(" · ")) : null]);
    keep(length, film.duration, () => (film.duration ? [h("span.unseen", {}, t("fact.length")), " ", clock(film.duration)] : null));
    keep(size, film.bytes, () => (film.bytes ? [h("span.unseen", {}, t("fact.bytes")), " ", bytes(film.bytes)] : null));
    keep(more, [name, state], () => menuButton(t("film.more.named", { name }), icon("more"), () => entries(film, name, state), "button plain round"));
    length.hidden = size.hidden = false;
  }

  function picture(film) {
    const source = pictureOf(film);
    if (!source) return icon(stateOf(film) === "failed" ? "warn" : "films");
    const image = h("img.poster", { src: source, alt: "", loading: "lazy", decoding: "async", onerror: () => image.replaceWith(icon("films")) });
    return image;
  }

  function entries(film, name, state) {
    const busy = isBusy(film);
    return [
      ...(state === "completed" ? downloads(film).slice(0, 2) : []),
      { label: t("share"), icon: "share", run: () => openShare(film) },
      { label: t("film.duplicate"), icon: "copy", run: () => duplicate(film) },
      busy ? { label: t("film.cancel"), icon: "stop", run: () => act(films.cancel(film.id), film.id) } : null,
      state === "failed" || state === "cancelled" ? { label: t("film.retry"), icon: "again", run: () => act(films.retry(film.id), film.id) } : null,
      "line",
      { label: t("film.delete"), icon: "trash", danger: true, run: async () => {
        if (!await confirm(t("film.delete.title"), t("film.delete.text", { title: name }), t("film.delete"))) return;
        try { await films.remove(film.id); deleted.add(film.id); remove(film.id); } catch (error) { complain(error); }
      } },
    ].filter(Boolean);
  }

  function update(row, film) {
    row.readAt = performance.now();
    // Menus look at the row's own object.
    Object.assign(row.film, film);
    draw(row);
  }

  /** Takes up what happened to the films shown while the connection was lost; the list stays where it was scrolled to. */
  async function catchUp() {
    const asked = JSON.stringify(filters);
    const newestFirst = filters.order === "desc";
    const last = known.get(list.lastElementChild?.dataset.id)?.film.created_at ?? 0;
    const gone = new Set(known.keys());
    const shown = gone.size;
    // Those that stand before all that are shown, or behind them when the newest come last.
    const fresh = [];
    let after;
    try {
      do {
        const began = performance.now();
        const { data, has_more } = await films.list({ ...filters, limit: 100, after });
        if (asked !== JSON.stringify(filters)) return;
        for (const film of data) {
          const row = known.get(film.id);
          if (row) {
            // What an event has told since then is newer.
            if (!(row.readAt > began)) update(row, film);
            gone.delete(film.id);
            if (!newestFirst) fresh.length = 0;
          } else if (!newestFirst || gone.size === shown) fresh.push(film);
        }
        // What lies behind the last one shown is read when it is scrolled to.
        const reached = data.at(-1)?.created_at;
        after = has_more && (newestFirst ? reached >= last : reached <= last) ? data.at(-1).id : null;
        if (!newestFirst) more = has_more;
      } while (after);
    } catch { return; /* The next connection tries again. */ }
    for (const id of gone) remove(id);
    for (const film of newestFirst ? fresh.reverse() : fresh) add(film, newestFirst);
    empty(known.size === 0);
    // Asks again for what the lost connection kept from being read.
    scrolled.unobserve(end);
    scrolled.observe(end);
  }

  function remove(id) {
    known.get(id)?.item.remove();
    known.delete(id);
    refreshing.delete(id);
    empty(known.size === 0);
  }

  async function act(doing, id) {
    try { await doing; await refresh(id); } catch (error) { complain(error); }
  }

  /** Reads a film anew; one answer after the other, so that an old one never comes last. */
  function refresh(id) {
    let run = refreshing.get(id);
    if (!run) refreshing.set(id, run = oneAtATime(() => readAgain(id)));
    return run();
  }

  async function readAgain(id) {
    try {
      const film = await films.one(id);
      const row = known.get(id);
      if (deleted.has(id)) return;
      if (row) update(row, film);
      else if (!filters.q && !filters.status && (filters.order === "desc" || !more)) { empty(false); add(film, filters.order === "desc"); }
    } catch (error) { if (error.status === 404) remove(id); }
  }

  const scrolled = new IntersectionObserver((seen) => {
    if (!seen[0].isIntersecting || !more || loading) return;
    // Not the last that became known: a film that was begun meanwhile stands at the top.
    const last = list.lastElementChild?.dataset.id;
    if (last) load(last);
  }, { rootMargin: "800px" });
  scrolled.observe(end);

  const lostNote = h("div.offline", { role: "status" }, icon("again"), t("error.connection"));
  let lostTimer = null;
  let wasLost = false;
  const events = follow("/v1/events", {
    event: (event, type) => {
      const about = event.data ?? event;
      const id = about.id;
      if (!id) return;
      const row = known.get(id);
      if (type === "video.progress" && row) {
        row.film.progress = about.progress ?? 0;
        row.film.eta_seconds = about.seconds_left;
        row.film.detail = { ...row.film.detail, ...about };
        if (row.film.status === "queued") row.film.status = "in_progress";
        draw(row);
      } else if (type === "video.deleted") {
        deleted.add(id);
        remove(id);
      } else if (["video.queued", "video.started", "video.planned", "video.completed", "video.failed", "video.cancelled", "video.stage"].includes(type)) {
        refresh(id);
      }
    },
    state: (state) => {
      clearTimeout(lostTimer);
      if (state === "lost") { wasLost = true; lostTimer = setTimeout(() => document.body.append(lostNote), 1200); }
      if (state === "live") { lostNote.remove(); if (wasLost) (known.size ? catchUp : load)(); wasLost = false; }
    },
  });
  load();
  return () => { events.stop(); clearTimeout(lostTimer); lostNote.remove(); scrolled.disconnect(); pending?.abort(); };
}
