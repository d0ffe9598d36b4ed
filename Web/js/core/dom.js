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

/** Runs a function once things have been quiet for a while. */
export function settled(milliseconds, body) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => body(...values), milliseconds);
  };
}
