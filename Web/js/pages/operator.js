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
    const tile = (name, big, small, values) => h("section.panel.tile", {}, h("h2", {}, t(name)), h("p.big", {}, big), h("p.small.quiet", {}, small), values?.length > 1 ? plot(values, t(name)) : null);
    const { videos, waiting, process, machine, disk, estimator } = told;
    fill(body,
      h("div.tiles", {},
        tile("operator.running", number(videos.running), t("operator.waiting", { short: waiting.short, long: waiting.long }), past.running),
        tile("operator.oldest", waiting.oldest_seconds === null ? "–" : span(waiting.oldest_seconds), t("operator.oldest.text"), past.waiting),
        tile("operator.cpu", percent(process.cpu_share), t("operator.cores", { count: machine.cores }), past.cpu),
        tile("operator.memory", bytes(process.resident_bytes), t("operator.memory.of", { total: bytes(machine.memory_bytes) }), past.memory),
        tile("operator.requests", `${number(past.requests.at(-1) ?? 0, 1)}/s`, t("operator.subscribers", { count: told.requests.subscribers }), past.requests),
        tile("operator.disk", bytes(disk.free_bytes), disk.cache_bytes === null ? "" : t("operator.disk.text", { cache: bytes(disk.cache_bytes) })),
        tile("operator.forecast", estimator.median_error === null ? "–" : `± ${percent(estimator.median_error)}`, t(estimator.drifting ? "operator.forecast.drift" : "operator.forecast.text", { count: estimator.samples })),
        tile("operator.done", number(videos.completed), t("operator.failed", { count: videos.failed }))),
      h("section.panel.stack.tight", {}, h("h2", {}, t("operator.workers")), running(told.running)),
      h("section.panel.stack.tight", {}, h("h2", {}, t("operator.errors")), errors(told.failed)));
  }

  turn();
  return () => { stopped = true; clearTimeout(timer); };
}

function remember(told) {
  const push = (name, value) => { past[name].push(value); if (past[name].length > kept) past[name].shift(); };
  push("cpu", told.process.cpu_share);
  push("memory", told.process.resident_bytes);
  push("running", told.videos.running);
  push("waiting", told.waiting.oldest_seconds ?? 0);
  const now = { count: told.requests.total, time: performance.now() };
  if (lastRequests && now.count >= lastRequests.count) push("requests", (now.count - lastRequests.count) / ((now.time - lastRequests.time) / 1000));
  lastRequests = now;
}

function table(names, rows) {
  return h("div.scroll", {}, h("table.table", {}, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, t(`operator.${name}`))))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, cell)))))));
}

const film = (one) => h("a", { href: `/films/${one.id}` }, one.title ?? one.id);

function running(list) {
  if (!list.length) return h("p.quiet", {}, t("operator.workers.none"));
  return table(["film", "stage", "progress", "attempt", "since"], list.map((one) => [film(one), one.stage ? t(`stage.${one.stage}`) : "–", percent(one.progress / 100), number(one.attempt), one.started_at ? when(one.started_at) : "–"]));
}

function errors(list) {
  if (!list.length) return h("p.quiet", {}, t("operator.errors.none"));
  return table(["film", "cause", "when"], list.map((one) => [film(one), one.message ?? "–", one.ended_at ? when(one.ended_at) : "–"]));
}
