// A storyboard being edited: the document as the service has it, the document as it stands here, and the way back.

import { ServiceError, films } from "../core/api.js";

const limit = 200;

/** Holds one film's storyboard; tells `changed` whenever what is shown should be drawn anew. */
export class Board {
  constructor(id, changed) {
    this.id = id;
    this.changed = changed;
    this.base = null;
    this.document = null;
    this.tag = null;
    this.past = [];
    this.future = [];
    this.forecast = null;
    this.trial = 0;
  }

  /** Reads the newest storyboard; edits that were under way here are kept and laid over it. */
  async load() {
    const { document, tag } = await films.storyboard(this.id);
    this.base = document;
    this.tag = tag;
    if (!this.past.length) this.document = structuredClone(document);
    const kept = sessionStorage.getItem(this.place);
    if (kept && !this.past.length) {
      const { from, document: edited } = JSON.parse(kept);
      if (from === tag) {
        this.past.push({ label: "", document: structuredClone(document) });
        this.document = edited;
      } else {
        sessionStorage.removeItem(this.place);
      }
    }
    this.tell();
  }

  get place() { return `board-${this.id}`; }

  get isEdited() { return this.base !== null && !same(this.base, this.document); }

  /** Changes the document; `mutate` gets the scene or document to change. Quick changes under one label are one step. */
  edit(label, mutate) {
    const before = structuredClone(this.document);
    mutate(this.document);
    if (same(before, this.document)) return;
    const last = this.past[this.past.length - 1];
    const goesOn = last && label && last.label === label && Date.now() - last.time < 1500;
    if (!goesOn) this.past.push({ label, document: before, time: Date.now() });
    else last.time = Date.now();
    if (this.past.length > limit) this.past.shift();
    this.future = [];
    this.tell();
  }

  undo() { this.step(this.past, this.future); }
  redo() { this.step(this.future, this.past); }

  step(from, to) {
    const entry = from.pop();
    if (!entry) return;
    to.push({ label: entry.label, document: this.document, time: 0 });
    this.document = entry.document;
    this.tell();
  }

  /** Takes every edit back. */
  discard() {
    this.edit("", (document) => {
      for (const name of Object.keys(document)) delete document[name];
      Object.assign(document, structuredClone(this.base));
    });
  }

  /** Ids of scenes that differ from what was made. */
  get changedScenes() {
    if (!this.base) return new Set();
    const known = new Map(this.base.scenes.map((scene) => [scene.id, scene]));
    return new Set(this.document.scenes.filter((scene) => !same(known.get(scene.id), scene)).map((scene) => scene.id));
  }

  /** The edits as a JSON Merge Patch (RFC 7396). */
  get patch() {
    const patch = {};
    for (const name of new Set([...Object.keys(this.base), ...Object.keys(this.document)])) {
      if (!same(this.base[name], this.document[name])) patch[name] = this.document[name] ?? null;
    }
    return patch;
  }

  /** Asks the service what making the edited film would do; keeps the newest answer in `forecast`. */
  async foresee() {
    const mine = ++this.trial;
    if (!this.isEdited) { this.forecast = null; this.changed(); return; }
    try {
      const answer = await films.change(this.id, this.tag, this.patch, true);
      if (mine !== this.trial) return;
      this.forecast = answer;
    } catch (error) {
      if (mine !== this.trial) return;
      this.forecast = error instanceof ServiceError ? { error } : null;
      if (error.status === 0) this.soon(2000);
    }
    this.changed();
  }

  /** Makes the edited film. */
  async make() {
    const film = await films.change(this.id, this.tag, this.patch);
    sessionStorage.removeItem(this.place);
    this.past = [];
    this.future = [];
    this.forecast = null;
    await this.load();
    return film;
  }

  tell() {
    if (this.isEdited) sessionStorage.setItem(this.place, JSON.stringify({ from: this.tag, document: this.document }));
    else sessionStorage.removeItem(this.place);
    this.changed();
    this.soon(350);
  }

  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.foresee(), milliseconds);
  }

  stop() { clearTimeout(this.timer); }
}

/** Whether two documents say the same, whatever the order of their keys. */
export function same(left, right) {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => same(left[name], right[name]));
}

/** A fresh scene's id. */
export function freshID() {
  return `s-${crypto.randomUUID().replace(/-/g, "").slice(0, 10)}`;
}
