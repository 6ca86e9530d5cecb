#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix: every PKCS#11 module at hand, each with P-256 and RSA-2048, as whoever runs this and,
if that is root, as an ordinary user as well. A row is a key's whole life: made, certified, imported,
signed with, signed in with, its PIN changed. One TAP test a row; the table comes at the end."""

import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "matrix"))
from run import ALGORITHMS  # noqa: E402
from steps import STEPS  # noqa: E402
from tokens import TOKENS  # noqa: E402

RUN = [sys.executable, "-B", os.path.join(HERE, "matrix", "run.py")]
WITH_PCSCD = os.path.join(HERE, "..", "support", "with-pcscd.py")
NOBODY = "65534"
SKIPPED = 77
TIME_LIMIT = 240  # seconds for the modules of one user that are run together
COLUMNS = [name for name, step in STEPS]


def become_nobody():
    return ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]


def why_not_nobody():
    """None if the build can be used by an ordinary user."""
    if shutil.which("setpriv") is None:
        return "setpriv is not installed"
    program = os.path.join(os.environ["DESK_TEST_BUILD_DIR"], "src", "ctl", "certdeskctl")
    for check in (["test", "-x", program], ["test", "-r", RUN[-1]], ["test", "-x", sys.executable]):
        if subprocess.run([*become_nobody(), *check], check=False).returncode != 0:
            return f"an ordinary user may not read {check[-1]}"
    return None


def list_users():
    """Name, what starts a program as this user, and why there is none."""
    if os.getuid() != 0:
        return [("user", [], None)]
    return [("root", [], None), ("user", become_nobody(), why_not_nobody())]


def read_rows(command):
    """The rows that a run wrote, whatever became of it."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               cwd="/")
    try:
        output, complaint = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        process.terminate()
        output, complaint = process.communicate()
        complaint += f"not done within {TIME_LIMIT} s"
    rows = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return rows, process.returncode, complaint.strip()


def fill(user, prefix, launcher, kinds):
    """Rows of some modules; those that are missing in the end say why."""
    rows, status, complaint = read_rows([*prefix, *launcher, *RUN, *kinds])
    for name in (TOKENS[kind].name for kind in kinds):
        for algorithm in ALGORITHMS:
            if any(row["name"] == name and row["algorithm"] == algorithm for row in rows):
                continue
            outcome = "skipped" if status == SKIPPED else "failed"
            rows.append({"name": name, "algorithm": algorithm, "steps": [],
                         outcome: complaint or f"ended with {status}"})
    return [dict(row, user=user) for row in rows]


def fill_all(user, prefix, reason):
    if reason is not None:
        return [{"name": token.name, "algorithm": algorithm, "user": user, "steps": [],
                 "skipped": reason} for token in TOKENS.values() for algorithm in ALGORITHMS]

    rows = fill(user, prefix, [], [kind for kind in TOKENS if kind != "card"])
    return rows + fill(user, prefix, [sys.executable, "-B", WITH_PCSCD], ["card"])


def report(number, row):
    title = f"{row['name']} {row['algorithm']} as {row['user']}"
    if "skipped" in row:
        print(f"ok {number} {title} # SKIP {row['skipped'].splitlines()[-1]}", flush=True)
    elif "failed" in row:
        print(f"not ok {number} {title}")
        for line in row["failed"].splitlines():
            print(f"# {line}")
    else:
        print(f"ok {number} {title}", flush=True)


def print_table(rows):
    """Seconds of each step; what failed and what came after it is marked."""
    lines = [["module", "key", "as", *COLUMNS]]
    for row in rows:
        seconds = dict(map(tuple, row["steps"]))
        mark = "skip" if "skipped" in row else "-"
        cells = [f"{seconds[column]:.2f}" if column in seconds else mark for column in COLUMNS]
        if "failed" in row and len(seconds) < len(COLUMNS):
            cells[len(seconds)] = "FAIL"
        lines.append([row["name"], row["algorithm"], row["user"], *cells])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        print("# " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def main():
    users = list_users()
    print(f"1..{len(users) * len(TOKENS) * len(ALGORITHMS)}", flush=True)
    rows = []
    for user, prefix, reason in users:
        for row in fill_all(user, prefix, reason):
            rows.append(row)
            report(len(rows), row)
    print_table(rows)
    return 1 if any("failed" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
