// A film and nothing else, for whoever was sent its link.

import { at, films, follow } from "../core/api.js";
import { fill, h, keep } from "../core/dom.js";
import { t } from "../core/words.js";
import { isBusy, nameOf, pictureOf } from "../film/header.js";
import { explain } from "../ui/float.js";
import { brand, icon } from "../ui/icon.js";

export const title = () => t("film");

export function show(place, { id }) {
  import("/vitascope-player.js");
  let film = null;
  const player = h("vitascope-player", { "captions-drawn": "", accent: brand });
  const about = h("div");
  fill(place, h("div.share-page", {}, h("div.stage", {}, player), about));

  async function load() {
    try {
      film = await films.one(id);
      draw();
    } catch (error) {
      if (film) return;
      fill(place, h("div.empty", {}, icon("films"), h("h1", {}, t("film.unknown")), h("p", {}, error.status === 404 ? t("film.unknown.text") : explain(error))));
    }
  }

  function draw() {
    const done = film.status === "completed";
    const name = nameOf(film);
    document.title = name;
    player.setAttribute("ratio", (film.size ?? "16x9").replace("x", "/"));
    player.setAttribute("title", name);
    const picture = pictureOf(film);
    if (picture) player.setAttribute("poster", picture);
    if (done) player.setAttribute("thumbnails", at(id, "thumbnails.vtt", film.revision));
    const source = at(id, "hls/film.m3u8");
    if (player.getAttribute("src") !== source) player.setAttribute("src", source);
    player.expectedDuration = film.duration ?? Number(film.seconds);
    player.failed = film.status === "failed" ? film.error?.message ?? t("film.failed") : null;
    keep(about, [name, done], () => h("div.stack.tight", {},
      h("div.row.apart", {}, h("h1", {}, name), done ? h("a.button", { href: at(id, "content?variant=video"), download: "" }, icon("down"), t("download")) : null),
      done ? h("p.small.quiet", {}, h("a", { href: at(id, "credits.txt") }, t("get.credits"))) : null));
  }

  const events = follow(at(id, "events"), {
    event: (_, type) => { if (type !== "video.progress") load(); },
    state: (state) => { if (state === "lost") load(); },
    isOver: () => film !== null && !isBusy(film),
  });
  load();
  return () => {
    events.stop();
    player.pause?.();
  };
}
