#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person types is nowhere on the disk in plain: planted values are sought in every file that
the client and the backend leave, in the home directory and in all they print."""

import base64
import os
import subprocess

import tap
from applicant import Applicant
from certdesk_e2e import BUILD, Desk, wait, xdotool

SOURCE = os.environ["DESK_TEST_SOURCE_DIR"]
PIN = "111111"
PERSON = {
    "name": "阿依古丽·买买提",
    "id_number": "150102199001010019",
    "mobile": "13912340567",
    "region": "内蒙古自治区 呼和浩特市 赛罕区",
    "address": "昭乌达路第七号院三栋",
}


def in_all_forms(value):
    """The octets to seek: as text, as hexadecimal digits, and as base64 at each of its offsets."""
    forms = set()
    for octets in (value.encode(), value.encode("utf-16-le")):
        digits = octets.hex()
        forms |= {octets, digits.encode(), digits.upper().encode()}
        for shift in range(3):
            # Only the groups of three octets that the value fills alone.
            whole = octets[(3 - shift) % 3:]
            text = base64.b64encode(whole[:len(whole) // 3 * 3])
            if len(text) >= 8:
                forms |= {text, text.replace(b"+", b"-").replace(b"/", b"_")}
    return forms


def list_files(directories):
    for directory in directories:
        for parent, _, names in os.walk(directory):
            for name in names:
                path = os.path.join(parent, name)
                if os.path.isfile(path):
                    yield path


def seek(directories, values, passed_over=()):
    """(path, value) of all that is found, and how many files were read."""
    forms = {value: in_all_forms(value) for value in values}
    found, n_files = [], 0
    for path in list_files(directories):
        if path in passed_over:
            continue
        n_files += 1
        with open(path, "rb") as file:
            content = file.read()
        for value, octets in forms.items():
            # Six equal digits come about by chance in numbers and digests; as a word they do not.
            if any(is_in(content, form, value == PIN) for form in octets):
                found.append((path, value))
    return found, n_files


def is_in(content, form, as_word):
    place = content.find(form)
    while place >= 0:
        around = content[place - 1:place] + content[place + len(form):place + len(form) + 1]
        if not as_word or not around.isalnum():
            return True
        place = content.find(form, place + 1)
    return False


def make_key(desk):
    result = subprocess.run(
        [os.path.join(SOURCE, "scripts", "virtual-ukey"), BUILD, desk.backend_dir,
         desk.path("ukey"), PERSON["mobile"], PERSON["name"]],
        check=True, capture_output=True, text=True)
    return dict(line.split("=", 1) for line in result.stdout.splitlines())


def sign_with_key(desk, applicant):
    """Signs the contract with the Ukey, so that a PIN is typed."""
    page = desk.find_page("Evidence")
    desk.tick("使用 Ukey 签署", page)
    desk.wait_for_text(PERSON["name"], page)
    applicant.press_primary()
    desk.focus_window("Ukey.*|.*PIN.*|输入.*")
    wait(lambda: desk.find_dialog(), "the dialog for the PIN")
    xdotool("type", "--delay", 30, PIN)
    xdotool("key", "Return")
    desk.find_page("Contract")
    # It is the PIN that keys are handed out with: another one is offered, and put off.
    desk.focus_window("请修改默认.*")
    xdotool("key", "Escape")
    wait(lambda: not desk.find_dialog(), "the end of the offer")
    desk.focus_window(desk.frame.get_name())


def go(desk, applicant):
    applicant.sign_in()
    applicant.begin()
    applicant.fill_identity()
    applicant.next("Consent")
    applicant.fill_consent()
    applicant.next("Evidence")
    applicant.fill_pictures()
    applicant.fill_ink()
    sign_with_key(desk, applicant)
    applicant.fill_contract()
    applicant.next("Form")
    applicant.next("Delivery")
    applicant.fill_delivery()
    applicant.next("Attachments")


def check(desk, values, own):
    directories = [desk.directory, os.environ["HOME"]]
    found, n_files = seek(directories, values, own)
    assert not found, found
    assert n_files > 10, n_files
    return n_files


def check_control(desk):
    """The search finds each value in each form."""
    for value in [*PERSON.values(), PIN]:
        for form in in_all_forms(value):
            path = desk.path("planted")
            with open(path, "wb") as file:
                file.write(b"\0some octets " + form + b" and others\0")
            found, _ = seek([desk.directory], [value], ())
            assert (path, value) in found, (value, form)
            os.remove(path)


def test_planted():
    desk = Desk()
    try:
        key = make_key(desk)
        desk.environment["SOFTHSM2_CONF"] = key["SOFTHSM2_CONF"]
        desk.options = ["--ukey-module", key["CERTDESK_UKEY_MODULE"]]
        # The token is not ours: its certificate names its holder, and the request for it, too.
        own = set(list_files([desk.path("ukey")]))
        desk.start()
        applicant = Applicant(desk, PERSON)
        go(desk, applicant)
        values = [*PERSON.values(), PIN]
        # While both run, the journals of the databases included; then after the way's end.
        running = check(desk, values, own)
        applicant.next("Review")
        applicant.submit()
        desk.quit()
        ended = check(desk, values, own)
        print(f"# {running} files while running, {ended} after the end", flush=True)
        check_control(desk)
    finally:
        desk.remove()


if __name__ == "__main__":
    tap.run([("/e2e/planted/nothing-in-plain", test_planted)])
