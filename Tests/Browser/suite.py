"""Runs the test functions of a module, in order, each with a deadline of its own in its waits; no framework.

    python test_player.py                       # all
    python test_player.py captions seek         # those whose names contain a word
    python test_player.py --shots /tmp/shots    # keeps screenshots there

A test is a function named `test_…` that takes the context object. Its docstring's first line is its name in the
report. The exit status is 1 when one failed.
"""

import inspect
import sys
import time
import traceback


def run(module, context, words=()):
    """Runs the module's tests with the context and returns how many failed."""
    tests = [(name, function) for name, function in vars(module).items()
             if name.startswith("test_") and inspect.isfunction(function)
             and (not words or any(word in name for word in words))]
    tests.sort(key=lambda pair: pair[1].__code__.co_firstlineno)
    failed = 0
    for name, test in tests:
        began = time.monotonic()
        title = (test.__doc__ or name).strip().splitlines()[0].rstrip(".")
        try:
            test(context)
            print(f"ok    {title} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL  {title} ({name}, {time.monotonic() - began:.1f} s)", flush=True)
            traceback.print_exc(limit=-4, file=sys.stdout)
    print(f"{len(tests) - failed} of {len(tests)} passed", flush=True)
    return failed
