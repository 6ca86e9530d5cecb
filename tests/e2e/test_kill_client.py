#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client is killed on each page of the wizard after it was filled in and started again: it
comes back to the same page with the same contents, strokes and pictures included."""

import json
import os
import shutil
import subprocess
import tempfile
import time

import tap
from applicant import Applicant
from certdesk_e2e import HELPERS, Desk, Waited, wait

REST = 1.0  # seconds without a change; saving waits 0.4 for more

PASSED_OVER = ["已阅读到末尾", "按 End 键", "选择照片"]

# Each page, what is filled in there, and what of it must have reached the disk before the end.
PAGES = [
    ("Identity", ["fill_identity"], ["张三", "150102199001010019", "13800138000"]),
    ("Consent", ["fill_consent"], ["consent"]),
    ("Evidence", ["fill_pictures", "fill_ink"], ["portrait.jpg", "emblem.jpg"]),
    ("Contract", ["fill_contract"], []),
    ("Form", ["fill_form"], ["zhang@example.cn"]),
    ("Delivery", ["fill_delivery"], ["新华大街 1 号"]),
    ("Attachments", ["fill_attachments"], ["attachments.handheld"]),
    ("Review", [], []),
]


def dump(desk):
    """The drafts on disk, read from a copy: the client may be running."""
    with tempfile.TemporaryDirectory() as directory:
        copy = os.path.join(directory, "client")
        shutil.copytree(desk.data_dir, copy)
        result = subprocess.run([os.path.join(HELPERS, "draft-dump"), copy],
                                capture_output=True, encoding="utf-8")
    if result.returncode != 0:  # copied in the middle of a checkpoint
        return None
    drafts = json.loads(result.stdout)
    return drafts[0] if len(drafts) == 1 else None


def wait_for_saved(desk, page, expected):
    """Gives the draft once all that was filled in is on the disk, well before anybody asks."""
    last, since = None, 0.0

    def rests():
        nonlocal last, since
        now, draft = time.monotonic(), dump(desk)
        if draft is None or draft != last:
            last, since = draft, now
        text = json.dumps(last, ensure_ascii=False)
        return last and now - since > REST and all(part in text for part in expected) and last

    return wait(rests, f"{page} to be saved")


def see(desk, page):
    """What the page says and holds, as a person who cannot see it hears it; not how far down it was
    scrolled, nor what stands behind a picture."""
    return [item for item in desk.contents(desk.find_page(page))
            if not any(words in item[1] for words in PASSED_OVER)]


def find_differences(desk, page, before):
    now = see(desk, page)
    return [item for item in before if item not in now] + [item for item in now
                                                           if item not in before]


def come_back(desk, applicant, page, expected):
    before_disk = wait_for_saved(desk, page, expected)
    before_page = see(desk, page)
    desk.kill()
    assert dump(desk) == before_disk, f"{page}: the draft changed with the end of the client"
    desk.start()
    applicant.sign_in()
    applicant.resume(page)
    try:
        wait(lambda: not find_differences(desk, page, before_page), f"{page} to look as before")
    except Waited as error:
        raise Waited(f"{error}: {find_differences(desk, page, before_page)}") from error
    assert dump(desk) == before_disk, f"{page}: the draft changed with the return"


def test_every_page():
    desk = Desk()
    applicant = Applicant(desk)
    try:
        desk.start()
        applicant.sign_in()
        applicant.begin()
        for number, (page, actions, expected) in enumerate(PAGES):
            for action in actions:
                getattr(applicant, action)()
            come_back(desk, applicant, page, expected)
            print(f"# {page}: killed and back", flush=True)
            if page == "Evidence":
                applicant.fill_code()  # a code is of the moment; it is not kept
            if number + 1 < len(PAGES):
                applicant.next(PAGES[number + 1][0])
        applicant.submit()
    finally:
        desk.remove()


if __name__ == "__main__":
    tap.run([("/e2e/kill-client/every-page", test_every_page)])
