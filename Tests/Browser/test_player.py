"""The player in a real browser, with a real film that grows, breaks off, comes back and changes under it.

    python Tests/Browser/test_player.py --vitascope .build/release/vitascope
    python Tests/Browser/test_player.py --shots /tmp/shots captions

Three short films are made with `vitascope make`. Needs what `make setup-test` installs.
"""

import argparse
import contextlib
import pathlib
import re
import subprocess
import sys
import tempfile

import suite
from browser import Browser, BrowserFailure
from film_server import Film, FilmServer

SCRIPT = """# The shape of water

A river bends because its outer bank is faster.

---

Every winter leaves a layer of ice.

---

Rain begins as dust.
"""
PLAYER = "vitascope-player >>> "

# Witnesses that know nothing of the player's own state: the video element's events, its clock and its frames.
WITNESS = """
  window.player = document.querySelector('vitascope-player');
  window.video = player.shadowRoot.querySelector('video');
  window.seen = {stalls: [], back: 0, frames: 0, states: [], events: [], last: 0, first: 0, playable: null};
  video.addEventListener('waiting', () => {
    const {buffered, currentTime: at} = video;
    let ahead = 0;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= at + 0.1 && at <= buffered.end(i)) ahead = buffered.end(i) - at;
    }
    seen.stalls.push({at, ahead});
  });
  player.addEventListener('state', (e) => seen.states.push(e.detail.state));
  player.addEventListener('playable', (e) => { seen.playable = e.detail.after; });
  player.addEventListener('error', (e) => seen.events.push(e.detail.reason));
  const frame = (now, data) => {
    seen.frames++;
    seen.first ||= performance.now();
    if (data.mediaTime + 0.001 < seen.last) seen.back++;
    seen.last = data.mediaTime;
    video.requestVideoFrameCallback(frame);
  };
  video.requestVideoFrameCallback(frame);
"""


class Context(suite.Context):
    """The films besides."""

    def __init__(self, film, other, short, shots):
        super().__init__(shots)
        self.film, self.other, self.short = film, other, short

    @contextlib.contextmanager
    def player(self, server, width=960, height=640, browser=None, looks=None, **attributes):
        """A page with a player whose witnesses are set up."""
        with (browser or self.browser).page(width, height, **(looks or {})) as page:
            page.goto(server.page_url(**attributes))
            page.run(WITNESS)
            yield page


def now(page):
    return page.evaluate("video.currentTime")


def message(page):
    return page.evaluate("(s) => { const e = find(s); return e.hidden ? '' : e.innerText; }", PLAYER + ".message")


def wait_for_thumbnail(page):
    page.wait_for("(s) => getComputedStyle(find(s)).backgroundImage.includes('thumbnails.jpg')", PLAYER + ".thumb")


def test_codecs(context):
    """This browser decodes H.264 and AAC by Media Source Extensions."""
    with context.browser.page() as page:
        assert page.evaluate("""['video/mp4; codecs="avc1.64001f"', 'audio/mp4; codecs="mp4a.40.2"']
            .every((type) => MediaSource.isTypeSupported(type))""")


def test_playlists(context):
    """Playlists and captions are read strictly, and foreign ones refused."""
    with FilmServer(context.film) as server, context.browser.page() as page:
        page.goto(server.page_url())
        read = page.evaluate("""import('/player/vitascope-player.js').then(({parsePlaylist, parseVTT}) => {
            const refused = (text) => {
                try { parsePlaylist(text, 'http://a/b/'); return false; } catch { return true; }
            };
            const list = parsePlaylist('#EXTM3U\\r\\n#EXT-X-TARGETDURATION:2\\r\\n#EXT-X-MAP:URI="i.mp4"\\r\\n'
                + '#EXTINF:1.5,\\r\\na.m4s\\r\\n#EXTINF:2.25,\\r\\n../b.m4s\\r\\n#EXT-X-ENDLIST\\r\\n',
                'http://a/b/c.m3u8');
            const cues = parseVTT('WEBVTT\\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:01.000\\n\\nnote\\n'
                + '00:01.500 --> 00:00:02.000 line:80%\\nOne\\n<b>two</b>\\n\\n'
                + 'NOTE no cue\\n\\n01:00:00.000 --> 01:00:01.000\\n');
            return {list, cues, refused: ['', '<html>', '#EXTM3U\\na.m4s', '#EXTM3U\\n#EXTINF:x,\\na.m4s',
                '#EXTM3U\\n#EXT-X-KEY:METHOD=AES-128,URI="k"\\n', '#EXTM3U\\n#EXT-X-BYTERANGE:1@0\\n'].map(refused)};
        })""")
    assert read["list"]["segments"] == [{"url": "http://a/b/a.m4s", "start": 0, "end": 1.5},
                                        {"url": "http://a/b.m4s", "start": 1.5, "end": 3.75}], read
    assert read["list"]["map"] == "http://a/b/i.mp4" and read["list"]["ended"]
    assert read["cues"] == [{"start": 10.5, "end": 11, "text": "One\n<b>two</b>"},
                            {"start": 3609, "end": 3610, "text": ""}], read["cues"]
    assert all(read["refused"]), read["refused"]


@suite.alone
def test_grows_to_the_end(context):
    """Plays while the film is made, over every join, to its exact end, without a stall or a step back."""
    with FilmServer(context.film) as server:
        server.grow(made=3, rate=1.5)
        with context.player(server, autoplay=True) as page:
            page.wait_for("seen.frames > 5")
            assert not server.film.complete, "the film was finished before frames advanced"
            assert page.evaluate("player.growing && video.duration === Infinity")
            assert page.evaluate("getComputedStyle(find('vitascope-player >>> button.live')).display !== 'none'")
            page.wait_for("!player.growing", timeout=30)
            page.wait_for("player.state === 'ended'", timeout=60)
            seen = page.evaluate("seen")
            quality = page.evaluate("(({totalVideoFrames: total, droppedVideoFrames: lost}) => ({total, lost}))"
                                    "(video.getVideoPlaybackQuality())")
            length = page.evaluate("player.duration")
        asked = [path for path, status in server.log if path.endswith((".m4s", ".mp4"))]
    # With seconds of film at hand only the machine itself can be too slow, and when it is busy with other things it is.
    assert [stall for stall in seen["stalls"] if stall["ahead"] < 1] == []
    assert len(seen["stalls"]) <= 2, seen["stalls"]
    assert seen["back"] == 0
    assert seen["events"] == []
    assert abs(length - Film(context.film).total) < 0.1, length
    # Every frame of the film went through the decoder, so no join lost one. How many of them a busy machine without a
    # graphics card then shows in time is its own affair, up to a point.
    assert quality["total"] >= length * 30 - 2, quality
    assert quality["lost"] <= quality["total"] * 0.3, quality
    assert len(asked) == len(set(asked)), "segments were fetched twice"
    return (f"first frame after {seen['playable']:.0f} ms, {quality['lost']} of {quality['total']} frames dropped, "
            f"{len(seen['stalls'])} stalls")


def test_begins_late(context):
    """Says that the film is being prepared, and starts by itself when it begins."""
    with FilmServer(context.film) as server:
        for server.waits in (False, True):
            server.grow(made=0)
            begins(context, server)


def begins(context, server):
    with context.player(server, autoplay=True) as page:
        page.allow("425")
        page.wait_for("player.state === 'preparing'")
        assert "prepared" in message(page)
        context.shot(page, "preparing")
        server.grow(made=0.5)  # the main playlist is there, the first segment is not
        page.wait(1)
        server.grow(made=2, rate=4)
        page.wait_for("video.currentTime > 1")
        assert message(page) == ""


def test_waits_at_the_edge(context):
    """Played up to what is made it says so, and goes on by itself."""
    with FilmServer(context.film) as server:
        server.grow(made=4)
        with context.player(server, autoplay=True, expected_duration=12) as page:
            page.wait_for("player.state === 'waiting' && video.currentTime > 1")
            page.wait_for_text("The next part is being made", PLAYER + ".message", timeout=3)
            context.shot(page, "edge")
            stood = now(page)
            server.film.finish()
            page.wait_for("(t) => video.currentTime > t + 1", stood)
            assert page.evaluate("seen.back") == 0


def test_reload(context):
    """A reload goes on where it was, at once."""
    with FilmServer(context.film) as server:
        server.grow(made=6, rate=1)
        with context.player(server) as page:
            page.click(PLAYER + "button.big")
            page.wait_for("video.currentTime > 3")
            page.reload()
            page.run(WITNESS)
            page.wait_for("video.currentTime > 3.5 && seen.frames > 5")
            # Nothing before the place was shown or fetched again.
            assert page.evaluate("video.buffered.start(0)") > 0.5
            page.press("Tab")
            page.evaluate("player.pause()")
            page.reload()
            page.run(WITNESS)
            page.wait_for("video.readyState > 1")
            assert now(page) > 3.5
            page.wait(0.3)
            assert page.evaluate("video.paused"), "a film that was paused began to play"
            context.shot(page, "resumed")


def lose(context, away, back):
    """Plays up to what is there, loses the server, and comes back without a click."""
    with FilmServer(context.film) as server:
        server.grow(made=4)
        with context.player(server, autoplay=True) as page:
            page.allow("ERR_|Failed to load")
            page.wait_for("video.currentTime > 1")
            away(page, server)
            server.film.finish()
            page.wait_for("player.state === 'reconnecting'", timeout=15)
            assert message(page) == "Connection lost, trying again…", message(page)
            context.shot(page, "lost")
            stood = now(page)
            page.wait(3)
            back(page, server)
            page.wait_for("(t) => video.currentTime > t + 1.5", stood, timeout=15)
            assert message(page) == "" and page.evaluate("seen.back") == 0
            assert page.evaluate("seen.events") == []


def test_offline(context):
    """A lost network says so calmly, and the film goes on when it is back."""
    lose(context, lambda page, server: page.offline(), lambda page, server: page.offline(False))


def test_restart(context):
    """A server that dies and comes back goes unpunished."""
    lose(context, lambda page, server: server.stop(), lambda page, server: server.start())


def test_errors_of_the_server(context):
    """A server that answers 503 for a while is asked again."""
    def away(_, server):
        server.status[".*"] = 503

    lose(context, away, lambda page, server: server.status.clear())


def test_sleep(context):
    """A page that slept goes on."""
    with FilmServer(context.film) as server:
        server.grow(made=4)
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 1.5")
            server.film.finish()
            page.sleep(2)
            page.wait_for("video.currentTime > 5")


def test_revision(context):
    """A film that is made again at the same address is taken up in place."""
    with FilmServer(context.film) as server:
        # Edited while it is made: the first revision's lists stay as they are for ever.
        server.grow(made=5)
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 1.5")
            server.replace(context.other, made=1, rate=6)
            page.wait_for("(n) => Math.abs(player.duration - n) < 0.1 && !player.growing", Film(context.other).total,
                          timeout=20)
            page.wait_for("player.state === 'playing' && video.videoHeight === 240")
            assert now(page) > 1.5
            # Edited when it was finished: told too early, the player goes on and looks out for the next one.
            page.evaluate("player.load()")
            page.wait(0.5)
            assert page.evaluate("video.videoHeight") == 240 and page.evaluate("player.state") == "playing"
            server.replace(context.film, made=3, rate=6)
            page.wait_for("player.state === 'playing' && video.videoHeight === 360")
            assert page.evaluate("seen.events") == []
    with FilmServer(context.film) as server:
        server.tied = False  # a folder that any server hands out
        server.grow(made=5)
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 1.5")
            server.replace(context.other, made=1, rate=4)
            page.wait_for("(n) => Math.abs(player.duration - n) < 0.1 && !player.growing", Film(context.other).total,
                          timeout=15)
            page.wait_for("video.currentTime > 3 && player.state === 'playing'")
            assert page.evaluate("video.videoHeight") == 240
            # A server that lists less at first has not made another film; one that ends sooner has.
            page.evaluate("player.pause()")
            page.evaluate("player.seek(player.duration - 0.5)")
            server.replace(context.short)
            page.evaluate("player.load()")
            page.wait_for("video.videoHeight === 202 && video.readyState > 2")
            assert now(page) < Film(context.short).total
        # Finished and paused: its later segments are gone when they are asked for.
        server.replace(context.film)
        with context.player(server) as page:
            page.allow("404")
            page.wait_for("player.state === 'paused'")
            server.replace(context.other)
            page.click(PLAYER + "button.big")
            page.wait_for("video.videoHeight === 240 && video.currentTime > 5", timeout=15)
            assert page.evaluate("seen.events") == []


def test_failures(context):
    """Every failure says what, why and what next."""
    with FilmServer(context.film) as server:
        for status, word in ((403, "Sign in"), (410, "no longer here"), (409, "not finished")):
            server.status[".*m3u8"] = status
            with context.player(server, autoplay=True) as page:
                page.allow(str(status))
                page.wait_for("player.state === 'failed'")
                assert word in message(page), message(page)
                context.shot(page, f"status-{status}")
        server.status.clear()
        server.files["/other.m3u8"] = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS=\"hvc1.1.6.L93.B0\"\nv.m3u8\n"
        with context.player(server, src="/other.m3u8") as page:
            page.wait_for("player.state === 'failed'")
            assert "cannot play" in message(page)
        server.grow(made=4)
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 0.5")
            page.evaluate("player.failed = 'No disk space is left. Delete some films, then try again. <b>'")
            assert message(page) == "", "what is made stays playable"
            page.wait_for("player.state === 'failed'")
            assert message(page).endswith("try again. <b>")
            context.shot(page, "failed")
            assert page.axe() == [], page.axe()


def test_keyboard(context):
    """Everything is reached by Tab, shows its focus, has a name, and obeys its keys."""
    with FilmServer(context.film) as server, context.player(
            server, thumbnails="/film/thumbnails.vtt", captions_drawn=True, title="Water") as page:
        page.wait_for("player.state === 'paused'")
        labels = []
        for _ in range(20):
            page.press("Tab")
            focus = page.focused()
            if focus["name"].startswith("a"):
                break
            assert focus["ring"], focus
            labels.append(focus["label"])
            if focus["name"].endswith("big"):
                context.shot(page, "focus-big")
        assert labels == ["Play", "Position", "Play", "Mute", "Volume", "Captions", "Settings", "Picture in picture",
                          "Full screen"], labels
        page.press("Shift+Tab", "Enter")
        page.wait_for("document.fullscreenElement === player")
        page.press("f")
        page.wait_for("!document.fullscreenElement")
        page.press("k")
        page.wait_for("!video.paused && video.currentTime > 0.3")
        page.press("k")
        page.wait_for("video.paused")
        page.press("Home", "ArrowRight")
        page.wait_for("Math.abs(video.currentTime - 5) < 0.2")
        page.press("ArrowLeft")
        page.wait_for("video.currentTime < 0.2")
        page.press("5")
        page.wait_for("Math.abs(video.currentTime - player.duration / 2) < 0.2")
        page.press("j")
        page.wait_for("(t) => Math.abs(video.currentTime - t) < 0.2", max(0, Film(context.film).total / 2 - 10))
        page.press("End")
        page.wait_for("video.currentTime > player.duration - 0.5")
        page.press("m")
        assert page.evaluate("video.muted")
        page.press("ArrowUp")
        assert not page.evaluate("video.muted")
        page.press("ArrowDown", "ArrowDown")
        assert abs(page.evaluate("video.volume") - 0.9) < 0.001
        page.press(">")
        assert page.evaluate("video.playbackRate") == 1.25
        page.press("<", "<")
        assert page.evaluate("video.playbackRate") == 0.75
        page.press("c")
        assert page.attribute(PLAYER + "button.captions", "aria-pressed") == "true"
        # The menu: open, move, choose, and back where one was.
        page.evaluate("find('vitascope-player >>> button.settings').focus()")
        page.press("Enter")
        page.wait_for("active().getAttribute('role') === 'menuitemradio'")
        assert page.focused()["label"] == "0.75×"
        context.shot(page, "menu")
        assert page.axe() == [], page.axe()
        page.press("ArrowDown", "Enter")
        page.wait_for("video.playbackRate === 1")
        assert page.focused()["label"] == "Settings"
        page.press("Enter", "Escape")
        assert page.focused()["label"] == "Settings"
        assert page.evaluate("find('vitascope-player >>> .menu').hidden")
        # Space presses the button it is on; on the bar it plays.
        page.evaluate("find('vitascope-player >>> .range').focus()")
        page.press("Home", "Space")
        page.wait_for("!video.paused")
        assert "of" in page.attribute(PLAYER + ".range", "aria-valuetext")


def test_seek(context):
    """One can go anywhere in what is made, and is told when a part is not made yet."""
    with FilmServer(context.film) as server:
        server.grow(made=7)
        with context.player(server, autoplay=True, expected_duration=14) as page:
            page.wait_for("video.currentTime > 0.3")
            page.click(PLAYER + ".range", x=0.3)
            page.wait_for("video.currentTime > 3.8 && video.currentTime < 5.5 && !video.seeking")
            page.click(PLAYER + ".range", x=0.9)
            page.wait_for_text("not made yet", PLAYER + ".hear")
            made = page.evaluate("player.made")
            assert 5 < made <= 7
            page.wait_for("(m) => video.currentTime > m - 2 && video.currentTime <= m", made)
            page.drag(PLAYER + ".range", (0.1, 0.5), start=(0.3, 0.5))
            page.wait_for("video.currentTime < 2.5")
            server.film.finish()
            page.wait_for("!player.growing")
            page.evaluate("player.seek(player.duration - 1)")
            page.wait_for("video.ended")
            page.click(PLAYER + "button.big")
            page.wait_for("video.currentTime > 0.3 && video.currentTime < 3")
        with context.player(server, autoplay=True, loop=True) as page:
            page.wait_for("!player.growing && video.currentTime > 0.1")
            page.evaluate("player.seek(player.duration - 0.5)")
            page.wait_for("video.currentTime > 0.3 && video.currentTime < 3 && player.state === 'playing'")
        # The badge leads to the newest moment.
        server.grow(made=7)
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 0.3")
            page.click(PLAYER + "button.live")
            page.wait_for("video.currentTime > player.made - 2")


def test_captions(context):
    """Captions can be had and be done without; drawn ones are not shown twice."""
    with FilmServer(context.film) as server:
        with context.player(server, autoplay=True) as page:
            page.wait_for("find('vitascope-player >>> .text').innerText.includes('river')", timeout=10)
            words = pathlib.Path(context.film, "captions.vtt").read_text()
            assert page.text(PLAYER + ".text").split("\n")[0].strip() in words
            context.shot(page, "captions")
            page.press("Tab", "c")
            assert page.text(PLAYER + ".text") == ""
            page.reload()
            page.run(WITNESS)
            page.wait_for("video.currentTime > 0.8")
            assert page.text(PLAYER + ".text") == "", "a choice is remembered"
        server.files["/hostile.vtt"] = (
            "WEBVTT\n\n00:00.000 --> 00:20.000\n<img src=x onerror=alert(1)>A &lt;b&gt; <i>word</i>\n")
        main = Film(context.film).playlists["film.m3u8"]
        server.files["/plain.m3u8"] = re.sub("#EXT-X-MEDIA:TYPE=SUBTITLES.*\n", "", main) \
            .replace("video.m3u8", "/film/hls/video.m3u8").replace("audio.m3u8", "/film/hls/audio.m3u8")
        with context.player(
                server, autoplay=True, src="/plain.m3u8", captions="/hostile.vtt", captions_drawn=True) as page:
            page.wait_for("video.currentTime > 0.5")
            assert page.text(PLAYER + ".text") == "", "captions that are drawn were shown as well"
            page.click(PLAYER + "button.captions")
            page.wait_for_text("A <b> word", PLAYER + ".text")
            assert page.count(PLAYER + ".text img") == 0


def test_preview(context):
    """The bar shows the picture of the moment under the pointer, its time and its chapter."""
    with FilmServer(context.film) as server:
        with context.player(server, thumbnails="/film/thumbnails.vtt") as page:
            page.wait_for("player.state === 'paused'")
            page.evaluate("player.chapters = [{start: 0, title: 'Rivers'}, {start: 3, title: '<i>Ice</i>'}]")
            page.hover(PLAYER + ".range", x=0.45)
            wait_for_thumbnail(page)
            page.wait_for_text("<i>Ice</i> · 0:0", PLAYER + ".tip")
            assert page.count(PLAYER + ".marks i") == 1
            page.wait(0.3)
            context.shot(page, "preview")
            page.hover(PLAYER + ".range", x=0.0)
            box = page.place(PLAYER + ".tip")
            assert box["x"] >= page.place("vitascope-player")["x"]
        server.files["/chapters.vtt"] = "WEBVTT\n\n00:00.000 --> 00:03.000\nOne\n\n00:03.000 --> 00:06.000\nTwo\n"
        with context.player(server, chapters="/chapters.vtt") as page:
            page.wait_for("player.chapters.length === 2 && player.state === 'paused'")
            page.evaluate("find('vitascope-player >>> .range').focus()")
            page.press("PageDown")
            page.wait_for("Math.abs(video.currentTime - 3) < 0.2")
            assert page.attribute(PLAYER + ".range", "aria-valuetext").endswith("Two")


def test_accessibility(context):
    """axe-core has no complaint while it stands, plays and grows, on light and dark pages."""
    with FilmServer(context.film) as server:
        with context.player(server, title="Water", poster="/film/poster.jpg") as page:
            page.wait_for("player.state === 'paused'")
            assert page.axe() == [], page.axe()
            small = page.evaluate("""findAll('vitascope-player >>> :is(button, input)')
                .filter((e) => e.checkVisibility()).map((e) => [e.className, e.getBoundingClientRect()])
                .filter(([, b]) => b.width < 40 || b.height < 40).map(([name]) => name)""")
            assert small == [], f"targets smaller than 40 pixels: {small}"
        server.grow(made=4, rate=0.5)
        with context.player(server, title="Water", autoplay=True, looks={"dark": True, "reduced_motion": True}) as page:
            page.wait_for("video.currentTime > 0.5")
            page.move(300, 300)
            assert page.axe() == [], page.axe()
            assert page.evaluate("getComputedStyle(find('vitascope-player >>> .dot')).animationName") == "none"


def test_elsewhere(context):
    """Plays on somebody else's page, from another origin, under a strict policy."""
    with FilmServer(context.film, origins=True) as ours, FilmServer(context.film) as theirs:
        with context.player(theirs, script=ours.origin + "/player/vitascope-player.js", autoplay=True,
                            src=ours.origin + "/film/hls/film.m3u8",
                            thumbnails=ours.origin + "/film/thumbnails.vtt") as page:
            page.wait_for("video.currentTime > 0.5")
            page.hover(PLAYER + ".range", x=0.5)
            wait_for_thumbnail(page)
        assert any(path.endswith(".m4s") for path, _ in ours.log)


def test_no_autoplay(context):
    """Where films with sound may not start by themselves, it starts silent and says how to hear it."""
    with FilmServer(context.film) as server, Browser() as browser:
        with context.player(server, browser=browser, autoplay=True) as page:
            page.wait_for("video.currentTime > 0.3")
            assert page.evaluate("video.muted")
            context.shot(page, "silenced")
            page.click(PLAYER + "button.soundon")
            page.wait_for("!video.muted && !video.paused")
        with context.player(server, browser=browser) as page:
            page.wait_for("player.state === 'paused'")
            assert page.evaluate("video.buffered.end(0)") < 8, "a film that nobody started was loaded whole"
            page.click(PLAYER + "button.big")
            page.wait_for("video.currentTime > 0.3")
            page.press("m")
            assert page.evaluate("video.muted"), "the keyboard was lost with the big button"
            page.click("vitascope-player", y=0.3)
            page.wait_for("video.paused")


def test_memory(context):
    """A browser that will hold little is fed little, and what it dropped is loaded again."""
    with FilmServer(context.film) as server, context.player(server) as page:
        page.run("""const append = SourceBuffer.prototype.appendBuffer;
            SourceBuffer.prototype.appendBuffer = function (data) {
              const {buffered} = this;
              let held = 0;
              for (let i = 0; i < buffered.length; i++) held += buffered.end(i) - buffered.start(i);
              if (held > 7) throw new DOMException('full', 'QuotaExceededError');
              append.call(this, data);
            };""")
        page.run("player.playbackRate = 2; player.play()")
        page.wait_for("video.ended", timeout=25)
        assert page.evaluate("seen.back") == 0
        page.evaluate("player.seek(0.5)")
        page.evaluate("player.play()")
        page.wait_for("video.currentTime > 1 && video.currentTime < 3 && !video.seeking")


def test_quality(context):
    """Several qualities are offered, followed by the line, and changed without a stop."""
    with FilmServer(context.film) as server:
        server.revisions["small"] = [Film(context.other)]
        main = Film(context.film).playlists["film.m3u8"].replace("audio.m3u8", "/film/hls/audio.m3u8") \
            .replace("\nvideo.m3u8", "\n/film/hls/video.m3u8").replace("captions.m3u8", "/film/hls/captions.m3u8")
        info = re.search("#EXT-X-STREAM-INF.*", Film(context.other).playlists["film.m3u8"])[0]
        info = re.sub("BANDWIDTH=[0-9]+", "BANDWIDTH=300000", info)
        server.files["/both.m3u8"] = f"{main}{info}\n/small/hls/video.m3u8\n"
        with context.player(server, src="/both.m3u8", autoplay=True) as page:
            page.wait_for("video.currentTime > 0.5")
            high = page.evaluate("video.videoHeight")
            assert high > 240
            page.click(PLAYER + "button.settings")
            context.shot(page, "quality")
            page.click(PLAYER + ".menu [role=group]:nth-child(2) button:last-of-type")
            page.wait_for("video.videoHeight === 240")
            assert page.evaluate("seen.back") == 0 and not page.evaluate("video.paused")


def test_native(context):
    """The browser's own HLS player does as well, where it has to."""
    with FilmServer(context.film) as server:
        server.grow(made=0)
        with context.player(server, engine="native", autoplay=True) as page:
            page.allow("425")
            page.wait_for("player.state === 'preparing'")
            server.film.finish()
            page.wait_for("video.currentTime > 1 && player.state === 'playing'")
            assert abs(page.evaluate("player.duration") - Film(context.film).total) < 0.2
            page.wait_for("find('vitascope-player >>> .text').innerText !== ''")


def test_life(context):
    """It can be moved, be given another film, be taken away, and two can stand on one page."""
    with FilmServer(context.film) as server:
        server.revisions["other"] = [Film(context.other)]
        with context.player(server, autoplay=True) as page:
            page.wait_for("video.currentTime > 1")
            page.run("document.body.append(player)")
            page.wait(0.3)
            assert now(page) > 1
            page.evaluate("player.src = '/other/hls/film.m3u8'")
            page.wait_for("video.videoHeight === 240 && player.state === 'playing'")
            page.run("window.second = player.cloneNode(); second.video.muted = true; document.body.append(second);")
            page.wait_for("second.video.currentTime > 0.5")
            page.run("""second.remove(); const early = document.createElement('vitascope-early');
                class Early extends player.constructor {}
                Object.assign(early, {chapters: [{start: 1, title: 'One'}], expectedDuration: 9});
                document.body.append(early); customElements.define('vitascope-early', Early);""")
            assert page.evaluate("find('vitascope-early').chapters.length") == 1
            assert page.attribute("vitascope-early", "expected-duration") == "9"
            page.run("player.remove()")
            asked = len(server.log)
            page.wait(1)
            assert len(server.log) == asked and page.evaluate("video.paused")


def test_idle(context):
    """The controls leave the picture alone while it plays, and come back for a mouse, a key or a finger."""
    idle = "find('vitascope-player >>> .root').classList.contains('idle')"
    with FilmServer(context.film) as server:
        with context.player(server, autoplay=True, loop=True) as page:
            page.wait_for(idle)
            page.hover("vitascope-player", y=0.3)
            page.wait_for("!" + idle)
            page.wait_for(idle)
            page.press("Tab", "Tab")
            page.wait_for("!" + idle)
            page.wait(2.5)
            assert not page.evaluate(idle), "the focused button is hidden"
            page.press("Escape")
            page.wait_for(idle)
        with context.player(server, 390, 700, looks={"touch": True}, autoplay=True, loop=True) as page:
            page.wait_for(idle)
            page.tap("vitascope-player", y=0.3)
            page.wait_for("!" + idle)
            assert not page.evaluate("video.paused"), "a finger that asks for the controls must not stop the film"
            page.tap("vitascope-player", y=0.3)
            page.wait_for(idle)
            page.tap("vitascope-player", y=0.3)
            page.tap(PLAYER + "button.play")
            page.wait_for("video.paused")


def test_looks(context):
    """It fits a phone, a wall and a page written from right to left."""
    with FilmServer(context.film) as server:
        for name, width, height, looks, more in (
                ("narrow", 320, 568, {"touch": True, "scale": 2}, {}), ("wide", 2560, 1440, {}, {}),
                ("dark", 960, 640, {"dark": True}, {}), ("rtl", 480, 640, {}, {"dir": "rtl"}),
                ("forced", 640, 520, {"forced_colors": True}, {}), ("contrast", 640, 520, {"contrast": "more"}, {})):
            server.grow(made=6, rate=0.1)
            with context.player(server, width, height, looks=looks, title="The shape of water", autoplay=True,
                                expected_duration=14, **more) as page:
                page.wait_for("video.currentTime > 0.6")
                page.evaluate("player.pause()")
                page.wait_for("player.state === 'paused'")
                page.wait(0.2)
                context.shot(page, f"look-{name}")
                inside = page.evaluate("""(() => { const frame = player.getBoundingClientRect();
                    return findAll('vitascope-player >>> button').filter((e) => e.checkVisibility())
                      .map((e) => [e.className, e.getBoundingClientRect()])
                      .filter(([, b]) => b.left < frame.left || b.right > frame.right).map(([n]) => n); })()""")
                assert inside == [], f"{name}: outside the player: {inside}"
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def film_of(vitascope, folder, *options, script_text=SCRIPT):
    folder.mkdir(parents=True)
    script = folder / "script.md"
    script.write_text(script_text)
    subprocess.run(
        [vitascope, "make", "--script", script, "--quality", "draft", "--captions", "none", "--music", "none",
         "--progress", "none", "--output", folder / "film", *options], check=True, stdout=subprocess.DEVNULL)
    return folder / "film"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only tests whose names contain one of these")
    parser.add_argument("--vitascope", default=".build/release/vitascope", help="the program that makes the films")
    parser.add_argument("--shots", type=pathlib.Path, help="keep screenshots in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitascope-player-") as folder:
        place = pathlib.Path(folder)
        try:
            film = film_of(options.vitascope, place / "one", "--size", "640x360")
            other = film_of(options.vitascope, place / "two", "--size", "426x240", "--speed", "0.9")
            short = film_of(options.vitascope, place / "three", "--size", "360x202", script_text="Dust.")
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"the films for the test could not be made: {error}\nbuild with make setup, or name --vitascope")
        context = Context(film, other, short, options.shots)
        try:
            failed = suite.run(sys.modules["__main__"], context, options.words)
        finally:
            context.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
