#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of an applicant through the installed programs, from outside: sign-in by SMS code,
every page of the wizard, the submission, and the list of applications."""

import re

import tap
from applicant import Applicant
from certdesk_e2e import Desk


def go_all_the_way(applicant):
    applicant.sign_in()
    applicant.begin()
    applicant.fill_identity()
    applicant.next("Consent")
    applicant.fill_consent()
    applicant.next("Evidence")
    applicant.fill_pictures()
    applicant.fill_ink()
    applicant.fill_code()
    applicant.next("Contract")
    applicant.fill_contract()
    applicant.next("Form")
    applicant.fill_form()
    applicant.next("Delivery")
    applicant.fill_delivery()
    applicant.next("Attachments")
    applicant.next("Review")
    applicant.submit()


def look_at_list(desk):
    done = desk.find(None, "DeskPageDone")
    number = re.search(r"[A-Z]*\d{8,}", " ".join(desk.texts(done))).group(0)
    desk.press("查看我的申请")
    page = desk.find(None, "DeskOrdersPage")
    desk.wait_for_text(number, page)
    desk.wait_for_text("待审核", page)
    desk.open_row("查看进度", page)
    desk.wait_for_text("下一步：客服审核", desk.find(None, "DeskOrderPage"))


def test_whole_way():
    desk = Desk()
    try:
        desk.start()
        go_all_the_way(Applicant(desk))
        look_at_list(desk)
        desk.quit()
    finally:
        desk.remove()


if __name__ == "__main__":
    tap.run([("/e2e/atspi/whole-way", test_whole_way)])
