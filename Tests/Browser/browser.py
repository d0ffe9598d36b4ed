"""Drives pages in a headless Chromium, as a person would: keys, mouse, fingers, a lost network, a dark room.

    with Browser() as browser, browser.page(width=1280, height=720) as page:
        page.goto("http://127.0.0.1:8080/")
        page.click("#make")
        page.wait_for("document.querySelector('video').currentTime > 1")
        page.screenshot("page.png")

- A selector is CSS; ` >>> ` steps into an open shadow root: `vitascope-player >>> button.play`.
- Every wait has a deadline and says on failure what it waited for.
- Errors on the console, uncaught exceptions and violations of the content security policy are collected, and leaving
  the `with` block of a page fails with them, unless `page.allow(pattern)` expected them.
- Clicks, keys and touches are real input events, so they count as the person's own for autoplay, full screen and
  focus. A click on something invisible, disabled or covered fails.
"""

import base64
import importlib.util
import json
import pathlib
import re
import time

from devtools import BrowserFailure, DevTools

DEADLINE = 10
"""Seconds that a wait takes at most, unless it says otherwise."""

# Finds elements also within shadow roots, and says where a click would land.
HELPERS = r"""
const find = (selector) => {
  let root = document, found = null;
  for (const part of selector.split('>>>')) {
    found = root && root.querySelector(part.trim());
    root = found && found.shadowRoot;
  }
  return found;
};
const findAll = (selector) => {
  const parts = selector.split('>>>');
  const last = parts.pop();
  const host = parts.length ? find(parts.join('>>>')) : null;
  const root = parts.length ? host && host.shadowRoot : document;
  return root ? [...root.querySelectorAll(last.trim())] : [];
};
const at = (x, y) => {
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
};
const active = () => {
  let element = document.activeElement;
  while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
  return element;
};
const name = (element) => element ? element.tagName.toLowerCase() + (element.id ? '#' + element.id : '')
  + [...element.classList].map((each) => '.' + each).join('') : 'nothing';
"""

KEYS = {
    "Enter": (13, "\r"), "Tab": (9, None), "Escape": (27, None), "Backspace": (8, None), "Delete": (46, None),
    "ArrowLeft": (37, None), "ArrowUp": (38, None), "ArrowRight": (39, None), "ArrowDown": (40, None),
    "Home": (36, None), "End": (35, None), "PageUp": (33, None), "PageDown": (34, None), "Space": (32, " "),
    **{f"F{n}": (111 + n, None) for n in range(1, 13)},
}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
CODES = {",": "Comma", ".": "Period", "<": "Comma", ">": "Period", "/": "Slash", "?": "Slash", " ": "Space"}


class Browser:
    """A browser of its own with an empty profile; each page gets a separate, private context.

    `autoplay=True` lets films with sound start without a click, as a browser does for a site that a person uses much.
    """

    def __init__(self, autoplay=False, arguments=()):
        extra = ["--autoplay-policy=no-user-gesture-required"] if autoplay else []
        self.devtools = DevTools([*extra, *arguments])

    def page(self, width=1280, height=720, **looks):
        """Opens a page; `looks` are those of `Page.look`, `touch` and `scale` those of `Page.viewport`."""
        return Page(self.devtools, width, height, **looks)

    def close(self):
        self.devtools.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Page:
    """One page and all that can be done to it."""

    def __init__(self, devtools, width, height, touch=False, scale=1, **looks):
        self.devtools = devtools
        self.errors = []
        """Errors so far, as sentences, without those that were allowed."""
        self.requests = []
        """What the page fetched, in order: dictionaries of url, method, type, status and bytes on the wire."""
        self.dialogs = []
        """Texts of alert, confirm and prompt boxes; they are accepted at once."""
        self.downloads = {}
        """State of each download by its suggested name: inProgress, completed or canceled."""
        self._allowed = []
        self._by_id = {}
        self._download_names = {}
        self._loads = 0
        self._network = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self._pointer = (0, 0)
        self._dialogs_open = 0
        self.context = devtools.send("Target.createBrowserContext", {"disposeOnDetach": True})["browserContextId"]
        self.target = devtools.send(
            "Target.createTarget", {"url": "about:blank", "browserContextId": self.context,
                                    "width": width, "height": height})["targetId"]
        self.session = devtools.send("Target.attachToTarget", {"targetId": self.target, "flatten": True})["sessionId"]
        devtools.listen(self.session, self._event)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        # The page counts as the one that a person looks at, so focus rings and :focus work.
        self.send("Emulation.setFocusEmulationEnabled", {"enabled": True})
        self.viewport(width, height, touch=touch, scale=scale)
        if looks:
            self.look(**looks)

    # Protocol

    def send(self, method, params=None, timeout=30):
        """Sends any command of the DevTools protocol to this page."""
        return self.devtools.send(method, params, self.session, timeout)

    def _event(self, method, params):
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self._fault(details.get("exception", {}).get("description") or details.get("text", "exception"))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self._fault(" ".join(str(a.get("value", a.get("description", ""))) for a in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            entry = params["entry"]
            self._fault(f"{entry['text']} {entry.get('url', '')}".strip())
        elif method == "Page.loadEventFired":
            self._loads += 1
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(params["message"])
            self._dialogs_open += 1
        elif method == "Network.requestWillBeSent":
            request = {"url": params["request"]["url"], "method": params["request"]["method"],
                       "type": params.get("type"), "status": None, "bytes": 0}
            self._by_id[params["requestId"]] = request
            self.requests.append(request)
        elif method == "Network.responseReceived" and params["requestId"] in self._by_id:
            self._by_id[params["requestId"]]["status"] = params["response"]["status"]
        elif method == "Network.loadingFinished" and params["requestId"] in self._by_id:
            self._by_id[params["requestId"]]["bytes"] = params["encodedDataLength"]
        elif method == "Page.downloadWillBegin":
            self._download_names[params["guid"]] = params["suggestedFilename"]
            self.downloads[params["suggestedFilename"]] = "inProgress"
        elif method == "Page.downloadProgress" and params["guid"] in self._download_names:
            self.downloads[self._download_names[params["guid"]]] = params["state"]

    def _fault(self, text):
        if not any(pattern.search(text) for pattern in self._allowed):
            self.errors.append(text)

    def allow(self, pattern):
        """Expects errors whose text matches a regular expression, past and to come."""
        self._allowed.append(re.compile(pattern))
        self.errors = [text for text in self.errors if not self._allowed[-1].search(text)]

    def expect_no_errors(self):
        """Fails with the errors that the page has reported."""
        self.wait(0.01)
        if self.errors:
            raise BrowserFailure("the page reported errors:\n  " + "\n  ".join(self.errors))

    # Going places

    def goto(self, url, timeout=DEADLINE):
        """Opens an address and waits until it has loaded."""
        loads = self._loads
        result = self.send("Page.navigate", {"url": url})
        if result.get("errorText"):
            raise BrowserFailure(f"could not open {url}: {result['errorText']}")
        self._wait_load(loads, url, timeout)

    def reload(self, timeout=DEADLINE):
        """Loads the page again, as F5 does."""
        loads = self._loads
        self.send("Page.reload")
        self._wait_load(loads, "the page again", timeout)

    def back(self):
        """Goes back in history."""
        self.evaluate("history.back()")

    def _wait_load(self, loads, what, timeout):
        deadline = time.monotonic() + timeout
        while self._loads == loads:
            left = deadline - time.monotonic()
            if left <= 0:
                raise BrowserFailure(f"{what} did not load within {timeout} s")
            self.devtools.pump(left)

    # Asking

    def evaluate(self, expression, *arguments, timeout=30):
        """The value of a JavaScript expression, awaited when it is a promise.

        With arguments the expression is a function: `page.evaluate("(a, b) => a + b", 1, 2)`. The helpers `find`,
        `findAll`, `at`, `active` and `name` are in scope (see HELPERS).
        """
        if arguments:
            expression = f"({expression})({', '.join(json.dumps(a) for a in arguments)})"
        result = self.send("Runtime.evaluate", {
            "expression": f"(() => {{ {HELPERS} return ({expression}\n); }})()", "awaitPromise": True,
            "returnByValue": True}, timeout)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise BrowserFailure(details.get("exception", {}).get("description") or details["text"])
        return result["result"].get("value")

    def run(self, statements):
        """Executes statements instead of an expression; the value of a `return` comes back."""
        return self.evaluate("(async () => { " + statements + " })()")

    def wait_for(self, expression, *arguments, timeout=DEADLINE, because=None):
        """Waits until an expression is true and returns its value; the failure names `because` or the expression."""
        deadline = time.monotonic() + timeout
        pause = 0.005
        while True:
            value, trouble = None, None
            try:
                value = self.evaluate(expression, *arguments)
            except BrowserFailure as error:  # between two documents there may be nobody to ask
                trouble = error
            if value:
                return value
            if time.monotonic() > deadline:
                seen = f"; last: {trouble}" if trouble else ""
                errors = f"; the page reported: {self.errors}" if self.errors else ""
                raise BrowserFailure(f"waited {timeout} s in vain for {because or expression}{seen}{errors}")
            self.wait(pause)
            pause = min(pause * 1.5, 0.05)

    def wait_for_selector(self, selector, timeout=DEADLINE):
        """Waits until something visible matches."""
        self.wait_for("(s) => { const e = find(s); return !!e && e.checkVisibility({visibilityProperty: true}); }",
                      selector, timeout=timeout, because=f"{selector} to be visible")

    def wait_for_text(self, text, selector="body", timeout=DEADLINE):
        """Waits until an element's visible text contains something."""
        self.wait_for("(s, t) => (find(s)?.innerText ?? '').includes(t)", selector, text, timeout=timeout,
                      because=f"{text!r} in {selector}")

    def wait(self, seconds):
        """Lets time pass; only for what is about time itself."""
        self.devtools.wait(seconds)
        self._accept_dialogs()

    def text(self, selector):
        """The visible text of an element; fails when there is none such."""
        return self.evaluate("(s) => { const e = find(s); if (!e) throw Error('nothing matches ' + s);"
                             " return e.innerText; }", selector)

    def attribute(self, selector, attribute):
        """An attribute's value, or `None`."""
        return self.evaluate("(s, a) => find(s)?.getAttribute(a) ?? null", selector, attribute)

    def count(self, selector):
        """How many elements match."""
        return self.evaluate("(s) => findAll(s).length", selector)

    def focused(self):
        """The element with the keyboard's focus, also within shadow roots: name, label, and whether its ring shows."""
        return self.evaluate("""(() => {
            const e = active();
            return {name: name(e), label: e?.getAttribute('aria-label') ?? e?.innerText?.trim() ?? '',
                    ring: !!e && e.matches(':focus-visible')};
        })()""")

    def _accept_dialogs(self):
        while self._dialogs_open:
            self._dialogs_open -= 1
            self.send("Page.handleJavaScriptDialog", {"accept": True})

    # Keys

    def press(self, *keys):
        """Presses keys one after the other: "k", "Tab", "Shift+Tab", "Control+Enter", "Space"."""
        for key in keys:
            *held, last = key.split("+") if len(key) > 1 else [key]
            modifiers = sum(MODIFIERS[h] for h in held)
            if last in KEYS:
                code, text = KEYS[last]
                facts = {"key": " " if last == "Space" else last, "code": last, "windowsVirtualKeyCode": code}
            else:
                facts = {"key": last, "windowsVirtualKeyCode": ord(last.upper()) if last.isalnum() else 0,
                         "code": CODES.get(last) or (f"Digit{last}" if last.isdigit() else f"Key{last.upper()}")}
                text = last
            facts["modifiers"] = modifiers
            if text and not modifiers & 6:
                facts["text"] = text
            self.send("Input.dispatchKeyEvent", {"type": "keyDown" if "text" in facts else "rawKeyDown", **facts})
            facts.pop("text", None)
            self.send("Input.dispatchKeyEvent", {"type": "keyUp", **facts})

    def type(self, text):
        """Writes text where the focus is, at once, as a paste or an input method does."""
        self.send("Input.insertText", {"text": text})

    def fill(self, selector, text):
        """Replaces what a field holds."""
        self.evaluate("(s) => { const e = find(s); e.focus(); if (e.select) e.select(); }", selector)
        self.type(text)

    # Pointer

    def place(self, selector, timeout=DEADLINE):
        """Waits until an element can be clicked and returns its box: x, y, width, height in CSS pixels."""
        state = self.wait_for("""(s) => {
            const e = find(s);
            if (!e) return null;
            e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
            const b = e.getBoundingClientRect();
            return e.checkVisibility({visibilityProperty: true}) && b.width && b.height
                && {x: b.x, y: b.y, width: b.width, height: b.height};
        }""", selector, timeout=timeout, because=f"{selector} to be visible")
        return state

    def _spot(self, selector, x, y, timeout, mouse=True):
        deadline = time.monotonic() + timeout
        while True:
            box = self.place(selector, timeout)
            spot = (box["x"] + box["width"] * x, box["y"] + box["height"] * y)
            if mouse:  # what shows itself only to a mouse that comes near gets the chance to
                self._mouse("mouseMoved", (spot[0] - 1, spot[1]))
                self._mouse("mouseMoved", spot)
            cover = self.evaluate("""(s, x, y) => {
                const wanted = find(s), hit = at(x, y);
                if (wanted.disabled) return 'it is disabled';
                for (let e = hit; e; e = e.parentNode ?? e.host) if (e === wanted) return null;
                // A label or an overlay of its own counts as the thing itself.
                if (hit && hit.closest('label')?.control === wanted) return null;
                return name(hit) + ' covers it';
            }""", selector, *spot)
            if not cover:
                return spot
            if time.monotonic() > deadline:
                raise BrowserFailure(f"{selector} cannot be clicked: {cover}")
            self.wait(0.03)

    def _mouse(self, kind, spot, **more):
        self._pointer = spot
        self.send("Input.dispatchMouseEvent", {"type": kind, "x": spot[0], "y": spot[1], **more})

    def hover(self, selector, x=0.5, y=0.5, timeout=DEADLINE):
        """Moves the mouse over a place of an element, given as fractions of its box."""
        return self._spot(selector, x, y, timeout)

    def move(self, x, y):
        """Moves the mouse to a point of the viewport."""
        self._mouse("mouseMoved", (x, y))

    def click(self, selector, x=0.5, y=0.5, count=1, timeout=DEADLINE):
        """Clicks an element; `count=2` is a double click."""
        spot = self.hover(selector, x, y, timeout)
        for n in range(1, count + 1):
            self._mouse("mousePressed", spot, button="left", buttons=1, clickCount=n)
            self._mouse("mouseReleased", spot, button="left", clickCount=n)
        self._accept_dialogs()

    def drag(self, selector, to, start=(0.5, 0.5), steps=8):
        """Drags from a place of an element to `to`: another selector, or fractions of the same element's box."""
        spot = self.hover(selector, *start)
        if isinstance(to, str):
            box = self.place(to)
            end = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        else:
            box = self.place(selector)
            end = (box["x"] + box["width"] * to[0], box["y"] + box["height"] * to[1])
        self._mouse("mousePressed", spot, button="left", buttons=1, clickCount=1)
        for n in range(1, steps + 1):
            between = (spot[0] + (end[0] - spot[0]) * n / steps, spot[1] + (end[1] - spot[1]) * n / steps)
            self._mouse("mouseMoved", between, button="left", buttons=1)
        self._mouse("mouseReleased", end, button="left", clickCount=1)

    def wheel(self, selector, dy, dx=0):
        """Turns the wheel over an element, in CSS pixels."""
        spot = self.hover(selector)
        self._mouse("mouseWheel", spot, deltaX=dx, deltaY=dy)

    def tap(self, selector, x=0.5, y=0.5, timeout=DEADLINE):
        """Taps with a finger; open the page with `touch=True`."""
        spot = self._spot(selector, x, y, timeout, mouse=False)
        self.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": spot[0], "y": spot[1]}]})
        self.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def drop_files(self, selector, *paths):
        """Drops files from the desktop onto an element."""
        spot = self._spot(selector, 0.5, 0.5, DEADLINE)
        data = {"items": [], "files": [str(pathlib.Path(p).resolve()) for p in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.send("Input.dispatchDragEvent", {"type": kind, "x": spot[0], "y": spot[1], "data": data})

    def choose_files(self, selector, *paths):
        """Chooses files in an `<input type=file>`."""
        expression = f"(() => {{ {HELPERS} return find({json.dumps(selector)}); }})()"
        result = self.send("Runtime.evaluate", {"expression": expression})
        self.send("DOM.setFileInputFiles", {"objectId": result["result"]["objectId"],
                                            "files": [str(pathlib.Path(p).resolve()) for p in paths]})

    # Surroundings

    def viewport(self, width, height, scale=1, touch=False):
        """Sets the window's size in CSS pixels, device pixels per CSS pixel, and whether it is a phone."""
        self.send("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": touch})
        self.send("Emulation.setTouchEmulationEnabled", {"enabled": touch, "maxTouchPoints": 5 if touch else 1})

    def look(self, dark=None, reduced_motion=None, contrast=None, forced_colors=None):
        """What the person has set in the system; all true or false but `contrast`, which is "more" or "less"."""
        features = []
        if dark is not None:
            features.append({"name": "prefers-color-scheme", "value": "dark" if dark else "light"})
        if reduced_motion is not None:
            value = "reduce" if reduced_motion else "no-preference"
            features.append({"name": "prefers-reduced-motion", "value": value})
        if contrast is not None:
            features.append({"name": "prefers-contrast", "value": contrast})
        if forced_colors is not None:
            features.append({"name": "forced-colors", "value": "active" if forced_colors else "none"})
        self.send("Emulation.setEmulatedMedia", {"features": features})

    def offline(self, lost=True):
        """Cuts the network, or brings it back."""
        self._network["offline"] = lost
        self.send("Network.emulateNetworkConditions", self._network)

    def throttle(self, latency_ms=0, down_kbps=None, up_kbps=None):
        """Slows the network; without arguments it is fast again."""
        self._network.update(latency=latency_ms, downloadThroughput=down_kbps * 125 if down_kbps else -1,
                             uploadThroughput=up_kbps * 125 if up_kbps else -1)
        self.send("Network.emulateNetworkConditions", self._network)

    def slow_processor(self, factor=1):
        """Makes the page's processor so many times slower."""
        self.send("Emulation.setCPUThrottlingRate", {"rate": factor})

    def sleep(self, seconds):
        """Freezes the page, as a closed lid or a tab in the background does, and wakes it."""
        self.send("Page.setWebLifecycleState", {"state": "frozen"})
        self.devtools.wait(seconds)
        self.send("Page.setWebLifecycleState", {"state": "active"})

    def downloads_to(self, folder):
        """Lets the page save files into a folder; `downloads` says how far they are."""
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        self.devtools.send("Browser.setDownloadBehavior", {
            "behavior": "allow", "browserContextId": self.context, "downloadPath": str(pathlib.Path(folder).resolve())})

    def wait_for_download(self, name, timeout=DEADLINE):
        """Waits until a file of this name has been saved."""
        deadline = time.monotonic() + timeout
        while self.downloads.get(name) != "completed":
            if time.monotonic() > deadline:
                raise BrowserFailure(f"waited {timeout} s in vain for the download {name}: {self.downloads}")
            self.devtools.pump(0.05)

    # Witnesses

    def screenshot(self, path, selector=None, full=False):
        """Writes a PNG of the viewport, of one element, or of the whole page."""
        parameters = {"format": "png", "captureBeyondViewport": full}
        if selector or full:
            box = self.evaluate("""(s) => { const e = s ? find(s) : document.documentElement;
                const b = e.getBoundingClientRect();
                return {x: b.x + scrollX, y: b.y + scrollY, width: s ? b.width : e.scrollWidth,
                        height: s ? b.height : e.scrollHeight}; }""", selector)
            parameters["clip"] = {**box, "scale": 1}
        data = base64.b64decode(self.send("Page.captureScreenshot", parameters)["data"])
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(path).write_bytes(data)
        return path

    def bytes_received(self):
        """Bytes that came over the wire for all requests so far, as they were sent (compressed)."""
        return sum(request["bytes"] for request in self.requests)

    def axe(self, *ignored):
        """What axe-core complains about on the page as it is now, by WCAG 2.2 A and AA and its best practices.

        Returns sentences, one for each complaint: rule, element, reason. `ignored` names rules to leave out.
        """
        if not self.evaluate("typeof axe === 'object'"):
            # Through the protocol, not as a script element: a strict content security policy would refuse that.
            self.send("Runtime.evaluate", {"expression": axe_source()})
        found = self.evaluate("""(ignored) => axe.run({resultTypes: ['violations'],
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            rules: Object.fromEntries(ignored.map((rule) => [rule, {enabled: false}]))}).then((r) => r.violations
            .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ': '
                + (n.failureSummary ?? v.help).replace(/\\s+/g, ' '))))""", list(ignored))
        return found

    # Leaving

    def close(self):
        """Closes the page and forgets its context."""
        self.devtools.listen(self.session, None)
        self.devtools.send("Target.disposeBrowserContext", {"browserContextId": self.context})

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.expect_no_errors()
        finally:
            self.close()


def axe_source():
    """The text of axe-core, carried by a package of Scripts/test-tools.txt that is never imported."""
    found = importlib.util.find_spec("axe_playwright_python")
    if not found:
        raise BrowserFailure("axe-core is missing: make setup-test installs it")
    return (pathlib.Path(found.submodule_search_locations[0]) / "axe.min.js").read_text()
