#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the tree that a machine can check (DESIGN.md, section 2).

usage: lint.py ROOT

Prints one line per finding, `path:line: rule: what`, and ends with 1 if there is any.
"""

import os
import re
import shutil
import subprocess
import sys

MAX_SOURCE_LINES = 700
MAX_FUNCTION_LINES = 80
MAX_HEADER_LINES = 120
MAX_UI_LINES = 160

# The version whose output the tree is kept in; another one would format it differently.
CLANG_FORMAT_MAJOR = 14

SKIPPED_DIRECTORIES = re.compile(r"^(\.git|_build.*|out.*|__pycache__|subprojects)$")

CLIENT = {"flow", "api", "draft", "ukey", "contract", "pki", "wire", "db", "model", "base"}

# Which folder of src/ may include whose headers; its own always.
MAY_INCLUDE = {
    "base": set(),
    "model": {"base"},
    "wire": {"model", "base"},
    "pki": {"base"},
    "contract": {"pki", "model", "base"},
    "ukey": {"pki", "model", "base"},
    "db": {"base"},
    "draft": {"db", "model", "wire", "base"},
    "api": {"wire", "model", "base"},
    "flow": {"api", "draft", "ukey", "contract", "pki", "model", "base"},
    "ui": {"flow", "model", "base"},
    "ctl": {"flow", "contract", "model", "base"},
    "backend": {"wire", "contract", "pki", "db", "model", "base"},
    "app": CLIENT | {"ui"},
}

# Libraries that only some folders may see: the header's beginning, and the folders.
EXTERNAL = [
    (r"(gtk|gdk|gsk|adwaita|graphene)", ["ui", "app"]),
    (r"p11-kit/", ["ukey/host"]),
    (r"libp11", ["backend/ca"]),
    (r"sqlite3", ["db"]),
    (r"libsoup/", ["api", "backend/http", "backend/provider"]),
    (r"(cairo|pango)", ["contract", "ui"]),
    (r"poppler", ["ui/widgets"]),
    (r"libsecret/", ["draft"]),
]
# gdk-pixbuf only decodes pictures, and brings no window along.
NOT_EXTERNAL = re.compile(r"gdk-pixbuf/")

NEEDS_SPDX = re.compile(r"(\.(c|h|py|sh|ui|css|sql|build)|meson_options\.txt|\.gresource\.xml)$")
TEXT = re.compile(
    r"(\.(c|h|py|sh|ui|css|sql|xml|json|yaml|yml|md|txt|po|build|in|conf|desktop)"
    r"|(^|/)(POTFILES|LINGUAS))$"
)
# In two parts, so that this file does not find itself.
LEFT_OVER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
PRIVATE_PATH = re.compile(r"(?<![\w.@$}-])/(home|Users|root|work)/[\w.-]")


class Finding:
    def __init__(self, path, line, rule, text):
        self.path, self.line, self.rule, self.text = path, line, rule, text

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"


def list_files(root):
    """Paths below root with /, sorted."""
    found = []
    for directory, names, files in os.walk(root):
        names[:] = sorted(n for n in names if not SKIPPED_DIRECTORIES.match(n))
        for name in files:
            found.append(os.path.relpath(os.path.join(directory, name), root).replace(os.sep, "/"))
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def is_script(path, text):
    return text.startswith("#!") or path.startswith("scripts/")


def strip_code(text):
    """C without the insides of comments, strings and characters; the lines stay where they are."""
    token = re.compile(
        r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL
    )

    def blank(match):
        piece = match.group(0)
        if piece[0] in "\"'":
            return piece[0] * 2
        return "\n" * piece.count("\n") or " "

    return token.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def check_size(path, text):
    limits = {".c": MAX_SOURCE_LINES, ".h": MAX_HEADER_LINES, ".ui": MAX_UI_LINES}
    limit = limits.get(os.path.splitext(path)[1])
    n_lines = len(text.splitlines())
    if limit is not None and n_lines > limit:
        yield Finding(path, n_lines, "size", f"{n_lines} lines, at most {limit}")


def check_functions(path, code):
    """A body begins with { and ends with } in the first column."""
    start = None
    previous = ""
    for number, line in enumerate(code.splitlines(), 1):
        if line == "{" and previous.endswith(")"):
            start = number
        elif line == "}" and start is not None:
            n_lines = number - start + 1
            if n_lines > MAX_FUNCTION_LINES:
                yield Finding(
                    path, start, "function", f"{n_lines} lines, at most {MAX_FUNCTION_LINES}"
                )
            start = None
        if line.strip():
            previous = line.rstrip()


def check_code(path, code):
    for match in re.finditer(r"\bgoto\b", code):
        yield Finding(path, line_of(code, match.start()), "goto", "no goto")
    if path.startswith(("src/ui/", "src/app/")):
        for match in re.finditer(r"\b(\w+_sync) *\(", code):
            yield Finding(
                path, line_of(code, match.start()), "sync", f"{match.group(1)} blocks the main loop"
            )


def check_header(path, text):
    if not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield Finding(path, 1, "pragma", "a header begins with #pragma once")


def check_spdx(path, text):
    head = "\n".join(text.splitlines()[:6])
    for tag in ("SPDX-FileCopyrightText:", "SPDX-License-Identifier:"):
        if tag not in head:
            yield Finding(path, 1, "spdx", f"no {tag} in the first lines")


def check_text(path, text):
    for match in LEFT_OVER.finditer(text):
        yield Finding(path, line_of(text, match.start()), "left over", match.group(0))
    for match in PRIVATE_PATH.finditer(text):
        yield Finding(path, line_of(text, match.start()), "path", match.group(0) + "...")


def folder_of(path):
    """"src/ui/widgets/desk-x.h" -> ("ui", "ui/widgets")"""
    parts = path.split("/")[1:-1]
    return (parts[0] if parts else "", "/".join(parts))


def find_headers(paths):
    """File name -> folders of src/ that have a header of that name."""
    headers = {}
    for path in paths:
        if path.startswith("src/") and path.endswith(".h"):
            headers.setdefault(os.path.basename(path), set()).add(folder_of(path)[0])
    return headers


def check_own_include(path, line, name, headers):
    folder = folder_of(path)[0]
    owners = headers.get(os.path.basename(name))
    if owners is None:
        if not name.endswith("-resources.h"):
            yield Finding(path, line, "include", f"{name} is no header of src/")
    elif folder not in owners and not owners & MAY_INCLUDE.get(folder, set()):
        yield Finding(
            path, line, "include", f"{folder} may not include {name} of {'/'.join(sorted(owners))}"
        )


def check_external_include(path, line, name):
    folder, subfolder = folder_of(path)
    if NOT_EXTERNAL.match(name):
        return
    for pattern, allowed in EXTERNAL:
        if re.match(pattern, name) and folder not in allowed and subfolder not in allowed:
            yield Finding(path, line, "include", f"<{name}> belongs to {', '.join(allowed)}")


def check_includes(path, text, headers):
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', text, re.MULTILINE):
        line = line_of(text, match.start())
        if match.group(1) == '"':
            yield from check_own_include(path, line, match.group(2), headers)
        else:
            yield from check_external_include(path, line, match.group(2))


def check_poppler(root, paths):
    """Poppler is an implementation detail of one widget."""
    users = [
        path
        for path in paths
        if path.startswith("src/")
        and path.endswith((".c", ".h"))
        and re.search(r"^#include <poppler", read(root, path), re.MULTILINE)
    ]
    for path in users[1:]:
        yield Finding(path, 1, "include", f"poppler is seen only in one file: {users[0]}")


def check_file(path, text, headers):
    if path.endswith((".c", ".h", ".ui")):
        yield from check_size(path, text)
    if path.endswith((".c", ".h")):
        code = strip_code(text)
        yield from check_functions(path, code)
        yield from check_code(path, code)
        if path.startswith("src/"):
            yield from check_includes(path, text, headers)
    if path.endswith(".h"):
        yield from check_header(path, text)
    if NEEDS_SPDX.search(path) or is_script(path, text):
        yield from check_spdx(path, text)
    yield from check_text(path, text)


def check_tree(root):
    paths = list_files(root)
    headers = find_headers(paths)
    findings = []
    n_checked = 0
    for path in paths:
        known = NEEDS_SPDX.search(path) or TEXT.search(path)
        if not known and not path.startswith(("scripts/", ".ci/")):
            continue
        n_checked += 1
        findings.extend(check_file(path, read(root, path), headers))
    findings.extend(check_poppler(root, paths))
    return n_checked, findings


def check_format(root):
    """Returns (why it was skipped or None, findings)."""
    program = shutil.which("clang-format")
    if program is None:
        return "not installed", []
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    major = re.search(r"version (\d+)", version.stdout)
    if major is None or int(major.group(1)) != CLANG_FORMAT_MAJOR:
        return f"not version {CLANG_FORMAT_MAJOR}", []

    paths = [p for p in list_files(root) if p.endswith((".c", ".h"))]
    result = subprocess.run(
        [program, "--dry-run", "-Werror", "--style=file", "--ferror-limit=1", *paths],
        cwd=root, capture_output=True, text=True, check=False,
    ) if paths else None
    findings = []
    seen = set()
    for line in result.stderr.splitlines() if result else []:
        match = re.match(r"(.+?):(\d+):\d+: (?:error|warning): code should be clang-formatted", line)
        if match and match.group(1) not in seen:
            seen.add(match.group(1))
            findings.append(
                Finding(match.group(1), int(match.group(2)), "format", "not as clang-format has it")
            )
    return None, findings


def main(arguments):
    if len(arguments) != 2:
        print(__doc__)
        return 2

    root = arguments[1]
    n_checked, findings = check_tree(root)
    skipped, format_findings = check_format(root)
    findings.extend(format_findings)

    for finding in findings:
        print(finding)
    if skipped:
        print(f"clang-format: skipped ({skipped})")
    print(f"{n_checked} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
