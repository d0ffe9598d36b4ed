// The studio's line icons, drawn on a 20 px grid.

/** The one accent colour, for players; pages take it from base.css. */
export const brand = "#f5b740";

const paths = {
  make: "M4 16l1-4 8.5-8.5a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L8 15z M12 5l3 3",
  films: "M3 5h14v10H3z M3 8h2 M3 12h2 M15 8h2 M15 12h2 M8.5 8v4l3.5-2z",
  voices: "M10 3a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-5 0v-4A2.5 2.5 0 0 1 10 3z M5 9.5a5 5 0 0 0 10 0 M10 14.5V17",
  library: "M3 4h14v12H3z M3 13l4-4 3.5 3.5L13 10l4 3.5 M13 7.5h.01",
  operator: "M3 16h14 M5 13v-3 M8.5 13V6 M12 13V9 M15.5 13V4",
  play: "M6.5 4.5v11l9-5.5z",
  stop: "M6 6h8v8H6z",
  more: "M5 10h.01 M10 10h.01 M15 10h.01",
  close: "M5 5l10 10 M15 5L5 15",
  plus: "M10 4v12 M4 10h12",
  down: "M10 4v9 M6 9.5l4 4 4-4 M4 16.5h12",
  undo: "M7 5L3.5 8.5 7 12 M4 8.5h7.5a4 4 0 0 1 0 8H9",
  redo: "M13 5l3.5 3.500L13 12 M16 8.500H8.500a4 4 0 0 0 0 8H11",
  lock: "M5.5 9h9v7h-9z M7.5 9V6.500a2.5 2.5 0 0 1 5 0V9",
  search: "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4z M12.7 12.700L16.5 16.5",
  picture: "M3.5 4.500h13v11h-13z M3.5 13l3.5-3.5 3 3 2-2 4.5 3.5 M12.5 7.500h.01",
  text: "M4 5h12 M10 5v11 M7.5 16h5",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  trash: "M4 6h12 M8 6V4h4v2 M5.5 6l.7 10h7.600l.7-10 M8.5 9v4.5 M11.5 9v4.5",
  copy: "M7 7h9v9H7z M4 13V4h9",
  share: "M10 12V3 M6.5 6L10 2.5 13.5 6 M5 9.500H4v7h12v-7h-1",
  again: "M15.5 8A6 6 0 1 0 16 11 M16 4v4h-4",
  warn: "M10 3l7.5 13.500h-15z M10 8v4 M10 14.200h.01",
  info: "M10 2.800a7.2 7.2 0 1 1 0 14.400A7.2 7.2 0 0 1 10 2.800z M10 9v5 M10 6.200h.01",
  check: "M4 10.500l4 4 8-9",
  music: "M7.5 15V5l8-1.500V13 M7.5 15a2 1.7 0 1 1-4 0 2 1.7 0 0 1 4 0z M15.5 13a2 1.7 0 1 1-4 0 2 1.7 0 0 1 4 0z",
  captions: "M3 5h14v10H3z M6 9.500h4 M12 9.500h2 M6 12h2 M10 12h4",
  sun: "M10 6.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z M10 2v1.5 M10 16.500V18 M2 10h1.5 M16.5 10H18 M4.3 4.300l1 1 M14.7 14.700l1 1 M15.7 4.300l-1 1 M5.3 14.700l-1 1",
  drag: "M8 5h.01 M12 5h.01 M8 10h.01 M12 10h.01 M8 15h.01 M12 15h.01",
  scenery: "M2.5 15.500l5-7 3.5 4.5 2-2.5 4.5 5z M14 5.500a1.5 1.5 0 1 1 0 .01z",
  compare: "M3 4.500h6v11H3z M11 4.500h6v11h-6z",
};

/** An icon; it says nothing to a screen reader, its button does. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name] ?? paths.info);
  path.setAttribute("fill", name === "play" || name === "stop" ? "currentColor" : "none");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", name === "more" || name === "drag" ? "2.4" : "1.6");
  path.setAttribute("stroke-linecap", "round");
  path.setAttribute("stroke-linejoin", "round");
  svg.append(path);
  return svg;
}
