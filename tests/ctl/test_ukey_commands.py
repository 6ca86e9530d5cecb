#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""certdeskctl ukey, on a virtual Ukey that it makes itself."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import tap

CTL = os.environ["DESK_TEST_CERTDESKCTL"]
SO_PIN, PIN = "88888888", "111111"
directory = pathlib.Path(tempfile.mkdtemp(prefix="certdeskctl-"))
environment = dict(os.environ, HOME=str(directory), XDG_RUNTIME_DIR=str(directory))


def ctl(*arguments, pins=(), status=0):
    """Runs a command with PINs on a descriptor; what it printed on both streams."""
    read, write = os.pipe()
    os.write(write, "".join(pin + "\n" for pin in pins).encode())
    os.close(write)
    command = [CTL, "ukey", *map(str, arguments)]
    if pins:
        command += ["--pin-fd", str(read)]
    done = subprocess.run(command, env=environment, pass_fds=[read], capture_output=True, text=True,
                          timeout=60)
    os.close(read)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    for pin in pins:
        assert pin not in done.stdout + done.stderr
    return done.stdout, done.stderr


def token(*arguments, **keywords):
    return ctl(*arguments, "--module", environment["MODULE"], **keywords)


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True,
                          text=True).stdout


def test_init_virtual():
    printed, _ = ctl("init-virtual", "--dir", directory / "key", "--token", "练习", pins=[SO_PIN, PIN])
    values = dict(line.split("=", 1) for line in printed.splitlines())
    environment["SOFTHSM2_CONF"] = values["SOFTHSM2_CONF"].strip("'")
    environment["MODULE"] = values["CERTDESK_UKEY_MODULE"].strip("'")
    assert os.stat(directory / "key").st_mode & 0o077 == 0
    _, said = ctl("init-virtual", "--dir", directory / "key", pins=[SO_PIN, PIN], status=1)
    assert "virtual Ukey already" in said, said


def test_list_without_certificate():
    document = json.loads(token("list", "--json")[0])
    assert [entry["label"] for entry in document["tokens"]] == ["练习"], document
    assert document["state"] == "no_certificate" and document["code"] == "UK-601", document
    assert "练习" in token("list")[0]


def test_keygen_import_sign():
    for kind in ("p256", "rsa2048"):
        csr, certificate = directory / f"{kind}.csr", directory / f"{kind}.pem"
        token("keygen", "--type", kind, "--label", kind, "--csr", csr,
              "--subject", "CN=张三,O=某公司,C=CN", pins=[PIN])
        assert "verify OK" in subprocess.run(
            ["openssl", "req", "-in", csr, "-noout", "-verify"], capture_output=True,
            text=True).stderr
        make_certificate(csr, certificate)
        token("import", "--cert", certificate, pins=[PIN])
        check_signature(kind, certificate)


def make_certificate(csr, certificate):
    authority = directory / "ca.pem"
    if not authority.exists():
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", directory / "ca.key", "-out", authority, "-subj", "/CN=Test CA",
                "-days", "400")
    usage = directory / "usage.cnf"
    usage.write_text("basicConstraints=critical,CA:FALSE\n"
                     "keyUsage=critical,digitalSignature,nonRepudiation\n")
    openssl("x509", "-req", "-in", csr, "-CA", authority, "-CAkey", directory / "ca.key",
            "-days", "365", "-extfile", usage, "-out", certificate)


def check_signature(kind, certificate):
    entries = json.loads(token("list", "--json")[0])["tokens"][0]["certificates"]
    serial = openssl("x509", "-in", certificate, "-noout", "-serial").split("=")[1].strip().lower()
    entry = next(entry for entry in entries if entry["serial"].lstrip("0") == serial.lstrip("0"))
    assert entry["state"] == "ready" and entry["holder"] == "张三", entry
    message, signature = directory / "message", directory / "signature"
    message.write_bytes(os.urandom(5000))
    token("sign", "--in", message, "--out", signature, "--key", entry["key"], pins=[PIN])
    public = directory / "public.pem"
    public.write_text(openssl("x509", "-in", certificate, "-noout", "-pubkey"))
    assert "Verified OK" in openssl("dgst", "-sha256", "-verify", public, "-signature", signature,
                                    message)


def test_show():
    shown = token("show", "--token", "练习")[0]
    assert "张三" in shown and "Test CA" in shown, shown
    assert json.loads(token("show", "--json")[0])["certificates"]


def test_wrong_pin():
    _, said = token("sign", "--in", __file__, "--out", directory / "x", pins=["000000"], status=1)
    assert "UK-504" in said, said
    _, said = token("sign", "--in", __file__, "--out", directory / "x", pins=["1"], status=1)
    assert "UK-508" in said, said
    assert not (directory / "x").exists()


def test_set_pin():
    _, said = token("set-pin", pins=[PIN, "876543"], status=1)
    assert "easy to guess" in said, said
    token("set-pin", pins=[PIN, "K7-pine-42"])
    _, said = token("sign", "--in", __file__, "--out", directory / "x", pins=[PIN], status=1)
    assert "UK-504" in said, said
    token("sign", "--in", __file__, "--out", directory / "x", pins=["K7-pine-42"])


def test_unblock():
    token("unblock", "--so-pin", pins=[SO_PIN, "pine-K7-43"])
    token("sign", "--in", __file__, "--out", directory / "x", pins=["pine-K7-43"])
    _, said = token("unblock", "--so-pin", pins=["00000000", "pine-K7-44"], status=1)
    assert "UK-511" in said, said


def test_unusable():
    _, said = token("list", "--token", "nobody's", status=2)
    assert "--token" in said, said
    _, said = token("sign", "--token", "nobody's", "--in", __file__, "--out", directory / "x",
                    pins=[PIN], status=1)
    assert "UK-403" in said, said
    _, said = ctl("list", "--module", "/nonexistent.so", status=1)
    missing = json.loads(ctl("list", "--json", "--module", "/nonexistent.so", status=1)[0])
    assert missing["state"] == "module_missing", missing
    _, said = token("keygen", "--subject", "X=1", "--csr", directory / "y", pins=[PIN], status=1)
    assert "X=1" in said, said


def test_pin_is_no_argument():
    help_text = ctl("sign", "--help")[0]
    assert "--pin-fd" in help_text and "--pin " not in help_text and "--pin=" not in help_text


try:
    tap.run([
        ("/ctl/ukey/init-virtual", test_init_virtual),
        ("/ctl/ukey/list-without-certificate", test_list_without_certificate),
        ("/ctl/ukey/keygen-import-sign", test_keygen_import_sign),
        ("/ctl/ukey/show", test_show),
        ("/ctl/ukey/wrong-pin", test_wrong_pin),
        ("/ctl/ukey/set-pin", test_set_pin),
        ("/ctl/ukey/unblock", test_unblock),
        ("/ctl/ukey/unusable", test_unusable),
        ("/ctl/ukey/pin-is-no-argument", test_pin_is_no_argument),
    ])
finally:
    shutil.rmtree(directory)
