// The footage library: what films can be illustrated with, whose it is, and more of it.

import { get, search, send, upload } from "../core/api.js";
import { fill, h, settled } from "../core/dom.js";
import { clock, percent } from "../core/format.js";
import { t } from "../core/words.js";
import { picture } from "../film/scenes.js";
import { choice, field } from "../ui/fields.js";
import { complain, explain, openDialog, toast } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("nav.library");

export function show(place) {
  let pending;
  let kind = "";
  let all = [];
  let items = [];
  let next = null;
  const find = h("input", { type: "search", placeholder: t("library.search"), aria: { label: t("library.search") }, oninput: settled(250, () => load()) });
  const chooser = h("input.unseen", { type: "file", multiple: true, accept: "image/*,video/*", tabIndex: -1, aria: { label: t("library.add") }, onchange: () => { add(chooser.files); chooser.value = ""; } });
  const shelf = h("ul.shelf");
  const end = h("div", { style: { "min-height": "24px" } });
  const kinds = choice([["", t("library.all")], ["photo", t("library.photos")], ["clip", t("library.clips")]], "", (value) => { kind = value; load(); });
  kinds.setAttribute("aria-label", t("library.kind"));
  fill(place, h("div.column.stack", {},
    h("div.row.apart", {}, h("h1", {}, t("nav.library")), h("button.button.main", { type: "button", onclick: () => chooser.click() }, icon("plus"), t("library.add")), chooser),
    h("p.quiet", {}, t("library.lead")), h("div.filters", { role: "search" }, find, kinds), shelf, end));

  async function load(after) {
    pending?.abort();
    pending = new AbortController();
    try {
      const answer = await get(`/v1/library?${search({ q: find.value.trim(), limit: 60, offset: after })}`, { signal: pending.signal });
      all = after ? [...all, ...answer.data] : answer.data;
      items = all.filter((item) => !kind || item.kind === kind);
      next = answer.has_more ? all.length : null;
      draw();
    } catch (error) {
      if (error.name !== "AbortError") fill(end, h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, explain(error))));
    }
  }

  function draw() {
    fill(shelf, items.map((item) => h("li", {}, h("button.item", { type: "button", onclick: () => open(item) },
      h("span.view", {}, h("img", { src: picture(item.path), alt: "", loading: "lazy", decoding: "async" }),
        item.kind === "clip" ? h("span.chip.figures", {}, icon("play"), clock(item.seconds)) : null),
      h("strong", {}, item.title), h("small", {}, item.credit?.author ? [item.credit.licence, item.credit.author].filter(Boolean).join(" · ") : `${item.width} × ${item.height}`)))));
    const isNarrowed = find.value || kind;
    fill(end, items.length ? null : h("div.empty", {}, icon("library"), h("h2", {}, t(isNarrowed ? "library.none.found" : "library.none")), h("p", {}, t(isNarrowed ? "library.none.found.text" : "library.none.text"))));
  }

  function open(item) {
    const words = h("input", { type: "text", maxLength: 500, value: (item.words ?? []).join(", ") });
    const save = h("button.button.main", { type: "button", onclick: async () => {
      try {
        await send("PATCH", "/v1/library", { body: { path: item.path, words: words.value.split(",").map((word) => word.trim()).filter(Boolean) } });
        item.words = words.value.split(",").map((word) => word.trim()).filter(Boolean);
        toast(t("saved"));
        dialog.close();
      } catch (error) { complain(error); }
    } }, t("save"));
    const rows = [[t("fact.size"), `${item.width} × ${item.height}`], [t("fact.length"), item.seconds ? clock(item.seconds) : null], [t("library.author"), item.credit?.author], [t("library.licence"), item.credit?.licence === "unknown" ? null : item.credit?.licence],
      [t("library.score"), item.score !== undefined && item.score !== null ? percent(item.score) : null]];
    const dialog = openDialog({
      title: item.title, wide: true,
      content: [h("img.exhibit", { src: picture(item.path), alt: item.title }), h("dl.facts", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
        isLink(item.credit?.source) ? h("p.small", {}, h("a", { href: item.credit.source, rel: "noreferrer noopener", target: "_blank" }, item.credit.source)) : null,
        item.own ? field(t("library.words"), words, { hint: t("library.words.hint") })
          : words.value ? h("p.small", {}, `${t("library.words")}: ${words.value}`) : null],
      actions: item.own ? [save] : [],
    });
  }

  async function add(files) {
    for (const file of files) {
      try {
        const id = await upload(file, {});
        await send("POST", "/v1/library", { body: { upload: id } });
        toast(t("library.added", { name: file.name }));
      } catch (error) { complain(error); }
    }
    load();
  }

  const scrolled = new IntersectionObserver((seen) => { if (seen[0].isIntersecting && next) load(next); }, { rootMargin: "600px" });
  scrolled.observe(end);
  const drop = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    if (event.type === "drop") add(event.dataTransfer.files);
  };
  place.addEventListener("dragover", drop);
  place.addEventListener("drop", drop);
  load();
  return () => { pending?.abort(); scrolled.disconnect(); place.removeEventListener("dragover", drop); place.removeEventListener("drop", drop); };
}

/** Only plain web addresses become links. */
function isLink(text) {
  return /^https?:\/\//i.test(text ?? "");
}
