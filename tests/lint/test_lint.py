#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule of lint.py finds what it is for, and nothing in a tree that is as it should be."""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest

import lint

SPDX = (
    "/* SPDX-FileCopyrightText: 2026 The CertDesk authors\n"
    " * SPDX-License-Identifier: GPL-3.0-or-later */\n\n"
)
SPDX_SCRIPT = (
    "# SPDX-FileCopyrightText: 2026 The CertDesk authors\n"
    "# SPDX-License-Identifier: GPL-3.0-or-later\n"
)
HEADER = SPDX + "#pragma once\n\n#include <glib.h>\n"
# In two parts, so that this file is no finding itself.
LEFT = "TO" + "DO"
HOME = "/" + "home"
WORK = "/" + "work"

# A small tree in which nothing is wrong.
GOOD = {
    "meson.build": SPDX_SCRIPT,
    "scripts/run": "#!/bin/sh\n" + SPDX_SCRIPT,
    "src/base/desk-id.h": HEADER,
    "src/model/desk-order.h": HEADER,
    "src/model/desk-order.c": SPDX
    + '#include "desk-order.h"\n\n#include "desk-id.h"\n\n#include <gio/gio.h>\n\n'
    + "static void\nnothing (void)\n{\n}\n",
    "src/wire/desk-wire.h": HEADER,
    "src/db/desk-db.h": HEADER,
    "src/db/desk-db.c": SPDX + '#include "desk-db.h"\n\n#include <sqlite3.h>\n',
    "src/api/desk-api.h": HEADER,
    "src/api/desk-api.c": SPDX + '#include "desk-wire.h"\n\n#include <libsoup/soup.h>\n',
    "src/flow/desk-flow.h": HEADER,
    "src/ui/desk-window.c": SPDX
    + '#include "desk-flow.h"\n#include "desk-order.h"\n#include "desk-ui-resources.h"\n\n'
    + "#include <adwaita.h>\n",
    "src/ui/widgets/desk-viewer.c": SPDX + "#include <poppler.h>\n",
    "src/backend/http/desk-server.c": SPDX + "#include <libsoup/soup.h>\n",
    "src/app/main.c": SPDX + '#include "desk-api.h"\n\n#include <gtk/gtk.h>\n',
    "data/ui/desk-window.ui": "<?xml version='1.0'?>\n<!--\n" + SPDX_SCRIPT + "-->\n<interface/>\n",
}


def function_of(n_lines):
    return "static void\nlong_one (void)\n{\n" + "  work ();\n" * (n_lines - 2) + "}\n"


# rule, file, its content
BAD = [
    ("size", "src/model/desk-long.c", SPDX + "\n" * lint.MAX_SOURCE_LINES),
    ("size", "src/model/desk-long.h", HEADER + "\n" * lint.MAX_HEADER_LINES),
    ("size", "data/ui/desk-long.ui", "<!--\n" + SPDX_SCRIPT + "-->\n" + "\n" * lint.MAX_UI_LINES),
    ("function", "src/model/desk-a.c", SPDX + function_of(lint.MAX_FUNCTION_LINES + 1)),
    ("goto", "src/model/desk-a.c", SPDX + "  goto out;\n"),
    ("sync", "src/ui/desk-a.c", SPDX + "  soup_session_send_sync (a);\n"),
    ("sync", "src/app/desk-a.c", SPDX + "  do_sync(a);\n"),
    ("pragma", "src/model/desk-a.h", SPDX + "#ifndef A_H\n#define A_H\n#endif\n"),
    ("spdx", "src/model/desk-a.c", "int a;\n"),
    ("spdx", "src/model/desk-a.c", "/* SPDX-FileCopyrightText: 2026 */\n"),
    ("spdx", "src/model/meson.build", "a = 1\n"),
    ("spdx", "data/ui/desk-a.ui", "<interface/>\n"),
    ("spdx", "scripts/build", "#!/bin/sh\n"),
    ("spdx", "tests/support/a.py", "pass\n"),
    ("left over", "src/model/desk-a.c", SPDX + f"/* {LEFT}: later */\n"),
    ("left over", "README.md", f"{LEFT} write\n"),
    ("path", "src/model/desk-a.c", SPDX + f'"{HOME}/somebody/file"\n'),
    ("path", "scripts/build", "#!/bin/sh\n" + SPDX_SCRIPT + f"cd {WORK}/tree\n"),
    ("include", "src/base/desk-a.c", SPDX + '#include "desk-order.h"\n'),
    ("include", "src/model/desk-a.c", SPDX + '#include "desk-wire.h"\n'),
    ("include", "src/model/desk-a.c", SPDX + '#include "../base/desk-missing.h"\n'),
    ("include", "src/wire/desk-a.c", SPDX + '#include "desk-api.h"\n'),
    ("include", "src/api/desk-a.c", SPDX + '#include "desk-db.h"\n'),
    ("include", "src/flow/desk-a.c", SPDX + '#include "desk-db.h"\n'),
    ("include", "src/ui/desk-a.c", SPDX + '#include "desk-api.h"\n'),
    ("include", "src/ui/pages/desk-a.c", SPDX + '#include "desk-wire.h"\n'),
    ("include", "src/backend/http/desk-a.c", SPDX + '#include "desk-flow.h"\n'),
    ("include", "src/flow/desk-a.c", SPDX + "#include <gtk/gtk.h>\n"),
    ("include", "src/model/desk-a.h", HEADER + "#include <adwaita.h>\n"),
    ("include", "src/pki/desk-a.c", SPDX + "#include <p11-kit/pkcs11.h>\n"),
    ("include", "src/backend/store/desk-a.c", SPDX + "#include <sqlite3.h>\n"),
    ("include", "src/flow/desk-a.c", SPDX + "#include <libsoup/soup.h>\n"),
    ("include", "src/backend/service/desk-a.c", SPDX + "#include <libsoup/soup.h>\n"),
    ("include", "src/model/desk-a.c", SPDX + "#include <cairo.h>\n"),
    ("include", "src/flow/desk-a.c", SPDX + "#  include <pango/pangocairo.h>\n"),
    ("include", "src/contract/desk-a.c", SPDX + "#include <poppler.h>\n"),
    ("include", "src/ui/widgets/desk-a.c", SPDX + "#include <poppler.h>\n"),
]

# What looks like a finding and is none.
HARMLESS = [
    ("src/model/desk-a.c", SPDX + "/* goto is not used; a_sync () neither */\n"),
    ("src/model/desk-a.c", SPDX + 'static const char a[] = "goto \\" goto";\n'),
    ("src/flow/desk-a.c", SPDX + "  send_sync (a);\n"),
    ("src/model/desk-a.c", SPDX + function_of(lint.MAX_FUNCTION_LINES)),
    ("src/model/desk-a.c", SPDX + "static int a[] = {\n" + "  1,\n" * 200 + "};\n"),
    ("src/model/desk-a.c", SPDX + '"data/work/file" "https://a.cn/home/b"\n'),
    ("src/backend/provider/desk-a.c", SPDX + "#include <libsoup/soup.h>\n"),
    ("src/backend/service/desk-a.c", SPDX + "#include <gdk-pixbuf/gdk-pixbuf.h>\n"),
    ("_build/a.c", f"{LEFT}\n"),
]


def write_tree(root, files):
    for path, content in files.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(content)


def find(files):
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, files)
        return lint.check_tree(root)[1]


class LintTest(unittest.TestCase):
    def test_good_tree(self):
        self.assertEqual([str(f) for f in find(GOOD)], [])

    def test_each_rule(self):
        for rule, path, content in BAD:
            with self.subTest(rule=rule, path=path, content=content[-60:]):
                found = find({**GOOD, path: content})
                self.assertIn(rule, [f.rule for f in found])
                self.assertEqual({f.rule for f in found}, {rule})

    def test_harmless(self):
        for path, content in HARMLESS:
            with self.subTest(path=path, content=content[-60:]):
                self.assertEqual([str(f) for f in find({**GOOD, path: content})], [])

    def test_line(self):
        found = find({**GOOD, "src/model/desk-a.c": SPDX + "int a;\n\n  goto out;\n"})
        self.assertEqual(str(found[0]), "src/model/desk-a.c:6: goto: no goto")

    def test_every_folder_has_a_rule(self):
        root = os.environ.get("DESK_TEST_SOURCE_DIR")
        if root is None:
            self.skipTest("no source tree")
        folders = {e.name for e in os.scandir(os.path.join(root, "src")) if e.is_dir()}
        self.assertEqual(folders, set(lint.MAY_INCLUDE))

    def test_format(self):
        with tempfile.TemporaryDirectory() as root:
            style = "BasedOnStyle: GNU\nColumnLimit: 100\n"
            write_tree(root, {".clang-format": style, "a.c": "int   a;\n", "b.c": "int b;\n"})
            skipped, found = lint.check_format(root)
            if skipped:
                self.skipTest(f"clang-format: {skipped}")
            self.assertEqual([(f.path, f.line, f.rule) for f in found], [("a.c", 1, "format")])

    def test_exit_code(self):
        with tempfile.TemporaryDirectory() as root:
            write_tree(root, {"src/base/desk-a.c": "int a;\n"})
            program = [sys.executable, lint.__file__, root]
            result = subprocess.run(program, capture_output=True, text=True, check=False)
            self.assertEqual(result.returncode, 1)
            self.assertIn("src/base/desk-a.c:1: spdx:", result.stdout)

    def test_usage(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(lint.main(["lint.py"]), 2)


if __name__ == "__main__":
    unittest.main()
