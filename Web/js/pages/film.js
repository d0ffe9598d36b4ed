// One film: it plays while it is made; its storyboard can be changed and made again.

import { at, films, follow, get } from "../core/api.js";
import { announce, fill, h, keep, oneAtATime, perFrame, setAria } from "../core/dom.js";
import { clock, span } from "../core/format.js";
import { t } from "../core/words.js";
import { Board } from "../film/board.js";
import { openScene } from "../film/editor.js";
import { drawSide, isBusy, nameOf, stateOf } from "../film/header.js";
import { logoField } from "../film/logo.js";
import { captionChoices, moodChoices, voiceChoices } from "../film/options.js";
import { SceneGrid } from "../film/scenes.js";
import { choice, field } from "../ui/fields.js";
import { complain, explain, menuButton, openDialog, toast } from "../ui/float.js";
import { brand, icon } from "../ui/icon.js";

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
  let madeOf = 0;

  const player = h("vitascope-player", { "captions-drawn": "", autoplay: true, accent: brand });
  const stage = h("div.stage", {}, player);
  const side = h("div.film-side", {}, h("div.ghost", { style: { height: "28px" } }), h("div.ghost", { style: { height: "120px" } }));
  const head = h("section.film-head", { aria: { label: t("film") } }, stage, side);
  const heading = h("h2", { id: "storyboard" }, t("storyboard"));
  const undo = tool("undo", "Control+Z", () => board.undo());
  const redo = tool("redo", "Control+Shift+Z", () => board.redo());
  const looks = h("button.button", { type: "button", disabled: true, onclick: openLooks }, icon("captions"), t("looks"));
  const bar = h("div.board-bar", {}, heading, undo, redo, looks);
  const foretold = h("p", { role: "status" });
  const makeButton = h("button.button.main", { type: "button", onclick: makeAgain }, icon("again"), t("change.make"));
  const changes = h("div.change-bar", { role: "region", hidden: true, aria: { label: t("change.label") } }, foretold,
    h("button.button", { type: "button", onclick: () => { board.discard(); grid.element.querySelector(".face")?.focus({ preventScroll: true }); } }, t("change.discard")), makeButton);
  const notices = h("ul.stack.tight", { hidden: true });
  const board = new Board(id, perFrame(drawBoard));
  const grid = new SceneGrid(board, {
    revision: () => film?.revision ?? 1, isBusy: () => isBusy(film), made, starts, open: openEditor, play: playScene,
  });
  const storyboard = h("section.stack", { aria: { labelledby: "storyboard" } }, bar, grid.element, changes);
  const page = h("div.column.film-page", {}, head, notices, storyboard);
  fill(place, page);

  const reload = oneAtATime(async () => {
    try {
      const before = film?.revision;
      film = await films.one(id);
      told("live");
      if (before !== undefined && before !== film.revision) {
        if (madeOf < film.revision) made.clear();
        player.load?.();
        if (!board.isEdited) board.load().catch(() => {});
      }
      if (isBusy(film)) events.wake();
      drawFilm();
    } catch (error) {
      if (error.status === 404) return lost();
      // A lost connection is told of once, at the top of the page.
      if (error.status) complain(error);
      else told("lost");
    }
  });

  function lost() {
    events.stop();
    open?.remove();
    fill(place, h("div.column", {}, h("div.empty", {}, icon("films"), h("h1", {}, t("film.unknown")), h("p", {}, t("film.unknown.text")), h("a.button", { href: "/films" }, t("nav.films")))));
  }

  const drawFilm = perFrame(() => {
    if (!film) return;
    const state = stateOf(film);
    const name = nameOf(film);
    document.title = `${state === "in_progress" ? `${film.progress}% ` : ""}${name.slice(0, 60)} · Vitascope`;
    const [width, height] = (film.size ?? "1920x1080").split("x").map(Number);
    for (const part of [head, page]) part.classList.toggle("tall", height > width);
    player.setAttribute("ratio", `${width}/${height}`);
    player.setAttribute("title", name.slice(0, 120));
    const source = at(id, "hls/film.m3u8");
    if (state === "completed") {
      set(player, "poster", at(id, "poster.jpg", film.revision));
      set(player, "thumbnails", at(id, "thumbnails.vtt", film.revision));
    } else if (made.has(0)) {
      set(player, "poster", at(id, "scenes/0.jpg", film.revision));
    }
    set(player, "src", source);
    const expected = film.duration ?? Number(film.seconds);
    if (expected > 0) player.expectedDuration = expected;
    if (state === "failed" || state === "cancelled") player.failed = film.error?.message ?? t("film.failed");
    else player.failed = null;
    drawSide(side, film, { reload });
    // A film that failed before it was planned has no storyboard.
    storyboard.hidden = !board.document && !isBusy(film) && !film.detail?.scenes_total;
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
    keep(heading, [story?.scenes.length], () => [t("storyboard"), story ? h("span.quiet.count", {}, t("scenes.count", { count: story.scenes.length })) : null]);
    allow(undo, board.past.length > 0);
    allow(redo, board.future.length > 0);
    looks.disabled = !story;
    grid.draw(openID);
    grid.mark(playing);
    player.chapters = chapters();
    drawChanges(isEdited);
  }

  /** Says beforehand what making the film again would do. */
  function drawChanges(isEdited) {
    changes.hidden = !isEdited;
    if (!isEdited) return;
    const { forecast } = board;
    const busy = isBusy(film);
    const wrong = forecast?.error;
    const text = busy ? t("change.busy") : wrong ? explain(wrong) : forecast ? forecastText(forecast) : t("change.asking");
    if (foretold.textContent !== text) foretold.textContent = text;
    allow(makeButton, !wrong && !busy && Boolean(forecast));
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
    if (makeButton.ariaDisabled === "true") return;
    allow(makeButton, false);
    try {
      await board.make();
      made.clear();
      toast(t("change.started"));
      await reload();
      grid.element.querySelector(".face")?.focus({ preventScroll: true });
    } catch (error) {
      allow(makeButton, true);
      if (error.status === 412 || error.status === 409) toast(t("change.stale"), { action: t("reload"), run: () => { board.past = []; board.load(); } });
      else complain(error);
    }
  }

  function openEditor(sceneID) {
    open?.remove();
    openID = sceneID;
    open = openScene(board, sceneID, {
      voices,
      play: playScene,
      step: (by) => {
        const scenes = board.document.scenes;
        const next = scenes[scenes.findIndex((scene) => scene.id === openID) + by];
        if (next) openEditor(next.id);
      },
      closed: () => {
        open = null;
        openID = null;
        grid.draw(null);
        // The card may have been drawn anew meanwhile.
        grid.element.querySelector(`[data-id="${CSS.escape(sceneID)}"] .face`)?.focus();
      },
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
        logoField(story.logo ?? null, (logo) => set("logo", logo && { file: logo.file, corner: logo.corner })).element,
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
    if (event.key === "Escape" && open && !event.defaultPrevented && !document.querySelector("dialog, .menu, :fullscreen")) return open.close();
    const typing = event.composedPath()[0].closest?.("input, textarea, select, dialog");
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || (typing && !typing.closest(".drawer"))) return;
    if (typing?.matches("textarea, input")) return;
    event.preventDefault();
    if (event.shiftKey) board.redo();
    else board.undo();
  };
  document.addEventListener("keydown", keys);

  const lostNote = h("div.offline", { role: "status" }, icon("again"), t("error.connection"));
  let lostTimer = null;
  /** A connection that is back within a moment is not worth a word. */
  function told(state) {
    if (state === "lost") {
      lostTimer ??= setTimeout(() => document.body.append(lostNote), 1200);
    } else {
      clearTimeout(lostTimer);
      lostTimer = null;
      lostNote.remove();
    }
  }

  const events = follow(at(id, "events"), {
    event: (event, type) => {
      const about = event.data ?? event;
      if (about.revision < madeOf || about.revision < (film?.revision ?? 0)) return;
      if (about.revision > madeOf) { madeOf = about.revision; made.clear(); fill(notices); }
      switch (type) {
        case "video.scene":
          made.set(about.index, { seconds: about.seconds, reused: about.reused });
          drawFilm();
          break;
        case "video.planned":
          board.load().catch(() => {});
          reload();
          break;
        case "video.progress":
          if (isBusy(film)) {
            film.progress = about.progress ?? film.progress;
            film.detail = { ...film.detail, ...about };
            film.eta_seconds = about.seconds_left ?? film.eta_seconds;
            drawFilm();
          }
          break;
        case "video.notice":
          notices.append(h("li.note", {}, icon("info"), h("p", {}, about.message ?? "")));
          notices.hidden = false;
          break;
        case "video.completed":
          if (film && film.status !== "completed") announce(t("film.ready"));
          reload();
          break;
        default:
          reload();
      }
    },
    // A stream that ends or is refused may also mean that there is nothing more to tell: the film itself knows.
    state: (state) => { told(state); if (state !== "over" && film) reload(); },
    isOver: () => film !== null && !isBusy(film),
  });
  // Somebody may have changed the film meanwhile.
  const looked = () => { if (!document.hidden && film) reload(); };
  document.addEventListener("visibilitychange", looked);

  get("/v1/voices").then(({ data }) => { voices = data; }).catch(() => {});
  reload();
  return () => {
    events.stop();
    board.stop();
    clearTimeout(lostTimer);
    lostNote.remove();
    document.removeEventListener("visibilitychange", looked);
    open?.remove();
    document.removeEventListener("keydown", keys);
    player.pause?.();
  };
}

function tool(name, keys, run) {
  const button = h("button.button.plain.round", {
    type: "button", aria: { label: t(name), keyshortcuts: keys, disabled: true }, title: t(name),
    onclick: () => { if (button.ariaDisabled !== "true") run(); },
  }, icon(name));
  return button;
}

/** Unlike `disabled` this keeps the keyboard's focus where it is. */
function allow(button, isAllowed) {
  setAria(button, "disabled", isAllowed ? null : true);
}

function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
