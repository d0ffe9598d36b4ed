// All films: search, filters, live status, everything one does with many.

import { at, films, follow } from "../core/api.js";
import { fill, h, settled } from "../core/dom.js";
import { bytes, clock, percent, span, when } from "../core/format.js";
import { t } from "../core/words.js";
import { downloads, openShare } from "../film/share.js";
import { duplicate, firstWords, stateOf, status } from "../film/header.js";
import { choice } from "../ui/fields.js";
import { complain, confirm, explain, menuButton } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("nav.films");

const page = 50;

export function show(place, _, query) {
  const filters = { q: query.get("q") ?? "", status: query.get("status") ?? "", order: query.get("order") ?? "desc" };
  const known = new Map();
  let more = false;
  let pending;
  let loading = false;

  const search = h("input", { type: "search", value: filters.q, placeholder: t("films.search"), aria: { label: t("films.search") }, oninput: settled(250, () => filter({ q: search.value.trim() })) });
  const states = ["", "queued", "in_progress", "completed", "failed"];
  const list = h("ul.films", { aria: { label: t("nav.films"), busy: true } });
  const end = h("div", { style: { "min-height": "40px" } });
  fill(place, h("div.column.stack", {},
    h("div.row.apart", {}, h("h1", {}, t("nav.films")), h("a.button.main", { href: "/" }, icon("plus"), t("films.new"))),
    h("div.filters", { role: "search" }, search,
      labelled(t("films.status"), choice(states.map((state) => [state, state ? t(`status.${state}`) : t("films.any")]), filters.status, (state) => filter({ status: state }))),
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
    pending = new AbortController();
    loading = true;
    list.setAttribute("aria-busy", "true");
    if (!after && !known.size) fill(list, Array.from({ length: 8 }, () => h("li", {}, h("div.ghost.poster"), h("div.ghost", { style: { height: "20px", width: "60%" } }))));
    try {
      const answer = await films.list({ ...filters, limit: page, after }, pending.signal);
      if (!after) { known.clear(); fill(list); }
      for (const film of answer.data) add(film);
      more = answer.has_more;
      empty(answer.data.length === 0 && !after);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!after) { fill(list); fill(end, h("div.note.bad", {}, icon("warn"), h("div", {}, h("p", {}, explain(error)), h("div.row", {}, h("button.button.small", { type: "button", onclick: () => load() }, icon("again"), t("again")))))); }
    } finally {
      loading = false;
      list.setAttribute("aria-busy", "false");
    }
  }

  function empty(isEmpty) {
    list.hidden = isEmpty;
    const filtered = filters.q || filters.status;
    fill(end, !isEmpty ? null : h("div.empty", {}, icon("films"),
      h("h2", {}, t(filtered ? "films.none.found" : "films.none")), h("p", {}, t(filtered ? "films.none.found.text" : "films.none.text")),
      filtered ? h("button.button", { type: "button", onclick: () => { search.value = ""; filter({ q: "", status: "" }); show(place, _, new URLSearchParams()); } }, t("films.clear")) : h("a.button.main", { href: "/" }, t("films.first"))));
  }

  function add(film, atTop = false) {
    const row = { film, item: h("li", { data: { id: film.id } }), text: "" };
    known.set(film.id, row);
    draw(row);
    if (atTop) list.prepend(row.item);
    else list.append(row.item);
  }

  function draw(row) {
    const { film, item } = row;
    const state = stateOf(film);
    const version = JSON.stringify([film.title, film.status, film.progress, film.eta_seconds, film.stage, film.revision]);
    if (row.text === version) return;
    row.text = version;
    const name = film.title ?? firstWords(film.prompt) ?? film.id;
    const busy = state === "in_progress";
    const poster = h("img.poster", { src: film.status === "completed" ? at(film.id, "poster.jpg") : at(film.id, "scenes/0.jpg"), alt: "", loading: "lazy", decoding: "async", onerror: () => poster.classList.add("none") });
    fill(item, poster,
      h("div", {}, h("a.title", { href: `/films/${film.id}` }, name), h("span.when", { title: new Date(film.created_at * 1000).toISOString() }, when(film.created_at))),
      h("div.state", {}, status(film),
        busy ? h("div.bar", { role: "progressbar", aria: { label: t("progress"), valuenow: film.progress ?? 0 } }, h("span", { style: { "--share": (film.progress ?? 0) / 100 } })) : null,
        busy ? h("span.figures.small.quiet", {}, [percent((film.progress ?? 0) / 100), film.eta_seconds ? t("progress.left", { span: span(film.eta_seconds) }) : t(`stage.${film.stage ?? "planning"}`)].join(" · ")) : null),
      h("span.number", {}, film.duration ? clock(film.duration) : "–"),
      h("span.number", {}, film.bytes ? bytes(film.bytes) : "–"),
      h("div.more", {}, menuButton(t("film.more.named", { name }), icon("more"), () => entries(film, name, state), "button plain round")));
  }

  function entries(film, name, state) {
    const busy = state === "queued" || state === "in_progress";
    return [
      ...(state === "completed" ? downloads(film).slice(0, 2) : []),
      { label: t("share"), icon: "share", run: () => openShare(film) },
      { label: t("film.duplicate"), icon: "copy", run: () => duplicate(film) },
      busy ? { label: t("film.cancel"), icon: "stop", run: () => act(films.cancel(film.id), film.id) } : null,
      state === "failed" || state === "cancelled" ? { label: t("film.retry"), icon: "again", run: () => act(films.retry(film.id), film.id) } : null,
      "line",
      { label: t("film.delete"), icon: "trash", danger: true, run: async () => {
        if (!await confirm(t("film.delete.title"), t("film.delete.text", { title: name }), t("film.delete"))) return;
        try { await films.remove(film.id); remove(film.id); } catch (error) { complain(error); }
      } },
    ].filter(Boolean);
  }

  function remove(id) {
    known.get(id)?.item.remove();
    known.delete(id);
    empty(known.size === 0);
  }

  async function act(doing, id) {
    try { await doing; await refresh(id); } catch (error) { complain(error); }
  }

  async function refresh(id) {
    try {
      const film = await films.one(id);
      const row = known.get(id);
      if (row) { row.film = film; draw(row); }
      else if (!filters.q && !filters.status && filters.order === "desc") { list.hidden = false; fill(end); add(film, true); }
    } catch (error) { if (error.status === 404) remove(id); }
  }

  const scrolled = new IntersectionObserver((seen) => {
    if (!seen[0].isIntersecting || !more || loading) return;
    const last = [...known.keys()].pop();
    if (last) load(last);
  }, { rootMargin: "800px" });
  scrolled.observe(end);

  const stop = follow("/v1/events", {
    event: (event, type) => {
      const about = event.data ?? event;
      const id = about.id;
      if (!id) return;
      const row = known.get(id);
      if (type === "video.progress" && row) {
        row.film.progress = about.progress ?? 0;
        row.film.eta_seconds = about.seconds_left;
        row.film.status = "in_progress";
        draw(row);
      } else if (type === "video.deleted") {
        remove(id);
      } else if (["video.queued", "video.started", "video.planned", "video.completed", "video.failed", "video.cancelled", "video.stage"].includes(type)) {
        refresh(id);
      }
    },
    state: (state) => { if (state === "live" && known.size) load(); },
  });
  load();
  return () => { stop(); scrolled.disconnect(); pending?.abort(); };
}
