"""Runs the test functions of a module, in order, each with a deadline of its own in its waits; no framework.

    python test_player.py                       # all
    python test_player.py captions seek         # those whose names contain a word
    python test_player.py --shots /tmp/shots    # keeps screenshots there

A test is a function named `test_…` that takes the context object. Its docstring's first line is its name in the
report; a text that it returns is printed behind it, for figures. The exit status is 1 when one failed.
"""

import concurrent.futures
import inspect
import threading
import time
import traceback

from browser import Browser


class Context:
    """What all tests of a module share: a browser for each thread, and where screenshots go."""

    def __init__(self, shots):
        self.shots = shots
        self._own, self._browsers = threading.local(), []

    @property
    def browser(self):
        """This thread's browser; it stays open for the next test."""
        if not hasattr(self._own, "browser"):
            self._own.browser = Browser(autoplay=True)
            self._browsers.append(self._own.browser)
        return self._own.browser

    def close(self):
        for browser in self._browsers:
            browser.close()

    def shot(self, page, name, full=False):
        """Keeps a screenshot, if they are wanted."""
        if self.shots:
            page.screenshot(self.shots / f"{name}.png", full=full)


def alone(test):
    """Marks a test that must have the machine to itself, such as one that counts dropped frames."""
    test.alone = True
    return test


def run(module, context, words=(), side_by_side=3):
    """Runs the module's tests and returns how many failed.

    Those marked `alone` run first, one after the other; the others, which mostly wait, several at a time.
    """
    tests = [(name, function) for name, function in vars(module).items()
             if name.startswith("test_") and inspect.isfunction(function)
             and (not words or any(word in name for word in words))]
    tests.sort(key=lambda pair: pair[1].__code__.co_firstlineno)
    first = [test for test in tests if hasattr(test[1], "alone")]
    others = [test for test in tests if not hasattr(test[1], "alone")]
    passed = [_one(name, test, context) for name, test in first]
    with concurrent.futures.ThreadPoolExecutor(side_by_side) as pool:
        passed += pool.map(lambda pair: _one(*pair, context), others)
    print(f"{sum(passed)} of {len(tests)} passed", flush=True)
    return len(tests) - sum(passed)


def _one(name, test, context):
    title = (test.__doc__ or name).strip().splitlines()[0].rstrip(".")
    began = time.monotonic()
    try:
        note = test(context)
        report = f"ok    {title} ({time.monotonic() - began:.1f} s){': ' + note if note else ''}\n"
    except Exception:
        report = (f"FAIL  {title} ({name}, {time.monotonic() - began:.1f} s)\n"
                  + "".join("      " + line + "\n" for line in traceback.format_exc(limit=-4).splitlines()))
    print(report, end="", flush=True)
    return report.startswith("ok")
