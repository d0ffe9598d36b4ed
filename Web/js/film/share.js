// Taking a film away: every file it has, its link, its embed code.

import { at } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { field } from "../ui/fields.js";
import { openDialog, toast } from "../ui/float.js";
import { icon } from "../ui/icon.js";

/** The downloads of a finished film, as menu entries. */
export function downloads(film) {
  const name = safe(film.title ?? film.id);
  const file = (path, label, after, ending = path.slice(path.lastIndexOf("."))) =>
    ({ label, after, icon: "down", href: at(film.id, path), download: name + ending });
  return [
    file("content?variant=video", t("get.video"), "MP4", ".mp4"),
    file("captions.srt", t("get.captions"), "SRT"), file("captions.vtt", t("get.captions"), "VTT"), file("captions.ass", t("get.captions"), "ASS"),
    file("poster.jpg", t("get.poster"), "JPEG"), file("credits.txt", t("get.credits"), "TXT", ".credits.txt"),
    file("storyboard", t("get.storyboard"), "JSON", ".storyboard.json"), file("exports/otio", t("get.timeline"), "OTIO", ".otio"),
    file("exports/edl", t("get.timeline"), "EDL", ".edl"), file("exports/tar", t("get.everything"), "TAR", ".tar"),
  ];
}

const safe = (title) => title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim().slice(0, 80) || "film";

/** Shows the link and the embed code. */
export function openShare(film) {
  const link = `${location.origin}/share/${film.id}`;
  const base = `${location.origin}/v1/videos/${film.id}`;
  const [width, height] = (film.size ?? "1920x1080").split("x").map(Number);
  const code = `<script type="module" src="${location.origin}/vitascope-player.js"></script>\n<vitascope-player src="${base}/hls/film.m3u8" poster="${base}/poster.jpg" thumbnails="${base}/thumbnails.vtt" ratio="${width}/${height}"></vitascope-player>`;
  openDialog({
    title: t("share.title"), wide: true,
    content: [h("p.quiet", {}, t("share.lead")), copied(t("share.link"), h("input", { type: "text", readOnly: true, value: link })),
      copied(t("share.embed"), h("textarea", { readOnly: true, rows: 4, value: code })),
      location.hostname === "localhost" || location.hostname.startsWith("127.") ? h("div.note", {}, icon("info"), h("p", {}, t("share.local"))) : null],
  });
}

function copied(label, control) {
  const button = h("button.button", { type: "button", onclick: async () => {
    control.select();
    try {
      await navigator.clipboard.writeText(control.value);
      toast(t("copied"));
    } catch { toast(t("copy.by.hand")); }
  } }, icon("copy"), t("copy"));
  const made = field(label, control);
  const row = h("div.share-link");
  control.replaceWith(row);
  row.append(control, button);
  return made;
}
