"""Serves a real film folder on loopback the way it looks while the film is being made.

A finished folder, as `vitascope make` leaves it, is revealed little by little: at any moment the playlists name only
the segments that end before `made` seconds and are EVENT lists; when all is revealed they become VOD under the same
addresses. The server can be stopped and started on the same port, stall, answer errors, and exchange the film for
another revision.

    with FilmServer("out/sea") as server:
        server.grow(made=2, rate=3)         # 2 s are there, 3 s more come each second
        page.goto(server.page_url())
"""

import http.server
import mimetypes
import pathlib
import re
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self' blob:; connect-src 'self'; "
          "img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'")
TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".m4s": "video/iso.segment", ".mp4": "video/mp4",
         ".vtt": "text/vtt; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

PAGE = """<!doctype html>
<html lang="en" dir="{dir}"><head><meta charset="utf-8"><title>A film</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><script type="module" src="{script}"></script></head>
<body><main><h1>A film</h1><vitascope-player {attributes}></vitascope-player><p><a href="#end">After it</a></p></main>
</body></html>"""
STYLE = """body { margin: 0; font: 16px system-ui, sans-serif; color: #111; background: #fff; } a { color: #0645ad; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9db8ff; } }
main { max-width: 960px; margin: 0 auto; padding: 16px; } vitascope-player { inline-size: 100%; }"""


class Film:
    """A film folder and how much of it is there."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.playlists = {path.name: path.read_text() for path in (self.folder / "hls").glob("*.m3u8")}
        self.total = max(sum(self._lengths(text)) for text in self.playlists.values())
        self.finish()

    @staticmethod
    def _lengths(text):
        return [float(number) for number in re.findall(r"#EXTINF:([0-9.]+)", text)]

    def grow(self, made=0.0, rate=0.0, limit=None):
        """From now on `made` seconds are there and `rate` seconds more come each second, up to `limit`."""
        self.started, self.base, self.rate = time.monotonic(), made, rate
        self.limit = float("inf") if limit is None else limit

    def finish(self):
        """All of it is there."""
        self.grow(made=float("inf"))

    @property
    def made(self):
        """Seconds that are there now."""
        return min(self.base + (time.monotonic() - self.started) * self.rate, self.limit)

    @property
    def complete(self):
        return self.made >= self.total + 0.01

    def playlist(self, name):
        """A playlist as it is now, or `None` before it begins."""
        text = self.playlists.get(name)
        if text is None or self.complete:
            return text
        made = self.made
        if made <= 0:
            return None
        if "#EXT-X-STREAM-INF" in text:
            return text
        lines, end, segments = [], 0.0, 0
        for line in text.splitlines():
            if line.startswith("#EXTINF"):
                end += float(line[8:].rstrip(","))
            if end > made or line == "#EXT-X-ENDLIST":
                break
            segments += line.startswith("#EXTINF")
            lines.append(line.replace("TYPE:VOD", "TYPE:EVENT"))
            if line == "#EXT-X-INDEPENDENT-SEGMENTS":
                lines.append("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES")
        return "\n".join(lines) + "\n" if segments else None


class FilmServer:
    """The server; `origins=True` lets other origins read the films and the player."""

    def __init__(self, folder, origins=False):
        self.revisions = {"film": [Film(folder)]}
        """Each film's revisions, oldest first; the last is the one that its address leads to."""
        self.tied = True
        """Whether main playlists tie their links to the revision, as the service does and a plain folder does not."""
        self.waits = True
        """Whether requests for a playlist that is not there yet wait for it, as the service's do; else 425."""
        self.origins = origins
        self.files = {}
        """Texts served besides, by path: `server.files["/chapters.vtt"] = "WEBVTT…"`."""
        self.status = {}
        """Status codes to answer instead, by a regular expression of the path: `server.status[".*m3u8"] = 503`."""
        self.stalled = False
        """While true, requests are accepted and not answered."""
        self.log = []
        """Every request so far: (path, status)."""
        self.player = {}
        self._server = None
        self.port = 0
        self.start()

    film = property(lambda self: self.revisions["film"][-1])

    def grow(self, **how):
        """See `Film.grow`."""
        self.film.grow(**how)

    def replace(self, folder, **how):
        """Puts another revision of the film at the same address; `how` as in `Film.grow`, without it finished."""
        film = Film(folder)
        if how:
            film.grow(**how)
        if self.tied:
            self.revisions["film"].append(film)
        else:
            self.revisions["film"] = [film]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def page_url(self, script="/player/vitascope-player.js", dir="ltr", src="/film/hls/film.m3u8", **attributes):
        """The address of a page that holds one player; `True` makes an attribute without a value."""
        query = {"script": script, "dir": dir, "src": src}
        query |= {name.replace("_", "-"): "" if value is True else str(value)
                  for name, value in attributes.items() if value is not False}
        return f"{self.origin}/page.html?{urllib.parse.urlencode(query)}"

    def start(self):
        """Starts to listen, on the same port as before."""
        owner = self

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_):
                pass  # a browser that leaves in the middle is none

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Several small writes make one answer: it must not wait for the other side's delayed acknowledgement.
            disable_nagle_algorithm = True

            def do_GET(self):
                owner._answer(self)

            do_HEAD = do_GET

            def setup(self):
                super().setup()
                owner._connections.add(self.connection)

            def log_message(self, *_):
                pass

        self._connections, self._stopping = set(), False
        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self):
        """Dies: open connections break, new ones are refused."""
        self._stopping = True
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self._connections):
            try:
                connection.shutdown(2)
            except OSError:
                pass
        self._thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stalled = False
        self.stop()

    def _answer(self, handler):
        url = urllib.parse.urlsplit(handler.path)
        while self.stalled:
            time.sleep(0.02)
        status, kind, body = self._resource(url)
        for pattern, code in self.status.items():
            if re.fullmatch(pattern, url.path):
                status, kind, body = code, "text/plain", b"as the test wants it"
        self.log.append((url.path, status))
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            immutable = re.search(r"-[0-9a-f]{8}\.", url.path)
            handler.send_header("Cache-Control", "public, max-age=31536000, immutable" if immutable else "no-cache")
            if self.origins:
                handler.send_header("Access-Control-Allow-Origin", "*")
            if url.path == "/page.html":
                handler.send_header("Content-Security-Policy", self.policy(url))
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(body)
        except OSError:
            handler.close_connection = True

    def policy(self, url):
        """The page's content security policy: strict, and for a film from elsewhere that origin besides."""
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        others = {f"{u.scheme}://{u.netloc}" for u in map(urllib.parse.urlsplit, query.values()) if u.netloc}
        return POLICY.replace("'self'", " ".join(["'self'", *sorted(others)]))

    def _resource(self, url):
        path = urllib.parse.unquote(url.path)
        if path == "/page.html":
            query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
            script, direction = query.pop("script"), query.pop("dir")
            attributes = " ".join(f'{name}="{value}"' if value else name for name, value in query.items())
            return 200, "text/html; charset=utf-8", PAGE.format(
                script=script, dir=direction, attributes=attributes).encode()
        if path == "/page.css":
            return 200, TYPES[".css"], STYLE.encode()
        if path in self.files:
            return 200, TYPES.get(pathlib.PurePath(path).suffix, "text/plain"), self.files[path].encode()
        if path.startswith("/player/"):
            return self._file(ROOT / "Web" / path.lstrip("/"))
        _, name, *rest = path.split("/")
        revisions = self.revisions.get(name)
        if revisions is None or ".." in rest:
            return 404, "text/plain", b"nothing here"
        if rest[-1].endswith(".m3u8"):
            return self._playlist(revisions, rest[-1], urllib.parse.parse_qs(url.query))
        for film in reversed(revisions):
            path = film.folder.joinpath(*rest)
            if path.is_file():
                return self._file(path)
        return 404, "text/plain", b"nothing here"

    def _playlist(self, revisions, name, query):
        end = time.monotonic() + 20
        while True:
            number = int(query["r"][0]) if "r" in query else len(revisions)
            text = revisions[number - 1].playlist(name)
            if text:
                if self.tied and "#EXT-X-STREAM-INF" in text:
                    text = re.sub(r'\.m3u8("|$)', rf".m3u8?r={number}\1", text, flags=re.MULTILINE)
                return 200, TYPES[".m3u8"], text.encode()
            if not self.waits:
                return 425, "text/plain", b"not yet"
            if time.monotonic() > end or self._stopping:
                return 503, "text/plain", b"ask again"
            time.sleep(0.02)

    @staticmethod
    def _file(path):
        if not path.is_file():
            return 404, "text/plain", b"nothing here"
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return 200, kind, path.read_bytes()
