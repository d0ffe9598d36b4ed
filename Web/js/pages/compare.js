// Two versions of a film side by side, playing together.

import { at, films } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { same } from "../film/board.js";
import { choice, field } from "../ui/fields.js";
import { explain } from "../ui/float.js";
import { brand, icon } from "../ui/icon.js";

export const title = () => t("film.compare");

export function show(place, { id }) {
  import("/vitascope-player.js");
  const sides = h("div.pair");
  const list = h("div");
  let leader = null;
  const players = [];
  fill(place, h("div.column.stack", {},
    h("div.row.apart", {}, h("h1", {}, t("film.compare")), h("a.button", { href: `/films/${id}` }, icon("left"), t("back"))),
    h("p.quiet", {}, t("compare.lead")), sides, list));

  films.one(id).then((film) => {
    const newest = film.revision ?? 1;
    const shown = [Math.max(1, newest - 1), newest];
    const versions = Array.from({ length: newest }, (_, index) => [String(index + 1), t("compare.version", { number: index + 1 })]);
    shown.forEach((revision, side) => {
      const player = h("vitascope-player", { "captions-drawn": "", accent: brand, ratio: (film.size ?? "16x9").replace("x", "/"), src: at(id, "hls/film.m3u8", revision) });
      const name = (number) => player.setAttribute("title", t("compare.version", { number }));
      name(revision);
      players[side] = player;
      for (const name of ["play", "pause", "seeked"]) player.addEventListener(name, () => together(player, name));
      const box = choice(versions, String(revision), (value) => { shown[side] = Number(value); name(value); player.setAttribute("src", at(id, "hls/film.m3u8", value)); differences(shown); });
      sides.append(h("div.stack.tight", {}, field(t(side ? "compare.right" : "compare.left"), box), h("div.stage", {}, player)));
    });
    differences(shown);
  }).catch((error) => fill(list, h("div.note.bad", { role: "alert" }, icon("warn"), h("p", {}, explain(error)))));

  /** What one does, the other does too. */
  function together(player, name) {
    if (leader && leader !== player) return;
    leader = player;
    const other = players.find((one) => one && one !== player);
    if (other) {
      if (Math.abs(other.currentTime - player.currentTime) > 0.15) other.seek(player.currentTime);
      if (name === "play") other.play();
      if (name === "pause") other.pause();
    }
    setTimeout(() => { leader = null; }, 120);
  }

  async function differences(shown) {
    try {
      const [left, right] = await Promise.all(shown.map((revision) => films.storyboard(id, revision)));
      const before = new Map(left.document.scenes.map((scene) => [scene.id, facets(scene)]));
      const changed = right.document.scenes.map((scene, index) => ({ was: before.get(scene.id) ?? {}, is: facets(scene), index }))
        .filter(({ was, is }) => !same(was, is));
      const film = !same(looks(left.document), looks(right.document));
      fill(list, h("section.panel.stack", {}, h("h2", {}, t("compare.changed", { count: changed.length })),
        film ? h("p.small", {}, t("compare.film")) : null,
        changed.map(({ was, is, index }) => h("div.stack.tight", {}, h("h3", {}, t("scene.number", { number: index + 1 })),
          was.words === is.words ? null : [line("del", was.words), line("ins", is.words)],
          ["picture", "timing", "voice"].filter((name) => !same(was[name], is[name])).map((name) => h("p.small.quiet", {}, t(`compare.${name}`)))))));
    } catch (error) { fill(list, h("div.note.bad", {}, icon("warn"), h("p", {}, explain(error)))); }
  }

  function line(tag, text) {
    return text ? h("p.small", {}, h(tag, {}, text)) : null;
  }
}

/** What one sees and hears of a scene, leaving out what else might have been shown. */
function facets({ narration, shot = {}, voice, entrance, pauseAfter, minimumDuration, continuesInNext }) {
  const { kind, role, text, detail, name, file, choice } = shot;
  return {
    words: narration ?? "", voice, timing: [entrance, pauseAfter, minimumDuration, continuesInNext],
    picture: [kind, role, text, detail, name, file ?? choice?.path, choice?.start],
  };
}

function looks({ scenes, version, ...film }) {
  return film;
}
