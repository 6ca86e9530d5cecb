#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that is pulled out, or whose service ends, in the middle of a login or a signature: what a
person is told, how soon, and that the next try works. OpenSC over a real pcscd, and a card that
takes its time; to be run by with-pcscd.py."""

import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "e2e"))

import card  # noqa: E402
import tap  # noqa: E402
from card import control  # noqa: E402

CTL = os.path.join(os.environ.get("DESK_TEST_BUILD_DIR", "."), "src", "ctl", "certdeskctl")
SLOW_MS = "4000"  # longer than any sentence may take to come
TIME_LIMIT = 60

REMOVED = "UK-403"
DRIVER = "UK-701"
MAYBE_SENT = "The PIN may have been sent already"


class Desk:
    """A file to sign, and where things are."""

    def __init__(self, directory):
        self.data = os.path.join(directory, "data")
        self.signature = os.path.join(directory, "signature")
        self.public_key = os.path.join(directory, "public.pem")
        with open(self.data, "w", encoding="ascii") as file:
            file.write("data")
        card.issue(self.public_key)

    def start(self):
        process = subprocess.Popen([CTL, "ukey", "sign", "--module", card.MODULE, "--in", self.data,
                                    "--out", self.signature, "--pin-fd", "0"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        process.stdin.write(card.PIN + "\n")
        process.stdin.flush()
        return process

    def assert_signs(self):
        control("settle")
        process = self.start()
        output, _ = process.communicate(timeout=TIME_LIMIT)
        assert process.returncode == 0, output
        card.call("openssl", "dgst", "-sha256", "-verify", self.public_key, "-signature",
                  self.signature, self.data)


def put_in_slow_card():
    control("remove")
    control("settle")
    control("insert", "card", SLOW_MS)
    control("settle")


def interrupt(desk, n_steps, event, undo):
    """Lets the event happen within the n-th thing that takes the card long: the login is the first,
    the signature the second. Returns what was said; everything is as before then."""
    put_in_slow_card()
    process = desk.start()
    for _ in range(n_steps):
        control("await")
    time.sleep(0.3)
    control(event)
    start = time.monotonic()
    output, _ = process.communicate(timeout=TIME_LIMIT)
    seconds = time.monotonic() - start
    control(undo)
    for line in output.splitlines():
        print(f"# {line}")
    print(f"# after {seconds:.2f} s")
    assert process.returncode != 0
    assert re.search(r"UK-\d{3}", output)
    return output


def test_login(desk):
    output = interrupt(desk, 1, "remove", "insert")
    assert REMOVED in output
    assert MAYBE_SENT in output
    desk.assert_signs()


def test_signature(desk):
    output = interrupt(desk, 2, "remove", "insert")
    assert REMOVED in output
    assert MAYBE_SENT not in output
    desk.assert_signs()


def test_service(desk):
    """That the key is gone is all that the driver can tell."""
    output = interrupt(desk, 1, "stop-service", "start-service")
    assert DRIVER not in output
    assert MAYBE_SENT in output
    desk.assert_signs()


def main():
    if card.MODULE is None:
        print("1..0 # SKIP OpenSC's module is not installed")
        return
    with tempfile.TemporaryDirectory() as directory:
        desk = Desk(directory)
        tests = [("login", test_login), ("signature", test_signature), ("service", test_service)]
        tap.run([(f"/pull-out/{name}", lambda function=function: function(desk))
                 for name, function in tests])


if __name__ == "__main__":
    main()
