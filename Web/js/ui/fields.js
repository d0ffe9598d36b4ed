// Fields of forms: a label, the control, a hint, and a place for what is wrong with it.

import { h } from "../core/dom.js";

let count = 0;
const name = (prefix) => `${prefix}-${(count += 1)}`;

/** A labelled control. */
export function field(label, control, { hint, hideLabel } = {}) {
  control.id ||= name("field");
  const hintId = hint ? name("hint") : null;
  if (hintId) control.setAttribute("aria-describedby", hintId);
  return h("div.field", {},
    h("label", { htmlFor: control.id, class: hideLabel ? "unseen" : "" }, label), control,
    hint ? h("p.hint", { id: hintId }, hint) : null);
}

/** A drop-down: entries are [value, label] or {group, entries}. */
export function choice(entries, value, changed) {
  const option = ([key, label]) => h("option", { value: key, selected: key === value }, label);
  const select = h("select", { onchange: () => changed(select.value) },
    entries.map((entry) => (Array.isArray(entry) ? option(entry) : h("optgroup", { label: entry.group }, entry.entries.map(option)))));
  select.value = value;
  return select;
}

/** A choice of a few, all to be seen: entries are [value, label, extra node]. */
export function segments(label, entries, value, changed) {
  const group = name("group");
  return h("fieldset.field", {}, h("legend.label", {}, label),
    h("div.segments", {}, entries.map(([key, text, extra]) => h("label", {},
      h("input", { type: "radio", name: group, value: key, checked: key === value, onchange: () => changed(key) }),
      extra, h("span", {}, text)))));
}

/** A tick box. */
export function tick(label, value, changed) {
  const box = h("input", { type: "checkbox", checked: value, onchange: () => changed(box.checked) });
  return h("label.tick", {}, box, label);
}

/** Shows what is wrong with a field, or takes it away. */
export function mark(control, text) {
  const place = control.closest(".field");
  place?.querySelector(".wrong")?.remove();
  control.toggleAttribute("aria-invalid", Boolean(text));
  if (text) control.setAttribute("aria-invalid", "true");
  if (text && place) place.append(h("p.wrong", { role: "alert" }, text));
}
