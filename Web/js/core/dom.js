// Builds elements. Text is only ever set as text, so no words of anybody's can become markup.

/**
 * Makes an element.
 * @param {string} tag  as in "button.primary"
 * @param {object} [properties]  on… are listeners, data and aria are objects, `class` adds, the rest are properties or attributes
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length) element.className = classes.join(" ");
  apply(element, properties);
  append(element, children);
  return element;
}

function apply(element, properties) {
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = [element.className, value].filter(Boolean).join(" ");
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "aria") for (const [name, text] of Object.entries(value)) setAria(element, name, text);
    else if (key === "style") for (const [name, text] of Object.entries(value)) element.style.setProperty(name, text);
    else if (key in element && key !== "list" && key !== "form") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
}

export function setAria(element, name, value) {
  if (value === undefined || value === null) element.removeAttribute(`aria-${name}`);
  else element.setAttribute(`aria-${name}`, String(value));
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  const nodes = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.replaceChildren(...nodes);
  return element;
}

const shown = new WeakMap();

/**
 * Fills an element anew only when what it shows has changed, so that focus and open menus stay where they are.
 * @param {Element} element
 * @param {unknown} version  whatever the content is made from, comparable as JSON
 * @param {() => (Node|null|Array)} make
 */
export function keep(element, version, make) {
  const text = JSON.stringify(version);
  if (shown.get(element) === text) return element;
  shown.set(element, text);
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const place = held ? [...element.querySelectorAll("a, button, input, select, textarea")].indexOf(held) : -1;
  const label = held?.getAttribute("aria-label") ?? held?.textContent;
  fill(element, make());
  element.hidden = !element.hasChildNodes();
  if (held && !held.isConnected) {
    const all = [...element.querySelectorAll("a, button, input, select, textarea")];
    (all.find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label) ?? all[place])?.focus();
  }
  return element;
}

/** Puts children in order, touching only those that are not in place. */
export function arrange(element, nodes) {
  nodes.forEach((node, place) => {
    const now = element.children[place];
    if (now !== node) element.insertBefore(node, now ?? null);
  });
  while (element.children.length > nodes.length) element.lastElementChild.remove();
  return element;
}

/** Tells people who listen rather than look. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

/** Runs a function at most once per animation frame. */
export function perFrame(body) {
  let waiting = false;
  return (...values) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; body(...values); });
  };
}

/** Runs an asynchronous function one at a time; calls meanwhile are answered by one more run. */
export function oneAtATime(body) {
  let running = null;
  let again = null;
  const run = () => {
    if (running) return (again ??= running.then(() => { again = null; return run(); }));
    return (running = Promise.resolve(body()).finally(() => { running = null; }));
  };
  return run;
}

/** Runs a function once things have been quiet for a while. */
export function settled(milliseconds, body) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => body(...values), milliseconds);
  };
}
