// Talks to the service that this page came from.

/** What the service said no with. */
export class ServiceError extends Error {
  constructor(status, body) {
    super(body?.message ?? "");
    this.status = status;
    this.code = body?.code ?? (status ? "unknown" : "offline");
    this.param = body?.param ?? null;
    this.request = body?.request_id ?? null;
  }
}

/** Sends a request; throws ServiceError for everything that is not a success. */
export async function send(method, path, { body, headers = {}, signal, raw = false } = {}) {
  const all = { ...headers };
  const isPlain = body !== undefined && !(body instanceof Blob);
  if (isPlain) all["Content-Type"] ??= "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers: all, body: isPlain ? JSON.stringify(body) : body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(0, null);
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => null);
    if (answer.status === 401) dispatchEvent(new CustomEvent("vitascope-key-needed"));
    throw new ServiceError(answer.status, told?.error);
  }
  if (raw) return answer;
  return answer.status === 204 ? null : answer.json();
}

export const get = (path, options) => send("GET", path, options);
export const post = (path, body, options) => send("POST", path, { body, ...options });

const part = encodeURIComponent;

/** Trades an API key for a session cookie, so that pictures and streams are let in too. */
export const signIn = (key) => post("/v1/session", { key });

/** The films of the service. */
export const films = {
  list: (query = {}, signal) => get(`/v1/videos?${search(query)}`, { signal }),
  one: (id) => get(`/v1/videos/${part(id)}`),
  make: (order, idempotency) => post("/v1/videos", order, { headers: { "Idempotency-Key": idempotency } }),
  estimate: (order, signal) => post("/v1/estimates", order, { signal }),
  cancel: (id) => post(`/v1/videos/${part(id)}/cancel`),
  retry: (id) => post(`/v1/videos/${part(id)}/retry`),
  remove: (id) => send("DELETE", `/v1/videos/${part(id)}`),
  async storyboard(id, revision) {
    const answer = await send("GET", at(id, "storyboard", revision), { raw: true });
    return { document: await answer.json(), tag: answer.headers.get("ETag") };
  },
  change: (id, tag, patch, trial = false) =>
    send("PATCH", `/v1/videos/${part(id)}/storyboard${trial ? "?dry_run=true" : ""}`, {
      body: patch, headers: { "If-Match": tag, "Content-Type": "application/merge-patch+json" },
    }),
};

/** An address below a film's. */
export function at(id, name, revision) {
  const query = name.startsWith("hls/") ? "r" : "revision";
  return `/v1/videos/${part(id)}/${name}${revision ? `?${query}=${revision}` : ""}`;
}

export function search(query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return new URLSearchParams(pairs).toString();
}

/**
 * Follows server-sent events until stopped; comes back by itself after lost connections, where it left off.
 * @param {{event: (told: object, type: string) => void, state?: (name: "live"|"lost"|"over") => void, isOver?: () => boolean}} heard
 *   `isOver` says whether an end of the stream is the end of the story rather than a fault
 * @returns {{stop: () => void, wake: () => void}} `wake` listens again after the end, or at once instead of soon
 */
export function follow(path, { event, state = () => {}, isOver = () => false }) {
  let source = null;
  let last = "";
  let wait = 500;
  let timer;
  let stopped = false;
  const open = () => {
    clearTimeout(timer);
    if (stopped || source) return;
    source = new EventSource(last ? `${path}?after=${last}` : path);
    source.onopen = () => { wait = 500; state("live"); };
    source.onerror = () => {
      // The browser's own return would use its own pace and forget `after` on a fresh source.
      source.close();
      source = null;
      if (isOver()) return state("over");
      state("lost");
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.7, 8000);
    };
    const take = (message) => {
      if (message.lastEventId) last = message.lastEventId;
      event(JSON.parse(message.data), message.type);
    };
    for (const name of names) source.addEventListener(`video.${name}`, take);
  };
  const soon = () => { if (!document.hidden) { wait = 500; if (!isOver()) open(); } };
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", soon);
  open();
  return {
    wake: open,
    stop() {
      stopped = true;
      clearTimeout(timer);
      source?.close();
      removeEventListener("online", soon);
      document.removeEventListener("visibilitychange", soon);
    },
  };
}

const names = [
  "queued", "started", "stage", "planned", "notice", "progress", "scene", "playable", "completed", "retrying", "failed",
  "cancelled", "deleted",
];

/**
 * Sends a file in pieces, going on where a lost connection left it (tus 1.0.0).
 * @returns {Promise<string>} the upload's id
 */
export async function upload(file, { progress = () => {}, signal, labels = "" } = {}) {
  const tus = { "Tus-Resumable": "1.0.0" };
  const metadata = [["filename", file.name], ["filetype", file.type], ["words", labels]]
    .filter(([, value]) => value).map(([name, value]) => `${name} ${base64(value)}`).join(",");
  const made = await send("POST", "/v1/uploads", {
    headers: { ...tus, "Upload-Length": String(file.size), "Upload-Metadata": metadata }, signal, raw: true,
  });
  const place = new URL(made.headers.get("Location"), location.href).pathname;
  let offset = 0;
  let failures = 0;
  const piece = 4 << 20;
  while (offset < file.size) {
    try {
      const answer = await send("PATCH", place, {
        body: file.slice(offset, offset + piece), raw: true, signal,
        headers: { ...tus, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
      });
      offset = Number(answer.headers.get("Upload-Offset"));
      failures = 0;
      progress(offset / file.size);
    } catch (error) {
      const canReturn = error instanceof ServiceError && (error.status === 0 || error.status === 409 || error.status >= 500);
      failures += 1;
      if (!canReturn || failures > 6) throw error;
      await new Promise((done) => setTimeout(done, 300 * 2 ** failures));
      const answer = await send("HEAD", place, { headers: tus, raw: true, signal }).catch(() => null);
      if (answer) offset = Number(answer.headers.get("Upload-Offset"));
    }
  }
  return place.split("/").pop();
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
