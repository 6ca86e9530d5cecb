#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that is put in and pulled out, over and over, as the window sees it: OpenSC over a real
pcscd, loaded by certdesk-ukey-host, looked at by DeskKeys. To be run by with-pcscd.py.

Every time the certificate must come and go; descriptors and memory of both programs must stay what
they were after the first cycles; nothing may get stuck when it goes faster than anybody looks.

DESK_TEST_PLUG_CYCLES: how many cycles, instead of the few that an everyday run has time for; 200 are
a full run.
"""

import os
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "e2e"))

import card  # noqa: E402
import tap  # noqa: E402
from card import control  # noqa: E402

BUILD = os.environ.get("DESK_TEST_BUILD_DIR", ".")
N_CYCLES = int(os.environ.get("DESK_TEST_PLUG_CYCLES", "4"))  # three seconds each
N_QUICK_CYCLES = max(6, N_CYCLES // 5)
N_WARM_UP = min(20, N_CYCLES // 2)  # caches are full then
PATIENCE_SECONDS = 20

# What caches and the allocator may still take after the first cycles, for all the rest together.
SLACK_KB = 512
# A sanitizer keeps what was freed; it finds leaks by itself.
IS_SANITIZED = os.environ.get("DESK_TEST_SANITIZER", "none") != "none"
SANITIZER_FINDINGS = ["detected memory leaks", "ERROR: AddressSanitizer", "runtime error:"]


class Process:
    """What the system knows of one."""

    def __init__(self, pid):
        self.pid = pid

    def read(self, name):
        """Empty where this is not for us to see: the host keeps others from looking into it."""
        try:
            with open(f"/proc/{self.pid}/{name}", encoding="ascii", errors="replace") as file:
                return file.read()
        except PermissionError:
            return ""

    def memory(self, name, field):
        lines = [line.split() for line in self.read(name).splitlines()]
        return next((int(words[1]) for words in lines if words and words[0] == field + ":"), None)

    def measure(self):
        try:
            n_descriptors = len(os.listdir(f"/proc/{self.pid}/fd"))
        except PermissionError:
            n_descriptors = None
        return {
            "descriptors": n_descriptors,
            "own kB": self.memory("status", "RssAnon"),
            "PSS kB": self.memory("smaps_rollup", "Pss"),
        }


class Watcher:
    """The program that watches keys. Lines: state, tokens, certificates, usable."""

    def __init__(self):
        self.complaints = tempfile.TemporaryFile("w+", errors="replace")  # the hosts' as well
        self.process = subprocess.Popen([os.path.join(BUILD, "tests/ukey/plug-cycles/watch-keys"),
                                         card.MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.complaints, text=True)
        self.lines = queue.Queue()
        self.last = ""
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def wait_for(self, expected):
        """Returns the seconds until the line says so."""
        start = time.monotonic()
        while not expected(self.last.split()):
            left = start + PATIENCE_SECONDS - time.monotonic()
            try:
                self.last = self.lines.get(timeout=max(left, 0))
            except queue.Empty as error:
                raise AssertionError(f"still \"{self.last}\"") from error
        return time.monotonic() - start

    def drain(self):
        while not self.lines.empty():
            self.last = self.lines.get()

    def hosts(self):
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                        parent = int(file.read().rpartition(")")[2].split()[1])
                except (FileNotFoundError, ProcessLookupError):
                    continue
                if parent == self.process.pid:
                    found.append(int(entry))
        return found

    def measure(self):
        return {"client": Process(self.process.pid).measure(),
                **{f"host {pid}": Process(pid).measure() for pid in self.hosts()}}

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(PATIENCE_SECONDS) == 0

    def read_complaints(self):
        self.complaints.seek(0)
        return self.complaints.read()


def is_in(words):
    return words[1:] == ["1", "1", "usable"] and words[0] in ("ready", "pin_default")


def is_out(words):
    return words[:3] == ["absent", "0", "0"]


def is_stopped(words):
    return words[:3] == ["service_stopped", "0", "0"]


def show(title, measurement):
    for name, values in measurement.items():
        words = ", ".join(f"{key} {value}" for key, value in values.items() if value is not None)
        print(f"# {title}: {name}: {words}")


def show_times(what, seconds):
    print(f"# {what} after {statistics.median(seconds):.2f} s, at most {max(seconds):.2f} s")


def assert_flat(early, late):
    assert early.keys() == late.keys(), "another host than before"
    for name, values in late.items():
        for key, value in values.items():
            before = early[name][key]
            if key == "descriptors":
                assert value == before, f"{name}: {before} descriptors, then {value}"
            elif key == "own kB" and not IS_SANITIZED:
                assert value - before <= SLACK_KB, f"{name}: {before} kB, then {value} kB"


def test_cycles(watcher):
    seen, gone = [], []
    early = None
    watcher.wait_for(is_in)
    for cycle in range(N_CYCLES):
        control("remove")
        gone.append(watcher.wait_for(is_out))
        control("insert")
        seen.append(watcher.wait_for(is_in))
        if cycle + 1 == N_WARM_UP:
            early = watcher.measure()
    late = watcher.measure()

    show_times(f"{N_CYCLES} cycles: seen", seen)
    show_times("gone", gone)
    show(f"after {N_WARM_UP}", early)
    show(f"after {N_CYCLES}", late)
    assert_flat(early, late)


def test_quick(watcher):
    """Faster than pcscd looks, at whatever moment that finds everybody."""
    watcher.wait_for(is_in)
    for cycle in range(N_QUICK_CYCLES):
        control("remove")
        time.sleep(0.07 * (cycle % 8))
        control("insert")
    control("settle")
    watcher.wait_for(is_in)
    time.sleep(2)  # what was under way has come by then
    watcher.drain()
    assert is_in(watcher.last.split()), watcher.last


def test_flicker(watcher):
    watcher.wait_for(is_in)
    control("remove")
    watcher.wait_for(is_out)
    for cycle in range(N_QUICK_CYCLES):
        control("insert")
        time.sleep(0.07 * (cycle % 8))
        control("remove")
    control("settle")
    watcher.wait_for(is_out)
    time.sleep(2)
    watcher.drain()
    assert is_out(watcher.last.split()), watcher.last
    control("insert")
    watcher.wait_for(is_in)


def test_service(watcher):
    watcher.wait_for(is_in)
    for stop in ("stop-service", "kill-service"):
        control(stop)
        show_times(f"{stop}: noticed", [watcher.wait_for(is_stopped)])
        control("start-service")
        show_times("start-service: seen", [watcher.wait_for(is_in)])


def test_end(watcher):
    """A sanitizer tells of leaks at the end."""
    hosts = watcher.hosts()
    watcher.end()
    end = time.monotonic() + PATIENCE_SECONDS
    while any(os.path.exists(f"/proc/{pid}") for pid in hosts):
        assert time.monotonic() < end, "the host stays behind"
        time.sleep(0.02)
    complaints = watcher.read_complaints()
    for line in complaints.splitlines():
        print(f"# {line}")
    assert not any(finding in complaints for finding in SANITIZER_FINDINGS)


def main():
    if card.MODULE is None:
        print("1..0 # SKIP OpenSC's module is not installed")
        return
    card.issue()
    watcher = Watcher()
    tests = [("cycles", test_cycles), ("quick", test_quick), ("flicker", test_flicker),
             ("service", test_service), ("end", test_end)]
    tap.run([(f"/plug-cycles/{name}", lambda function=function: function(watcher))
             for name, function in tests])


if __name__ == "__main__":
    main()
