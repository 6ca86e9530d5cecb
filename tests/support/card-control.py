#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves the virtual cards of with-pcscd.py, which says what the commands are.

usage: card-control.py insert [NAME [MILLISECONDS]]
       card-control.py remove|await|init [NAME]
       card-control.py settle|stop-service|kill-service|start-service

Ends with 0 when it is done.
"""

import os
import socket
import sys


def ask(*words):
    """Returns "ok", or why not."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ["DESK_CARD_SOCKET"])
        with connection.makefile("rw", encoding="utf-8") as stream:
            stream.write(" ".join(words) + "\n")
            stream.flush()
            return stream.readline().strip()


def main(words):
    if not words or "DESK_CARD_SOCKET" not in os.environ:
        print(__doc__)
        return 2

    answer = ask(*words)
    if answer != "ok":
        print(f"card-control: {answer}", file=sys.stderr)
    return 0 if answer == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
