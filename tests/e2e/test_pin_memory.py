#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PIN leaves no trace: not with assistive programs while it is typed, not in the memory of the
client and of the host of the driver after it was used."""

import os
import re
import subprocess

import tap
from certdesk_e2e import Atspi, BUILD, Desk, GLib, wait, walk, xdotool

SOURCE = os.environ["DESK_TEST_SOURCE_DIR"]
CTL = os.path.join(BUILD, "src", "ctl", "certdeskctl")
FIRST_PIN = "111111"
PIN = "vq7tz9wm3xk"  # nothing else in a process reads like it
PHONE, NAME = "13800138000", "张三"


def make_key(desk):
    """A virtual Ukey with a PIN of its own."""
    made = subprocess.run(
        [os.path.join(SOURCE, "scripts", "virtual-ukey"), BUILD, desk.backend_dir,
         desk.path("ukey"), PHONE, NAME], check=True, capture_output=True, text=True).stdout
    key = dict(line.split("=", 1) for line in made.splitlines())
    desk.environment["SOFTHSM2_CONF"] = key["SOFTHSM2_CONF"]
    desk.options = ["--ukey-module", key["CERTDESK_UKEY_MODULE"]]
    subprocess.run([CTL, "ukey", "set-pin", "--module", key["CERTDESK_UKEY_MODULE"],
                    "--pin-fd", "0"], check=True, input=f"{FIRST_PIN}\n{PIN}\n", text=True,
                   capture_output=True, env=desk.environment)


def heard(desk):
    """All that the accessibility bus gives out about the client."""
    words = []
    for node in walk(desk.application):
        try:
            words += [node.get_name(), node.get_description(), str(node.get_attributes())]
            if "Text" in node.get_interfaces():
                words.append(Atspi.Text.get_text(node, 0, -1))
            if "Value" in node.get_interfaces():
                words.append(str(Atspi.Value.get_current_value(node)))
        except GLib.Error:
            pass  # it went away meanwhile
    return "\n".join(word or "" for word in words)


def type_pin(desk):
    """Types it a character at a time and listens after each."""
    for typed, character in enumerate(PIN, 1):
        xdotool("type", character)
        said = heard(desk)
        assert PIN[:typed] not in said if typed >= 3 else True, said
    wait(lambda: str(len(PIN)) in heard(desk), "the number of characters that were typed")


def host_processes(parent):
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rsplit(")", 1)
            if fields[0].split("(", 1)[1].startswith("certdesk-ukey") \
                    and int(fields[1].split()[1]) == parent:
                found.append(int(name))
        except OSError:
            pass
    return found


def read_memory(process):
    """What can be read and changed of a process, piece by piece."""
    with open(f"/proc/{process}/maps", encoding="utf-8", errors="replace") as maps, \
            open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not match:
                continue
            begin, end = (int(part, 16) for part in match.groups())
            try:
                memory.seek(begin)
                yield memory.read(end - begin)
            except OSError:
                pass  # a device's


def holds(process, text):
    forms = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")]
    return any(form in piece for piece in read_memory(process) for form in forms)


def check_memory(process, known):
    try:
        assert holds(process, known), f"the search does not find “{known}” in {process}"
    except PermissionError:
        # Nobody but root may look into a process that holds a PIN: so much the better.
        assert os.geteuid() != 0
        return "closed to this user"
    assert not holds(process, PIN), f"the PIN is in the memory of {process}"
    return "searched"


def test_pin_leaves_no_trace():
    desk = Desk()
    try:
        make_key(desk)
        desk.start()
        desk.click(desk.find("page tab", "Ukey登录"))
        desk.wait_for_text(NAME)
        desk.press("立即登录")
        desk.focus_window("Ukey.*|.*PIN.*|输入.*")
        wait(desk.find_dialog, "the dialog for the PIN")
        type_pin(desk)
        xdotool("key", "Return")
        desk.wait_for_text("我的申请")
        hosts = host_processes(desk.process.pid)
        assert hosts, "no process holds the driver"
        results = {desk.process.pid: check_memory(desk.process.pid, "CertDesk")}
        results.update({host: check_memory(host, "libsofthsm2.so") for host in hosts})
        print(f"# {results}", flush=True)
    finally:
        desk.remove()


if __name__ == "__main__":
    tap.run([("/e2e/pin-memory/leaves-no-trace", test_pin_leaves_no_trace)])
