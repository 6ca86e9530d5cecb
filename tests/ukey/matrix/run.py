#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills rows of the matrix as whoever calls it.

usage: run.py KIND...      KIND: softhsm, fake, nss, card (the last under with-pcscd.py)

Writes a JSON object per row, a line each: name, algorithm, and either "skipped": why, or "steps":
a list of [step, seconds] of those that passed and, if one did not, "failed": why.
"""

import json
import os
import sys
import tempfile
import time

from steps import STEPS, Backend, Holder
from tokens import PIN, TOKENS, Skip

ALGORITHMS = ["p256", "rsa2048"]


def walk(holder, row):
    """Every step needs those before it."""
    for name, step in STEPS:
        start = time.monotonic()
        try:
            step(holder)
        except Exception as error:  # whatever it is, the other rows still run
            row["failed"] = f"{name}: {error}"
            return
        row["steps"].append([name, round(time.monotonic() - start, 2)])


def fill_row(kind, algorithm, backend, directory, number):
    row = {"name": TOKENS[kind].name, "algorithm": algorithm, "steps": []}
    os.mkdir(os.path.join(directory, "token"))
    try:
        token = TOKENS[kind](os.path.join(directory, "token"))
    except Skip as reason:
        row["skipped"] = str(reason)
        return row
    except Exception as error:  # likewise
        row["failed"] = f"token: {error}"
        return row

    holder = Holder(token, backend, directory, algorithm, number)
    holder.pin = PIN
    walk(holder, row)
    if hasattr(token, "close"):
        token.close()
    return row


def main(kinds):
    with tempfile.TemporaryDirectory(prefix="certdesk-matrix.") as directory:
        # Nothing of the caller's own is read or written.
        os.environ.update(HOME=directory, XDG_RUNTIME_DIR=os.path.join(directory, "run"),
                          XDG_CONFIG_HOME=os.path.join(directory, "config"),
                          XDG_CACHE_HOME=os.path.join(directory, "cache"),
                          XDG_DATA_HOME=os.path.join(directory, "data"))
        for name in ("run", "config", "cache", "data", "backend"):
            os.mkdir(os.path.join(directory, name), 0o700)
        backend = Backend(os.path.join(directory, "backend"))
        try:
            for number, (kind, algorithm) in enumerate(
                    (kind, algorithm) for kind in kinds for algorithm in ALGORITHMS):
                place = os.path.join(directory, f"{kind}-{algorithm}")
                os.mkdir(place, 0o700)
                print(json.dumps(fill_row(kind, algorithm, backend, place, number)), flush=True)
        finally:
            backend.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
