// A film and nothing else, for whoever was sent its link.

import { at, films } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { explain } from "../ui/float.js";
import { brand, icon } from "../ui/icon.js";

export const title = () => t("film");

export function show(place, { id }) {
  import("/vitascope-player.js");
  const player = h("vitascope-player", { "captions-drawn": "", accent: brand, src: at(id, "hls/film.m3u8"), poster: at(id, "poster.jpg"), thumbnails: at(id, "thumbnails.vtt") });
  const about = h("div");
  fill(place, h("div.share-page", {}, h("div.stage", {}, player), about));
  films.one(id).then((film) => {
    player.setAttribute("ratio", (film.size ?? "16x9").replace("x", "/"));
    document.title = film.title ?? "Vitascope";
    fill(about, h("div.row.apart", {}, h("h1", {}, film.title ?? ""), film.status === "completed" ? h("a.button", { href: `/v1/videos/${film.id}/content?variant=video`, download: "film.mp4" }, icon("down"), t("download")) : null),
      h("p.small.quiet", {}, h("a", { href: at(id, "credits.txt") }, t("get.credits"))));
  }).catch((error) => fill(place, h("div.empty", {}, icon("films"), h("h1", {}, t("film.unknown")), h("p", {}, explain(error)))));
  return () => player.pause?.();
}
