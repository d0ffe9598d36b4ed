/**
 * <vitascope-player src="…/hls/film.m3u8">: plays a Vitascope film on any page, finished or while it is being made.
 * One file, nothing else to load. What it can do: README.md beside it. Order of this file: words, playlists and
 * captions as text, loading (Source, Track, MSESource, NativeSource), captions, the element, its looks.
 */

const WORDS = {
  player: 'Video player', play: 'Play', pause: 'Pause', replay: 'Play again', mute: 'Mute', unmute: 'Unmute',
  volume: 'Volume', position: 'Position', captions: 'Captions', settings: 'Settings', speed: 'Speed',
  quality: 'Quality', auto: 'Automatic', pip: 'Picture in picture', fullscreen: 'Full screen',
  leaveFullscreen: 'Leave full screen', live: 'Being made', newest: 'Being made: go to the newest moment',
  soundOn: 'Turn the sound on', on: 'on', off: 'off',
  at: '{time} of {total}', atGrowing: '{time}, {made} made so far',
  preparing: 'The film is being prepared…', loading: 'Loading…', ahead: 'The next part is being made…',
  lost: 'Connection lost, trying again…', back: 'Connected again', notMade: 'That part is not made yet',
  done: 'The film is finished', ended: 'The end',
  unmade: 'This film was not finished. Ask whoever made it to try again.',
  gone: 'This film is no longer here. It may have been deleted; ask whoever shared it.',
  denied: 'This film is not open to you. Sign in, or ask whoever shared it.',
  broken: 'This film cannot be played: its data is damaged. Load the page again, or have it made again.',
  unsupported: 'This browser cannot play the film. Try a newer one, or download the film.',
};

const AHEAD = 30; // seconds kept loaded ahead of the playhead
const BEHIND = 30; // and behind it
const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

// Playlists and captions as text

const attributes = (line) => Object.fromEntries([...line.slice(line.indexOf(':') + 1)
  .matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g)].map((m) => [m[1], m[2] ?? m[3]]));

/** Reads what our own packager writes (RFC 8216); anything else is refused rather than guessed at. */
export function parsePlaylist(text, base) {
  const lines = text.split(/\r?\n/).filter(Boolean);
  if (lines[0] !== '#EXTM3U') throw new SyntaxError('not a playlist');
  const link = (uri) => new URL(uri, base).href;
  const list = { target: 2, map: null, segments: [], ended: false, end: 0, variants: [], media: [] };
  let length = null, variant = null;
  for (const line of lines) {
    if (/^#EXT-X-(BYTERANGE|DISCONTINUITY$|KEY)/.test(line)) throw new SyntaxError(`unsupported: ${line}`);
    if (line.startsWith('#EXT-X-TARGETDURATION:')) list.target = Number(line.slice(22));
    else if (line.startsWith('#EXT-X-MAP:')) list.map = link(attributes(line).URI);
    else if (line.startsWith('#EXTINF:')) length = parseFloat(line.slice(8));
    else if (line === '#EXT-X-ENDLIST') list.ended = true;
    else if (line.startsWith('#EXT-X-STREAM-INF:')) variant = attributes(line);
    else if (line.startsWith('#EXT-X-MEDIA:')) {
      const entry = attributes(line);
      list.media.push({ ...entry, url: entry.URI && link(entry.URI) });
    } else if (line[0] !== '#') {
      if (variant) {
        const [width, height] = (variant.RESOLUTION ?? '0x0').split('x').map(Number);
        list.variants.push({ ...variant, url: link(line), bandwidth: Number(variant.BANDWIDTH), width, height });
      } else if (length >= 0 && Number.isFinite(length)) {
        list.segments.push({ url: link(line), start: list.end, end: list.end += length });
      } else throw new SyntaxError('a segment without a length');
      length = variant = null;
    }
  }
  return list;
}

/** Where a main playlist leads; captions may join later without making it another film. */
const addresses = (main) => [...main.variants, ...main.media.filter((entry) => entry.TYPE === 'AUDIO')]
  .map((entry) => entry.url).join(' ');

const seconds = (clock) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** The cues of a WebVTT file, on the film's clock. */
export function parseVTT(text) {
  const map = /^X-TIMESTAMP-MAP=(.*)$/m.exec(text)?.[1] ?? '';
  const offset = Number(/MPEGTS:(\d+)/.exec(map)?.[1] ?? 0) / 90000 - seconds(/LOCAL:([\d:.]+)/.exec(map)?.[1] ?? '0');
  const cues = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const found = /(?:^|\n)([\d:]+\.\d{3})\s+-->\s+([\d:]+\.\d{3})(.*)(?:\n([^]*))?$/.exec(block);
    if (found) {
      cues.push({ start: seconds(found[1]) + offset, end: seconds(found[2]) + offset, text: (found[4] ?? '').trim() });
    }
  }
  return cues;
}

// Loading

class Refused extends Error { constructor(status) { super(`HTTP ${status}`); this.status = status; } }
/** Nothing more can be done; `reason` is a key of WORDS. */
class Fatal extends Error { constructor(reason, cause) { super(reason, { cause }); this.reason = reason; } }
/** The film at this address is another one now. */
class Revised extends Error {}

// Whoever rests is woken when there is reason to hope: the network is back, or somebody looks at the page again.
const resting = new Set();
const wake = () => { for (const end of [...resting]) end(); };
addEventListener('online', wake);
addEventListener('pageshow', wake);
document.addEventListener('resume', wake);
document.addEventListener('visibilitychange', () => document.hidden || wake());

const rest = (milliseconds, signal) => new Promise((resolve, reject) => {
  const end = () => {
    clearTimeout(timer);
    resting.delete(end);
    signal.removeEventListener('abort', end);
    if (signal.aborted) reject(signal.reason); else resolve();
  };
  const timer = setTimeout(end, signal.aborted ? 0 : milliseconds);
  resting.add(end);
  signal.addEventListener('abort', end);
});

const rangeAt = (ranges, time, slack = 0.1) => {
  for (let i = 0; i < ranges.length; i++) {
    if (ranges.start(i) - slack <= time && time <= ranges.end(i) + slack) return [ranges.start(i), ranges.end(i)];
  }
  return null;
};

/** What both ways of playing share: patient fetching, and telling the element how things are. */
class Source {
  made = 0; // seconds that can be played
  complete = false; // nothing more will come
  preparing = false;
  variants = [];
  subtitles = [];
  unmade = false; // making it failed or was stopped before anything could be seen
  troubled = new Set(); // addresses that do not answer at present
  rate = 0; // bits per second, as measured

  constructor(video, url, options) {
    Object.assign(this, options, { video, url });
    this.control = new AbortController();
    this.signal = this.control.signal;
    this.timer = setInterval(() => this.tick(), 250);
  }

  /** Starts; whatever ends it badly is told as `onfail(error)`. */
  begin() {
    this.run().catch((error) => this.stop(error));
    return this;
  }

  stop(error) {
    if (this.signal.aborted) return;
    this.close();
    this.onfail(error instanceof Fatal || error instanceof Revised ? error : new Fatal('broken', error));
  }

  close() {
    clearInterval(this.timer);
    this.control.abort();
  }

  /** Fetches until it succeeds; `read` turns the bytes into what is wanted. */
  async get(url, read, { fresh = false, opening = false, signal = this.signal, missing } = {}) {
    for (let tries = 0; ; tries++) {
      // The service lets the request for a film that has not begun wait until it has.
      const hint = opening && setTimeout(() => { this.preparing = true; this.onchange(); }, 700);
      try {
        const bytes = await this.fetch(url, fresh, signal, opening ? 30_000 : 10_000);
        let value;
        try { value = read(bytes); } catch (error) {
          // A hotel's sign-in page has status 200, too; but a damaged film does not heal.
          if (tries > 4) throw new Fatal('broken', error);
          throw error;
        }
        this.troubled.delete(url);
        if (opening) this.preparing = this.unmade = false;
        return value;
      } catch (error) {
        if (signal.aborted || error instanceof Fatal) {
          this.troubled.delete(url);
          throw error;
        }
        const { status } = error;
        if (status === 401 || status === 403) throw new Fatal('denied', error);
        if (status === 410 || status === 451) throw new Fatal('gone', error);
        const absent = status === 404 || status === 425 || (opening && [409, 429, 503].includes(status));
        if (absent && opening) {
          this.unmade = status === 409; // it may yet be tried again
          this.preparing = !this.unmade;
          this.troubled.delete(url);
        } else {
          if (opening) this.preparing = false;
          if (absent && missing) await missing();
          if (absent && tries > 12) throw new Fatal('gone', error);
          this.troubled.add(url);
        }
        this.onchange();
        // A film begins within seconds of being asked for, so ask often at first.
        const pause = absent && opening ? Math.min(250 * 1.1 ** tries, 3000) : Math.min(400 * 2 ** tries, 8000);
        clearTimeout(hint);
        await rest(pause * (0.8 + 0.4 * Math.random()), signal);
      } finally {
        clearTimeout(hint);
      }
    }
  }

  async fetch(url, fresh, signal, limit = 10_000) {
    const stop = new AbortController();
    const abort = () => stop.abort();
    let timer = 0;
    // A server that accepted and fell silent must not hold us for ever; a slow one may take its time.
    const patience = () => { clearTimeout(timer); timer = setTimeout(abort, limit); };
    signal.addEventListener('abort', abort);
    try {
      if (signal.aborted) throw signal.reason;
      patience();
      const began = performance.now();
      const answer = await fetch(url, {
        cache: fresh ? 'no-cache' : 'default', credentials: this.credentials, signal: stop.signal,
      });
      if (!answer.ok) throw new Refused(answer.status);
      const parts = [];
      for (const reader = answer.body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        patience();
      }
      const bytes = await new Blob(parts).arrayBuffer();
      if (bytes.byteLength > 30_000) {
        const rate = bytes.byteLength * 8000 / (performance.now() - began);
        this.rate = this.rate ? this.rate * 0.7 + rate * 0.3 : rate;
      }
      return bytes;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      stop.abort();
    }
  }

  playlist(url, options) {
    return this.get(url, (bytes) => parsePlaylist(new TextDecoder().decode(bytes), url), { fresh: true, ...options });
  }

  text(url, options) { return this.get(url, (bytes) => new TextDecoder().decode(bytes), options); }
}

/** Pictures or sound: reads one media playlist and fills one buffer, in order. */
class Track {
  list = null;
  cursor = 0; // the segment to load next
  aimed = 0; // when the cursor was last set anew
  cut = new AbortController(); // ends the fetch in flight
  headers = new Map();
  header = null; // the header that the buffer has
  ring = () => {};

  constructor(source, buffer, variant, url) {
    Object.assign(this, { source, buffer, variant, url });
  }

  async run() {
    await this.refresh(true);
    this.cursor = this.index(this.source.start);
    // The other track must be known as well before it is clear how much is made.
    this.source.tick();
    await Promise.all([this.poll(), this.feed()]);
  }

  async refresh(opening = false) {
    const { url } = this;
    let list;
    do {
      if (list) await rest(250, this.source.signal);
      list = await this.source.playlist(url, { opening });
      // The list is there before its first segment is.
      if (opening) this.source.preparing = !list.segments.length;
    } while (opening && !list.segments.length);
    if (url !== this.url) return;
    if (this.list) {
      const { map, segments } = this.list, shared = Math.min(segments.length, list.segments.length);
      // A server that comes back may list less at first: names carry their content's hash, so it is the same film.
      if (map !== list.map || (list.ended && shared < segments.length)
        || segments.some(({ url: known }, i) => i < shared && known !== list.segments[i].url)) throw new Revised();
      if (shared < segments.length) return;
    }
    this.list = list;
    this.ring();
  }

  async poll() {
    for (let quiet = 0; !this.list.ended;) {
      const known = this.list.segments.length;
      await rest(Math.min(this.list.target * 500 * 1.3 ** quiet, 4000), this.source.signal);
      await this.refresh();
      quiet = this.list.segments.length > known ? 0 : quiet + 1;
      this.source.tick();
    }
  }

  async feed() {
    const { source } = this;
    for (;;) {
      if (this.variant !== source.wanted && this.variant) await this.swap(source.wanted);
      const segment = this.list.segments[this.cursor];
      if (!segment || !source.wants(segment)) {
        await new Promise((resolve) => { this.ring = resolve; });
        if (source.signal.aborted) return;
        continue;
      }
      const { cut, cursor } = this;
      const map = this.list.map;
      let header, data;
      try {
        [header, data] = await Promise.all([
          this.header === map ? null : this.fetchHeader(map),
          source.get(segment.url, (bytes) => bytes, { signal: cut.signal, missing: () => this.refresh() }),
        ]);
      } catch (error) {
        if (cut.signal.aborted && !source.signal.aborted) continue;
        throw error;
      }
      if (cut.signal.aborted) continue;
      const behind = source.position - BEHIND;
      const { buffered } = this.buffer;
      if (buffered.length && buffered.start(0) < behind - BEHIND) await this.remove(0, behind);
      if (header) {
        await this.append(header);
        this.header = map;
      }
      await this.append(data);
      // Somebody may have jumped elsewhere meanwhile.
      if (!cut.signal.aborted && this.cursor === cursor) this.cursor++;
      source.tick();
    }
  }

  fetchHeader(url) {
    if (!this.headers.has(url)) {
      this.headers.set(url, this.source.get(url, (bytes) => bytes, { missing: () => this.refresh() }));
    }
    return this.headers.get(url);
  }

  /** Goes on in another quality a little ahead of the playhead; what is loaded beyond is overwritten. */
  async swap(variant) {
    const list = await this.source.playlist(variant.url);
    this.variant = variant;
    this.url = variant.url;
    this.list = list;
    this.buffer.changeType?.(variant.mime);
    const { position } = this.source;
    const range = rangeAt(this.buffer.buffered, position);
    // What the line decides takes effect after what is loaded; a person wants to see it now.
    this.go(this.index(range ? Math.min(range[1] + 0.1, position + (this.source.pinned ? 3 : AHEAD * 2)) : position));
  }

  async append(data) {
    for (;;) {
      await this.idle();
      try {
        this.buffer.appendBuffer(data);
        return await this.idle();
      } catch (error) {
        if (error.name !== 'QuotaExceededError') throw error;
        await this.makeRoom();
      }
    }
  }

  /** The browser will hold no more: gives up what is far behind or far ahead, or waits until some is played. */
  async makeRoom() {
    const { source, buffer } = this;
    const { position } = source;
    source.ahead = Math.max(8, source.ahead * 0.7);
    const { buffered } = buffer, last = buffered.length - 1;
    if (last < 0) throw new Fatal('broken');
    const far = buffered.start(last) > position + 1;
    if (buffered.start(0) < position - 5) await this.remove(0, position - 4);
    else if (far) await this.remove(buffered.start(last), Infinity);
    else await rest(500, source.signal);
  }

  async remove(from, to) {
    await this.idle();
    this.buffer.remove(from, to);
    await this.idle();
  }

  async idle() {
    while (this.buffer.updating) {
      await new Promise((resolve) => this.buffer.addEventListener('updateend', resolve, { once: true }));
    }
    if (this.source.signal.aborted) throw this.source.signal.reason;
  }

  /** The segment that holds a moment; one past the last when it is not made yet. */
  index(time) {
    const found = this.list.segments.findIndex((segment) => segment.end > time + 0.01);
    return found < 0 ? this.list.segments.length : found;
  }

  /** Sets out to load what playing from a moment needs next. */
  aim(time) {
    if (!this.list) return;
    const range = rangeAt(this.buffer.buffered, time);
    this.go(this.index(range ? Math.max(time, range[1] + 0.1) : time));
  }

  go(index) {
    this.aimed = performance.now();
    if (index !== this.cursor) {
      this.cursor = index;
      this.cut.abort();
      this.cut = new AbortController();
    }
    this.ring();
  }
}

/** Plays by Media Source Extensions. */
class MSESource extends Source {
  tracks = [];
  ahead = AHEAD;
  held = 0; // since when it gathers
  gather = 1; // seconds
  wanted = null; // the variant to load
  pinned = false; // a person chose it
  expecting = 0; // until when to look out for another revision

  get position() { return this.video.readyState ? this.video.currentTime : this.start; }

  close() {
    super.close();
    for (const track of this.tracks) {
      track.cut.abort();
      track.ring();
    }
    this.tracks = [];
  }

  async run() {
    const Kind = self.ManagedMediaSource ?? self.MediaSource;
    const media = this.media = new Kind();
    const address = URL.createObjectURL(media);
    const opened = new Promise((resolve) => media.addEventListener('sourceopen', resolve, { once: true }));
    // A managed source stays closed while another screen could take the film over.
    if (self.ManagedMediaSource) this.video.disableRemotePlayback = true;
    this.video.src = address;
    if (this.start) this.video.currentTime = this.start;
    this.onattach();
    const main = await this.playlist(this.url, { opening: true });
    this.links = addresses(main);
    this.variants = main.variants.map((variant) => {
      const sound = main.media.find((m) => m.TYPE === 'AUDIO' && m['GROUP-ID'] === variant.AUDIO && m.url);
      const codecs = (variant.CODECS ?? '').split(',').map((codec) => codec.trim());
      const heard = codecs.filter((codec) => /^(mp4a|opus|ac-3|ec-3|flac)/i.test(codec));
      const seen = codecs.filter((codec) => !sound || !heard.includes(codec));
      return { ...variant, sound, mime: `video/mp4; codecs="${seen}"`, soundMime: `audio/mp4; codecs="${heard}"` };
    }).filter((variant) => Kind.isTypeSupported(variant.mime)).sort((a, b) => b.bandwidth - a.bandwidth);
    if (!this.variants.length) throw new Fatal(main.variants.length ? 'unsupported' : 'broken');
    this.subtitles = main.media.filter((m) => m.TYPE === 'SUBTITLES' && m.url);
    this.wanted = this.best();
    this.onvariants();
    await opened;
    URL.revokeObjectURL(address);
    media.duration = Infinity;
    const { sound, url, mime, soundMime } = this.wanted;
    this.tracks.push(new Track(this, media.addSourceBuffer(mime), this.wanted, url));
    if (sound) this.tracks.push(new Track(this, media.addSourceBuffer(soundMime), null, sound.url));
    await Promise.all([this.watch(), ...this.tracks.map((track) => track.run())]);
  }

  /** A list that has stopped growing may belong to a revision that was given up: asks the main list now and then. */
  async watch() {
    for (let made = -1; ; made = this.made) {
      const expecting = performance.now() < this.expecting;
      await rest(expecting ? 1000 : 4000, this.signal);
      if (expecting || (!this.complete && this.made === made && !this.troubled.size)) await this.check();
    }
  }

  /** Somebody says that the film is being made again: looks out for it, for ten minutes, while this one plays on. */
  expect() {
    this.expecting = performance.now() + 600_000;
    wake();
    return this.check();
  }

  /** Takes the film up anew when the address leads to another revision by now. */
  async check() {
    try {
      const text = new TextDecoder().decode(await this.fetch(this.url, true, this.signal, 30_000));
      if (addresses(parsePlaylist(text, this.url)) !== this.links) throw new Revised();
      await Promise.all(this.tracks.map((track) => track.list && track.refresh()));
    } catch (error) {
      // Whatever else went wrong says nothing about the film that is playing.
      if (error instanceof Revised) this.stop(error);
    }
  }

  /** The best quality that the line and the picture's size on the screen can use. */
  best() {
    const fits = this.variants.filter((v) => v.height <= Math.max(360, this.video.clientHeight * devicePixelRatio * 1.3)
      && (!this.rate || v.bandwidth * 1.3 < this.rate));
    return fits[0] ?? this.variants.at(-1);
  }

  /** Chooses a quality; without one it follows the line. */
  choose(variant) {
    this.pinned = !!variant;
    this.wanted = variant ?? this.best();
    for (const track of this.tracks) if (track.variant) track.go(-1);
    this.seek(this.position);
  }

  seek(time) { for (const track of this.tracks) track.aim(time); }

  wants(segment) {
    if (this.variants.length > 1 && !this.pinned) this.wanted = this.best();
    return !this.held && segment.start < this.position + (this.eager ? this.ahead : 4);
  }

  tick() {
    const { tracks, video, media } = this;
    if (!tracks.length || tracks.some((track) => !track.list)) return this.onchange();
    const known = tracks.map((track) => track.list.end);
    const complete = tracks.every((track) => track.list.ended);
    this.complete = complete;
    this.made = complete ? Math.max(...known) : Math.min(...known);
    const time = this.position;
    const starving = video.readyState < 3 && !video.ended;
    if (complete && !video.readyState && time > this.made - 0.5) {
      // It ends before the place where the last revision was left.
      video.currentTime = this.start = Math.max(0, this.made - 3);
      this.seek(this.start);
    }

    // Played up to what is made: gathers some seconds before going on, more each time, instead of stuttering along.
    const left = this.made - time;
    if (!complete && starving && left < 0.5 && video.readyState && !this.held) {
      this.held = performance.now();
      this.gather = Math.min(this.gather + 2, 12);
    }
    const waited = performance.now() - this.held;
    if (complete || left > this.gather || (left > 0.5 && waited > this.gather * 2500)) this.held = 0;

    if (starving && video.readyState && tracks.every((track) => track.cursor > track.index(time))) {
      const next = this.gap(time);
      if (next) video.currentTime = next;
    }
    for (const track of tracks) {
      // What was loaded is gone again: a browser short of memory may drop it.
      if (starving && track.cursor > track.index(time) && !track.buffer.updating
        && performance.now() - track.aimed > 2000 && !rangeAt(track.buffer.buffered, time, 0.3)) track.aim(time);
    }
    if (media.readyState === 'open' && tracks.every((track) => !track.buffer.updating)) {
      try {
        if (!complete) media.setLiveSeekableRange(0, this.made);
        else {
          const ends = tracks.map(({ buffer: { buffered } }) => buffered.length && buffered.end(buffered.length - 1));
          const last = Math.max(this.made, ...ends);
          if (media.duration !== last) media.duration = last;
          if (tracks.every((track) => track.cursor >= track.list.segments.length)) media.endOfStream();
        }
      } catch { /* between two states; the next tick does it */ }
    }
    for (const track of tracks) track.ring();
    this.onchange();
  }

  gap(time) {
    const { buffered } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= time && time < buffered.end(i) - 0.05) return 0;
      if (buffered.start(i) > time && buffered.start(i) - time < 1) return buffered.start(i) + 0.001;
    }
    return 0;
  }
}

/** Leaves the work to the browser's own HLS player (Safari). */
class NativeSource extends Source {
  async run() {
    const { video } = this;
    for (let tries = 0; ; tries++) {
      const main = await this.playlist(this.url, { opening: true });
      this.subtitles = [];
      // Our own captions need no help from the browser's, and look the same everywhere.
      this.subtitles = main.media.filter((m) => m.TYPE === 'SUBTITLES' && m.url);
      this.onvariants();
      video.src = this.url;
      if (this.start) video.currentTime = this.start;
      this.onattach();
      await new Promise((resolve) => { this.broke = resolve; });
      this.start = video.currentTime || this.start;
      this.troubled.add(this.url);
      await rest(Math.min(500 * 2 ** Math.min(tries, 4), 8000), this.signal);
    }
  }

  seek() {}

  tick() {
    const { seekable, duration } = this.video;
    this.complete = Number.isFinite(duration);
    this.made = this.complete ? duration : seekable.length ? seekable.end(seekable.length - 1) : 0;
    this.onchange();
  }
}

/** Sidecar captions, loaded a little ahead of the playhead. */
class Captions {
  constructor(source, track, url, whole) {
    Object.assign(this, { source, track, url, done: new Set(), seen: new Set() });
    this.segments = whole ? [{ url, start: 0, end: Infinity }] : [];
    this.ended = whole;
    if (!whole) this.poll().catch(() => {});
  }

  async poll() {
    while (!this.closed && !this.ended) {
      const list = await this.source.playlist(this.url);
      this.segments = list.segments;
      this.ended = list.ended;
      this.tick();
      await rest(list.target * 1000, this.source.signal);
    }
  }

  async tick() {
    const now = this.source.video.currentTime;
    if (this.busy) return;
    const segment = this.segments.find((s) => s.start < now + 15 && s.end > now - 5 && !this.done.has(s.url));
    if (!segment) return;
    this.busy = true;
    try {
      const cues = parseVTT(await this.source.text(segment.url));
      this.done.add(segment.url);
      for (const { start, end, text } of cues) {
        const key = `${start} ${end} ${text}`; // a cue that crosses segments is in each of them
        if (this.closed || this.seen.has(key)) continue;
        this.seen.add(key);
        this.track.addCue(new VTTCue(start, end, text));
      }
    } catch { return; } finally { this.busy = false; }
    this.tick();
  }

  close() {
    this.closed = true;
    for (const cue of [...this.track.cues ?? []]) this.track.removeCue(cue);
  }
}

// The element

const ICONS = {
  play: 'M8 5v14l11-7z', pause: 'M6 5h4v14H6zM14 5h4v14h-4z',
  replay: 'M12 5V1L6 6l6 5V7a5.5 5.5 0 1 1-5.5 5.5H4.5A7.5 7.5 0 1 0 12 5z',
  sound: 'M4 9v6h4l5 5V4L8 9zM15 8.2v7.6a4 4 0 0 0 0-7.6zM15 4v2.1a6 6 0 0 1 0 11.8V20a8 8 0 0 0 0-16z',
  quiet: 'M4 9v6h4l5 5V4L8 9zM15 8.2v7.6a4 4 0 0 0 0-7.6z',
  muted: 'M4 9v6h4l5 5V4L8 9zM21 9.4 19.6 8 17.5 10.1 15.4 8 14 9.4l2.1 2.1L14 13.6l1.4 1.4 2.1-2.1'
    + ' 2.1 2.1 1.4-1.4-2.1-2.1z',
  captions: 'M5 4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2zM11 11H9.5v-.5h-2v3h2'
    + 'V13H11v1a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1zm7 0h-1.5v-.5h-2v3h2'
    + 'V13H18v1a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1z',
  settings: 'M4 7h8v2H4zM18 7h2v2h-2zM13 5h4v6h-4zM4 15h2v2H4zM12 15h8v2h-8zM7 13h4v6H7z',
  pip: 'M21 4H3a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h18a1 1 0 0 0 1-1V5a1 1 0 0 0-1-1zm-1 14H4V6h16zM18 11h-7v5h7z',
  fullscreen: 'M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z',
  leaveFullscreen: 'M9 4v5H4V7h3V4zM15 4h2v3h3v2h-5zM4 15h5v5H7v-3H4zM15 15h5v2h-3v3h-2z',
};

const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== 'part' && key !== 'role') element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

const setIcon = (button, name) => {
  if (button.icon === name) return;
  button.icon = name;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  svg.firstChild.setAttribute('d', ICONS[name]);
  button.replaceChildren(svg);
};

const clock = (time) => {
  const whole = Math.max(0, Math.floor(time + 0.01)), hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60, two = (n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

// Storage may be forbidden on somebody else's page: then nothing is remembered, and that is all.
const recall = (storage, key) => { try { return JSON.parse(self[storage].getItem(key)) ?? {}; } catch { return {}; } };
const remember = (storage, key, value) => { try { self[storage].setItem(key, JSON.stringify(value)); } catch { /**/ } };
const PREFERENCES = 'vitascope-player';

export class VitascopePlayer extends HTMLElement {
  static observedAttributes = ['src', 'poster', 'title', 'accent', 'muted', 'loop', 'captions', 'chapters',
    'expected-duration', 'thumbnails', 'ratio'];

  #words = { ...WORDS };
  #chapters = [];
  #failure = ''; // told from outside
  #fault = ''; // found here
  #source = null;
  #captions = null;
  #thumbs = null;
  #state = '';
  #since = 0;
  #wish = false; // the film is meant to run
  #begun = false; // it ran already
  #opened = ''; // what is loaded, without its query
  #on = null; // captions are wanted
  #track;
  #keyed = false;

  constructor() {
    super();
    this.#build();
  }

  // For whoever embeds it

  /** Texts by key, to replace the English ones; unknown keys do nothing. */
  get messages() { return this.#words; }
  set messages(words) { Object.assign(this.#words, words); this.#label(); }
  /** Chapters: [{start: seconds, title}]. */
  get chapters() { return this.#chapters; }
  set chapters(list) {
    this.#chapters = (Array.isArray(list) ? list : []).filter((c) => c.start >= 0).sort((a, b) => a.start - b.start);
    this.#marks();
  }
  /** Why the film will not be finished; what is made stays playable. Empty: all is well. */
  get failed() { return this.#failure; }
  set failed(text) {
    this.#failure = String(text ?? '');
    this.#update();
  }
  /** Seconds the finished film will have, as estimated; 0 when nobody knows. */
  get expectedDuration() { return Number(this.getAttribute('expected-duration')) || 0; }
  set expectedDuration(value) {
    if (value > 0) this.setAttribute('expected-duration', value); else this.removeAttribute('expected-duration');
  }
  get src() { return this.getAttribute('src') ?? ''; }
  set src(value) { this.setAttribute('src', value); }
  /** idle, preparing, loading, paused, playing, waiting, reconnecting, ended or failed. */
  get state() { return this.#state; }
  /** Seconds that are made and can be played. */
  get made() { return this.#source?.made ?? 0; }
  /** Whether more of the film is to come. */
  get growing() { return !!this.#source && !this.#source.complete && !this.#fault; }
  /** The film's exact length once it is finished, before that what is made. */
  get duration() {
    return this.#source?.complete && Number.isFinite(this.video.duration) ? this.video.duration : this.made;
  }
  get currentTime() { return this.#source && !this.video.readyState ? this.#source.start : this.video.currentTime; }
  set currentTime(time) { this.seek(time); }
  get paused() { return this.video.paused; }
  get playbackRate() { return this.video.playbackRate; }
  set playbackRate(value) { this.video.defaultPlaybackRate = this.video.playbackRate = value; }
  get captionsOn() { return !!this.#on; }
  set captionsOn(on) { this.#showCaptions(!!on); }

  /** Plays; when the browser forbids it without a click, it stays paused and the promise says so. */
  async play() {
    this.#wish = true;
    if (!this.#source) this.load();
    const source = this.#source;
    if (!source) return;
    if (performance.now() - this.#rested > 30_000) source.check?.();
    source.eager = true;
    source.tick();
    try { await this.video.play(); } catch (error) {
      if (error.name === 'AbortError') return; // loading anew; it goes on by itself
      this.#wish = false;
      this.#update();
      throw error;
    }
  }

  pause() {
    this.#wish = false;
    this.video.pause();
  }

  /** Goes to a moment; beyond what is made it goes to the newest. */
  seek(time) {
    const { growing, made } = this;
    if (!this.#source || !Number.isFinite(time)) return;
    if (growing && time > made) {
      this.#say(this.#words.notMade, true);
      time = made - 1.5;
    }
    const to = Math.min(Math.max(0, time), Math.max(0, (growing ? made - 0.2 : this.duration)));
    if (!this.video.readyState) this.#source.start = to;
    this.video.currentTime = to;
    this.#source.tick();
    this.#paint();
  }

  /**
   * The film at this address is being made again, or was: takes it up at the same place as soon as it begins. What is
   * there plays on until then. Also tries again after a failure.
   */
  load() {
    if (!this.isConnected) return;
    if (this.#source?.expect && this.#source.made && !this.#fault) this.#source.expect(); else this.#open();
  }

  // Life

  connectedCallback() {
    if (!this.shadowRoot.contains(this.video)) return;
    // What a page set before this script had come.
    for (const name of ['messages', 'chapters', 'failed', 'expectedDuration', 'playbackRate']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#label();
    this.#restorePreferences();
    document.addEventListener('fullscreenchange', this.#refresh);
    addEventListener('pagehide', this.#leave);
    if (!this.#source && this.src && this.getAttribute('preload') !== 'none') this.#open();
    else this.#update();
  }

  disconnectedCallback() {
    // Moving the element within the page takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#leave();
      document.removeEventListener('fullscreenchange', this.#refresh);
      removeEventListener('pagehide', this.#leave);
      this.#close();
      this.video.removeAttribute('src');
      this.video.load();
    });
  }

  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (name === 'src' && this.isConnected) {
      const another = this.#key !== this.#opened;
      if (another) {
        this.#failure = '';
        this.#on = null;
      }
      if (value) this.#open(another); else this.#close();
    } else if (name === 'ratio') this.#shape(...(value ?? '').split('/').map(Number));
    else if (name === 'poster') this.video.poster = value ?? '';
    else if (name === 'muted') this.video.muted = value !== null;
    else if (name === 'loop') this.video.loop = value !== null;
    else if (name === 'accent' && CSS.supports('color', value ?? '')) this.#root.style.setProperty('--accent', value);
    else if (name === 'chapters' && value && this.isConnected) this.#loadChapters();
    else if (name === 'thumbnails') this.#thumbs = null;
    else if (this.isConnected) this.#label();
  }

  #open(another = false) {
    if (!this.#key) return this.#fail(new Fatal('gone'));
    this.#opened = this.#key;
    const url = new URL(this.src, document.baseURI).href;
    const before = another ? null : this.#source;
    const saved = recall('sessionStorage', this.#key);
    let start = before ? this.currentTime : saved.t ?? 0;
    if (before && this.video.ended) start = 0;
    // Whoever reloads while it plays wants it to go on; whoever comes back later does not.
    if (!before && ((saved.playing && Date.now() - saved.when < 15_000) || this.hasAttribute('autoplay'))) {
      this.#wish = true;
    }
    if (before) this.#freeze(); else this.#begun = false;
    this.#close();
    this.#fault = '';
    this.#thumbs = null;
    this.#began = performance.now();
    const native = this.getAttribute('engine') === 'native' || (this.getAttribute('engine') !== 'mse'
      && (self.ManagedMediaSource || !self.MediaSource) && this.video.canPlayType('application/vnd.apple.mpegurl'));
    if (!native && !self.MediaSource && !self.ManagedMediaSource) return this.#fail(new Fatal('unsupported'));
    const source = this.#source = new (native ? NativeSource : MSESource)(this.video, url, {
      start, eager: this.#wish,
      credentials: this.getAttribute('crossorigin') === 'use-credentials' ? 'include' : 'same-origin',
      onchange: () => this.#source === source && this.#update(),
      onattach: () => this.#start(),
      onvariants: () => this.#variants(),
      onfail: (error) => {
        if (this.#source !== source) return;
        if (error instanceof Revised) this.#open(); else this.#fail(error);
      },
    });
    if (native) this.video.crossOrigin = source.credentials === 'include' ? 'use-credentials' : 'anonymous';
    source.begin();
    if (this.getAttribute('chapters')) this.#loadChapters();
    this.#update();
  }

  async #start() {
    if (!this.#wish) return;
    try { await this.play(); } catch {
      if (!this.hasAttribute('autoplay') || this.video.muted) return;
      // Without a click browsers let only silent films run.
      this.video.muted = true;
      this.#root.classList.add('silenced');
      this.play().catch(() => {});
    }
  }

  #close() {
    this.#captions?.close();
    this.#captions = null;
    this.#source?.close();
    this.#source = null;
  }

  #fail(error) {
    this.#source?.close();
    this.#fault = error.reason ?? 'broken';
    this.video.pause();
    this.#update();
    this.#tell('error', { reason: this.#fault, message: this.#words[this.#fault], cause: error.cause });
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }

  /** Keeps the last picture while the film is loaded anew. */
  #freeze() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width) return;
    Object.assign(this.#still, { width, height, hidden: false });
    try { this.#still.getContext('2d').drawImage(this.video, 0, 0); } catch { this.#still.hidden = true; }
  }

  get #key() {
    try {
      const { origin, pathname } = new URL(this.src, document.baseURI);
      return `vitascope:${origin}${pathname}`;
    } catch { return ''; } // no address at all
  }

  #leave = () => {
    if (!this.#key || !this.#source) return;
    const t = this.video.ended ? 0 : this.currentTime;
    remember('sessionStorage', this.#key, { t, when: Date.now(), playing: this.#wish && !this.video.ended });
  };

  #restorePreferences() {
    const { volume, muted } = recall('localStorage', PREFERENCES);
    if (volume >= 0 && volume <= 1) this.video.volume = volume;
    if (muted) this.video.muted = true;
  }

  #prefer(change) { remember('localStorage', PREFERENCES, { ...recall('localStorage', PREFERENCES), ...change }); }

  // Parts and their wiring

  #root; #bar; #time; #range; #tip; #thumb; #tipText; #big; #message; #spinner; #said; #status; #menu; #still; #text;
  #buttons = {};
  #rested = Infinity; #began = 0; #idle = 0; #frame = 0; #thumbsAt = -1e9; #seconds = ''; #sized = ''; #touch = false;
  #sheet = new CSSStyleSheet();

  #build() {
    const button = (name, action, more = {}) => {
      const made = make('button', { type: 'button', className: name, part: `button ${name}`, ...more });
      made.addEventListener('click', action);
      this.#buttons[name] = made;
      return made;
    };
    const video = this.video = make('video', { playsInline: true, preload: 'auto', part: 'video', tabIndex: -1 });
    this.#track = video.addTextTrack('subtitles');
    this.#track.mode = 'hidden';
    this.#still = make('canvas', { className: 'still', hidden: true });
    this.#text = make('div', { className: 'text', part: 'captions', 'aria-hidden': 'true' });
    this.#said = make('span');
    this.#spinner = make('span', { className: 'spinner' });
    this.#message = make('div', { className: 'message', part: 'message', hidden: true }, this.#spinner, this.#said);
    this.#status = make('div', { className: 'hear', role: 'status' });
    this.#big = button('big', () => this.#toggle());
    const silenced = button('soundon', () => {
      this.#root.focus({ preventScroll: true });
      video.muted = false;
    });
    this.#range = make('input', { type: 'range', min: 0, max: 1, step: 'any', value: 0, className: 'range' });
    this.#thumb = make('div', { className: 'thumb' });
    this.#tipText = make('div', { className: 'tiptext', dir: 'auto' });
    this.#tip = make('div', { className: 'tip', part: 'preview', 'aria-hidden': 'true' }, this.#thumb, this.#tipText);
    const layers = make('div', { className: 'layers' }, ...['made', 'loaded', 'played'].map((name) =>
      make('div', { className: name })), make('div', { className: 'marks' }));
    const seek = make('div', { className: 'seek', part: 'seek' }, layers, this.#range, this.#tip);
    this.#time = make('div', { className: 'time', part: 'time' });
    const volume = make('input', { type: 'range', min: 0, max: 1, step: 0.05, className: 'level' });
    volume.addEventListener('input', () => { video.muted = false; video.volume = volume.value; });
    this.#buttons.level = volume;
    this.#menu = make('div', { className: 'menu', role: 'menu', id: 'menu', hidden: true, part: 'menu' });
    const live = button('live', () => { this.seek(this.made - 1.5); this.play().catch(() => {}); });
    live.append(make('span', { className: 'dot' }), make('span'));
    this.#bar = make('div', { className: 'bar', part: 'controls' }, seek, make('div', { className: 'row' },
      button('play', () => this.#toggle(), { 'aria-keyshortcuts': 'k' }),
      button('mute', () => this.#mute(), { 'aria-keyshortcuts': 'm' }), volume, this.#time, live,
      make('div', { className: 'space' }),
      button('captions', () => this.#showCaptions(!this.#on), { 'aria-keyshortcuts': 'c', hidden: true }),
      button('settings', () => this.#openMenu(this.#menu.hidden), {
        'aria-haspopup': 'menu', 'aria-controls': 'menu', 'aria-expanded': 'false',
      }),
      button('pip', () => this.#pip(), { 'aria-keyshortcuts': 'p', hidden: !document.pictureInPictureEnabled }),
      button('fullscreen', () => this.#fullscreen(), { 'aria-keyshortcuts': 'f' })));
    // The empty title keeps the element's own from popping up over the picture.
    this.#root = make('div', { className: 'root', role: 'region', title: '', tabIndex: -1 }, video, this.#still,
      make('div', { className: 'head', part: 'title', dir: 'auto' }), this.#message, this.#big, silenced, this.#bar,
      this.#text, this.#menu, this.#status);
    setIcon(this.#buttons.settings, 'settings');
    setIcon(this.#buttons.pip, 'pip');
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [LOOKS, this.#sheet];
    shadow.append(this.#root);
    this.#wire(video);
  }

  #wire(video) {
    const root = this.#root, range = this.#range;
    const on = (target, names, act) => names.split(' ').forEach((name) => target.addEventListener(name, act));
    on(video, 'timeupdate play pause ended seeking seeked volumechange ratechange durationchange', (event) => {
      this.dispatchEvent(new Event(event.type));
    });
    on(video, 'play pause playing waiting ended seeking seeked volumechange ratechange loadeddata', this.#refresh);
    on(video, 'loadeddata seeked playing', () => {
      if (this.#source && this.#began && video.readyState >= 2) {
        this.#tell('playable', { after: performance.now() - this.#began });
        this.#began = 0;
      }
      if (video.readyState >= 2) this.#still.hidden = true;
    });
    on(video, 'seeking', () => this.#source?.seek(video.currentTime));
    on(video, 'play', () => {
      this.#wish = this.#begun = true;
      if (this.#source) this.#source.eager = true;
      this.#session();
    });
    on(video, 'pause', () => {
      this.#rested = performance.now();
      // Also a pause that nobody here asked for: headphones pulled out, the system's media keys.
      if (!video.ended && video.readyState > 2 && this.#source) this.#wish = false;
    });
    on(video, 'volumechange', () => {
      if (!video.muted) root.classList.remove('silenced');
      if (root.classList.contains('silenced') || this.hasAttribute('muted')) return;
      this.#prefer({ volume: video.volume, muted: video.muted });
    });
    on(video, 'error', () => {
      if (!this.#source || this.#fault) return;
      if (this.#source.broke) return this.#source.broke();
      // One bad moment of a decoder is mended by loading anew; a second soon after is not.
      if (performance.now() - (this.#mended ?? -1e9) > 20_000) {
        this.#mended = performance.now();
        this.#open();
      } else this.#fail(new Fatal('broken', video.error));
    });
    on(video, 'timeupdate', () => {
      if (performance.now() - this.#savedAt > 1000) { this.#savedAt = performance.now(); this.#leave(); }
      this.#captions?.tick();
    });
    on(video, 'loadedmetadata resize', () => this.#shape(video.videoWidth, video.videoHeight));
    on(this.#track, 'cuechange', () => this.#write());
    on(root, 'pointermove pointerdown focusin', (event) => {
      if (event.pointerType) this.#touch = event.pointerType === 'touch';
      if (!this.#touch || event.target !== video) this.#wakeUp(); // a finger on the picture also hides them
    });
    on(root, 'pointerleave', (event) => { if (event.pointerType === 'mouse') this.#rest(); });
    on(root, 'keydown', (event) => { this.#keyed = true; this.#wakeUp(); this.#shortcut(event); });
    on(root, 'pointerdown', () => { this.#keyed = false; });
    on(video, 'click', () => {
      root.focus({ preventScroll: true });
      if (!this.#menu.hidden) return this.#openMenu(false);
      if (!this.#touch) return this.#toggle();
      if (this.#hidden) this.#wakeUp(); else this.#rest();
    });
    on(video, 'dblclick', () => this.#touch || this.#fullscreen());
    on(video, 'pointerdown', () => { this.#hidden = root.classList.contains('idle'); });
    on(range, 'input', () => {
      this.#dragging = true;
      this.#preview(Number(range.value) / (Number(range.max) || 1));
      if (rangeAt(video.buffered, Number(range.value), 0)) video.currentTime = Number(range.value);
      this.#paint();
    });
    on(range, 'change', () => { this.#dragging = false; this.seek(Number(range.value)); this.#preview(null); });
    on(range, 'pointermove', (event) => {
      const box = range.getBoundingClientRect();
      this.#preview(Math.min(1, Math.max(0, (event.clientX - box.left - 7) / (box.width - 14))));
    });
    on(range, 'pointerleave pointercancel blur', () => { this.#dragging = false; this.#preview(null); });
    on(this.#menu, 'keydown', (event) => this.#menuKey(event));
    on(this.shadowRoot, 'focusout', (event) => {
      if (!this.#menu.hidden && event.relatedTarget && !this.#menu.contains(event.relatedTarget)
        && event.relatedTarget !== this.#buttons.settings) this.#openMenu(false, false);
    });
    on(video, 'webkitbeginfullscreen', () => { this.#track.mode = this.#on ? 'showing' : 'hidden'; });
    on(video, 'webkitendfullscreen', () => { this.#track.mode = 'hidden'; });
  }

  #mended; #savedAt = 0; #hidden = false; #dragging = false; #at = null;
  #refresh = () => this.#update();

  #toggle() {
    if (this.#fault) return this.#open();
    if (this.video.paused || this.video.ended) this.play().catch(() => {}); else this.pause();
  }

  #mute() {
    const { video } = this;
    if (video.muted || !video.volume) { video.muted = false; video.volume ||= 0.5; } else video.muted = true;
    this.#say(this.#words[video.muted ? 'mute' : 'unmute']);
  }

  #loud(step) {
    const { video } = this;
    video.muted = false;
    video.volume = Math.min(1, Math.max(0, Math.round((video.volume + step) * 20) / 20));
    this.#say(`${this.#words.volume} ${Math.round(video.volume * 100)} %`, true);
  }

  #pace(step) {
    const at = SPEEDS.findIndex((speed) => speed >= this.playbackRate - 0.01);
    this.playbackRate = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))];
    this.#say(`${this.#words.speed} ${this.playbackRate}×`, true);
  }

  async #pip() {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await this.video.requestPictureInPicture();
    } catch { /* the browser or the page says no */ }
  }

  async #fullscreen() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else if (this.requestFullscreen) await this.requestFullscreen();
      else this.video.webkitEnterFullscreen();
    } catch { /* likewise */ }
  }

  #shortcut(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { video } = this, { key, target } = event;
    const onRange = target === this.#range, onLevel = target === this.#buttons.level;
    const chapter = (step) => {
      const now = video.currentTime, starts = this.#chapters.map((c) => c.start);
      if (!starts.length) return this.seek(now + 30 * step);
      if (step > 0) this.seek(starts.find((start) => start > now + 0.1) ?? this.made);
      else this.seek(starts.findLast((start) => start < now - 2) ?? 0);
    };
    const acts = {
      k: () => this.#toggle(), m: () => this.#mute(), f: () => this.#fullscreen(),
      p: () => this.#buttons.pip.hidden || this.#pip(),
      c: () => this.#buttons.captions.hidden || this.#showCaptions(!this.#on),
      j: () => this.seek(video.currentTime - 10), l: () => this.seek(Math.min(this.duration, video.currentTime + 10)),
      '<': () => this.#pace(-1), '>': () => this.#pace(1),
      Home: () => this.seek(0), End: () => this.seek(this.growing ? this.made - 1.5 : this.duration - 0.1),
      PageUp: () => chapter(-1), PageDown: () => chapter(1),
      Escape: () => this.#root.focus({ preventScroll: true }),
    };
    const arrows = {
      ArrowLeft: () => this.seek(video.currentTime - 5),
      ArrowRight: () => this.seek(Math.min(this.duration, video.currentTime + 5)),
      ArrowUp: () => (onRange ? arrows.ArrowRight() : this.#loud(0.05)),
      ArrowDown: () => (onRange ? arrows.ArrowLeft() : this.#loud(-0.05)),
    };
    let act = acts[key] ?? acts[key.toLowerCase()];
    if (!onLevel) act ??= arrows[key];
    else if (/^(Home|End|Page)/.test(key)) act = null;
    if (key === ' ' && target.localName !== 'button') act = () => this.#toggle();
    if (/^\d$/.test(key)) act = () => this.seek(this.duration * key / 10);
    if (!act) return;
    event.preventDefault();
    act();
    if (onRange) this.#paint();
  }

  // What is seen and heard

  /** Brings every part in line with how things are. Cheap: it runs four times a second. */
  #update() {
    const { video } = this, source = this.#source, words = this.#words, now = performance.now();
    const starving = video.readyState < 3 && !video.ended, focus = this.shadowRoot.activeElement;
    const lost = !!source?.troubled.size;
    const stuck = this.#failure && (!this.made || (starving && this.growing));
    const state = this.#fault || source?.unmade || stuck ? 'failed'
      : !source ? 'idle' : source.preparing ? 'preparing' : video.ended ? 'ended'
      : starving && lost ? 'reconnecting'
      : video.readyState < 2 && !video.seeking ? 'loading'
      : video.paused ? 'paused' : starving ? 'waiting' : 'playing';
    if (state !== this.#state) {
      const before = this.#state;
      this.#state = state;
      this.#since = now;
      this.#root.dataset.state = state;
      if (before === 'reconnecting') this.#say(words.back);
      if (state === 'ended') this.#say(words.ended);
      this.#tell('state', { state, growing: this.growing, made: this.made, duration: this.duration });
      if (state === 'playing') this.#wakeUp();
    }
    // A wait shows itself after a moment and says what it waits for within a second.
    const waited = now - this.#since;
    const waits = state === 'waiting' || (state === 'loading' && (this.#wish || video.seeking));
    const atEdge = this.growing && (source.held || this.made - video.currentTime < 1);
    const text = state === 'failed' ? this.#failure || words[this.#fault || 'unmade']
      : state === 'preparing' ? words.preparing : state === 'reconnecting' ? words.lost
      : waits && waited > 700 ? (atEdge ? words.ahead : words.loading) : '';
    const busy = (waits && waited > 250) || state === 'preparing' || state === 'reconnecting';
    this.#message.hidden = !text && !busy;
    this.#spinner.hidden = !busy;
    this.#message.setAttribute('dir', 'auto');
    if (this.#said.textContent !== text) {
      this.#said.textContent = text;
      if (text) this.#say(text);
    }
    this.#big.hidden = !(state === 'ended' || state === 'idle'
      || (!this.#begun && !this.#wish && (state === 'paused' || state === 'loading')));
    const ended = video.ended, running = !video.paused && !ended;
    const name = ended ? 'replay' : running ? 'pause' : 'play';
    const b = this.#buttons;
    const set = (button, label, icon, keys) => {
      const title = keys ? `${label} (${keys})` : label;
      if (button.title !== title) { button.title = title; button.setAttribute('aria-label', label); }
      if (icon) setIcon(button, icon);
    };
    set(b.play, words[name], name, 'k');
    set(b.big, words[name], name);
    const silent = video.muted || !video.volume;
    set(b.mute, words[silent ? 'unmute' : 'mute'], silent ? 'muted' : video.volume < 0.5 ? 'quiet' : 'sound', 'm');
    const level = video.muted ? 0 : video.volume;
    if (Number(b.level.value) !== level) b.level.value = level;
    b.level.style.setProperty('--level', level);
    b.level.setAttribute('aria-valuetext', `${Math.round(level * 100)} %`);
    const full = !!document.fullscreenElement && document.fullscreenElement === this;
    set(b.fullscreen, words[full ? 'leaveFullscreen' : 'fullscreen'], full ? 'leaveFullscreen' : 'fullscreen', 'f');
    b.live.hidden = !this.growing || !this.made || state === 'failed';
    b.live.classList.toggle('newest', this.made - video.currentTime < 4);
    // A button that leaves must not take the keyboard's focus with it.
    if (focus?.hidden) (this.#keyed ? b.play : this.#root).focus({ preventScroll: true });
    if (this.#grew && !this.growing && source?.complete) this.#say(words.done);
    this.#grew = this.growing && this.made > 0;
    this.#root.classList.toggle('empty', !this.made);
    this.#paint();
    cancelAnimationFrame(this.#frame);
    if (state === 'playing' && !this.#root.classList.contains('idle')) this.#frame = requestAnimationFrame(this.#draw);
  }

  #grew = false;
  #draw = () => {
    this.#paint();
    if (!this.video.paused && !this.#root.classList.contains('idle')) this.#frame = requestAnimationFrame(this.#draw);
  };

  get #span() { return (this.growing ? Math.max(this.expectedDuration, this.made) : this.duration) || 0; }

  #paint() {
    const { video } = this, range = this.#range, span = this.#span;
    const now = this.#dragging ? Number(range.value) : this.currentTime;
    const part = (time) => (span ? Math.min(1, time / span).toFixed(5) : 0);
    const style = this.#bar.style;
    style.setProperty('--made', part(this.made));
    style.setProperty('--played', part(now));
    const loaded = rangeAt(video.buffered, now);
    style.setProperty('--from', part(loaded?.[0] ?? 0));
    style.setProperty('--loaded', part(loaded ? loaded[1] - loaded[0] : 0));
    if (Number(range.max) !== span) { range.max = span || 1; this.#marks(); }
    if (!this.#dragging) range.value = now;
    const total = !this.growing ? clock(span)
      : this.expectedDuration > this.made ? `≈ ${clock(this.expectedDuration)}` : `${clock(this.made)}+`;
    const seen = `${clock(now)} / ${total}`;
    if (seen === this.#seconds) return;
    this.#seconds = seen;
    this.#time.replaceChildren(clock(now), make('span', {}, span ? ` / ${total}` : ''));
    const told = (this.growing ? this.#words.atGrowing : this.#words.at)
      .replace('{time}', clock(now)).replace('{total}', clock(span)).replace('{made}', clock(this.made));
    const chapter = this.#chapterAt(now);
    range.setAttribute('aria-valuetext', chapter ? `${told}, ${chapter}` : told);
  }

  #chapterAt(time) { return this.#chapters.findLast((chapter) => chapter.start <= time + 0.01)?.title ?? ''; }

  #marks() {
    const place = this.shadowRoot?.querySelector('.marks'), span = this.#span;
    if (!place) return;
    place.replaceChildren(...this.#chapters.filter((c) => c.start > 0 && c.start < span).map((chapter) => {
      const mark = make('i');
      mark.style.setProperty('--at', chapter.start / span);
      return mark;
    }));
  }

  async #loadChapters() {
    try {
      const answer = await fetch(new URL(this.getAttribute('chapters'), document.baseURI));
      if (answer.ok) this.chapters = parseVTT(await answer.text()).map(({ start, text }) => ({ start, title: text }));
    } catch { /* a film does without */ }
  }

  /** The picture and the time under the pointer; `null` hides them. */
  #preview(fraction) {
    this.#tip.classList.toggle('shown', fraction !== null);
    this.#at = fraction;
    if (fraction === null || !this.#span) return;
    const time = fraction * this.#span, chapter = this.#chapterAt(time);
    const ahead = this.growing && time > this.made ? this.#words.notMade : '';
    this.#tipText.textContent = [ahead || chapter, clock(time)].filter(Boolean).join(' · ');
    const found = ahead ? null : this.#thumbs?.find((thumb) => thumb.start <= time && time < thumb.end);
    this.#thumb.hidden = !found;
    if (found) {
      const { x, y, w, h, url } = found;
      const style = this.#thumb.style;
      style.setProperty('inline-size', `${w}px`);
      style.setProperty('block-size', `${h}px`);
      style.setProperty('background-image', `url("${url.replace(/["\\]/g, encodeURIComponent)}")`);
      style.setProperty('background-position', `-${x}px -${y}px`);
    }
    // The sprite grows with the film, so a moment it does not know yet is reason to ask again, now and then.
    else if (!ahead && performance.now() - this.#thumbsAt > 5000) this.#loadThumbs();
    const width = this.#bar.clientWidth, half = this.#tip.offsetWidth / 2 + 4;
    const at = Math.min(Math.max(fraction * (width - 38) + 19, half), width - half);
    this.#tip.style.setProperty('--at', `${at}px`);
  }

  async #loadThumbs() {
    const address = this.getAttribute('thumbnails');
    if (!address || (this.#thumbs?.length && !this.#thumbs.partial)) return;
    this.#thumbsAt = performance.now();
    try {
      const base = new URL(address, document.baseURI).href;
      const answer = await fetch(base, { cache: 'no-cache' });
      if (!answer.ok) return;
      const thumbs = parseVTT(await answer.text()).flatMap(({ start, end, text }) => {
        const found = /^(.+)#xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(text);
        if (!found) return [];
        const [x, y, w, h] = found.slice(2).map(Number);
        return [{ start, end, url: new URL(found[1], base).href, x, y, w, h }];
      });
      if (thumbs.length) thumbs.at(-1).end = Infinity;
      thumbs.partial = this.growing;
      this.#thumbs = thumbs;
      if (this.#tip.classList.contains('shown')) this.#preview(this.#at);
    } catch { /* the bar works without pictures */ }
  }

  #wakeUp() {
    this.#root.classList.remove('idle');
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#rest(), 2000);
    if (!this.video.paused) { cancelAnimationFrame(this.#frame); this.#frame = requestAnimationFrame(this.#draw); }
  }

  /** Hides the controls, unless the film stands or somebody is at them. */
  #rest() {
    const focus = this.shadowRoot.activeElement;
    const used = !this.#menu.hidden || this.#dragging
      || (this.#keyed && focus?.matches(':focus-visible') && this.#bar.contains(focus))
      || (!this.#touch && this.#bar.matches(':hover'));
    if (!this.video.paused && !used) this.#root.classList.add('idle');
    else if (!this.video.paused) { clearTimeout(this.#idle); this.#idle = setTimeout(() => this.#rest(), 1000); }
  }

  /** Tells those who listen, and with `seen` those who look. */
  #say(text, seen = false) {
    this.#status.textContent = text;
    this.#status.classList.toggle('seen', seen);
    clearTimeout(this.#hush);
    this.#hush = setTimeout(() => {
      this.#status.textContent = '';
      this.#status.classList.remove('seen');
    }, seen ? 1600 : 4000);
  }

  #hush = 0;

  #label() {
    const words = this.#words, title = this.getAttribute('title') ?? '';
    const name = (button, label, keys) => {
      button.setAttribute('aria-label', label);
      button.title = keys ? `${label} (${keys})` : label;
    };
    this.#root.setAttribute('aria-label', title ? `${words.player}: ${title}` : words.player);
    this.shadowRoot.querySelector('.head').textContent = title;
    this.#range.setAttribute('aria-label', words.position);
    this.#buttons.level.setAttribute('aria-label', words.volume);
    this.#menu.setAttribute('aria-label', words.settings);
    name(this.#buttons.captions, words.captions, 'c');
    setIcon(this.#buttons.captions, 'captions');
    name(this.#buttons.settings, words.settings);
    name(this.#buttons.pip, words.pip, 'p');
    this.#buttons.live.title = words.newest;
    this.#buttons.live.setAttribute('aria-label', words.newest);
    this.#buttons.live.lastChild.textContent = words.live;
    this.#buttons.soundon.textContent = words.soundOn;
    this.#seconds = '';
    this.#update();
  }

  #shape(width, height) {
    const ratio = `${width}/${height}`;
    if (!(width > 0 && height > 0) || ratio === this.#sized) return;
    this.#sized = ratio;
    this.#sheet.replaceSync(`:host{--ratio:${width}/${height};--caption:${height > width ? 3.6 : 4.8}cqh}`);
  }

  #session() {
    if (!('mediaSession' in navigator)) return;
    const title = this.getAttribute('title') ?? '', poster = this.getAttribute('poster');
    navigator.mediaSession.metadata = new MediaMetadata({
      title, artwork: poster ? [{ src: new URL(poster, document.baseURI).href }] : [],
    });
  }

  // Captions, quality, speed

  #variants() {
    const [first] = this.#source.variants;
    if (first) this.#shape(first.width, first.height);
    const listed = this.#source.subtitles, there = listed.length || this.getAttribute('captions');
    this.#buttons.captions.hidden = !there;
    if (!there) return;
    const drawn = this.hasAttribute('captions-drawn');
    this.#on ??= !drawn && listed[0]?.AUTOSELECT !== 'NO' && recall('localStorage', PREFERENCES).captions !== false;
    this.#showCaptions(this.#on, false);
  }

  #showCaptions(on, chosen = true) {
    this.#on = on;
    this.#buttons.captions.setAttribute('aria-pressed', String(on));
    if (chosen) {
      this.#say(`${this.#words.captions} ${this.#words[on ? 'on' : 'off']}`, true);
      if (!this.hasAttribute('captions-drawn')) this.#prefer({ captions: on });
    }
    const source = this.#source;
    if (on && source && !this.#captions) {
      const listed = source.subtitles[this.#language] ?? source.subtitles[0], own = this.getAttribute('captions');
      if (listed) this.#captions = new Captions(source, this.#track, listed.url, false);
      else if (own) this.#captions = new Captions(source, this.#track, new URL(own, document.baseURI).href, true);
      this.#captions?.tick();
    }
    this.#write();
  }

  #language = 0;

  #write() {
    const cues = this.#on ? [...this.#track.activeCues ?? []] : [];
    this.#text.replaceChildren(...cues.map((cue) => make('p', { dir: 'auto' }, make('span', {}, cue.getCueAsHTML()))));
  }

  #openMenu(open, refocus = true) {
    const menu = this.#menu, words = this.#words, source = this.#source;
    if (open === !menu.hidden) return;
    menu.hidden = !open;
    this.#buttons.settings.setAttribute('aria-expanded', String(open));
    if (!open) {
      if (refocus) this.#buttons.settings.focus();
      return this.#wakeUp();
    }
    const group = (label, items) => make('div', { role: 'group', 'aria-label': label },
      make('div', { className: 'label', 'aria-hidden': 'true' }, label), ...items.map(([text, checked, act]) => {
        const role = checked === null ? 'menuitem' : 'menuitemradio';
        const item = make('button', { type: 'button', role, tabIndex: -1 }, text);
        if (checked !== null) item.setAttribute('aria-checked', String(checked));
        item.addEventListener('click', () => { act(); this.#openMenu(false); this.#update(); });
        return item;
      }));
    const parts = [group(words.speed, SPEEDS.map((speed) =>
      [`${speed}×`, speed === this.playbackRate, () => { this.playbackRate = speed; }]))];
    if (source?.variants.length > 1) {
      parts.push(group(words.quality, [[words.auto, !source.pinned, () => source.choose(null)],
        ...source.variants.map((v) =>
          [`${Math.min(v.width, v.height)}p`, source.pinned && source.wanted === v, () => source.choose(v)])]));
    }
    if (source?.subtitles.length > 1) {
      const shown = (i) => this.#on && i === this.#language;
      parts.push(group(words.captions, source.subtitles.map(({ NAME }, i) => [NAME, shown(i), () => {
        this.#captions?.close();
        this.#captions = null;
        this.#language = i;
        this.#showCaptions(true);
      }])));
    }
    if (!this.#buttons.pip.hidden) {
      const extra = group(words.pip, [[words.pip, null, () => this.#pip()]]);
      extra.className = 'narrow';
      parts.push(extra);
    }
    menu.replaceChildren(...parts);
    (menu.querySelector('[aria-checked=true]') ?? menu.querySelector('button')).focus();
  }

  #menuKey(event) {
    const items = [...this.#menu.querySelectorAll('button')].filter((item) => item.checkVisibility?.() ?? true);
    const at = items.indexOf(this.shadowRoot.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.#openMenu(false);
    }
  }
}

// Looks: sizes follow the player's own width and height (cqi, cqh), never the page's

const LOOKS = new CSSStyleSheet();
LOOKS.replaceSync(`
:host { display: block; position: relative; aspect-ratio: var(--ratio, 16/9);
  max-block-size: var(--vitascope-max-height, 92vh); overflow: hidden; background: #000; color: #fff;
  border-radius: var(--vitascope-radius, 10px); color-scheme: dark;
  font: 500 14px/1.4 var(--vitascope-font, Inter, system-ui, sans-serif); -webkit-tap-highlight-color: transparent; }
:host([hidden]), [hidden] { display: none !important; }
:host(:fullscreen) { border-radius: 0; max-block-size: none; inline-size: 100%; block-size: 100%;
  aspect-ratio: auto; }
.root { --accent: var(--vitascope-accent, #ff6b4a); position: absolute; inset: 0; container-type: size; outline: 0;
  user-select: none; -webkit-user-select: none; }
video, .still { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; outline: 0; }
.still { pointer-events: none; }
.root.idle { cursor: none; }
button { all: unset; position: relative; box-sizing: border-box; display: grid; place-items: center;
  min-inline-size: 40px; block-size: 40px; border-radius: 8px; cursor: pointer; transition: background-color 120ms; }
button:hover { background: rgb(255 255 255 / 16%); }
:is(button, input):focus-visible, .root:focus-visible { outline: 2px solid #fff; outline-offset: -2px;
  box-shadow: 0 0 0 2px #000, inset 0 0 0 3px #000; }
svg { inline-size: 24px; block-size: 24px; fill: currentcolor; display: block;
  filter: drop-shadow(0 0 1px rgb(0 0 0 / 40%)); }
:is(.range, .level):focus-visible { outline: 0; box-shadow: none; }
:is(.range, .level):focus-visible::-webkit-slider-thumb { box-shadow: 0 0 0 3px #000, 0 0 0 5px #fff; }
:is(.range, .level):focus-visible::-moz-range-thumb { box-shadow: 0 0 0 3px #000, 0 0 0 5px #fff; }
.head, .bar { position: absolute; inset-inline: 0; transition: opacity 180ms; }
.head { inset-block-start: 0; padding: 14px 16px 40px; font-size: 16px; font-weight: 600; pointer-events: none;
  background: linear-gradient(rgb(0 0 0 / 60%), transparent); overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis; }
.head:empty { display: none; }
.bar { inset-block-end: 0; padding: 36px 12px 6px; direction: ltr;
  background: linear-gradient(transparent, rgb(0 0 0 / 45%) 45%, rgb(0 0 0 / 78%)); pointer-events: none; }
.bar > * { pointer-events: auto; }
.idle :is(.head, .bar) { opacity: 0; }
.idle .bar > * { pointer-events: none; }
.row { display: flex; align-items: center; gap: 2px; }
.space { flex: 1; }
.time { padding-inline: 8px; font-variant-numeric: tabular-nums; white-space: nowrap;
  text-shadow: 0 0 2px rgb(0 0 0 / 60%); }
.seek { position: relative; block-size: 40px; margin-block-end: -8px; }
.layers { position: absolute; inset-inline: 7px; inset-block-start: 18px; block-size: 4px; border-radius: 2px;
  overflow: hidden; background: repeating-linear-gradient(135deg,
  rgb(255 255 255 / 38%) 0 3px, rgb(255 255 255 / 16%) 3px 6px); transition: transform 120ms; }
.seek:is(:hover, :has(:focus-visible)) .layers { transform: scaleY(2); }
.layers > div { position: absolute; inset-block: 0; inset-inline-start: 0; }
.made { inline-size: calc(var(--made, 0) * 100%); background: #6f6f6f; }
.loaded { inset-inline-start: calc(var(--from, 0) * 100%) !important; inline-size: calc(var(--loaded, 0) * 100%);
  background: #b4b4b4; }
.played { inline-size: calc(var(--played, 0) * 100%); background: var(--accent); }
.marks { inline-size: 100%; }
.marks i { position: absolute; inset-block: 0; inset-inline-start: calc(var(--at) * 100%); inline-size: 3px;
  margin-inline-start: -1px; background: rgb(0 0 0 / 80%); }
input { appearance: none; margin: 0; background: none; cursor: pointer; border-radius: 8px; }
.range { position: absolute; inset: 0; touch-action: none; inline-size: 100%; block-size: 40px; }
input::-webkit-slider-thumb { appearance: none; inline-size: 14px; block-size: 14px; border-radius: 50%;
  background: #fff; box-shadow: 0 0 3px rgb(0 0 0 / 60%); }
input::-moz-range-thumb { inline-size: 14px; block-size: 14px; border: 0; border-radius: 50%; background: #fff; }
.level { inline-size: 72px; block-size: 40px; }
.level::-webkit-slider-runnable-track { block-size: 4px; border-radius: 2px;
  background: linear-gradient(to right, #fff calc(var(--level) * 100%), rgb(255 255 255 / 35%) 0); }
.level::-moz-range-track { block-size: 4px; border-radius: 2px; background: rgb(255 255 255 / 35%); }
.level::-moz-range-progress { block-size: 4px; border-radius: 2px; background: #fff; }
.level::-webkit-slider-thumb { margin-block-start: -5px; }
.tip { position: absolute; inset-block-end: 34px; left: 0; transform: translateX(calc(var(--at, 0px) - 50%));
  visibility: hidden; text-align: center; pointer-events: none; margin-inline-start: -12px; }
.tip.shown { visibility: visible; }
.thumb { border-radius: 6px; box-shadow: 0 0 0 2px #fff, 0 4px 16px rgb(0 0 0 / 50%); margin: 2px auto 6px;
  background-repeat: no-repeat; }
.tiptext { display: inline-block; padding: 2px 8px; border-radius: 6px; background: rgb(0 0 0 / 80%);
  font-variant-numeric: tabular-nums; max-inline-size: min(280px, 90cqi); overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.live { display: flex; gap: 6px; align-items: center; padding-inline: 8px; white-space: nowrap; }
.dot { inline-size: 8px; block-size: 8px; border-radius: 50%; background: #9a9a9a; }
.newest .dot { background: var(--accent); animation: pulse 1.6s ease-in-out infinite; }
.captions::after { content: ""; position: absolute; inset-block-end: 5px; inline-size: 20px; block-size: 3px;
  border-radius: 2px; }
.captions[aria-pressed=true]::after { background: var(--accent); }
.big { position: absolute; inset: 0; margin: auto; inline-size: 72px; block-size: 72px; border-radius: 50%;
  background: rgb(0 0 0 / 62%); }
.big:hover { background: rgb(0 0 0 / 82%); }
.big svg { inline-size: 40px; block-size: 40px; filter: none; }
.soundon { display: none; position: absolute; inset-block-start: 12px; inset-inline-start: 12px;
  padding-inline: 14px; background: rgb(0 0 0 / 75%); }
.silenced .soundon { display: grid; }
.silenced .head { display: none; }
.message { position: absolute; inset: 0; margin: auto; inline-size: fit-content; block-size: fit-content; overflow-wrap: anywhere;
  max-inline-size: min(34em, 86cqi); display: flex; gap: 12px; align-items: center; padding: 10px 16px;
  border-radius: 10px; background: rgb(0 0 0 / 75%); pointer-events: none; }
[data-state=failed] .message { font-size: 16px; }
.message span:last-child:empty { display: none; }
.spinner { flex: none; inline-size: 20px; block-size: 20px; box-sizing: border-box;
  border: 3px solid rgb(255 255 255 / 30%); border-block-start-color: #fff; border-radius: 50%;
  animation: turn 900ms linear infinite; }
.hear { position: absolute; inset-block-start: 12px; inset-inline: 0; margin-inline: auto; inline-size: fit-content;
  padding: 6px 14px; border-radius: 10px; background: rgb(0 0 0 / 75%); opacity: 0; pointer-events: none; }
.hear.seen { opacity: 1; }
.text { position: absolute; inset-block-end: 6%; inset-inline: 5%; text-align: center; pointer-events: none;
  transition: inset-block-end 180ms; font-size: clamp(13px, min(var(--caption, 4.8cqh), 6.4cqi), 64px);
  font-weight: 600;
  line-height: 1.35; }
.root:not(.idle) .text { inset-block-end: 92px; }
.big:not([hidden]) ~ .text { display: none; }
.text p { margin: 0; white-space: pre-line; }
.text span { padding: 0.08em 0.4em; border-radius: 0.25em; background: rgb(0 0 0 / 70%); box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.menu { position: absolute; inset-block-end: 56px; right: 12px; padding: 6px; border-radius: 10px;
  background: rgb(22 22 24 / 96%); box-shadow: 0 8px 32px rgb(0 0 0 / 50%); overflow: auto;
  max-block-size: calc(100cqh - 68px); display: flex; gap: 4px; box-sizing: border-box; }
.menu .label { padding: 6px 12px; color: #b8b8bd; }
.menu button { display: block; min-inline-size: 96px; inline-size: 100%; line-height: 40px;
  padding-inline: 30px 12px; position: relative; }
.menu [aria-checked=true]::before { content: "✓"; position: absolute; inset-inline-start: 10px; }
.menu .narrow { display: none; }
.hear:empty { padding: 0; }
@container (max-width: 560px) { .level, .pip { display: none; } .menu .narrow { display: block; }
  .menu { flex-direction: column; } }
@container (max-width: 400px) { .bar { padding-inline: 0; } .row { gap: 0; } .live span:last-child { display: none; }
  .time { padding-inline: 4px; overflow: hidden; } .live { justify-content: center; padding: 0; } }
@container (max-width: 340px) { .time span { display: none; } }
@container (max-height: 240px) { .root:not(.idle) .text { inset-block-end: 76px; } }
@keyframes turn { to { rotate: 1turn; } }
@keyframes pulse { 50% { opacity: 0.35; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } .newest .dot { animation: none; }
  .spinner { animation-duration: 4s; } }
[data-state=failed].empty .bar { display: none; }
@media (prefers-contrast: more), (forced-colors: active) { .bar { padding-block-start: 4px; }
  .root:not(.idle) .text { inset-block-end: 90px; } }
@media (prefers-contrast: more) { .bar, .head, .message, .tiptext, .text span { background: #000; }
  .made { background: #999; } .loaded { background: #ddd; } }
@media (forced-colors: active) { .bar, .menu, .message { background: Canvas; }
  .layers, input::-webkit-slider-thumb, .level::-webkit-slider-runnable-track { forced-color-adjust: none; }
  .played { background: Highlight; } .made { background: GrayText; }
  input::-webkit-slider-thumb { background: ButtonText; }
.level::-webkit-slider-runnable-track { background: GrayText; }
.captions[aria-pressed=true] { outline: 2px solid Highlight; } }
`);

if (!customElements.get('vitascope-player')) customElements.define('vitascope-player', VitascopePlayer);
