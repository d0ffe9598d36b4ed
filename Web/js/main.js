// The frame around every page: where one can go, and what holds for all of them.

import { signIn } from "./core/api.js";
import { fill, h } from "./core/dom.js";
import { captureLinks, page, show } from "./core/router.js";
import { chooseLanguage, language, languages, loadWords, t } from "./core/words.js";
import { complain, openDialog, toast } from "./ui/float.js";
import { field } from "./ui/fields.js";
import { icon } from "./ui/icon.js";

const places = [["/", "make"], ["/films", "films"], ["/voices", "voices"], ["/library", "library"], ["/operator", "operator"]];

page("/", () => import("./pages/make.js"));
page("/films", () => import("./pages/films.js"));
page("/films/:id", () => import("./pages/film.js"));
page("/films/:id/compare", () => import("./pages/compare.js"));
page("/share/:id", () => import("./pages/share.js"));
page("/voices", () => import("./pages/voices.js"));
page("/library", () => import("./pages/library.js"));
page("/operator", () => import("./pages/operator.js"));

const themes = ["system", "light", "dark"];

function setTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

/** The looks and the language. */
function settings(tag) {
  const now = () => localStorage.getItem("theme") ?? "system";
  const name = h("span", {}, t(`theme.${now()}`));
  const theme = h("button.button.plain.small.start", {
    type: "button",
    onclick: () => {
      setTheme(themes[(themes.indexOf(now()) + 1) % themes.length]);
      name.textContent = t(`theme.${now()}`);
    },
  }, icon("sun"), name);
  const tongue = h("select", { aria: { label: t("language") }, onchange: () => chooseLanguage(tongue.value) },
    Object.entries(languages).map(([tag, label]) => h("option", { value: tag, selected: tag === language }, label)));
  return h(`${tag}.settings`, {}, theme, tongue, h("a", { href: "/docs" }, icon("info"), t("nav.docs")));
}

function frame() {
  const links = places.map(([path, name]) => h("a", { href: path, data: { path } }, icon(name), h("span", {}, t(`nav.${name}`))));
  document.querySelector(".skip").textContent = t("skip");
  fill(document.getElementById("app"),
    h("header.rail", {},
      h("a.brand", { href: "/" }, h("img", { src: "/icon.svg", alt: "", width: 28, height: 28 }), "Vitascope"),
      h("nav", { aria: { label: t("nav.label") } }, links),
      settings("div")),
    // Narrow screens have the rail at their bottom, without room for these.
    h("main", { id: "page", tabIndex: -1 }), settings("footer"));
  addEventListener("vitascope-page", (event) => {
    for (const link of links) {
      const path = link.dataset.path;
      const here = path === "/" ? event.detail === "/" : event.detail.startsWith(path);
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.body.classList.toggle("bare", event.detail.startsWith("/share/"));
  });
}

/** Asks for the key once, when the service wants one. */
let asking = false;
addEventListener("vitascope-key-needed", () => {
  if (asking) return;
  asking = true;
  const input = h("input", { type: "password", autocomplete: "current-password", required: true, autofocus: true });
  const form = h("form.stack", {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        await signIn(input.value.trim());
        dialog.close();
        show();
      } catch (error) { complain(error); }
    },
  }, h("p", {}, t("key.why")), field(t("key.label"), input, { hint: t("key.hint") }),
    h("div.row", {}, h("button.button.main", {}, t("key.go"))));
  const dialog = openDialog({ title: t("key.title"), content: form, closed: () => { asking = false; } });
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    const search = document.querySelector("#page input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});
addEventListener("unhandledrejection", (event) => complain(event.reason));
addEventListener("offline", () => toast(t("error.offline")));

setTheme(localStorage.getItem("theme") ?? "system");
await loadWords();
frame();
captureLinks();
await show();
