// Small plots: one line over time, no axes, the last value said in words beside it.

/** @param {number[]} values  oldest first */
export function plot(values, label) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "plot");
  svg.setAttribute("viewBox", "0 0 100 40");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const top = Math.max(...values, 1e-9) * 1.1;
  const step = values.length > 1 ? 100 / (values.length - 1) : 100;
  const points = values.map((value, index) => `${(index * step).toFixed(2)} ${(40 - (value / top) * 40).toFixed(2)}`);
  if (!points.length) return svg;
  for (const [name, d] of [["area", `M0 40L${points.join("L")}L100 40z`], ["line", `M${points.join("L")}`]]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("class", name);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
