# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an applicant does on each page of the client."""

import os
import subprocess

from certdesk_e2e import HELPERS, wait, walk

PERSON = {
    "name": "张三",
    "id_number": "150102199001010019",
    "mobile": "13800138000",
    "region": "内蒙古自治区 呼和浩特市 新城区",
    "address": "新华大街 1 号",
}

# The primary button of each page.
PRIMARY = {
    "Identity": "身份认证",
    "Consent": "确认",
    "Evidence": "提交",
    "Contract": "确认",
    "Form": "下一步",
    "Delivery": "下一步",
    "Attachments": "下一步",
    "Review": "提交",
}


class Applicant:
    def __init__(self, desk, person=None):
        self.desk = desk
        self.person = person or PERSON
        self.pictures = [desk.path("portrait.jpg"), desk.path("emblem.jpg")]
        subprocess.run([os.path.join(HELPERS, "make-specimens"), *self.pictures], check=True)

    def sign_in(self):
        desk = self.desk
        page = desk.find(None, "DeskSmsSignIn")
        desk.fill("手机号码", self.person["mobile"], page)
        self._fill_code("验证码", page)
        desk.press("注册/登录", page)
        desk.find(None, "DeskHomePage")

    def begin(self):
        self.desk.press("申请", self.desk.find(None, "DeskHomePage"))
        self.desk.find_page("Identity")

    def resume(self, page):
        self.desk.open_row("继续填写", self.desk.find(None, "DeskHomePage"))
        return self.desk.find_page(page)

    def press_primary(self):
        label = PRIMARY[self.desk.current_page()]
        # The list of steps comes first and has a button of that name, too.
        buttons = [node for node in walk(self.desk.find(None, "DeskWizard"))
                   if node.get_role_name() == "push button" and node.get_name() == label]
        self.desk.press_button(buttons[-1])

    def next(self, page):
        """Leaves the current page; `page` is the one that follows."""
        self.press_primary()
        return self.desk.find_page(page)

    def fill_identity(self):
        page = self.desk.find_page("Identity")
        self.desk.fill("姓名", self.person["name"], page)
        self.desk.fill("证件号码", self.person["id_number"], page)
        self.desk.fill("手机号码", self.person["mobile"], page)

    def fill_consent(self):
        self._read_and_tick("Consent", "DeskContractText", "本人已同意签署合同")

    def fill_contract(self):
        self._read_and_tick("Contract", "DeskPageViewer", "本人已阅读合同")

    def _read_and_tick(self, name, text_class, label):
        page = self.desk.find_page(name)
        self.desk.scroll_to_end(self.desk.find(None, text_class, page),
                                self.desk.find("check box", label, page))
        self.desk.tick(label, page)

    def fill_pictures(self):
        page = self.desk.find_page("Evidence")
        for name, path in zip(("人像面", "国徽面"), self.pictures):
            self.desk.choose_file(self.desk.find("push button", name, page), path)

    def fill_ink(self):
        page = self.desk.find_page("Evidence")
        canvas = self.desk.find("image", "手写签名", page)
        self.desk.write(canvas, 3)
        wait(lambda: "3" in canvas.get_description(), "three strokes")
        self.desk.press("确定", page)

    def fill_code(self):
        page = self.desk.find_page("Evidence")
        self._fill_code("短信验证码", page)

    def _fill_code(self, name, page):
        code = self.desk.receive_code(
            self.person["mobile"], lambda: self.desk.press("获取验证码", page))
        self.desk.fill(name, code, page)

    def fill_form(self):
        page = self.desk.find_page("Form")
        self.desk.tick("是", page)
        self.desk.fill("发票抬头", self.person["name"], page)
        self.desk.fill("邮箱", "zhang@example.cn", page)

    def fill_delivery(self):
        page = self.desk.find_page("Delivery")
        self.desk.fill("省、市、区县", self.person["region"], page)
        self.desk.fill("详细地址", self.person["address"], page)

    def fill_attachments(self):
        page = self.desk.find_page("Attachments")
        self.desk.choose_file(self.desk.find("push button", "手持身份证照片", page),
                              self.pictures[0])

    def submit(self):
        self.press_primary()
        self.desk.wait_for_text("待审核", self.desk.find(None, "DeskPageDone"))
