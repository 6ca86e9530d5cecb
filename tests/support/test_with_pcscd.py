#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests rely on: the private pcscd, its cards, and that nothing is left of either. OpenSC's own
tools use the card here, without a line of CertDesk."""

import os
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "e2e"))

import tap  # noqa: E402

WITH_PCSCD = [sys.executable, "-B", os.path.join(HERE, "with-pcscd.py")]
TIME_LIMIT = 60
NOBODY = "65534"
SKIPPED = 77

# What the scripts below begin with.
PROLOGUE = """
set -eu
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
not() { if "$@"; then echo "done: $*"; exit 1; fi; }
control() { "$DESK_CARD_CONTROL" "$@"; }
present() { opensc-tool --reader "$1" --atr > /dev/null 2>&1; }
for module in /usr/lib/*/opensc-pkcs11.so /usr/lib64/opensc-pkcs11.so /usr/lib/opensc-pkcs11.so; do
  [ -e "$module" ] && break
done
p11() { pkcs11-tool --module "$module" "$@"; }
"""


def start(script, launcher=(), environment=None):
    return subprocess.Popen([*launcher, *WITH_PCSCD, "bash", "-c", PROLOGUE + script],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/",
                            env=environment)


def finish(process, expected=0):
    output, _ = process.communicate(timeout=TIME_LIMIT)
    for line in output.splitlines():
        print(f"# {line}")
    assert process.returncode == expected, f"ended with {process.returncode}"
    return output


def run(script, expected=0, launcher=()):
    return finish(start(script, launcher), expected)


def is_running(pid):
    return os.path.exists(f"/proc/{pid}")


def test_status():
    run("exit 0")
    run("exit 3", 3)
    run("kill -KILL $$", 128 + signal.SIGKILL)


def test_nothing_left():
    """Neither the service nor what the program itself left behind."""
    output = run("""
      control insert
      sleep 1000 > /dev/null &
      (setsid sleep 1000 > /dev/null & echo "pid $!")
      echo "pid $!"
      echo "pid $(tr -d '\\0' < /run/pcscd/pcscd.pid)"
      echo "directory $(dirname "$DESK_CARD_SOCKET")"
    """)
    words = [line.split() for line in output.splitlines()]
    pids = [word[1] for word in words if word[0] == "pid"]
    assert len(pids) == 3
    assert not any(is_running(pid) for pid in pids)
    assert not any(os.path.exists(word[1]) for word in words if word[0] == "directory")


def end_from_outside(number, expected):
    """What it cannot tidy up itself is in the directory."""
    with tempfile.TemporaryDirectory() as directory:
        ready = os.path.join(directory, "ready")
        process = start(f"control insert; cp /run/pcscd/pcscd.pid {ready}; exec sleep 1000",
                        environment=dict(os.environ, TMPDIR=directory))
        while not os.path.exists(ready) or not os.path.getsize(ready):
            assert process.poll() is None
            time.sleep(0.02)
        with open(ready, encoding="ascii") as file:
            pid = file.read().strip("\0\n")
        assert is_running(pid)
        process.send_signal(number)
        finish(process, expected)
        end = time.monotonic() + TIME_LIMIT
        while is_running(pid):
            assert time.monotonic() < end
            time.sleep(0.02)


def test_ended_from_outside():
    end_from_outside(signal.SIGTERM, 128 + signal.SIGTERM)
    end_from_outside(signal.SIGKILL, -signal.SIGKILL)


def test_insert_and_remove():
    run("""
      not present 0
      control insert
      control settle
      present 0
      not present 1
      control insert second
      control settle
      present 1
      control remove
      control settle
      not present 0
      present 1
      not control remove
      not control insert second
      control insert third
      not control insert fourth
      not control insert ../fifth
      not control wave
    """)


def test_service():
    run("""
      control insert
      control settle
      control stop-service
      not present 0
      not control stop-service
      control start-service
      control settle
      present 0
      control kill-service
      control start-service
      control settle
      present 0
      not control start-service
      control stop-service
      control remove
      control start-service
      not present 0
    """)


def test_issued_card():
    output = run("""
      control init
      p11 -L | grep -q 'token label *: card (User PIN)'
      p11 --login --pin 111111 --keypairgen --key-type rsa:2048 --id 01 > /dev/null
      p11 --login --pin 111111 --keypairgen --key-type EC:prime256v1 --id 02 > /dev/null
      echo hello > data
      openssl dgst -sha256 -binary -out digest data
      p11 --login --pin 111111 --sign -m SHA256-RSA-PKCS --id 01 -i data -o rsa
      p11 --login --pin 111111 --sign -m ECDSA --id 02 -i digest -o ec --signature-format openssl
      p11 --read-object --type pubkey --id 01 -o rsa.der
      p11 --read-object --type pubkey --id 02 -o ec.der
      openssl dgst -sha256 -verify rsa.der -keyform DER -signature rsa data
      openssl dgst -sha256 -verify ec.der -keyform DER -signature ec data
      control remove
      control insert
      control settle
      p11 --login --pin 111111 -O | grep -c 'Private Key Object'
    """)
    assert output.count("Verified OK") == 2
    assert output.splitlines()[-1] == "2"


def test_tries():
    run("""
      control init
      wrong() { p11 --login --pin 999999 -O 2>&1 | grep -q "$1"; }
      wrong CKR_PIN_INCORRECT
      wrong CKR_PIN_INCORRECT
      p11 -L | grep -q 'final user PIN try'
      wrong CKR_PIN_LOCKED
      p11 -L | grep -q 'user PIN locked'
      not p11 --login --pin 111111 -O
      not pkcs15-tool --unblock-pin --auth-id 01 --puk 33333333 --new-pin 654321
      pkcs15-tool --unblock-pin --auth-id 01 --puk 22222222 --new-pin 654321
      p11 --login --pin 654321 --change-pin --new-pin 111111
      p11 --login --pin 111111 -O > /dev/null
    """)


def test_side_by_side():
    processes = [start("control init; p11 -L | grep 'serial num'") for _ in range(2)]
    serials = {finish(process).split()[-1] for process in processes}
    assert len(serials) == 2


def test_skipped():
    environment = dict(os.environ, DESK_TEST_BUILD_DIR="/nowhere")
    finish(start("exit 0", environment=environment), SKIPPED)
    output = subprocess.run([*WITH_PCSCD, "--tap", "true"], env=environment, check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    assert output.startswith("1..0 # SKIP "), output


def test_ordinary_user():
    """Sees its own number, not that of root in a namespace."""
    run("""
      test "$(id -u)" = """ + NOBODY + """
      control init
      p11 --login --pin 111111 --keypairgen --key-type EC:prime256v1 --id 02 > /dev/null
      p11 --login --pin 111111 -O | grep -q 'Private Key'
    """, launcher=["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups",
                   "env", "HOME=/nonexistent"])


def is_usable_by_nobody():
    """The interpreter and the build may lie where only root may read."""
    card = os.path.join(os.environ["DESK_TEST_BUILD_DIR"], "tests", "support", "virtual-card",
                        "desk-virtual-card")
    become = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    return all(subprocess.run([*become, "test", "-x", path], check=False).returncode == 0
               for path in (sys.executable, card, WITH_PCSCD[-1]))


def main():
    if subprocess.run([*WITH_PCSCD, "true"], check=False).returncode == SKIPPED:
        print("1..0 # SKIP no private pcscd here")
        return
    tests = [
        ("/with-pcscd/status", test_status),
        ("/with-pcscd/nothing-left", test_nothing_left),
        ("/with-pcscd/ended-from-outside", test_ended_from_outside),
        ("/with-pcscd/insert-and-remove", test_insert_and_remove),
        ("/with-pcscd/service", test_service),
        ("/with-pcscd/issued-card", test_issued_card),
        ("/with-pcscd/tries", test_tries),
        ("/with-pcscd/side-by-side", test_side_by_side),
        ("/with-pcscd/skipped", test_skipped),
    ]
    if os.getuid() == 0 and is_usable_by_nobody():
        tests.append(("/with-pcscd/ordinary-user", test_ordinary_user))
    tap.run(tests)


if __name__ == "__main__":
    main()
