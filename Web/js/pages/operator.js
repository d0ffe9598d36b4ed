// How the service fares: workers, lanes, errors, room, and how good its forecasts are.

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { bytes, number, percent, span, when } from "../core/format.js";
import { t } from "../core/words.js";
import { explain } from "../ui/float.js";
import { icon } from "../ui/icon.js";
import { plot } from "../ui/plot.js";

export const title = () => t("nav.operator");

const kept = 120;
const past = { cpu: [], memory: [], requests: [], running: [], waiting: [] };
let lastRequests = null;

export function show(place) {
  const body = h("div.stack");
  let timer;
  let stopped = false;
  fill(place, h("div.column.stack", {}, h("h1", {}, t("nav.operator")), body));

  async function turn() {
    try {
      const told = await get("/v1/operator");
      remember(told);
      draw(told);
    } catch (error) {
      fill(body, h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, explain(error))));
    }
    if (!stopped) timer = setTimeout(turn, document.hidden ? 15000 : 2000);
  }

  function draw(told) {
    const tile = (name, big, small, values) => h("section.panel.tile", {}, h("h3", {}, t(name)), h("p.big", {}, big), h("p.small.quiet", {}, small), values?.length > 1 ? plot(values, t(name)) : null);
    const counts = told.films.counts;
    fill(body,
      h("div.tiles", {},
        tile("operator.running", number(counts.running ?? 0), t("operator.waiting", { short: told.films.waiting.short ?? 0, long: told.films.waiting.long ?? 0 }), past.running),
        tile("operator.oldest", told.films.oldest_waiting_seconds === null ? "–" : span(told.films.oldest_waiting_seconds), t("operator.oldest.text"), past.waiting),
        tile("operator.cpu", percent(told.process.cpu_share), t("operator.cores", { count: told.machine.cores }), past.cpu),
        tile("operator.memory", bytes(told.process.resident_bytes), t("operator.memory.of", { total: bytes(told.machine.memory_bytes) }), past.memory),
        tile("operator.requests", `${number(past.requests.at(-1) ?? 0, 1)}/s`, t("operator.subscribers", { count: told.subscribers }), past.requests),
        tile("operator.disk", bytes(told.disk.free_bytes), t("operator.disk.text", { films: bytes(told.disk.films_bytes), cache: bytes(told.disk.cache_bytes) })),
        tile("operator.forecast", told.estimator.median_error === null ? "–" : `± ${percent(told.estimator.median_error)}`, t(told.estimator.drifting ? "operator.forecast.drift" : "operator.forecast.text", { count: told.estimator.samples })),
        tile("operator.done", number(counts.completed ?? 0), t("operator.failed", { count: counts.failed ?? 0 }))),
      h("section.panel.stack.tight", {}, h("h2", {}, t("operator.workers")), workers(told.workers)),
      h("section.panel.stack.tight", {}, h("h2", {}, t("operator.errors")), errors(told.errors)));
  }

  turn();
  return () => { stopped = true; clearTimeout(timer); };
}

function remember(told) {
  const push = (name, value) => { past[name].push(value); if (past[name].length > kept) past[name].shift(); };
  push("cpu", told.process.cpu_share);
  push("memory", told.process.resident_bytes);
  push("running", told.films.counts.running ?? 0);
  push("waiting", told.films.oldest_waiting_seconds ?? 0);
  const now = { count: told.requests.total, time: performance.now() };
  if (lastRequests && now.count >= lastRequests.count) push("requests", (now.count - lastRequests.count) / ((now.time - lastRequests.time) / 1000));
  lastRequests = now;
}

function workers(list) {
  if (!list.length) return h("p.quiet", {}, t("operator.workers.none"));
  return h("div.scroll", {}, h("table.table", {}, h("thead", {}, h("tr", {}, ["worker", "film", "stage", "since"].map((name) => h("th", { scope: "col" }, t(`operator.${name}`))))),
    h("tbody", {}, list.map((worker) => h("tr", {}, h("td", {}, worker.name), h("td", {}, worker.film ? h("a", { href: `/films/${worker.film}` }, worker.title ?? worker.film) : t("operator.idle")), h("td", {}, worker.stage ? t(`stage.${worker.stage}`) : "–"), h("td", {}, worker.since ? when(worker.since) : "–"))))));
}

function errors(list) {
  if (!list.length) return h("p.quiet", {}, t("operator.errors.none"));
  return h("div.scroll", {}, h("table.table", {}, h("thead", {}, h("tr", {}, ["film", "cause", "when"].map((name) => h("th", { scope: "col" }, t(`operator.${name}`))))),
    h("tbody", {}, list.map((error) => h("tr", {}, h("td", {}, h("a", { href: `/films/${error.film}` }, error.title ?? error.film)), h("td", {}, error.message), h("td", {}, when(error.time)))))));
}
