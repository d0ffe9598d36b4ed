// The storyboard as cards in playing order: picture, words, length, how well the picture fits.

import { at, search } from "../core/api.js";
import { arrange, fill, h } from "../core/dom.js";
import { clock, percent } from "../core/format.js";
import { t } from "../core/words.js";
import { icon } from "../ui/icon.js";
import { menuButton } from "../ui/float.js";
import { freshID } from "./board.js";

/** What a dragged card is called among all that can be dragged onto a page. */
const draggedType = "application/x-vitascope-scene";

/** The address of a library picture, small. */
export const picture = (path) => `/v1/library/picture?${search({ path })}`;

/**
 * Shows a board's scenes.
 * @param {Board} board
 * @param {{revision: () => number, isBusy: () => boolean, made: Map<number, {seconds: number}>, starts: () => number[], open: (id: string) => void, play: (index: number) => void}} film
 */
export class SceneGrid {
  constructor(board, film) {
    this.board = board;
    this.film = film;
    this.cards = new Map();
    /** The last picture made of each scene, for as long as the same shot is being made again. */
    this.pictures = new Map();
    this.element = h("ol.scenes", { aria: { label: t("scenes") } });
    this.element.addEventListener("keydown", (event) => this.key(event));
    for (const kind of ["dragover", "drop", "dragleave"]) this.element.addEventListener(kind, (event) => this.dragging(event));
  }

  draw(chosen) {
    const { document } = this.board;
    if (!document) {
      fill(this.element, Array.from({ length: 6 }, () => h("li.scene", {}, h("div.ghost.face"), h("p.said", {}, " "))));
      return;
    }
    const changed = this.board.changedScenes;
    const starts = this.film.starts();
    const kept = new Map();
    const items = document.scenes.map((scene, index) => {
      const base = this.board.base.scenes.findIndex((other) => other.id === scene.id);
      const made = changed.has(scene.id) || base < 0 ? null : this.film.made.get(base);
      const version = JSON.stringify([scene, index, document.scenes.length, made, changed.has(scene.id), chosen === scene.id, starts[index], this.film.revision()]);
      const known = this.cards.get(scene.id);
      const card = known?.version === version ? known : { version, item: this.card(scene, index, made, starts[index], changed.has(scene.id), chosen === scene.id) };
      kept.set(scene.id, card);
      return card.item;
    });
    const focused = window.document.activeElement?.closest?.(".scene")?.dataset.id;
    const part = window.document.activeElement?.dataset?.part;
    this.cards = kept;
    arrange(this.element, items);
    if (focused && !this.element.contains(window.document.activeElement)) {
      this.element.querySelector(`.scene[data-id="${CSS.escape(focused)}"] [data-part="${part ?? "face"}"]`)?.focus();
    }
  }

  /** Marks the scene that is on screen. */
  mark(index) {
    [...this.element.children].forEach((item, place) => item.classList.toggle("playing", place === index));
  }

  card(scene, index, made, start, isChanged, isChosen) {
    const number = index + 1;
    const item = h("li.scene", { class: [isChanged && "changed", isChosen && "chosen"].filter(Boolean).join(" "), data: { id: scene.id }, draggable: true });
    const face = h("button.face", {
      type: "button", data: { part: "face" }, onclick: () => this.film.open(scene.id),
      aria: { label: t("scene.open", { number, words: scene.narration || scene.shot?.text || t("scene.silent") }) },
    }, this.face(scene, made));
    if (start !== undefined) face.append(h("span.time", {}, made ? `${clock(start)} · ${made.seconds.toFixed(1)} s` : clock(start)));
    const score = scene.shot?.choice?.score;
    fill(item, face,
      said(scene),
      h("div.foot", {},
        h("span.score", {}, `${number}`, score !== undefined && scene.shot.kind === "footage" ? ` · ${t("scene.fit", { score: percent(score) })}` : "",
          isChanged ? ` · ${t("scene.changed")}` : ""),
        scene.shot?.locked ? h("span", { title: t("scene.locked") }, icon("lock"), h("span.unseen", {}, t("scene.locked"))) : null,
        made ? h("button.button.plain.round.small", { type: "button", data: { part: "play" }, aria: { label: t("scene.play", { number }) }, onclick: () => this.film.play(index) }, icon("play")) : null,
        menuButton(t("scene.more", { number }), icon("more"), () => this.menu(scene, index), "button plain round small")));
    this.drag(item, scene.id);
    return item;
  }

  /** What a scene looks like: its own picture once that can be had, until then what it will be made from. */
  face(scene, made) {
    if (!made) return this.sketch(scene);
    const base = this.board.base.scenes.findIndex((other) => other.id === scene.id);
    const source = at(this.board.id, `scenes/${base}.jpg`, this.film.revision());
    const shot = JSON.stringify(scene.shot ?? {});
    if (!this.film.isBusy()) {
      this.pictures.set(scene.id, { source, shot });
      return image(source, () => this.sketch(scene, true));
    }
    // A scene is told of when it is drawn; its picture can be had a moment later, when its part of the film is out.
    if (this.pictures.get(scene.id)?.source === source) return image(source);
    const sketch = this.sketch(scene);
    let pause = 300;
    const ask = () => {
      const still = h("img", { alt: "", decoding: "async", draggable: false });
      still.onload = () => {
        this.pictures.set(scene.id, { source, shot });
        sketch.replaceWith(still);
      };
      still.onerror = () => {
        pause *= 1.6;
        if (sketch.isConnected && pause < 30000) setTimeout(ask, pause);
      };
      still.src = source;
    };
    ask();
    return sketch;
  }

  /** The picture that stands for a scene while its own is not there. */
  sketch(scene, isAnew = false) {
    const shot = scene.shot ?? {};
    const last = this.pictures.get(scene.id);
    if (!isAnew && last?.shot === JSON.stringify(shot)) return image(last.source, () => this.sketch(scene, true));
    if (shot.kind === "card") return h("span.card-text", {}, shot.text ?? "");
    const path = shot.file ?? shot.choice?.path;
    if (path && shot.kind !== "scenery") return image(picture(path));
    return h("span.waiting", {}, icon("scenery"), t(shot.kind === "scenery" ? "kind.scenery" : "scene.drawn"));
  }

  menu(scene, index) {
    const { board } = this;
    const count = board.document.scenes.length;
    return [
      { label: t("edit"), icon: "text", run: () => this.film.open(scene.id) },
      index > 0 ? { label: t("scene.earlier"), icon: "left", run: () => this.move(scene.id, index - 1) } : null,
      index < count - 1 ? { label: t("scene.later"), icon: "right", run: () => this.move(scene.id, index + 1) } : null,
      { label: t("scene.after"), icon: "plus", run: () => this.insert(index + 1) },
      { label: t("duplicate"), icon: "copy", run: () => board.edit("", (film) => film.scenes.splice(index + 1, 0, { ...structuredClone(scene), id: freshID() })) },
      count > 1 ? "line" : null,
      count > 1 ? { label: t("remove"), icon: "trash", danger: true, run: () => board.edit("", (film) => film.scenes.splice(index, 1)) } : null,
    ].filter(Boolean);
  }

  insert(place) {
    const scene = { id: freshID(), narration: "", minimumDuration: 3000, entrance: "cut", shot: { kind: "footage" } };
    this.board.edit("", (film) => film.scenes.splice(place, 0, scene));
    this.film.open(scene.id);
  }

  move(id, place) {
    this.board.edit("", (film) => {
      const from = film.scenes.findIndex((scene) => scene.id === id);
      const [scene] = film.scenes.splice(from, 1);
      film.scenes.splice(place, 0, scene);
    });
    requestAnimationFrame(() => this.element.querySelector(`.scene[data-id="${CSS.escape(id)}"] .face`)?.focus());
  }

  /** Arrows go from card to card; with Alt they take the card along. */
  key(event) {
    if (!event.target.classList.contains("face")) return;
    const cards = [...this.element.children];
    const now = cards.findIndex((card) => card.contains(event.target));
    const row = Math.max(1, Math.round(this.element.clientWidth / cards[0].offsetWidth - 0.3));
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row, Home: -now, End: cards.length - 1 - now }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(cards.length - 1, Math.max(0, now + step));
    if (event.altKey) this.move(cards[now].dataset.id, next);
    else cards[next].querySelector(".face").focus();
  }

  drag(item, id) {
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData(draggedType, id);
      event.dataTransfer.effectAllowed = "move";
      item.classList.add("dragged");
    });
    item.addEventListener("dragend", () => { item.classList.remove("dragged"); this.aim(null); });
  }

  /** Takes a dragged card in front of or behind the nearest one; in the gaps between cards and after the last too. */
  dragging(event) {
    if (![...event.dataTransfer.types].includes(draggedType)) return;
    if (event.type === "dragleave" && this.element.contains(event.relatedTarget)) return;
    event.preventDefault();
    const goal = nearest([...this.element.children], event);
    this.aim(event.type === "dragover" ? goal : null);
    if (event.type !== "drop") return;
    const { scenes } = this.board.document;
    const id = event.dataTransfer.getData(draggedType);
    const from = scenes.findIndex((scene) => scene.id === id);
    // A card of another film's page is none of these.
    if (from < 0) return;
    const place = goal.place + (goal.isBehind ? 1 : 0);
    const to = from < place ? place - 1 : place;
    if (to !== from) this.move(id, to);
  }

  /** Marks where a dragged card would go. */
  aim(goal) {
    [...this.element.children].forEach((item, place) => {
      item.classList.toggle("before", place === goal?.place && !goal.isBehind);
      item.classList.toggle("behind", place === goal?.place && goal.isBehind);
    });
  }
}

/** Which card a point is nearest to, and whether it lies behind its middle. */
function nearest(cards, { clientX, clientY }) {
  const boxes = cards.map((card) => card.getBoundingClientRect());
  const away = ({ left, right, top, bottom }) => Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
  const place = boxes.reduce((best, box, index) => (away(box) < away(boxes[best]) ? index : best), 0);
  return { place, isBehind: clientX > (boxes[place].left + boxes[place].right) / 2 };
}

/** What a scene says; a card without words says what stands on it. */
function said(scene) {
  if (scene.narration) return h("p.said", {}, scene.narration);
  const text = scene.shot?.kind === "card" ? [scene.shot.text, scene.shot.detail].filter(Boolean).join(" – ") : "";
  return text ? h("p.said.written", {}, h("span.unseen", {}, `${t("kind.card")}: `), text) : h("p.said.none", {}, t("scene.silent"));
}

/** A scene's picture; whoever drags it means the card, not a file to keep. */
function image(source, instead) {
  const element = h("img", { src: source, alt: "", loading: "lazy", decoding: "async", draggable: false });
  element.addEventListener("error", () => {
    const other = instead?.() ?? h("span.waiting", {}, icon("picture"));
    element.replaceWith(other);
  }, { once: true });
  return element;
}
