// One film: it plays while it is made; its storyboard can be changed and made again.

import { at, films, follow, get } from "../core/api.js";
import { announce, fill, h, perFrame } from "../core/dom.js";
import { clock, span } from "../core/format.js";
import { t } from "../core/words.js";
import { Board } from "../film/board.js";
import { openScene } from "../film/editor.js";
import { drawSide, stateOf } from "../film/header.js";
import { captionChoices, moodChoices, voiceChoices } from "../film/options.js";
import { SceneGrid } from "../film/scenes.js";
import { choice, field } from "../ui/fields.js";
import { complain, explain, menuButton, openDialog, toast } from "../ui/float.js";
import { icon } from "../ui/icon.js";

export const title = () => t("film");

export function show(place, { id }) {
  import("/vitascope-player.js");
  let film = null;
  let voices = [];
  let open = null;
  let openID = null;
  let playing = -1;
  let stopAt = null;
  const made = new Map();

  const player = h("vitascope-player", { "captions-drawn": "", autoplay: true });
  const stage = h("div.stage", {}, player);
  const side = h("div.film-side", {}, h("div.ghost", { style: { height: "28px" } }), h("div.ghost", { style: { height: "120px" } }));
  const head = h("section.film-head", { aria: { label: t("film") } }, stage, side);
  const bar = h("div.board-bar");
  const footer = h("div");
  const notices = h("div.stack.tight");
  const board = new Board(id, perFrame(drawBoard));
  const grid = new SceneGrid(board, {
    revision: () => film?.revision ?? 1, made, starts, open: openEditor, play: playScene,
  });
  const storyboard = h("section.stack", { aria: { labelledby: "storyboard" } }, bar, grid.element, footer);
  fill(place, h("div.column.film-page", {}, head, notices, storyboard));

  const reload = async () => {
    try {
      const before = film?.revision;
      film = await films.one(id);
      if (before !== undefined && before !== film.revision) made.clear();
      drawFilm();
    } catch (error) {
      if (error.status === 404) return lost();
      complain(error);
    }
  };

  function lost() {
    fill(place, h("div.column", {}, h("div.empty", {}, icon("films"), h("h1", {}, t("film.unknown")), h("p", {}, t("film.unknown.text")), h("a.button", { href: "/films" }, t("nav.films")))));
  }

  const drawFilm = perFrame(() => {
    if (!film) return;
    const state = stateOf(film);
    const name = film.title ?? film.prompt ?? "";
    document.title = `${state === "in_progress" ? `${film.progress}% ` : ""}${name.slice(0, 60)} · Vitascope`;
    const [width, height] = (film.size ?? "1920x1080").split("x").map(Number);
    head.classList.toggle("tall", height > width);
    player.setAttribute("ratio", `${width}/${height}`);
    player.setAttribute("title", name.slice(0, 120));
    const source = at(id, "hls/film.m3u8");
    if (player.getAttribute("src") !== source) {
      player.setAttribute("poster", at(id, "poster.jpg"));
      player.setAttribute("thumbnails", at(id, "thumbnails.vtt"));
      player.setAttribute("src", source);
    }
    if (state === "completed") player.setAttribute("thumbnails", at(id, "thumbnails.vtt"));
    const expected = film.duration ?? Number(film.seconds);
    if (expected > 0) player.expectedDuration = expected;
    if (state === "failed" || state === "cancelled") player.failed = film.error?.message ?? t("film.failed");
    else player.failed = null;
    drawSide(side, film, { reload });
    if (!board.document && (film.detail?.scenes_total ?? 0) > 0) board.load().catch(() => {});
    else drawBoard();
  });

  function starts() {
    let time = 0;
    return (board.document?.scenes ?? []).map((scene) => {
      const base = board.base.scenes.findIndex((other) => other.id === scene.id);
      const start = time;
      const seconds = made.get(base)?.seconds;
      if (seconds === undefined) { time = NaN; } else { time += seconds; }
      return Number.isNaN(start) ? undefined : start;
    });
  }

  function chapters() {
    const all = starts();
    return (board.base?.scenes ?? []).flatMap((scene, index) =>
      scene.shot?.kind === "card" && ["title", "chapter"].includes(scene.shot.role) && all[index] !== undefined ? [{ start: all[index], title: scene.shot.text }] : []);
  }

  function drawBoard() {
    const { document: story, isEdited } = board;
    fill(bar, h("h2", { id: "storyboard" }, t("storyboard"), story ? ` · ${t("scenes.count", { count: story.scenes.length })}` : ""),
      h("button.button.plain.round", { type: "button", disabled: !board.past.length, aria: { label: t("undo"), keyshortcuts: "Control+Z" }, title: t("undo"), onclick: () => board.undo() }, icon("undo")),
      h("button.button.plain.round", { type: "button", disabled: !board.future.length, aria: { label: t("redo"), keyshortcuts: "Control+Shift+Z" }, title: t("redo"), onclick: () => board.redo() }, icon("redo")),
      h("button.button", { type: "button", disabled: !story, onclick: openLooks }, icon("captions"), t("looks")));
    grid.draw(openID);
    grid.mark(playing);
    player.chapters = chapters();
    fill(footer, isEdited ? changeBar() : null);
  }

  function changeBar() {
    const { forecast } = board;
    const busy = film && ["queued", "in_progress"].includes(film.status);
    const wrong = forecast?.error;
    const text = wrong ? explain(wrong) : forecast ? forecastText(forecast) : t("change.asking");
    const make = h("button.button.main", { type: "button", disabled: Boolean(wrong) || busy, onclick: makeAgain }, icon("again"), t("change.make"));
    return h("div.change-bar", { role: "region", aria: { label: t("change.label") } },
      h("p", { role: "status" }, busy ? t("change.busy") : text),
      h("button.button", { type: "button", onclick: () => board.discard() }, t("change.discard")), make);
  }

  function forecastText(forecast) {
    const drawn = new Set((forecast.scenes ?? []).filter((scene) => scene.drawn).map((scene) => scene.id));
    if (!drawn.size) return t("change.sound");
    const numbers = board.document.scenes.flatMap((scene, index) => (drawn.has(scene.id) ? [index + 1] : []));
    const share = drawn.size / Math.max(1, board.document.scenes.length);
    const shown = numbers.length > 8 ? `${numbers.slice(0, 8).join(", ")} …` : numbers.join(", ");
    return t("change.scenes", { count: numbers.length, numbers: shown, span: span((film?.estimate?.wall_seconds ?? 20) * share) });
  }

  async function makeAgain() {
    try {
      await board.make();
      made.clear();
      toast(t("change.started"));
      await reload();
    } catch (error) {
      if (error.status === 412 || error.status === 409) toast(t("change.stale"), { action: t("reload"), run: () => { board.past = []; board.load(); } });
      else complain(error);
    }
  }

  function openEditor(sceneID) {
    open?.remove();
    openID = sceneID;
    const opener = grid.element.querySelector(`[data-id="${CSS.escape(sceneID)}"] .face`);
    open = openScene(board, sceneID, {
      voices,
      play: playScene,
      step: (by) => {
        const scenes = board.document.scenes;
        const next = scenes[scenes.findIndex((scene) => scene.id === openID) + by];
        if (next) openEditor(next.id);
      },
      closed: () => { open = null; openID = null; drawBoard(); opener?.isConnected && opener.focus(); },
    });
    drawBoard();
  }

  function openLooks() {
    const story = board.document;
    const set = (name, value) => board.edit(`looks-${name}`, (all) => { if (value === null) delete all[name]; else all[name] = value; });
    const voice = typeof story.voice === "string" ? story.voice : story.voice?.id ?? "none";
    const mood = typeof story.music === "string" ? story.music : story.music?.mood ?? "none";
    const colour = h("input", { type: "color", value: story.accent ?? "#FFC454", oninput: () => set("accent", colour.value.toUpperCase()) });
    openDialog({
      title: t("looks"),
      content: [
        field(t("film.title"), titled(story.title, (value) => set("title", value))),
        field(t("voice"), choice(voiceChoices(voices), voice, (chosen) => set("voice", chosen === "none" ? null : chosen))),
        field(t("captions"), choice(captionChoices(), story.captions ?? "clean", (style) => set("captions", style))),
        field(t("music"), choice(moodChoices(), mood, (name) => set("music", name === "none" ? "none" : { mood: name }))),
        field(t("accent"), colour, { hint: t("accent.hint") }),
      ],
    });
  }

  function titled(value, changed) {
    const input = h("input", { type: "text", value, maxLength: 200, oninput: () => input.value.trim() && changed(input.value) });
    return input;
  }

  function playScene(index) {
    const all = starts();
    const base = board.base.scenes.findIndex((scene) => scene.id === board.document.scenes[index]?.id);
    if (all[index] === undefined) return;
    stopAt = all[index] + (made.get(base)?.seconds ?? 0) - 0.05;
    player.seek(all[index] + 0.01);
    player.play();
    stage.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  player.addEventListener("timeupdate", () => {
    const time = player.currentTime;
    if (stopAt !== null && time >= stopAt) { player.pause(); stopAt = null; }
    const all = starts();
    let now = -1;
    all.forEach((start, index) => { if (start !== undefined && start <= time + 0.02) now = index; });
    if (now !== playing) { playing = now; grid.mark(now); }
  });

  const keys = (event) => {
    const typing = event.composedPath()[0].closest?.("input, textarea, select, dialog");
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || (typing && !typing.closest(".drawer"))) return;
    if (typing?.matches("textarea, input")) return;
    event.preventDefault();
    if (event.shiftKey) board.redo();
    else board.undo();
  };
  document.addEventListener("keydown", keys);

  const stop = follow(at(id, "events"), {
    event: (event, type) => {
      const about = event.data ?? event;
      if (film && about.revision !== undefined && about.revision < film.revision) return;
      switch (type) {
        case "video.scene":
          made.set(about.index, { seconds: about.seconds, reused: about.reused });
          drawBoard();
          break;
        case "video.planned":
          board.load().catch(() => {});
          reload();
          break;
        case "video.progress":
          if (film) {
            film.progress = about.progress ?? film.progress;
            film.detail = { ...film.detail, ...about };
            film.eta_seconds = about.seconds_left ?? film.eta_seconds;
            drawFilm();
          }
          break;
        case "video.notice":
          notices.append(h("div.note", {}, icon("info"), h("p", {}, about.message ?? "")));
          break;
        case "video.completed":
          announce(t("film.ready"));
          reload();
          break;
        default:
          reload();
      }
    },
    state: (state) => { if (state === "live") lostNote?.remove(); else if (!lostNote?.isConnected) document.body.append(lostNote = h("div.offline", { role: "status" }, icon("again"), t("error.connection"))); },
  });
  let lostNote = null;

  get("/v1/voices").then(({ data }) => { voices = data; }).catch(() => {});
  reload();
  return () => {
    stop();
    lostNote?.remove();
    open?.remove();
    document.removeEventListener("keydown", keys);
    player.pause?.();
  };
}
