# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The card that with-pcscd.py puts in and pulls out, with a key and a certificate on it."""

import os
import subprocess
import sys
import tempfile

MODULES = [
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib64/opensc-pkcs11.so",
    "/usr/lib/opensc-pkcs11.so",
]
MODULE = next((path for path in MODULES if os.path.exists(path)), None)
PIN = "111111"
PUK = "22222222"


def call(*arguments):
    result = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(arguments)}: {result.stderr}"


def control(*words):
    call(sys.executable, "-B", os.environ["DESK_CARD_CONTROL"], *words)


def issue(public_key_file=None):
    """A P-256 key pair on the card, and a certificate of an authority that nobody else knows. The
    public key is left in the file (PEM)."""
    token = ["pkcs11-tool", "--module", MODULE, "--login", "--pin", PIN]
    control("init")
    with tempfile.TemporaryDirectory() as directory:
        def path(name):
            return os.path.join(directory, name)

        public_key = public_key_file or path("public.pem")
        with open(path("extensions"), "w", encoding="ascii") as file:
            file.write("keyUsage=critical,digitalSignature,nonRepudiation\n")
        call(*token, "--keypairgen", "--key-type", "EC:prime256v1", "--id", "01")
        call(*token, "--read-object", "--type", "pubkey", "--id", "01", "-o", path("public.der"))
        call("openssl", "pkey", "-pubin", "-inform", "DER", "-in", path("public.der"),
             "-out", public_key)
        call("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", path("ca.key"), "-out", path("ca.pem"), "-subj", "/CN=Authority")
        call("openssl", "req", "-new", "-key", path("ca.key"), "-out", path("request.pem"),
             "-subj", "/CN=Holder")
        call("openssl", "x509", "-req", "-in", path("request.pem"), "-CA", path("ca.pem"),
             "-CAkey", path("ca.key"), "-CAcreateserial", "-force_pubkey", public_key,
             "-days", "365", "-extfile", path("extensions"), "-outform", "DER",
             "-out", path("holder.der"))
        call(*token, "--write-object", path("holder.der"), "--type", "cert", "--id", "01")
