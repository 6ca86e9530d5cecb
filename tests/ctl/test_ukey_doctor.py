#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""certdeskctl ukey doctor: what scripts and the help desk rely on (docs/ukey-codes.md)."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import tap

CTL = os.environ["DESK_TEST_CERTDESKCTL"]
MODULE = pathlib.Path(os.environ["DESK_TEST_BUILD_DIR"]) / "tests/support/fake-pkcs11/desk-fake-pkcs11.so"
SUBJECTS = ["service", "readers", "usb", "modules", "tokens", "certificates", "server", "clock", "proxy"]
NOBODY = "http://127.0.0.1:1"

directory = pathlib.Path(tempfile.mkdtemp(prefix="certdeskctl-"))
home = directory / "home-of-wangxiaoming"
home.mkdir()
environment = dict(os.environ, HOME=str(home), XDG_DATA_HOME=str(home / "data"),
                   XDG_RUNTIME_DIR=str(directory), DESK_FAKE_UKEY=str(directory / "fake"))


def doctor(*arguments, status=0, extra=None):
    done = subprocess.run([CTL, "ukey", "doctor", *map(str, arguments)],
                          env=dict(environment, **(extra or {})), capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return done.stdout, done.stderr


def find(document, subject):
    return [f for f in document["findings"] if f["subject"] == subject]


def script(text):
    (directory / "fake").mkdir(exist_ok=True)
    (directory / "fake/script.ini").write_text(text)


def test_json():
    script("[slot0]\nlabel = 王小明\nserial = MX20261122334455\n")
    printed, said = doctor("--json", "--module", MODULE)
    document = json.loads(printed)
    assert said == "", said
    assert sorted(document) == sorted(
        ["version", "system", "processor", "time", "problems", "warnings", "notes", "findings"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["time"])
    assert document["problems"] == 0
    order = [f["subject"] for f in document["findings"]]
    assert order == sorted(order, key=SUBJECTS.index) and set(order) == set(SUBJECTS), order
    for finding in document["findings"]:
        assert sorted(finding) == sorted(
            ["subject", "status", "code", "state", "sentence", "remedy", "detail"]), finding
        assert finding["status"] in ("good", "note", "warning", "problem", "skipped")
        assert (finding["code"] is None) == (finding["status"] == "skipped"), finding
        assert finding["code"] is None or re.fullmatch(r"UK-\d{3}", finding["code"])
        assert (finding["code"] is None) == (finding["state"] is None)
        assert finding["status"] != "good" or finding["remedy"] is None
    token, = find(document, "tokens")
    assert token["code"] == "UK-001" and "…4455" in token["sentence"], token
    assert find(document, "certificates")[0]["code"] == "UK-601"
    assert "王小明" not in printed and "MX2026" not in printed


def test_text():
    printed, _ = doctor("--module", MODULE)
    assert "CertDesk " in printed and "(UK-001)" in printed, printed
    assert "王小明" not in printed and "MX2026" not in printed


def test_problem():
    script("[slot0]\ntries-left = 0\n")
    document = json.loads(doctor("--json", "--module", MODULE, status=1)[0])
    assert document["problems"] == 1, document
    assert [f["code"] for f in find(document, "tokens")] == ["UK-507"]
    assert find(document, "tokens")[0]["remedy"]


def test_module_arguments():
    script("[module]\narguments = configdir='x'\n[slot0]\n")
    document = json.loads(doctor("--json", "--module", MODULE, status=1)[0])
    assert find(document, "modules")[0]["code"] == "UK-205", document
    document = json.loads(doctor("--json", "--module", MODULE, "--module-args", "configdir='x'")[0])
    assert find(document, "modules")[0]["code"] == "UK-001", document


def test_home_is_not_told():
    module = home / "driver.so"
    module.write_text("no driver")
    printed, _ = doctor("--json", "--module", module, status=1)
    finding, = find(json.loads(printed), "modules")
    assert finding["code"] == "UK-204" and "~/driver.so" in finding["detail"], finding
    assert "wangxiaoming" not in printed


def test_server():
    script("")
    document = json.loads(doctor("--json", "--module", MODULE, "--server", NOBODY, status=1)[0])
    assert find(document, "server")[0]["code"] == "UK-802"
    assert find(document, "clock")[0]["status"] == "skipped"


def test_proxy():
    proxy = "http://wang:secret@127.0.0.1:1"
    printed, _ = doctor("--json", "--module", MODULE, "--server", "http://certdesk.invalid", status=1,
                        extra={"http_proxy": proxy, "no_proxy": ""})
    document = json.loads(printed)
    assert "secret" not in printed and "wang:" not in printed, printed
    assert find(document, "server")[0]["code"] == "UK-802", document
    finding, = find(document, "proxy")
    assert finding["code"] == "UK-803" or "direct" in finding["detail"], finding


def test_arguments():
    _, said = doctor("--server", "not-a-server", status=2)
    assert "origin" in said, said
    doctor("surplus", status=2)
    doctor("--pin", "111111", status=2)


def test_nothing_is_left():
    """It looks and changes nothing."""
    assert sorted(p.name for p in home.iterdir()) == ["driver.so"], list(home.iterdir())


try:
    tap.run([(name[5:], function) for name, function in list(globals().items())
             if name.startswith("test_")])
finally:
    shutil.rmtree(directory)
