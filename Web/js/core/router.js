// Which page an address means; pages are loaded when they are first needed.

import { fill, announce } from "./dom.js";

const routes = [];
let leave = null;
let turn = 0;

/** Adds a page: a pattern as /films/:id, and a function that loads `{ title, show(place, parameters, query) }`. */
export function page(pattern, load) {
  const names = [];
  const source = pattern.replace(/:(\w+)/g, (_, name) => { names.push(name); return "([^/]+)"; });
  routes.push({ match: new RegExp(`^${source}$`), names, load });
}

/** Goes to an address of this site. */
export function go(path, { replace = false } = {}) {
  if (replace) history.replaceState({}, "", path);
  else history.pushState({}, "", path);
  return show();
}

/** Shows the page of the present address. */
export async function show() {
  const mine = ++turn;
  const place = document.getElementById("page");
  const path = location.pathname;
  for (const route of routes) {
    const found = path.match(route.match);
    if (!found) continue;
    const parameters = Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(found[index + 1])]));
    const made = await route.load();
    if (mine !== turn) return;
    leave?.();
    leave = null;
    const title = made.title(parameters);
    document.title = title ? `${title} · Vitascope` : "Vitascope";
    fill(place);
    place.scrollTop = 0;
    window.scrollTo(0, 0);
    leave = made.show(place, parameters, new URLSearchParams(location.search)) ?? null;
    announce(title);
    dispatchEvent(new CustomEvent("vitascope-page", { detail: path }));
    return;
  }
  go("/", { replace: true });
}

/** Makes plain links of this site change the page without loading it. */
export function captureLinks() {
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname.startsWith("/v1/") || url.hash) return;
    if (!routes.some((route) => route.match.test(url.pathname))) return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
  addEventListener("popstate", show);
}
