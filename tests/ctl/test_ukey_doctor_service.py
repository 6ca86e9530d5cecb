#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""certdeskctl ukey doctor with a pcscd of its own, under with-pcscd.py."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import tap

CTL = os.environ["DESK_TEST_CERTDESKCTL"]
PATIENCE_SECONDS = 20
directory = tempfile.TemporaryDirectory(prefix="certdeskctl-")
environment = dict(os.environ, HOME=directory.name, XDG_DATA_HOME=directory.name)


def card(*arguments):
    subprocess.run([os.environ["DESK_CARD_CONTROL"], *arguments], check=True)


def codes():
    done = subprocess.run([CTL, "ukey", "doctor", "--json"], env=environment, capture_output=True,
                          text=True, timeout=60)
    assert done.returncode in (0, 1), (done.returncode, done.stderr)
    findings = json.loads(done.stdout)["findings"]
    return {f["subject"]: f["code"] for f in reversed(findings)}, findings


def wait_for(**wanted):
    """pcscd notices a card only when it looks next."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        found, findings = codes()
        if all(found[subject] == code for subject, code in wanted.items()):
            return findings
        assert time.monotonic() < end, findings


def test_no_card():
    findings = wait_for(service="UK-001", readers="UK-001", modules="UK-001", tokens="UK-303")
    reader, = [f for f in findings if f["subject"] == "readers"]
    assert "Reader" in reader["detail"] or reader["detail"], reader


def test_card():
    card("init")
    wait_for(service="UK-001", tokens="UK-001", certificates="UK-601")


def test_no_service():
    card("remove")
    card("stop-service")
    wait_for(service="UK-102", readers=None)
    card("start-service")
    wait_for(service="UK-001", readers="UK-001")


def test_blank_card():
    card("insert", "blank")
    wait_for(tokens="UK-401")


tap.run([(name[5:], function) for name, function in list(globals().items())
         if name.startswith("test_")])
