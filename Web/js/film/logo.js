// The logo of a film: choosing its picture and its corner, for the make page and the storyboard alike.

import { get, search, upload } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { percent } from "../core/format.js";
import { t } from "../core/words.js";
import { choice } from "../ui/fields.js";
import { explain, menuButton } from "../ui/float.js";
import { icon } from "../ui/icon.js";

const corners = ["top-right", "top-left", "bottom-right", "bottom-left"];
/** The longer side of a drawing made a picture, in pixels: more than any film shows. */
const drawnSide = 1200;
let count = 0;

/** Whether a file can be a logo. */
export const isLogo = (file) => file.type.startsWith("image/") && file.type !== "image/gif";

/**
 * A film's logo to choose, look at, move and take away.
 * @param {{file?: string, id?: string, corner: string}|null} logo  a path of the service's, an upload's id, or both
 * @param {(logo: {file: string, id?: string, name?: string, corner: string}|null) => void} changed
 * @param {{others?: (logo: object) => Array}} [more]  entries for the logo's menu
 */
export function logoField(logo, changed, { others = () => [] } = {}) {
  const name = `logo-${(count += 1)}`;
  const body = h("div.row.logo-row");
  const wrong = h("p.wrong", { role: "alert", hidden: true });
  const chooser = h("input.unseen", {
    type: "file", accept: "image/png,image/webp,image/jpeg,image/svg+xml,image/bmp,image/tiff,image/avif", tabIndex: -1, aria: { label: t("logo.add") },
    onchange: () => { if (chooser.files[0]) send(chooser.files[0]); chooser.value = ""; },
  });
  const element = h("div.field", { role: "group", aria: { labelledby: name } },
    h("span.label", { id: name }, t("logo")), body, chooser, h("p.hint", {}, t("logo.hint")), wrong);
  let sending = null;

  const drop = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    body.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
  };
  for (const kind of ["dragover", "drop", "dragleave"]) element.addEventListener(kind, drop);

  function say(text) {
    wrong.hidden = !text;
    wrong.textContent = text ?? "";
  }

  function draw() {
    const held = body.contains(document.activeElement);
    if (sending) {
      fill(body, h("span.small", {}, sending.name), h("span.bar", { role: "progressbar", aria: { label: sending.name, valuenow: 0 } }, h("span")),
        h("button.button.plain.round", { type: "button", aria: { label: t("remove.named", { name: sending.name }) }, onclick: () => { sending.abort.abort(); sending = null; draw(); } }, icon("close")));
    } else if (logo) {
      const corner = choice(corners.map((value) => [value, t(`corner.${value}`)]), logo.corner ?? "top-right", (value) => take({ ...logo, corner: value }));
      corner.setAttribute("aria-label", t("logo.corner"));
      fill(body,
        h("span.logo-view", { data: { corner: logo.corner ?? "top-right" } },
          logo.file ? h("img", { src: `/v1/library/picture?${search({ path: logo.file, mark: true })}`, alt: "" }) : null),
        h("div.logo-place", {}, corner, menuButton(t("logo.more"), icon("more"), () => [
          { label: t("logo.replace"), icon: "picture", run: () => chooser.click() },
          ...others(logo),
          { label: t("logo.remove"), icon: "trash", danger: true, run: () => take(null) },
        ], "button plain round")));
    } else {
      fill(body, h("button.button", { type: "button", onclick: () => chooser.click() }, icon("plus"), t("logo.add")));
    }
    // The keyboard stays here, on what stands here now.
    if (held) body.querySelector("select, button")?.focus();
  }

  function take(value) {
    logo = value;
    say(null);
    changed(value);
    draw();
  }

  async function send(file) {
    const own = { name: file.name, abort: new AbortController() };
    sending?.abort.abort();
    sending = own;
    say(null);
    draw();
    try {
      if (!isLogo(file)) throw new Error(t("logo.not"));
      const id = await upload(file.type === "image/svg+xml" ? await drawn(file) : file, {
        signal: own.abort.signal,
        progress: (share) => {
          const bar = sending === own ? body.querySelector(".bar") : null;
          bar?.setAttribute("aria-valuenow", Math.round(share * 100));
          bar?.setAttribute("aria-valuetext", percent(share));
          bar?.firstChild.style.setProperty("--share", share);
        },
      });
      if (sending === own) await use(id, file.name, own);
    } catch (error) {
      if (sending !== own) return;
      sending = null;
      draw();
      say(error.status === undefined ? error.message : explain(error));
    }
  }

  /** Takes an upload for the logo. */
  async function use(id, title, own = null) {
    const told = await get(`/v1/uploads/${id}`);
    if (own && sending !== own) return;
    sending = null;
    if (told.kind !== "photo") {
      draw();
      say(t("logo.not"));
      return;
    }
    take({ file: told.path, id, name: title ?? told.filename, corner: logo?.corner ?? "top-right" });
  }

  draw();
  return { element, use, remove: () => take(null), isSending: () => sending !== null, get logo() { return logo; } };
}

/** A drawing (SVG) as a picture: films are made of pixels. */
async function drawn(file) {
  const source = URL.createObjectURL(file);
  try {
    const image = h("img", { src: source });
    await image.decode();
    const [width, height] = [image.naturalWidth || 300, image.naturalHeight || 150];
    const scale = drawnSide / Math.max(width, height);
    const canvas = h("canvas", { width: Math.max(16, Math.round(width * scale)), height: Math.max(16, Math.round(height * scale)) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new File([blob], file.name.replace(/\.svg$/i, "") + ".png", { type: "image/png" });
  } catch {
    throw new Error(t("logo.not"));
  } finally {
    URL.revokeObjectURL(source);
  }
}
