// The page's words in the reader's language: one message file per language, English where one lacks a word.

const offered = ["en", "de"];
let words = {};
let fallback = {};
export let language = "en";

/** Chooses the language (a choice made here before, else the browser's) and loads its words. */
export async function loadWords() {
  const stored = localStorage.getItem("language");
  const wanted = [stored, ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2).toLowerCase());
  language = wanted.find((tag) => offered.includes(tag)) ?? "en";
  const files = language === "en" ? ["en"] : ["en", language];
  const loaded = await Promise.all(files.map((name) => fetch(`/messages/${name}.json`).then((answer) => answer.json())));
  fallback = loaded[0];
  words = loaded[loaded.length - 1];
  document.documentElement.lang = language;
}

/** Languages to choose from, by their own names. */
export const languages = { en: "English", de: "Deutsch" };

export function chooseLanguage(tag) {
  localStorage.setItem("language", tag);
  location.reload();
}

/**
 * The text for a key, with {names} filled in; a text with forms ("one|other") is chosen by `values.count`.
 */
export function t(key, values = {}) {
  let text = words[key] ?? fallback[key] ?? key;
  if (text.includes("|") && values.count !== undefined) {
    const [one, other] = text.split("|");
    text = new Intl.PluralRules(language).select(values.count) === "one" ? one : other;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
