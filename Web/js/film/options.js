// The choices that a film's looks and sound are made of, for the make page and the storyboard alike.

import { h } from "../core/dom.js";
import { language, t } from "../core/words.js";

export const shapes = [["16:9", "1920x1080"], ["9:16", "1080x1920"], ["1:1", "1080x1080"], ["4:5", "1080x1350"]];
export const captionStyles = ["clean", "karaoke", "boxed", "none"];
export const moods = ["calm", "tender", "happy", "energetic", "nostalgic", "none"];
export const qualities = ["draft", "standard", "high"];
export const lengths = ["", "15", "30", "60", "90", "180", "300"];

export const captionChoices = () => captionStyles.map((style) => [style, t(`captions.${style}`)]);
export const moodChoices = (known) => (known ?? moods).map((mood) => [mood, t(`mood.${mood}`) === `mood.${mood}` ? mood : t(`mood.${mood}`)]);
export const qualityChoices = () => qualities.map((quality) => [quality, t(`quality.${quality}`)]);

/** A little rectangle of a shape. */
export function shapeMark(shape) {
  return h("span.shape", { style: { "--ratio": shape.replace(":", "/") }, aria: { hidden: true } });
}

let languageNames;

/** A language's name, as the reader calls it. */
export function spoken(tag) {
  languageNames ??= new Intl.DisplayNames([language], { type: "language" });
  try { return languageNames.of(tag); } catch { return tag; }
}

/** A voice of its own has a name; in a family that speaks many languages each is called by its language. */
export const voiceName = (voice) => (voice.id === voice.engine ? voice.id[0].toUpperCase() + voice.id.slice(1) : spoken(voice.language));

/** The voices as choices, with silence last. */
export function voiceChoices(voices) {
  return [...voices.map((voice) => [voice.id, `${voiceName(voice)} – ${voice.summary}`]), ["none", t("voice.none")]];
}
