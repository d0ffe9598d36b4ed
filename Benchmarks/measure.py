"""Runs programs and says what they cost: CPU seconds, wall seconds and peak memory, from the kernel's own accounts."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    cpu: float
    wall: float
    peak: int
    output: bytes = b""
    errors: bytes = b""

    def __str__(self):
        return f"{self.cpu:7.2f} s CPU {self.wall:7.2f} s wall {self.peak / 1e6:6.0f} MB peak"


def run(command, env=None, stdout=subprocess.DEVNULL, cwd=None):
    """Runs a command to its end; its children count with it. Fails loudly when it fails."""
    began = time.monotonic()
    errors = open(os.path.join(os.environ.get("TMPDIR", "/tmp"), f"bench-{os.getpid()}.err"), "w+b")
    process = subprocess.Popen(command, stdout=stdout, stderr=errors, env=env, cwd=cwd)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    errors.seek(0)
    text = errors.read()
    errors.close()
    os.unlink(errors.name)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\nfailed with {process.returncode}:\n{text.decode()[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, errors=text)
