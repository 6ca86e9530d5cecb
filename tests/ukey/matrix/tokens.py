# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One class for each PKCS#11 module of the matrix: prepares an empty token and says how to use it.

Each has: name; module (a path); arguments (for C_Initialize, or None); label of the token; and
environment (what certdeskctl needs besides). Raises Skip where the module or its tools are missing.
"""

import os
import shutil
import subprocess
import sys

PIN = "111111"
SO_PIN = "88888888"

SUPPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support")
LIBRARY_DIRECTORIES = [
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib/loongarch64-linux-gnu",
    "/usr/lib64", "/usr/lib",
]


class Skip(Exception):
    """Why a row of the matrix cannot be filled here."""


def find_library(*names):
    for directory in LIBRARY_DIRECTORIES:
        for name in names:
            path = os.path.join(directory, name)
            if os.path.exists(path):
                return path
    raise Skip(f"{names[0]} is not installed")


def run(arguments, environment):
    if shutil.which(arguments[0]) is None:
        raise Skip(f"{arguments[0]} is not installed")
    result = subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True,
                            text=True, check=False)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(arguments)}: {result.stderr or result.stdout}")


class SoftHsm:
    name = "SoftHSM2"
    arguments = None
    label = "Virtual Ukey"

    def __init__(self, directory):
        self.module = find_library("softhsm/libsofthsm2.so", "pkcs11/libsofthsm2.so")
        tokens = os.path.join(directory, "tokens")
        configuration = os.path.join(directory, "softhsm2.conf")
        os.mkdir(tokens, 0o700)
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n"
                       "log.level = ERROR\nslots.removable = true\n")
        self.environment = {"SOFTHSM2_CONF": configuration}
        run(["softhsm2-util", "--init-token", "--free", "--label", self.label, "--so-pin", SO_PIN,
             "--pin", PIN], self.environment)


class Fake:
    name = "fake module"
    arguments = None
    label = "Fake Ukey"

    def __init__(self, directory):
        self.module = os.path.join(os.environ["DESK_TEST_BUILD_DIR"], "tests", "support",
                                   "fake-pkcs11", "desk-fake-pkcs11.so")
        self.environment = {"DESK_FAKE_UKEY": directory}
        with open(os.path.join(directory, "script.ini"), "w", encoding="utf-8") as file:
            file.write(f"[slot0]\nlabel = {self.label}\nserial = FAKE0001\npin = {PIN}\n"
                       f"so-pin = {SO_PIN}\n")


class Nss:
    name = "NSS softokn"
    label = "NSS Certificate DB"
    environment = {}

    def __init__(self, directory):
        self.module = find_library("libsoftokn3.so", "nss/libsoftokn3.so")
        self.arguments = (f"configdir='sql:{directory}' certPrefix='' keyPrefix='' "
                          "secmod='secmod.db' flags= ")
        pin_file = os.path.join(directory, "pin")
        with open(pin_file, "w", encoding="ascii") as file:
            file.write(PIN + "\n")
        run(["certutil", "-N", "-d", "sql:" + directory, "-f", pin_file], self.environment)


class Card:
    """To be run under with-pcscd.py."""

    name = "OpenSC, card"
    arguments = None
    environment = {}
    n_cards = 0

    def __init__(self, directory):
        self.module = find_library("opensc-pkcs11.so", "pkcs11/opensc-pkcs11.so")
        Card.n_cards += 1
        self.card = f"card{Card.n_cards}"
        self.label = f"{self.card} (User PIN)"
        self.control("init", self.card)

    def control(self, *words):
        run([sys.executable, os.path.join(SUPPORT, "card-control.py"), *words], {})

    def close(self):
        self.control("remove", self.card)


TOKENS = {"softhsm": SoftHsm, "fake": Fake, "nss": Nss, "card": Card}
