// What floats above a page: dialogs, menus, short messages.

import { announce, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { ServiceError } from "../core/api.js";
import { icon } from "./icon.js";

/**
 * Opens a dialog; Escape and a click outside close it.
 * @param {{title: string, content: Node|Node[], actions?: Node[], wide?: boolean, closed?: () => void}} parts
 * @returns {HTMLDialogElement}
 */
export function openDialog({ title, content, actions, wide, closed }) {
  const name = `dialog-${Math.random().toString(36).slice(2)}`;
  const dialog = h("dialog", { class: wide ? "wide" : "", aria: { labelledby: name } },
    h("div.top", {}, h("h2", { id: name }, title),
      h("button.button.plain.round", { type: "button", aria: { label: t("close") }, onclick: () => dialog.close() }, icon("close"))),
    h("div.content", {}, content),
    actions?.length ? h("div.actions", {}, actions) : null);
  dialog.addEventListener("close", () => { dialog.remove(); closed?.(); });
  dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that cannot be undone; resolves to whether to go on. */
export function confirm(title, text, action) {
  return new Promise((resolve) => {
    let answer = false;
    const yes = h("button.button.danger", { type: "button", onclick: () => { answer = true; dialog.close(); } }, action);
    const no = h("button.button", { type: "button", onclick: () => dialog.close() }, t("cancel"));
    const dialog = openDialog({ title, content: h("p", {}, text), actions: [no, yes], closed: () => resolve(answer) });
    no.focus();
  });
}

/**
 * Opens a menu at a button; arrows move, Escape closes, focus goes back.
 * @param {HTMLElement} button
 * @param {Array<{label: string, icon?: string, href?: string, download?: string|boolean, after?: string, danger?: boolean, run?: () => void}|"line">} entries
 */
export function openMenu(button, entries) {
  const items = entries.map((entry) => {
    if (entry === "line") return h("hr");
    const inside = [entry.icon ? icon(entry.icon) : null, entry.label, entry.after ? h("span.after", {}, entry.after) : null];
    const properties = { role: "menuitem", tabIndex: -1, class: entry.danger ? "danger" : "" };
    return entry.href
      ? h("a", { ...properties, href: entry.href, download: entry.download, onclick: () => menu.hidePopover() }, inside)
      : h("button", { ...properties, type: "button", onclick: () => { menu.hidePopover(); entry.run(); } }, inside);
  });
  const menu = h("div.menu", { role: "menu", popover: "auto" }, items);
  // What lies outside an open dialog cannot be used; elsewhere it is part of the page, as those who listen to it expect.
  (button.closest("dialog, main") ?? document.body).append(menu);
  button.setAttribute("aria-expanded", "true");
  // The button may have been drawn anew while its menu was open.
  const leave = () => {
    const label = button.getAttribute("aria-label");
    (button.isConnected || !label ? button : document.querySelector(`[aria-label="${CSS.escape(label)}"]`))?.focus();
  };
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    menu.remove();
    if (!document.activeElement || document.activeElement === document.body) leave();
  });
  menu.addEventListener("keydown", (event) => {
    const choices = [...menu.querySelectorAll("[role=menuitem]")];
    const at = choices.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 }[event.key];
    if (event.key === "Tab") menu.hidePopover();
    if (event.key === "Escape") requestAnimationFrame(leave);
    if (next === undefined) return;
    event.preventDefault();
    choices[(next + choices.length) % choices.length].focus();
  });
  menu.showPopover();
  const place = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = place.bottom + 6 + size.height < innerHeight;
  menu.style.top = `${Math.max(8, below ? place.bottom + 6 : place.top - 6 - size.height)}px`;
  menu.style.left = `${Math.max(8, Math.min(place.right - size.width, innerWidth - size.width - 8))}px`;
  menu.querySelector("[role=menuitem]")?.focus();
}

/** A button that opens a menu. */
export function menuButton(label, content, entries, look = "button") {
  const button = h("button", {
    type: "button", class: look, aria: { haspopup: "menu", expanded: "false", label },
    onclick: () => openMenu(button, entries()),
  }, content);
  return button;
}

/** Says something short at the bottom of the page, with at most one thing to do about it. */
export function toast(text, { action, run, stay = 6000 } = {}) {
  let box = document.querySelector(".toasts");
  if (!box) document.body.append(box = h("div.toasts", { popover: "manual" }));
  const item = h("div.toast", {}, h("span", {}, text),
    action ? h("button.button.small", { type: "button", onclick: () => { item.remove(); run(); } }, action) : null);
  box.append(item);
  // Shown anew it comes to stand in front of a dialog that was opened since, which would darken it.
  box.hidePopover();
  box.showPopover();
  announce(text);
  setTimeout(() => item.remove(), stay);
}

/** What went wrong, in words for people: what, why, what next. */
export function explain(error) {
  if (!(error instanceof ServiceError)) return t("error.page", { text: error?.message ?? "" });
  if (error.status === 0) return t("error.offline");
  return error.message || t("error.status", { status: error.status });
}

/** Says that something went wrong. */
export function complain(error) {
  if (error?.name === "AbortError") return;
  toast(explain(error), { stay: 10000 });
}
