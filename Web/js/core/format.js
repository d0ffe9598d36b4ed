// Numbers and times as people read them.

import { language, t } from "./words.js";

/** Seconds as 1:05 or 1:02:05. */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

/** A span as a person would say it: "about 40 s", "about 3 min". */
export function span(seconds) {
  if (!(seconds > 0)) return t("span.moment");
  if (seconds < 1.5) return t("span.second");
  if (seconds < 90) return t("span.seconds", { n: seconds < 20 ? Math.round(seconds) : Math.round(seconds / 5) * 5 });
  if (seconds < 5400) return t("span.minutes", { n: Math.round(seconds / 60) });
  return t("span.hours", { n: number(seconds / 3600, 1) });
}

export function bytes(count) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = count ?? 0;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return `${number(value, value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 0, maximumFractionDigits: digits }).format(value);
}

export function percent(share) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** How long ago, or the date. */
export function when(seconds) {
  const past = Date.now() / 1000 - seconds;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (past < 45) return t("when.now");
  if (past < 3600) return relative.format(-Math.round(past / 60), "minute");
  if (past < 86400) return relative.format(-Math.round(past / 3600), "hour");
  if (past < 6 * 86400) return relative.format(-Math.round(past / 86400), "day");
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(seconds * 1000);
}

export function moment(seconds) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(seconds * 1000);
}
