"""The studio in a real browser, on the real service: films are made, watched, changed and taken away.

    python Tests/Browser/test_studio.py --vitascope .build/release/vitascope
    python Tests/Browser/test_studio.py --shots /tmp/shots films keyboard

`VITASCOPE_WEB=$PWD/Web` makes the service read the pages from disk. Needs what `make setup-test` installs.
"""

import argparse
import contextlib
import html
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import suite
from browser import Browser
from service import SMALL, Service

SCRIPT = """# The shape of water

A river bends because its outer bank is faster.

Every winter leaves a layer of ice.

Rain begins as dust.
"""
# Long enough at full size that a page can be looked at, left and lost while it is being made.
LONG = "\n\n".join([
    "# A day by the sea", "The sun climbs out of the water, and the first boats leave the harbour.",
    "Gulls follow them, hoping for breakfast.", "At noon the beach is full of towels and sandcastles.",
    "Children dig a canal that the tide will take.", "In the afternoon clouds gather over the mountains.",
    "A storm passes in the distance, grey and slow.", "Evening turns the waves to copper.",
    "The lamps of the city are lit one after another.", "At night the lighthouse counts for everyone who sleeps.",
])
LARGE = {"size": "1280x720", "quality": "standard"}
HOSTILE = '<img src=x onerror="window.broken = 1"><b>Bold</b>'
PLAYER = "vitascope-player >>> "
BUSY = ("queued", "in_progress")
TIMEOUT = 60
"""Seconds for whatever waits for the service on a machine that does other things too."""

# Counts frames by the video element's own callback, which knows nothing of the player's state.
WITNESS = """
  window.player = document.querySelector('vitascope-player');
  window.video = player.shadowRoot.querySelector('video');
  window.seen = {frames: 0, back: 0, last: 0};
  const frame = (now, data) => {
    seen.frames++;
    if (data.mediaTime + 0.001 < seen.last) seen.back++;
    seen.last = data.mediaTime;
    video.requestVideoFrameCallback(frame);
  };
  video.requestVideoFrameCallback(frame);
"""

ROWS = "[...document.querySelectorAll('.films > li')].map((e) => e.dataset.id)"
"""The ids of the films that the list holds."""

# The ring may stand on the control itself, or on the row, label or sheet that stands for it.
RING = """(() => {
  let element = active();
  if (!element || element === document.body) return 'nothing is focused';
  if (element.getRootNode() !== document) return '';  // the player has tests of its own
  for (let up = 0, e = element; e && up < 4; e = e.parentElement, up++) {
    const style = getComputedStyle(e);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return '';
    if (e.classList.contains('sheet') && style.boxShadow !== 'none') return '';
  }
  return name(element) + ' shows no ring';
})()"""


class Context(suite.Context):
    """The service, a finished film and a picture besides."""

    def __init__(self, vitascope, place, shots):
        super().__init__(shots)
        self.vitascope, self.place = vitascope, place
        self.service = Service(vitascope, place / "service")

    def start(self):
        self.service.start()
        self.film = self.service.make(SCRIPT)
        self.picture = self.place / "red-sail.png"
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "gradients=size=960x640:n=3:seed=7",
                        "-frames:v", "1", self.picture], check=True)

    def close(self):
        super().close()
        self.service.stop()

    @contextlib.contextmanager
    def page(self, path="/", width=1280, height=800, service=None, **looks):
        """A page of the studio; leaving it fails with what the console said."""
        with self.browser.page(width, height, **looks) as page:
            # What is asked for a moment before it is there is asked for again.
            page.allow(r"(409|425) .*/(scenes/|hls/film.m3u8)")
            page.goto((service or self.service).origin + path, timeout=TIMEOUT)
            yield page

    @contextlib.contextmanager
    def film_page(self, film=None, wait=True, **looks):
        """A film's page with its storyboard, and witnesses of its player."""
        film = film or self.film
        with self.page(f"/films/{film}", **looks) as page:
            witness(page)
            if wait:
                page.wait_for("document.querySelectorAll('.scene .face img').length > 2", timeout=TIMEOUT)
            yield page


def witness(page):
    """Sets up what counts the frames that a page's player shows."""
    page.wait_for("!!document.querySelector('vitascope-player')?.shadowRoot?.querySelector('video')", timeout=TIMEOUT)
    page.run(WITNESS)


def film_of(page):
    """The id in the page's address."""
    return page.wait_for("(location.pathname.match(/^[/]films[/]([^/]+)$/) ?? [])[1]", timeout=TIMEOUT)


def scene(n):
    return f".scene:nth-child({n})"


def open_scene(page, n):
    page.click(f"{scene(n)} .face")
    page.wait_for_selector(".drawer textarea")


def foretold(page, timeout=TIMEOUT):
    """What the bar says that making again would do, once it knows."""
    page.wait_for("document.querySelector('.change-bar button.main')?.ariaDisabled !== 'true'"
                  " && document.querySelector('.change-bar')?.checkVisibility()", timeout=timeout)
    return page.text(".change-bar p")


def words_of(page):
    return page.evaluate("[...document.querySelectorAll('.scene .said')].map((e) => e.innerText)")


def is_focused(page, selector):
    return page.evaluate("(s) => active()?.matches(s) ?? false", selector)


def tab_to(page, selector, key="Tab", most=60):
    """Presses Tab until something is focused; every stop on the way must show its ring."""
    for _ in range(most):
        page.press(key)
        if not page.evaluate("document.activeElement === document.body"):
            assert not (trouble := page.evaluate(RING)), trouble
        if is_focused(page, selector):
            return
    raise AssertionError(f"{most} presses of {key} did not reach {selector}; last: {page.focused()}")


def calm(page):
    """Waits until what slides and fades has arrived, which axe would misjudge half way."""
    page.wait_for("document.getAnimations().every((a) => a.playState !== 'running'"
                  " || a.effect.getComputedTiming().iterations === Infinity)")


def check_axe(context, page, what):
    """axe-core has no complaint about a page as it stands now, in the light and in the dark."""
    was_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for dark in (not was_dark, was_dark):
        page.look(dark=dark)
        calm(page)
        look = "dark" if dark else "light"
        context.shot(page, f"axe {what} {look}".replace("/", "").replace(" ", "-"))
        found = page.axe()
        assert found == [], f"{what}, {look}:\n" + "\n".join(found)


def check_width(page, what):
    wide = page.evaluate("""(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room && document.body.scrollWidth <= room) return [];
        return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > room + 1)
            .map(name).slice(0, 5);
    })()""")
    assert wide == [], f"{what} scrolls sideways because of {wide}"


# Making and watching


@suite.alone
def test_make_and_watch(context):
    """Words become a film that plays in the page long before it is finished, while its timeline fills."""
    with context.page() as page:
        page.wait_for("document.activeElement?.matches('.words')")
        page.fill(".words", LONG.replace("# A day by the sea\n\n", ""))
        page.run("const s = document.querySelector('.make .grid .field:has(+ [role=group]) select'); s.value = 'draft';"
                 "s.dispatchEvent(new Event('change'));")
        page.wait_for_text("Ready to watch", ".estimate", timeout=TIMEOUT)
        began = time.monotonic()
        page.click("button[type=submit]")
        film = film_of(page)
        witness(page)
        page.wait_for("seen.frames > 5 && video.currentTime > 0.2", timeout=TIMEOUT)
        first = time.monotonic() - began
        assert context.service.film(film)["status"] == "in_progress", "the film was finished before frames advanced"
        made = "[...document.querySelectorAll('.scene .face img')].filter((e) => e.src.includes('/scenes/') && e.naturalWidth).length"
        early = page.wait_for(made, timeout=TIMEOUT)
        page.wait_for("video.currentTime > 2", timeout=TIMEOUT)
        told = context.service.film(film)
        assert told["status"] == "in_progress", "the film was finished before two seconds had been played"
        assert page.count(".film-side .status.in_progress") == 1
        context.shot(page, "film-busy")
        total = told["detail"]["scenes_total"]
        assert early < total
        page.wait_for(f"document.querySelectorAll('.scene').length === {total} && {made} === {total}", timeout=120)
        context.service.wait_for(film, "completed")
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        played = page.evaluate("video.currentTime")
        page.wait_for("(t) => video.currentTime > t + 0.5 || video.ended", played, timeout=TIMEOUT)
        assert page.evaluate("seen.back") == 0, "the picture jumped back"
    return f"frames {first:.1f} s after the click, {early} of {total} pictures by then"


def test_reload(context):
    """A page that is loaded again while its film is being made goes on where it was."""
    film = context.service.submit(LONG, **LARGE)
    with context.film_page(film, wait=False) as page:
        page.wait_for("video.currentTime > 2.5", timeout=TIMEOUT)
        page.reload(timeout=TIMEOUT)
        witness(page)
        page.wait_for("seen.frames > 3", timeout=TIMEOUT)
        assert page.evaluate("seen.last") > 2, "it began at the beginning again"
        page.wait_for("video.currentTime > 3.5", timeout=TIMEOUT)
        assert context.service.film(film)["status"] == "in_progress"
        seconds = page.evaluate("document.querySelectorAll('.scene .face img[src*=scenes]').length")
        page.wait_for("(n) => document.querySelectorAll('.scene .face img[src*=scenes]').length > n", seconds,
                      timeout=TIMEOUT)
        # Stopping keeps what was made.
        page.click(".film-side button:has(+ .button.round)")
        page.wait_for_text("Stopped", ".film-side", timeout=TIMEOUT)
        context.shot(page, "film-stopped")
        assert page.evaluate("seen.back") == 0
    context.service.ask("DELETE", f"/v1/videos/{film}")


def test_server_killed(context):
    """A server that is killed while a film is made and comes back: the page says so, and goes on by itself."""
    with Service(context.vitascope, context.place / "killed") as service:
        film = service.submit(LONG, **LARGE)
        with context.page(f"/films/{film}", service=service) as page:
            page.allow("ERR_|Failed to load")
            witness(page)
            page.run("window.same = true")
            page.wait_for("seen.frames > 5", timeout=TIMEOUT)
            assert service.film(film)["status"] == "in_progress"
            service.kill()
            page.wait_for_text("Connection lost", ".offline", timeout=TIMEOUT)
            context.shot(page, "film-lost")
            service.start()
            page.wait_for("!document.querySelector('.offline')", timeout=TIMEOUT)
            service.wait_for(film, "completed")
            page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
            now = page.evaluate("player.play(), video.currentTime")
            page.wait_for("(t) => video.currentTime > t + 2 || video.ended", now, timeout=TIMEOUT)
            assert page.evaluate("window.same === true"), "the page was loaded again"
            total = service.film(film)["detail"]["scenes_total"]
            page.wait_for(f"[...document.querySelectorAll('.scene .face img')].filter((e) => e.naturalWidth).length === {total}",
                          timeout=TIMEOUT)


def test_offline(context):
    """A lost network is said, edits go on meanwhile, and everything is taken up when it is back."""
    film = context.service.make(SCRIPT)
    with context.film_page(film) as page:
        page.allow("ERR_|Failed to load")
        page.offline()
        page.wait_for_text("cannot be reached", ".toasts", timeout=TIMEOUT)
        open_scene(page, 4)
        page.fill(".drawer textarea", "Rain begins as nothing but dust.")
        page.wait_for_text("cannot be reached", ".change-bar p", timeout=TIMEOUT)
        page.offline(False)
        assert "Scene 4 will be made again" in foretold(page)
        page.press("Escape")
        page.click(".change-bar button.main")
        told = context.service.wait_for(film, "completed", revision=2)
        assert told["detail"]["scenes_reused"] == told["detail"]["scenes_total"] - 1, told["detail"]


# Changing


def test_edit(context):
    """One sentence is changed; the page says beforehand what that makes anew, and nothing else is made."""
    film = context.service.make(SCRIPT)
    with context.film_page(film) as page:
        total = page.count(".scene")
        open_scene(page, 3)
        context.shot(page, "film-drawer")
        page.fill(".drawer textarea", "Every summer melts a layer of ice.")
        text = foretold(page)
        assert "Scene 3 will be made again" in text and "Everything else stays" in text, text
        page.press("Escape")
        page.wait_for("!document.querySelector('.drawer')")
        assert is_focused(page, f"{scene(3)} .face"), "closing the drawer lost the keyboard's place"
        context.shot(page, "film-changed")
        # Edits outlive a reload.
        page.reload(timeout=TIMEOUT)
        assert "Scene 3 will be made again" in foretold(page)
        page.run(WITNESS)
        page.click(".change-bar button.main")
        told = context.service.wait_for(film, "completed", revision=2)
        assert told["detail"]["scenes_reused"] == total - 1, told["detail"]
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        page.wait_for("document.querySelector('.change-bar').hidden")
        assert words_of(page)[2] == "Every summer melts a layer of ice."
        # The player took the new film up, and plays it to its end.
        page.wait_for("(n) => Math.abs(player.duration - n) < 0.15", told["duration"], timeout=TIMEOUT)
        page.wait_for_text(f"{total - 1} of {total} scenes", ".facts", timeout=TIMEOUT)
    return f"{total - 1} of {total} scenes kept"


def test_pictures(context):
    """A scene takes another of its ranked pictures, and one of the user's own."""
    film = context.service.make(SCRIPT)
    with context.film_page(film) as page:
        open_scene(page, 1)
        assert page.count(".drawer .take") >= 3
        scores = page.evaluate("[...document.querySelectorAll('.take .score')].map((e) => parseInt(e.innerText))")
        assert scores == sorted(scores, reverse=True), f"the takes are not ranked: {scores}"
        page.click(".take:nth-child(2)")
        page.wait_for("document.querySelector('.take[aria-pressed=true]') === document.querySelectorAll('.take')[1]")
        chosen = page.evaluate("new URL(document.querySelector('.take[aria-pressed=true] img').src).searchParams.get('path')")
        # The title card beside it takes its colour from this picture.
        assert "2 scenes will be made again (1, 2)" in foretold(page)
        page.wait_for("(p) => decodeURIComponent(document.querySelector('.scene .face img').src).includes(p)", chosen)
        page.choose_files(".drawer input[type=file]", context.picture)
        page.wait_for("document.querySelector('.take[aria-pressed=true] img')?.src.includes('upload')", timeout=TIMEOUT)
        page.wait_for("document.querySelector('.take[aria-pressed=true] img').naturalWidth > 0", timeout=TIMEOUT)
        assert page.evaluate("(p) => [...document.querySelectorAll('.take img')].some((e) => decodeURIComponent(e.src).includes(p))",
                             chosen), "what it showed before cannot be had back"
        context.shot(page, "film-takes")
        page.press("Escape")
        foretold(page)
        page.click(".change-bar button.main")
        told = context.service.wait_for(film, "completed", revision=2)
        assert told["detail"]["scenes_reused"] == told["detail"]["scenes_total"] - 2, told["detail"]
        shot = context.service.storyboard(film)["scenes"][0]["shot"]
        assert "upload" in shot["file"] and shot["locked"], shot


def test_undo_and_order(context):
    """Every change can be taken back and made again, and the keyboard reorders scenes."""
    with context.film_page() as page:
        before = words_of(page)
        page.evaluate("document.querySelector('.scene .face').focus()")
        page.press("Alt+ArrowRight")
        page.wait_for("(w) => document.querySelectorAll('.scene .said')[1].innerText === w", before[0])
        page.wait_for("document.activeElement === document.querySelectorAll('.scene .face')[1]")
        page.press("ArrowRight")
        assert is_focused(page, f"{scene(3)} .face")
        page.press("Home", "Alt+End")
        moved = [before[0], *before[2:], before[1]]
        page.wait_for("(w) => JSON.stringify([...document.querySelectorAll('.scene .said')].map((e) => e.innerText)) === w",
                      json.dumps(moved, separators=(",", ":"), ensure_ascii=False))
        foretold(page)
        page.press("Control+z")
        page.wait_for("(w) => document.querySelectorAll('.scene .said')[1].innerText === w", before[0])
        page.click(".board-bar button[aria-label=Redo]")
        page.wait_for("(w) => document.querySelectorAll('.scene .said')[0].innerText === w", before[0])
        page.press("Control+z", "Control+z")
        page.wait_for("document.querySelector('.change-bar').hidden")
        assert words_of(page) == before
        page.press("Control+Shift+z")
        page.wait_for("!document.querySelector('.change-bar').hidden")
        # A new scene, a removed one, another look.
        page.click(f"{scene(1)} button[aria-haspopup=menu]")
        page.wait_for_selector(".menu")
        page.press("End", "Enter")
        page.wait_for(f"document.querySelectorAll('.scene').length === {len(before) - 1}")
        page.click(".board-bar button:last-child")
        page.wait_for_selector("dialog")
        page.evaluate("""(() => { const e = [...document.querySelectorAll('dialog select')]
            .find((one) => [...one.options].some((o) => o.value === 'boxed'));
            e.value = 'boxed'; e.dispatchEvent(new Event('change')); })()""")
        page.press("Escape")
        assert "scenes will be made again" in foretold(page)
        page.click(".change-bar button:not(.main)")
        page.wait_for("document.querySelector('.change-bar').hidden")
        assert words_of(page) == before


def test_drag(context):
    """Scenes are put in another order by the mouse, what that makes anew is said, and it can be taken back."""
    with context.film_page(height=1000) as page:
        page.run("window.taken = []; document.addEventListener('dragstart', (e) => taken.push(e.target.matches('.scene') ? 'card' : e.target.localName), true)")
        before = words_of(page)
        first, second, *others = before

        def drag(start, to, half, order):
            """Drags a card by its picture to the left or the right half of another."""
            box = page.place(f"{scene(start)} .face")
            goal = page.place(f"{scene(to)} .face")
            page.drag(f"{scene(start)} .face", ((goal["x"] - box["x"] + goal["width"] * half) / box["width"],
                                                (goal["y"] - box["y"]) / box["height"] + 0.5))
            page.wait_for("(w) => JSON.stringify([...document.querySelectorAll('.scene .said')].map((e) => e.innerText)) === w",
                          json.dumps(order, separators=(",", ":"), ensure_ascii=False))

        drag(1, 3, 0.75, [second, others[0], first, *others[1:]])
        assert page.evaluate("taken") == ["card"], "the picture was dragged and not the card"
        assert page.count(".scene.dragged, .scene.before, .scene.behind") == 0, "a mark of the dragging stayed"
        text = foretold(page)
        assert "will be made again" in text and "3" in text, text
        context.shot(page, "film-dragged")
        page.press("Control+z")
        page.wait_for("document.querySelector('.change-bar').hidden")
        assert words_of(page) == before
        # Behind the last one, in front of the first one, and onto its own place.
        drag(1, len(before), 0.9, [second, *others, first])
        drag(len(before), 1, 0.1, before)
        drag(2, 2, 0.9, before)
        page.wait_for("document.querySelector('.change-bar').hidden")
        # While it is dragged its place is marked; let go elsewhere, it stays where it was.
        spot, goal = page.hover(f"{scene(1)} .said"), page.place(f"{scene(3)} .said")
        elsewhere = page.place(".board-bar h2")

        def mouse(kind, x, y, **more):
            page.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", **more})

        mouse("mousePressed", *spot, buttons=1, clickCount=1)
        for share in (0.5, 0.85, 0.9):
            mouse("mouseMoved", goal["x"] + goal["width"] * share, goal["y"] + 4, buttons=1)
        page.wait_for("document.querySelector('.scene.behind') === document.querySelectorAll('.scene')[2]")
        context.shot(page, "film-dragging")
        for share in (0.4, 0.5):
            mouse("mouseMoved", elsewhere["x"] + elsewhere["width"] * share, elsewhere["y"] + 4, buttons=1)
        page.wait_for("!document.querySelector('.scene.behind')")
        mouse("mouseReleased", elsewhere["x"] + elsewhere["width"] / 2, elsewhere["y"] + 4, clickCount=1)
        page.wait_for("!document.querySelector('.scene.dragged')")
        assert words_of(page) == before, "the scene did not stay where it was"


def test_order_by_touch(context):
    """A finger puts scenes in another order by their menus."""
    with context.film_page(width=390, height=844, touch=True, scale=2) as page:
        before = words_of(page)
        page.tap(f"{scene(1)} button[aria-haspopup=menu]")
        page.wait_for_selector(".menu")
        page.evaluate("[...document.querySelectorAll('.menu [role=menuitem]')].find((e) => e.innerText.trim() === 'Move later').id = 'wanted'")
        page.tap("#wanted")
        page.wait_for("(w) => document.querySelectorAll('.scene .said')[1].innerText === w", before[0])
        assert "will be made again" in foretold(page)
        page.tap(".board-bar button[aria-label=Undo]")
        page.wait_for("document.querySelector('.change-bar').hidden")
        assert words_of(page) == before


def test_compare(context):
    """Two versions stand side by side, play together, and what differs is said."""
    film = context.service.make(SCRIPT)
    board = context.service.storyboard(film)
    board["scenes"][0]["narration"] = "A river bends because water is never even."
    context.service.ask("PATCH", f"/v1/videos/{film}/storyboard", {"scenes": board["scenes"]},
                        **{"If-Match": "*", "Content-Type": "application/merge-patch+json"})
    context.service.wait_for(film, "completed", revision=2)
    with context.page(f"/films/{film}/compare") as page:
        page.wait_for("document.querySelectorAll('vitascope-player').length === 2", timeout=TIMEOUT)
        page.run("window.both = [...document.querySelectorAll('vitascope-player')];"
                 "window.videos = both.map((e) => e.shadowRoot.querySelector('video'));")
        page.wait_for("videos.every((e) => e.readyState > 1)", timeout=TIMEOUT)
        durations = page.evaluate("both.map((e) => e.duration)")
        assert abs(durations[0] - durations[1]) > 0.05, f"both show the same version: {durations}"
        page.evaluate("both[0].play()")
        page.wait_for("videos.every((e) => e.currentTime > 1)", timeout=TIMEOUT)
        page.evaluate("both[1].pause()")
        page.wait_for("videos.every((e) => e.paused)")
        assert page.evaluate("Math.abs(videos[0].currentTime - videos[1].currentTime)") < 0.5
        page.wait_for_text("One scene differs", timeout=TIMEOUT)
        text = page.text("main")
        assert "outer bank is faster" in text and "water is never even" in text
        context.shot(page, "compare")
        check_axe(context, page, "compare")


# Taking away


FORMS = {
    # name: media type, how it begins, what ffprobe calls it
    "The shape of water.mp4": ("video/mp4", rb"....ftyp", "h264 aac"),
    "The shape of water.srt": ("application/x-subrip", rb"1\r?\n00:00:", "subrip"),
    "The shape of water.vtt": ("text/vtt", rb"WEBVTT\n", "webvtt"),
    "The shape of water.ass": ("text/x-ssa", rb"\[Script Info\]", "ass"),
    "The shape of water.jpg": ("image/jpeg", rb"\xff\xd8\xff", "mjpeg"),
    "The shape of water.credits.txt": ("text/plain", rb"The shape of water\n", None),
    "The shape of water.storyboard.json": ("application/json", rb"\{", None),
    # These the service names itself, as they name each other.
    "film.otio": ("application/json", rb'\{\s*"OTIO_SCHEMA', None),
    "film.edl": ("text/plain", rb"TITLE:", None),
    "film.tar": ("application/x-tar", rb"film\.mp4\0", None),
}
"""What the menu of downloads offers."""


def fetch(service, path):
    """The headers and the content at an address of the service's."""
    with urllib.request.urlopen(service.origin + path, timeout=TIMEOUT) as answer:
        return answer.headers, answer.read()


def streams(path):
    """What ffprobe finds in a file."""
    probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width:format=duration",
                            "-of", "json", path], capture_output=True, text=True, check=True)
    return json.loads(probe.stdout)


def test_downloads(context):
    """Every form of the film lands as a file that other programs accept, under a name that tells what it is."""
    folder = context.place / "downloads"
    menu = "[...document.querySelectorAll('.menu a[download]')]"
    with context.film_page() as page:
        page.downloads_to(folder)
        open_menu(page, ".film-side button.main")
        offered = page.evaluate(f"{menu}.map((e) => e.getAttribute('href'))")
        for place, href in enumerate(offered):
            if place:
                open_menu(page, ".film-side button.main")
            page.evaluate(f"(n) => {menu}[n].id = 'wanted'", place)
            page.click("#wanted")
            page.wait_for("!document.querySelector('.menu')")
        for name in FORMS:
            page.wait_for_download(name, timeout=TIMEOUT)
        assert page.downloads.keys() == FORMS.keys() and len(offered) == len(FORMS), page.downloads
        # The list of films and the page for others offer the same.
        page.goto(context.service.origin + "/films")
        open_menu(page, f"[data-id='{context.film}'] button[aria-haspopup=menu]")
        listed = page.evaluate(f"{menu}.map((e) => e.getAttribute('href'))")
        assert len(listed) == 2 and set(listed) <= set(offered), listed
        page.goto(f"{context.service.origin}/share/{context.film}")
        page.wait_for_selector(".share-page a[download]", timeout=TIMEOUT)
        shared = page.evaluate("[...document.querySelectorAll('.share-page a')].map((e) => e.getAttribute('href'))")
        assert len(shared) == 2 and set(shared) <= set(offered), shared
    for (name, (kind, beginning, codecs)), href in zip(FORMS.items(), offered):
        headers, content = fetch(context.service, href)
        assert headers.get_content_type() == kind, f"{name} is called {headers['Content-Type']}"
        assert re.match(beginning, content, re.DOTALL), f"{name} begins with {content[:40]}"
        assert content == (folder / name).read_bytes(), f"{name} is not what was saved"
        told = urllib.parse.unquote(headers["Content-Disposition"] or name)
        assert name in told, f"{name} is called {told} by the service"
        if codecs:
            found = {stream["codec_name"] for stream in streams(folder / name)["streams"]}
            assert found == set(codecs.split()), f"{name} holds {found}"
    film = folder / "The shape of water.mp4"
    assert abs(float(streams(film)["format"]["duration"]) - context.service.film(context.film)["duration"]) < 0.2
    read = subprocess.run(["ffmpeg", "-v", "error", "-i", film, "-f", "null", "-"], capture_output=True, text=True)
    assert read.returncode == 0 and not read.stderr, read.stderr
    assert streams(folder / "The shape of water.jpg")["streams"][0]["width"] >= 640
    for name in ("srt", "vtt", "ass"):
        assert "outer bank" in (folder / f"The shape of water.{name}").read_text(), f"the {name} lacks the words"
    assert json.loads((folder / "The shape of water.storyboard.json").read_text())["title"] == "The shape of water"
    with tarfile.open(folder / "film.tar") as archive:
        assert archive.extractfile("film.mp4").read() == film.read_bytes()
    return f"{len(FORMS)} forms"


def test_share_and_embed(context):
    """The share page plays, and the embed code plays on another site."""
    with context.film_page() as page:
        page.send("Browser.grantPermissions", {"origin": context.service.origin, "browserContextId": page.context,
                                               "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
        page.click(".film-side .button:has(+ .button.round)")
        page.wait_for_selector("dialog textarea")
        calm(page)
        context.shot(page, "share-dialog")
        code = page.evaluate("document.querySelector('dialog textarea').value")
        link = page.evaluate("document.querySelector('dialog input').value")
        page.click("dialog .field:has(textarea) button")
        page.wait_for_text("Copied", ".toasts")
        assert page.count(".toasts:popover-open") == 1, "what is said lies behind the dialog"
        assert page.evaluate("navigator.clipboard.readText()") == code
        assert page.evaluate("document.querySelector('dialog textarea').selectionEnd") == len(code), "what was copied is not marked"
        check_axe(context, page, "share dialog")
    assert link == f"{context.service.origin}/share/{context.film}"
    with context.browser.page(960, 720) as page:
        page.goto(link)
        witness(page)
        page.wait_for("player.state === 'paused'", timeout=TIMEOUT)
        context.shot(page, "share")
        check_axe(context, page, "share page")
        page.click(PLAYER + "button.big")
        page.wait_for("seen.frames > 5 && video.currentTime > 0.5", timeout=TIMEOUT)
        assert page.text("h1") == "The shape of water"
    document = f"<!doctype html><html lang=en><title>Elsewhere</title><h1>My page</h1>{code}".encode()

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.path == "/"
            self.send_response(200 if known else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(document if known else b"")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with context.browser.page(960, 720) as page:
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            witness(page)
            page.evaluate("player.play()")
            page.wait_for("seen.frames > 5 && video.currentTime > 0.5", timeout=TIMEOUT)
        server.shutdown()


def test_share_while_made(context):
    """The share page of a film that is being made shows a picture and plays it."""
    film = context.service.submit(LONG, **LARGE)
    with context.page(f"/share/{film}") as page:
        page.allow("425|404|409")
        witness(page)
        page.wait_for("document.querySelector('vitascope-player').getAttribute('poster')?.includes('scenes/0.jpg')",
                      timeout=TIMEOUT)
        page.wait_for_text("A day by the sea", "h1", timeout=TIMEOUT)
        page.evaluate("player.play()")
        page.wait_for("seen.frames > 5 && video.currentTime > 0.5", timeout=TIMEOUT)
        assert context.service.film(film)["status"] == "in_progress"
        context.shot(page, "share-busy")
    context.service.ask("DELETE", f"/v1/videos/{film}")


# The list


def choose(page, film, label):
    """Chooses from a row's menu."""
    page.click(f"[data-id='{film}'] button[aria-haspopup=menu]")
    page.wait_for_selector(".menu")
    page.evaluate("(l) => [...document.querySelectorAll('.menu [role=menuitem]')]"
                  ".find((e) => e.innerText.trim() === l).id = 'wanted'", label)
    page.click("#wanted")


def test_films(context):
    """Films are searched, stopped, tried again, duplicated and deleted from the list, which is always up to date."""
    film = context.service.submit(LONG, title="To be stopped", **LARGE)
    with context.page("/films") as page:
        row = f"[data-id='{film}']"
        # What the list was about to read anew may be deleted by then.
        page.allow(rf"404 .*/v1/videos/{film}$")
        page.wait_for_text("Being made", row, timeout=TIMEOUT)
        context.shot(page, "films")
        check_axe(context, page, "films")
        choose(page, film, "Stop")
        page.wait_for_text("Stopped", row, timeout=TIMEOUT)
        assert context.service.film(film)["error"]["code"] == "cancelled"
        choose(page, film, "Try again")
        page.wait_for_text("Being made", row, timeout=TIMEOUT)
        context.service.ask("POST", f"/v1/videos/{film}/cancel")
        page.wait_for_text("Stopped", row, timeout=TIMEOUT)  # told by an event
        page.fill("input[type=search]", "To be stopped")
        page.wait_for("document.querySelectorAll('.films > li').length === 1", timeout=TIMEOUT)
        page.fill("input[type=search]", "zebra crossing")
        page.wait_for_text("Nothing fits", timeout=TIMEOUT)
        context.shot(page, "films-none-found")
        page.click(".empty button")
        page.wait_for_selector(row, timeout=TIMEOUT)
        choose(page, film, "Delete")
        page.wait_for_selector("dialog")
        check_axe(context, page, "delete dialog")
        context.shot(page, "delete-dialog")
        page.press("Escape")
        page.wait_for("!document.querySelector('dialog')")
        assert page.count(row) == 1, "Escape deleted the film"
        choose(page, film, "Delete")
        page.click("dialog .button.danger")
        page.wait_for("(s) => !document.querySelector(s)", row, timeout=TIMEOUT)
        choose(page, context.film, "Make another like it")
        page.wait_for("document.querySelector('.words')?.value.includes('outer bank')", timeout=TIMEOUT)
        assert page.evaluate("document.querySelector('.make input[value=script]').checked")
        page.back()
        page.wait_for_selector(f"[data-id='{context.film}']", timeout=TIMEOUT)


def test_failed(context):
    """A film that cannot be made says why on its page and in the list, and can be tried again."""
    with Service(context.vitascope, context.place / "failing", "--workers", "0") as service:
        upload = json.loads(subprocess.run(
            ["curl", "-sS", "--fail-with-body", "-T", context.picture, f"{service.origin}/v1/uploads/sail.png"],
            capture_output=True, check=True).stdout)
        path = service.ask("GET", f"/v1/uploads/{upload['id']}")["path"]
        film = service.ask("POST", "/v1/videos", {**SMALL, "storyboard": {"title": "A sail", "scenes": [
            {"id": "one", "narration": "Rain begins as dust."},
            {"id": "two", "narration": "A red sail.", "shot": {"kind": "footage", "file": path}}]}})["id"]
        service.stop()
        pathlib.Path(path).unlink()
        service.options = ()
        service.start()
        reason = service.wait_for(film, "failed", "completed")["error"]["message"]
        with context.page(f"/films/{film}", service=service) as page:
            page.allow("404|409|410")
            page.wait_for_text(reason, ".film-side .note", timeout=TIMEOUT)
            page.wait_for_text(reason, PLAYER + ".message", timeout=TIMEOUT)
            context.shot(page, "film-failed")
            check_axe(context, page, "failed film")
            page.goto(service.origin + "/films")
            page.wait_for_text("Failed", ".films", timeout=TIMEOUT)
            context.shot(page, "films-failed")
            page.goto(service.origin + "/operator")
            page.wait_for_text(reason.split(". ")[0], ".table", timeout=TIMEOUT)
            context.shot(page, "operator-failed")
            # Its cause mended, it is made.
            pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(path).write_bytes(context.picture.read_bytes())
            page.goto(f"{service.origin}/films/{film}")
            page.click(".film-side .note button", timeout=TIMEOUT)
            service.wait_for(film, "completed")
            page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
            page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)


def listed(service):
    """The ids of all films, newest first, as the service has them."""
    told, after = [], ""
    while films := service.ask("GET", f"/v1/videos?limit=100{after}")["data"]:
        told += [film["id"] for film in films]
        after = f"&after={told[-1]}"
    return told


@suite.alone
def test_thousand_films(context):
    """A thousand films scroll without a hitch."""
    with Service(context.vitascope, context.place / "many", "--workers", "0") as service:
        for number in range(1000):
            service.submit(f"Film number {number}. Rain begins as dust.", title=f"Film {number}")
        with context.page("/films", service=service) as page:
            page.wait_for("document.querySelectorAll('.films > li').length >= 50", timeout=TIMEOUT)
            page.run("""window.gaps = []; window.long = [];
                new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => e.duration))).observe({type: 'longtask'});
                let last = performance.now();
                const step = (now) => { gaps.push(now - last); last = now; requestAnimationFrame(step); };
                requestAnimationFrame(step);""")
            page.move(640, 500)
            deadline = time.monotonic() + TIMEOUT
            while page.evaluate("document.querySelectorAll('.films > li').length < 1000"
                                " || scrollY + innerHeight < document.documentElement.scrollHeight - 4"):
                assert time.monotonic() < deadline, f"{page.count('.films > li')} films after {TIMEOUT} s"
                page.send("Input.dispatchMouseEvent", {"type": "mouseWheel", "x": 640, "y": 500, "deltaX": 0,
                                                       "deltaY": 900})
            gaps = sorted(page.evaluate("gaps.slice(2)"))
            long = page.evaluate("Math.max(0, ...long)")
            told = listed(service)
            assert len(told) == 1000
            assert page.evaluate(ROWS) == told, "films are missing, doubled or out of order"
            context.shot(page, "films-many")
            page.goto(service.origin + "/operator")
            page.wait_for_text("1000", "main", timeout=TIMEOUT)
    # What the page itself did may not take long; how soon a busy machine then draws it is its own affair, up to a point.
    assert long < 100, f"the page was busy for {long:.0f} ms at a time"
    assert gaps[int(len(gaps) * 0.95)] < 100, gaps[-20:]
    return f"longest gap between frames {gaps[-1]:.0f} ms, 95 % under {gaps[int(len(gaps) * 0.95)]:.0f} ms, longest task {long:.0f} ms"


def test_films_lost(context):
    """The list of films keeps its place when the service goes and comes back, and is up to date again."""
    with Service(context.vitascope, context.place / "lost", "--workers", "0") as service:
        for number in range(300):
            service.submit("Rain begins as dust.", title=f"Film {number}")
        films = listed(service)
        with context.page("/films", service=service) as page:
            page.allow("ERR_|Failed to load")
            service.ask("POST", f"/v1/videos/{films[0]}/cancel")
            page.wait_for_text("Stopped", f"[data-id='{films[0]}']", timeout=TIMEOUT)
            page.run("window.same = true")
            page.move(640, 500)
            seen = ("[...document.querySelectorAll('.films > li')].filter((e) => e.getBoundingClientRect().bottom > 0"
                    " && e.getBoundingClientRect().top < innerHeight).map((e) => e.dataset.id)")
            deadline = time.monotonic() + TIMEOUT
            while page.count(".films > li") < 180:
                assert time.monotonic() < deadline, f"{page.count('.films > li')} films after {TIMEOUT} s"
                page.send("Input.dispatchMouseEvent", {"type": "mouseWheel", "x": 640, "y": 500, "deltaX": 0,
                                                       "deltaY": 500})
            page.evaluate("(id) => document.querySelector(`[data-id='${id}']`).scrollIntoView({block: 'center'})", films[150])
            # A turn of the wheel takes a moment to end.
            page.wait_for("new Promise((done) => { const before = scrollY;"
                          " setTimeout(() => done(before === scrollY), 200); })")
            shown = page.evaluate(seen)
            top = "(id) => document.querySelector(`[data-id='${id}']`).getBoundingClientRect().top"
            at = page.evaluate(top, shown[1])
            service.stop()
            page.wait_for_text("Connection lost", ".offline", timeout=TIMEOUT)
            assert page.evaluate(seen) == shown, "losing the connection scrolled the list"
            context.shot(page, "films-lost")
            # What happens before the page is back is told by no event.
            page.offline()
            service.start()
            service.ask("POST", f"/v1/videos/{shown[2]}/cancel")
            service.ask("DELETE", f"/v1/videos/{films[20]}")
            newest = service.submit("Rivers bend.", title="Begun meanwhile")
            page.offline(False)
            page.wait_for("!document.querySelector('.offline')", timeout=TIMEOUT)
            page.wait_for_text("Stopped", f"[data-id='{shown[2]}']", timeout=TIMEOUT)
            page.wait_for("(id) => !!document.querySelector(`[data-id='${id}']`)", newest, timeout=TIMEOUT)
            page.wait_for("(id) => !document.querySelector(`[data-id='${id}']`)", films[20], timeout=TIMEOUT)
            # And it is live again.
            service.ask("POST", f"/v1/videos/{shown[3]}/cancel")
            page.wait_for_text("Stopped", f"[data-id='{shown[3]}']", timeout=TIMEOUT)
            assert page.evaluate(seen) == shown, "the list was scrolled to other films"
            assert abs(page.evaluate(top, shown[1]) - at) < 2, "the list moved"
            assert page.evaluate("window.same === true"), "the page was loaded again"
            # Nothing is missing or doubled to its very end.
            want = [newest, *[film for film in films if film != films[20]]]
            deadline = time.monotonic() + TIMEOUT
            while page.count(".films > li") < len(want):
                assert time.monotonic() < deadline, f"{page.count('.films > li')} films after {TIMEOUT} s"
                page.send("Input.dispatchMouseEvent", {"type": "mouseWheel", "x": 640, "y": 500, "deltaX": 0,
                                                       "deltaY": 900})
            assert page.evaluate(ROWS) == want == listed(service), "films are missing, doubled or out of order"


def test_empty(context):
    """A service without films says what to do."""
    with Service(context.vitascope, context.place / "empty", "--workers", "0") as service:
        with context.page("/films", service=service) as page:
            page.wait_for_text("No films yet", timeout=TIMEOUT)
            context.shot(page, "films-empty")
            check_axe(context, page, "empty list")
            page.click(".empty a")
            page.wait_for_selector(".words")
        with context.page("/films/video_00000000000000000000000000", service=service) as page:
            page.allow("404|400")
            page.wait_for_text("This film is not here", timeout=TIMEOUT)
            check_axe(context, page, "unknown film")
        film = service.submit(SCRIPT)
        with context.page(f"/films/{film}", service=service) as page:
            page.allow("425|404|409")
            page.wait_for_text("Waiting", ".film-side", timeout=TIMEOUT)
            context.shot(page, "film-waiting")
            check_axe(context, page, "waiting film")


# Material


def test_voices(context):
    """Every voice can be heard on one's own sentence."""
    with context.page("/voices") as page:
        page.run("""window.sounds = []; const play = Audio.prototype.play;
            HTMLMediaElement.prototype.play = function () { sounds.push(this); return play.call(this); };""")
        page.wait_for("document.querySelectorAll('.voice').length > 3", timeout=TIMEOUT)
        page.fill("input[type=text]", "The harbour is quiet tonight.")
        page.click("[data-id=heart] button")
        page.wait_for("sounds.length === 1 && sounds[0].currentTime > 0.3", timeout=TIMEOUT)
        assert "harbour+is+quiet" in page.evaluate("sounds[0].src")
        context.shot(page, "voices")
        page.wait_for("sounds[0].ended", timeout=TIMEOUT)
        assert page.attribute("[data-id=heart] button", "aria-pressed") == "false"
        page.fill("input[type=search]", "german")
        page.wait_for("document.querySelectorAll('.voice').length === 1")
        page.click(".voice button")
        page.wait_for("sounds.at(-1).currentTime > 0.2", timeout=TIMEOUT)
        page.click(".voice button")
        page.wait_for("sounds.at(-1).paused")
        page.fill("input[type=search]", "klingon")
        page.wait_for_text("No voice fits")


def test_library(context):
    """The library is searched, a picture is added, described, and then found by its words."""
    with context.page("/library") as page:
        page.wait_for("document.querySelectorAll('.item img').length > 5", timeout=TIMEOUT)
        page.wait_for("document.querySelector('.item img').naturalWidth > 0", timeout=TIMEOUT)
        context.shot(page, "library")
        page.fill("input[type=search]", "ocean")
        page.wait_for("document.querySelector('.item strong')?.innerText.includes('Ocean')", timeout=TIMEOUT)
        page.fill("input[type=search]", "")
        page.choose_files("#page input[type=file]", context.picture)
        page.wait_for_text("is in the library", ".toasts", timeout=TIMEOUT)
        page.wait_for("[...document.querySelectorAll('.item strong')].some((e) => /red.sail/i.test(e.innerText))",
                      timeout=TIMEOUT)
        page.evaluate("[...document.querySelectorAll('.item')].find((e) => /red.sail/i.test(e.innerText)).id = 'mine'")
        page.click("#mine")
        page.wait_for_selector("dialog input")
        page.fill("dialog input", "regatta, spinnaker")
        calm(page)
        context.shot(page, "library-dialog")
        check_axe(context, page, "library dialog")
        page.click("dialog .button.main")
        page.wait_for_text("Saved", ".toasts", timeout=TIMEOUT)
        page.fill("input[type=search]", "regatta")
        page.wait_for("/red.sail/i.test(document.querySelector('.item strong')?.innerText)", timeout=TIMEOUT)


def test_drop(context):
    """Files that are dropped on the make page are sent along; a text becomes the script, a sound the music."""
    tone = context.place / "tone.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=330:duration=30", "-y", tone],
                   check=True)
    script = context.place / "dropped.md"
    script.write_text(SCRIPT)
    with context.page() as page:
        page.wait_for_selector(".make .sheet")
        page.drop_files(".make .sheet", context.picture)
        page.wait_for("document.querySelectorAll('.tray li').length === 1 && !document.querySelector('.tray .bar')",
                      timeout=TIMEOUT)
        page.drop_files(".make .sheet", script)
        page.wait_for("document.querySelector('.words').value.includes('outer bank')")
        assert page.count(".tray li") == 1, "the picture was lost when the script came"
        page.drop_files(".make .sheet", context.picture)
        page.wait_for("document.querySelectorAll('.tray li').length === 2 && !document.querySelector('.tray .bar')",
                      timeout=TIMEOUT)
        page.drop_files(".make .sheet", tone)
        page.wait_for("document.querySelector('.tray select')?.value === 'music' && !document.querySelector('.tray .bar')",
                      timeout=TIMEOUT)
        context.shot(page, "make-media")
        page.click("button[type=submit]")
        film = film_of(page)
        context.service.wait_for(film, "completed")
        board = context.service.storyboard(film)
        assert board["music"]["file"].endswith(".wav"), board["music"]


READING = """# A brother's promise

And Mr. John Dashwood had then leisure to consider how much there might be prudently in his power to do for them.

He was not an ill disposed young man, unless to be rather cold hearted and rather selfish is to be ill disposed.
"""


def takes():
    """A person's readings of three sentences, from the pack that the tests of recorded narration use."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    return [cache / "vitascope/packs/reading-austen" / f"{name}.wav" for name in ("0870", "0880", "0890")]


def test_recording(context):
    """A dropped reading of the words is heard instead of the voice; a scene's can be replaced and taken away."""
    talk = context.place / "talk.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-y", *(part for take in takes() for part in ("-i", take)),
                    "-filter_complex", "concat=n=3:v=0:a=1", talk], check=True)
    with context.page() as page:
        page.wait_for_selector(".make .sheet")
        page.click(".make .segments label:nth-child(2)")
        page.fill(".words", READING)
        page.wait_for("/s\\b/.test(document.querySelector('.estimate').textContent)", timeout=TIMEOUT)
        page.drop_files(".make .sheet", talk)
        # It is as long as the words would be: no music. What it is for can be said otherwise, by keyboard too.
        page.wait_for("document.querySelector('.tray select')?.value === 'narration' && !document.querySelector('.tray .bar')",
                      timeout=TIMEOUT)
        assert page.run("return document.querySelector('.options select').disabled"), "a voice can be chosen beside the recording"
        tab_to(page, ".tray select")
        page.press("ArrowDown")
        page.wait_for("!document.querySelector('.options select').disabled")
        page.press("ArrowUp")
        page.wait_for("document.querySelector('.options select').disabled")
        assert is_focused(page, ".tray select"), "the keyboard lost its place"
        check_axe(context, page, "make with a recording")
        context.shot(page, "make-recording")
        page.click("button[type=submit]")
        film = film_of(page)
    told = context.service.wait_for(film, "completed")
    assert told["order"]["recording"].startswith("upload_"), told["order"]
    scenes = [scene for scene in context.service.storyboard(film)["scenes"] if scene.get("narration")]
    assert scenes and all(scene["recording"]["file"].endswith("talk.wav") for scene in scenes), scenes
    with context.film_page(film) as page:
        first = scenes[0]["id"]
        page.click(f"[data-id='{first}'] .face")
        page.wait_for_text("talk.wav", ".drawer .own-voice")
        check_axe(context, page, "a recorded scene")
        page.run("document.querySelector('.drawer .own-voice').scrollIntoView({block: 'center'})")
        context.shot(page, "drawer-recording")
        page.click(".drawer .own-voice button")
        page.wait_for("!document.querySelector('.drawer .own-voice')")
        page.choose_files(".drawer input[aria-label='Use a recording']", takes()[0])
        page.wait_for_text("0870.wav", ".drawer .own-voice", timeout=TIMEOUT)
        words = context.place / "no-sound.txt"
        words.write_text("No sound.")
        page.choose_files(".drawer input[aria-label='Use a recording']", words)
        page.wait_for_text("must be a sound or video file", "body")
        page.press("Escape")
        foretold(page)
        page.click(".change-bar button.main")
        context.service.wait_for(film, "completed", revision=2)
    changed = context.service.storyboard(film)["scenes"]
    assert [scene["recording"]["file"].split("/")[-1] for scene in changed if scene["id"] == first] == ["0870.wav"]
    # The film's order is taken up again with its recording.
    with context.film_page(film) as page:
        page.click(".film-side button[aria-haspopup].round")
        page.click(".menu [role=menuitem]")
        page.wait_for("document.querySelector('.tray select')?.value === 'narration'", timeout=TIMEOUT)
        page.wait_for_text("talk.wav", ".tray")


@suite.alone
def test_microphone(context):
    """Words read into the microphone are the film's narration."""
    words = "He was not an ill disposed young man."
    heard = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
             f"--use-file-for-fake-audio-capture={takes()[1]}%noloop"]
    with Browser(autoplay=True, arguments=heard) as browser, browser.page(1280, 800) as page:
        page.goto(context.service.origin + "/", timeout=TIMEOUT)
        page.wait_for_selector(".make button.record")
        page.fill(".words", words)
        page.click(".make button.record")
        page.wait_for_text("Stop · 0:04", "button.record")
        context.shot(page, "make-microphone")
        page.click(".make button.record")
        page.wait_for("document.querySelector('.tray select')?.value === 'narration' && !document.querySelector('.tray .bar')",
                      timeout=TIMEOUT)
        assert page.run("return document.querySelector('button.record').textContent") == "Record yourself reading"
        page.click("button[type=submit]")
        film = film_of(page)
    context.service.wait_for(film, "completed")
    scenes = context.service.storyboard(film)["scenes"]
    assert any(scene.get("recording", {}).get("file", "").endswith(".webm") for scene in scenes), scenes


def mark(context):
    """A picture with transparency: a yellow disc with a hole."""
    path = context.place / "mark.png"
    disc = "'255*between(hypot(X-120,Y-120),50,110)'"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                    f"color=s=240x240,format=rgba,geq=r=255:g=200:b=40:a={disc}", "-frames:v", "1", path], check=True)
    return path


def test_logo(context):
    """A logo is chosen, moved and taken away, on the make page and on the storyboard; a drawing is made a picture."""
    path = mark(context)
    with context.page() as page:
        page.wait_for_selector(".make .logo-row button")
        page.fill(".words", SCRIPT)
        page.click(".make .segments label:nth-child(2)")
        page.choose_files("input[aria-label='Add a logo']", path)
        page.wait_for("document.querySelector('.logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
        page.run("const corner = document.querySelector('.logo-row select'); corner.value = 'bottom-left';"
                 "corner.dispatchEvent(new Event('change'))")
        page.wait_for("document.querySelector('.logo-view').dataset.corner === 'bottom-left'")
        context.shot(page, "make-logo")
        # It outlives a reload, becomes a picture of the film, and a logo again.
        page.reload(timeout=TIMEOUT)
        page.wait_for("document.querySelector('.logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
        page.click(".logo-row button[aria-haspopup]")
        page.click(".menu [role=menuitem]:nth-child(2)")
        page.wait_for_text("mark.png", ".tray")
        assert page.count(".logo-view") == 0
        page.click(".tray button[aria-label='Use mark.png as the logo']")
        page.wait_for_selector(".logo-view img", timeout=TIMEOUT)
        assert page.count(".tray li") == 0
        assert is_focused(page, ".logo-row select"), "the keyboard lost its place"
        page.click("button[type=submit]")
        film = film_of(page)
    told = context.service.wait_for(film, "completed")
    board = context.service.storyboard(film)
    assert board["logo"]["file"].endswith("mark.png") and board["logo"]["corner"] == "top-right", board["logo"]
    assert told["order"]["logo"]["file_id"].startswith("upload_"), told["order"]
    with context.film_page(film) as page:
        page.click(".board-bar button:last-child")
        page.wait_for("document.querySelector('dialog .logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
        check_axe(context, page, "looks with a logo")
        context.shot(page, "looks-logo")
        tab_to(page, "dialog .logo-row select")
        page.press("ArrowDown", "ArrowDown")
        page.wait_for("document.querySelector('dialog .logo-view').dataset.corner === 'bottom-right'")
        page.press("Escape")
        page.wait_for("!document.querySelector('dialog')")
        total = page.count(".scene")
        assert f"{total} scenes will be made again" in foretold(page), foretold(page)
        page.click(".change-bar button.main")
        context.service.wait_for(film, "completed", revision=2)
        assert context.service.storyboard(film)["logo"]["corner"] == "bottom-right"
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        page.wait_for("document.querySelector('.change-bar').hidden", timeout=TIMEOUT)
        # Taken away with the keyboard alone; what is no picture is refused where it was chosen.
        page.click(".board-bar button:last-child")
        page.wait_for_selector("dialog .logo-row")
        tab_to(page, "dialog .logo-row button[aria-haspopup]")
        page.press("Enter", "End", "Enter")
        page.wait_for_text("Add a logo", "dialog")
        page.run("window.asked = 0; document.querySelector('dialog input[type=file]')"
                 ".addEventListener('click', (e) => { asked++; e.preventDefault(); })")
        page.press("Enter")
        page.wait_for("asked === 1", because="Enter to ask for another picture")
        words = context.place / "words.txt"
        words.write_text("No picture.")
        page.choose_files("dialog input[type=file]", words)
        page.wait_for_text("must be a still picture", "dialog")
        page.press("Escape")
        foretold(page)
        page.click(".change-bar button.main")
        context.service.wait_for(film, "completed", revision=3)
        assert "logo" not in context.service.storyboard(film)
    # The first film's order is made anew from its page, its logo with it; a drawing takes its place.
    with context.film_page(film) as page:
        page.click(".film-side button[aria-haspopup].round")
        page.click(".menu [role=menuitem]")
        page.wait_for("document.querySelector('.make .logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
        drawing = context.place / "drawing.svg"
        drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>')
        page.choose_files("input[aria-label='Add a logo']", drawing)
        page.wait_for("document.querySelector('.logo-view img').src.includes('drawing')", timeout=TIMEOUT)
        page.wait_for("document.querySelector('.logo-view img').naturalWidth > 0", timeout=TIMEOUT)


def test_logo_sizes(context):
    """The logo's control fits a small phone and a wide page, in the light and in the dark."""
    path = mark(context)
    for width, looks in ((320, {"touch": True, "scale": 2}), (320, {"touch": True, "scale": 2, "dark": True}),
                         (1280, {"dark": True})):
        what = f"{width}{'-dark' if looks.get('dark') else ''}"
        with context.page(width=width, **looks) as page:
            page.wait_for_selector(".make .logo-row button")
            page.choose_files("input[aria-label='Add a logo']", path)
            page.choose_files(".make .sheet input[type=file]", path)
            page.wait_for("document.querySelector('.logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
            page.wait_for("!!document.querySelector('.tray button[aria-label^=Use]')", timeout=TIMEOUT)
            check_width(page, f"make with a logo at {what}")
            if looks.get("dark"):  # in the light too
                check_axe(context, page, f"make with a logo at {what}")
            page.run("document.querySelector('.logo-row').scrollIntoView({block: 'center'})")
            context.shot(page, f"make-logo-{what}")
            page.goto(context.service.origin + f"/films/{context.film}", timeout=TIMEOUT)
            page.wait_for_selector(".scene .face img", timeout=TIMEOUT)
            page.click(".board-bar button:last-child")
            page.wait_for_selector("dialog .logo-row")
            page.choose_files("dialog input[type=file]", path)
            page.wait_for("document.querySelector('dialog .logo-view img')?.naturalWidth > 0", timeout=TIMEOUT)
            check_width(page, f"looks with a logo at {what}")
            assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('dialog .content'))"), \
                f"the dialog scrolls sideways at {what}"
            if looks.get("dark"):
                check_axe(context, page, f"looks with a logo at {what}")
            page.run("document.querySelector('dialog .logo-row').scrollIntoView({block: 'center'})")
            context.shot(page, f"looks-logo-{what}")


def test_operator(context):
    """The operator's page shows how the service fares, and draws it."""
    with context.page("/operator") as page:
        page.wait_for("document.querySelectorAll('.tile .plot path.line').length >= 4", timeout=TIMEOUT)
        text = page.text("main")
        for word in ("Processor", "Memory", "Disk free", "Forecast error", "Requests"):
            assert word in text, f"{word} is missing"
        assert "undefined" not in text and "NaN" not in text, text
        context.shot(page, "operator")
        check_axe(context, page, "operator")


# For everybody


def test_keyboard(context):
    """From words to a changed film without a mouse, and always to be seen where one is."""
    with context.page() as page:
        page.wait_for("document.activeElement?.matches('.words')")
        page.evaluate("document.activeElement.blur()")
        tab_to(page, ".skip")
        tab_to(page, ".words")
        page.type("Rain begins as dust. Every winter leaves a layer of ice. Rivers bend.")
        # The quality that is soonest done stands first; the logo stands behind it.
        tab_to(page, "button[type=submit]")
        page.press("Shift+Tab", "Shift+Tab", "Home")
        assert page.evaluate("active().value") == "draft"
        tab_to(page, "button[type=submit]")
        page.press("Enter")
        film = film_of(page)
        context.service.wait_for(film, "completed")
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        page.wait_for("document.querySelectorAll('.scene .face img').length > 1", timeout=TIMEOUT)
        tab_to(page, ".scene .face", most=80)
        page.press("ArrowRight")
        assert is_focused(page, f"{scene(2)} .face")
        assert not (trouble := page.evaluate(RING)), trouble
        page.press("Enter")
        page.wait_for("document.activeElement?.matches('.drawer textarea')")
        page.evaluate("document.activeElement.select()")
        page.type("Every summer melts a layer of ice.")
        tab_to(page, ".drawer .take")
        page.press("Escape")
        page.wait_for("!document.querySelector('.drawer')")
        assert is_focused(page, f"{scene(2)} .face")
        foretold(page)
        tab_to(page, ".change-bar button.main", most=80)
        page.press("Enter")
        context.service.wait_for(film, "completed", revision=2)
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        # Menus open, move and close.
        tab_to(page, ".film-side button[aria-haspopup=menu]", key="Shift+Tab", most=120)
        page.press("Enter")
        page.wait_for("document.activeElement?.matches('.menu [role=menuitem]')")
        page.press("ArrowDown", "Escape")
        page.wait_for("!document.querySelector('.menu')")
        page.wait_for("document.activeElement?.matches('.film-side button[aria-haspopup=menu]')")


def open_menu(page, button):
    page.click(button)
    page.wait_for_selector(".menu")


def close_menu(page):
    page.press("Escape")
    page.wait_for("!document.querySelector('.menu')")


def test_accessibility(context):
    """axe-core has no complaint about any page, light or dark."""
    with context.page() as page:
        page.wait_for_selector(".recent li", timeout=TIMEOUT)
        check_axe(context, page, "make")
        page.click("button[type=submit]")
        page.wait_for_text("There are no words yet", timeout=TIMEOUT)
        check_axe(context, page, "make with a mistake")
        for path, ready in (("/films", ".films a.title"), ("/voices", ".voice"), ("/library", ".item img"),
                            ("/operator", ".plot")):
            page.goto(context.service.origin + path)
            page.wait_for_selector(ready, timeout=TIMEOUT)
            check_axe(context, page, path)
            if path == "/films":
                open_menu(page, f"[data-id='{context.film}'] button[aria-haspopup=menu]")
                check_axe(context, page, "films with a menu")
                close_menu(page)
            if path == "/library":
                page.run("const s = document.querySelector('.filters select'); s.value = 'clip';"
                         "s.dispatchEvent(new Event('change'));")
                page.wait_for_text("Nothing fits", ".empty", timeout=TIMEOUT)
                check_axe(context, page, "library without clips")
        # As when the service wants a key, which one on this machine alone does not.
        page.run("dispatchEvent(new CustomEvent('vitascope-key-needed'))")
        page.wait_for_selector("dialog input[type=password]")
        assert is_focused(page, "dialog input"), f"the key cannot be written at once: {page.focused()}"
        check_axe(context, page, "key dialog")
    film = context.service.submit(LONG, **LARGE)
    with context.film_page(film, wait=False, dark=True) as page:
        page.wait_for_text("Being made", ".film-side", timeout=TIMEOUT)
        page.wait_for_selector(".scene .face img", timeout=TIMEOUT)
        check_axe(context, page, "film being made")
        context.service.ask("POST", f"/v1/videos/{film}/cancel")
        page.wait_for_text("Stopped", ".film-side", timeout=TIMEOUT)
        check_axe(context, page, "cancelled film")
    context.service.ask("DELETE", f"/v1/videos/{film}")


def test_accessibility_of_a_film(context):
    """axe-core has no complaint about a film's page, whatever is open on it, light or dark."""
    with context.film_page() as page:
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        check_axe(context, page, "film")
        for what, button in (("downloads", ".film-side button.main"),
                             ("more", ".film-side button[aria-haspopup].round"),
                             ("the menu of a scene", f"{scene(1)} button[aria-haspopup=menu]")):
            open_menu(page, button)
            check_axe(context, page, f"film with {what}")
            close_menu(page)
        open_scene(page, 1)
        page.fill(".drawer textarea", "A river bends.")
        foretold(page)
        check_axe(context, page, "film with a scene open")
        page.click(".drawer .segments label:nth-child(3)")
        page.wait_for("!document.querySelector('.drawer .takes')")
        check_axe(context, page, "film with scenery open")
        page.press("Escape")
        page.wait_for("!document.querySelector('.drawer')")
        check_axe(context, page, "changed film")
        open_scene(page, 2)
        check_axe(context, page, "film with a card open")
        page.press("Escape")
        page.click(".board-bar button:last-child")
        page.wait_for_selector("dialog")
        check_axe(context, page, "looks")


def test_sizes(context):
    """Every page fits from a small phone to a wall, without scrolling sideways, its targets large enough for fingers."""
    places = {"make": ("/", ".recent li"), "films": ("/films", ".films a.title"), "film": (f"/films/{context.film}",
                                                                                           ".scene .face img"),
              "voices": ("/voices", ".voice"), "library": ("/library", ".item img"), "operator": ("/operator", ".plot"),
              "share": (f"/share/{context.film}", "h1")}
    for width, height, looks in ((320, 568, {"touch": True, "scale": 2}), (390, 844, {"touch": True, "scale": 2,
                                                                                      "dark": True}),
                                 (1280, 800, {}), (1440, 900, {"dark": True}), (3840, 2160, {})):
        with context.page("/voices", width, height, **looks) as page:
            for name, (path, ready) in places.items():
                page.goto(context.service.origin + path, timeout=TIMEOUT)
                page.wait_for_selector(ready, timeout=TIMEOUT)
                if name == "film":
                    page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
                check_width(page, f"{name} at {width}")
                if looks.get("touch"):
                    small = page.evaluate("""[...document.querySelectorAll('button, select, input:not(.unseen):not([type=range]), nav a')]
                        .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.segments, .tick'))
                        .map((e) => [name(e), e.getBoundingClientRect()])
                        .filter(([, b]) => b.height < 40 || b.width < 40).map(([n, b]) => `${n} ${b.width}x${b.height}`)""")
                    assert small == [], f"{name} at {width} has targets smaller than 40 pixels: {small[:6]}"
                context.shot(page, f"{name}-{width}")
                if width == 320 and name in ("make", "film", "films"):
                    check_axe(context, page, f"{name} at {width}")
                if name == "film":
                    open_scene(page, 1)
                    calm(page)
                    check_width(page, f"open scene at {width}")
                    context.shot(page, f"drawer-{width}")
                    if width == 320:
                        check_axe(context, page, f"open scene at {width}")
                    page.press("Escape")


def test_german(context):
    """The studio speaks German too, whole, and keeps the choice."""
    english = json.loads((WEB / "messages/en.json").read_text())
    german = json.loads((WEB / "messages/de.json").read_text())
    assert english.keys() == german.keys(), f"only in one language: {sorted(english.keys() ^ german.keys())}"
    for key, text in english.items():
        names = {part.split("}")[0] for part in text.split("{")[1:]}
        others = {part.split("}")[0] for part in german[key].split("{")[1:]}
        assert key.startswith("example.") or names == others, f"{key} has other places: {names} and {others}"
        assert (text.count("|") == german[key].count("|")), f"{key} has other forms"
    with context.page() as page:
        page.wait_for_selector(".rail select")
        page.run("const s = document.querySelector('.rail select'); s.value = 'de'; s.dispatchEvent(new Event('change'));")
        page.wait_for("document.documentElement.lang === 'de'", timeout=TIMEOUT)
        page.wait_for_text(german["make.title"], "h1", timeout=TIMEOUT)
        assert page.text(".skip") == german["skip"]
        context.shot(page, "make-german")
        for path, ready in (("/films", ".films a.title"), ("/operator", ".plot"), (f"/films/{context.film}",
                                                                                   ".scene .face img")):
            page.goto(context.service.origin + path, timeout=TIMEOUT)
            page.wait_for_selector(ready, timeout=TIMEOUT)
            check_width(page, f"{path} in German")
            keys = page.evaluate("(keys) => keys.filter((k) => document.body.innerText.split(/\\s+/).includes(k))",
                                 [key for key in english if "." in key])
            assert keys == [], f"{path} shows {keys}"
        context.shot(page, "film-german")


def test_calm_motion(context):
    """Whoever asked for less motion gets none that matters."""
    with context.film_page(reduced_motion=True) as page:
        open_scene(page, 1)
        slow = page.evaluate("[...document.querySelectorAll('*')].map((e) => getComputedStyle(e))"
                             ".filter((s) => parseFloat(s.animationDuration) > 0.01 && s.animationName !== 'none').length")
        assert slow == 0


def test_foreign_words(context):
    """What people write is shown as they wrote it, and never becomes markup."""
    film = context.service.make(f"# {HOSTILE}\n\n{HOSTILE} is what I say. Rain begins as dust.", title=HOSTILE,
                                voice="none")
    with context.film_page(film, wait=False) as page:
        page.wait_for_text("Finished", ".film-side", timeout=TIMEOUT)
        page.wait_for_selector(".scene .face", timeout=TIMEOUT)
        assert page.text(".film-side h1") == HOSTILE
        open_scene(page, 1)
        page.fill(".drawer textarea", HOSTILE)
        page.press("Escape")
        page.wait_for_text(HOSTILE, f"{scene(1)} .said")
        for path in ("/films", "/", f"/share/{film}", "/films?q=%3Cimg%20src%3Dx%3E"):
            page.goto(context.service.origin + path, timeout=TIMEOUT)
            page.wait_for_text("" if "q=" in path else HOSTILE, timeout=TIMEOUT)
        assert page.evaluate("document.querySelector('main img[src=x]') === null && window.broken === undefined")
    with context.page() as page:
        page.wait_for_selector(".words")
        page.fill(".words", HOSTILE)
        page.wait_for_text("Ready to watch", ".estimate", timeout=TIMEOUT)
        assert page.evaluate("window.broken === undefined")


@suite.alone
def test_first_load(context):
    """The first load is small, and can be written in at once."""
    sizes, times = [], []
    for _ in range(5):
        with context.browser.page(1280, 800) as page:
            page.send("Page.addScriptToEvaluateOnNewDocument", {"source": """
                new MutationObserver((_, o) => { if (document.activeElement?.matches('.words')) {
                    window.ready = performance.now(); o.disconnect(); } })
                  .observe(document, {childList: true, subtree: true, attributes: true});"""})
            page.goto(context.service.origin + "/", timeout=TIMEOUT)
            times.append(page.wait_for("document.activeElement?.matches('.words') && (window.ready ?? performance.now())", timeout=TIMEOUT))
            page.wait_for("document.readyState === 'complete'")
            page.wait(0.3)
            sizes.append(sum(r["bytes"] for r in page.requests if "/v1/" not in r["url"]))
            foreign = [r["url"] for r in page.requests if not r["url"].startswith((context.service.origin, "data:"))]
            assert foreign == [], f"something was loaded from elsewhere: {foreign}"
    with context.film_page() as page:
        film = sum(r["bytes"] for r in page.requests if "/v1/" not in r["url"])
    assert max(sizes) < 150_000, f"the first load takes {max(sizes)} bytes"
    assert film < 150_000, f"a film's page takes {film} bytes"
    assert min(times) < 300, f"it could be written in after {min(times):.0f} ms"
    return f"{max(sizes) / 1000:.0f} kB, a film's page {film / 1000:.0f} kB; ready after {min(times):.0f} ms"


WEB = pathlib.Path(__file__).resolve().parents[2] / "Web"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only tests whose names contain one of these")
    parser.add_argument("--vitascope", default=".build/release/vitascope", help="the program that serves the studio")
    parser.add_argument("--shots", type=pathlib.Path, help="keep screenshots in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitascope-studio-") as folder:
        context = Context(pathlib.Path(options.vitascope).resolve(), pathlib.Path(folder), options.shots)
        try:
            try:
                context.start()
            except (OSError, RuntimeError) as error:
                sys.exit(f"the service could not be started: {error}\nbuild with make setup, or name --vitascope")
            failed = suite.run(sys.modules["__main__"], context, options.words, side_by_side=2)
        finally:
            context.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
