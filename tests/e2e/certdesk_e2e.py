# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real client from outside: AT-SPI to read, fill in and press, xdotool for what AT-SPI
does not offer (check buttons, ink, keys). Runs under tests/support/run-under-x.sh."""

import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import warnings

# For the client; libatspi itself warns of accessibles that come and go.
CLIENT_DEBUG = os.environ.pop("G_DEBUG", "")

warnings.simplefilter("ignore")
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

TIME_LIMIT = 20  # seconds, for any wait
BUILD = os.environ["DESK_TEST_BUILD_DIR"]
BACKEND = os.path.join(BUILD, "src", "backend", "certdeskd")
CLIENT = os.path.join(BUILD, "src", "app", "certdesk")
HELPERS = os.path.join(BUILD, "tests", "e2e")
SCREEN = 1400, 1000  # pixels, as run-under-x.sh makes it
BAR_HEIGHT = 60  # of the bars above and below a page, at most
TITLE = "数字证书在线受理"

# One person asks for many codes in one test.
RELAXED_LIMITS = """[limits]
sms_resend_seconds=0
sms_per_hour=0
sms_per_day=0
sms_per_address_hour=0
sign_in_per_address_hour=0
identity_per_day=0
"""

PAGES = ["Identity", "Consent", "Evidence", "Contract", "Form", "Delivery", "Attachments", "Review"]


class Waited(AssertionError):
    """Something did not come about in time."""


def wait(predicate, what):
    """Polls until predicate() is true and gives what it gave; objects may vanish meanwhile."""
    deadline = time.monotonic() + TIME_LIMIT
    while True:
        try:
            found = predicate()
            if found:
                return found
        except (GLib.Error, subprocess.CalledProcessError):
            pass
        if time.monotonic() > deadline:
            raise Waited(f"waited in vain for {what}")
        time.sleep(0.02)


def xdotool(*arguments):
    return subprocess.run(
        ["xdotool", *map(str, arguments)], check=True, capture_output=True, text=True
    ).stdout


def extents(node):
    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return box.x, box.y, box.width, box.height


def children(node):
    """Those that were ever laid out: pages of stacks that were not shown are left out."""
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child and not ("Component" in child.get_interfaces() and extents(child)[2] <= 0):
            yield child


def walk(node):
    for child in children(node):
        yield child
        yield from walk(child)


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def is_checked(node):
    return node.get_state_set().contains(Atspi.StateType.CHECKED)


def read_text(node):
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


class Desk:
    """One client with its data, started and killed as often as a test likes. Unless a server is
    named it brings its own backend along."""

    def __init__(self, server=None, environment=None, options=()):
        self.directory = tempfile.mkdtemp(prefix="certdesk-e2e.")
        self.backend_dir = self.path("backend")
        self.data_dir = self.path("client")
        self.server, self.options = server, list(options)
        self.environment = {**os.environ, "G_DEBUG": CLIENT_DEBUG, **(environment or {})}
        self.process = self.application = None
        self.n_starts = 0
        os.mkdir(self.backend_dir, 0o700)
        with open(os.path.join(self.backend_dir, "certdeskd.conf"), "w", encoding="utf-8") as file:
            file.write(RELAXED_LIMITS)
        self._write_settings()

    def path(self, name):
        return os.path.join(self.directory, name)

    def _write_settings(self):
        """Nothing moves by itself. GTK 4.8 also warns of a blinking cursor in an entry that
        becomes insensitive while it has the focus, and here warnings are fatal."""
        directory = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
        os.makedirs(directory, exist_ok=True)
        with open(os.path.join(directory, "settings.ini"), "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n")

    # The process

    def start(self):
        command = [CLIENT, "--data-dir", self.data_dir, "--key-file", *self.options]
        command += ["--server", self.server] if self.server else [
            "--embedded-backend", self.backend_dir]
        self.n_starts += 1
        log = open(self.path(f"client-{self.n_starts}.log"), "wb")
        # A group of its own, so that the backend it starts can be killed with it.
        self.process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env=self.environment,
            start_new_session=True)
        log.close()
        self.application = wait(self._find_application, "the client on the accessibility bus")
        self.frame = wait(lambda: self._find(self.application, "frame", None), "the window")
        window = self.focus_window(TITLE)
        xdotool("windowsize", window, *SCREEN)
        wait(lambda: extents(self.frame)[3] > 900, "the window to fill the screen")

    def _find_application(self):
        assert self.process.poll() is None, f"the client ended: {self.read_logs()}"
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    def focus_window(self, title):
        """There is no window manager: whoever types says where to."""
        window = wait(
            lambda: xdotool("search", "--onlyvisible", "--name", f"^{title}$").split(),
            f"the window {title}")[-1]
        xdotool("windowfocus", "--sync", window)
        return window

    def kill(self):
        """SIGKILL to the client and its backend at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        wait(self._is_group_gone, "the end of all that was killed")

    def _is_group_gone(self):
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return self._has_only_zombies()

    def _has_only_zombies(self):
        states = subprocess.run(["ps", "-o", "stat=", "-g", str(self.process.pid)],
                                capture_output=True, text=True).stdout.split()
        return all(state.startswith("Z") for state in states)

    def quit(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(TIME_LIMIT) == 0, self.read_logs()

    def read_logs(self):
        text = ""
        for number in range(1, self.n_starts + 1):
            with open(self.path(f"client-{number}.log"), encoding="utf-8", errors="replace") as file:
                text += file.read()
        return text

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    # Finding

    def _find(self, root, role, name):
        """The shallowest of that role and name; so it is not sought in the text of a contract."""
        level = [root]
        while level:
            level = [child for node in level for child in children(node)]
            for node in level:
                if name in (None, node.get_name()) and role in (None, node.get_role_name()):
                    return node
        return None

    def find(self, role, name, root=None):
        return wait(lambda: self._find(root or self.application, role, name), f"{role} {name}")

    def find_page(self, name):
        """The wizard's page, once it is the current one: its class is what it is called."""
        wait(lambda: self.current_page() == name, f"the page {name}")
        return wait(lambda: self._find(self.application, None, f"DeskPage{name}"), f"page {name}")

    def current_page(self):
        """What the list of steps says."""
        steps = self._find(self.application, "panel", "步骤")
        for number, button in enumerate(children(steps) if steps else []):
            if button.get_description() == "当前步骤":
                return PAGES[number]
        return None

    def contents(self, page):
        """All that a page says and holds, as somebody hears it who cannot see it."""
        found = []
        for node in walk(page):
            role = node.get_role_name()
            if role == "text":
                found.append((role, node.get_name(), read_text(node)))
            elif role in ("check box", "radio button"):
                found.append((role, node.get_name(), is_checked(node)))
            elif role in ("label", "image", "heading", "push button"):
                found.append((role, node.get_name(), node.get_description()))
        return found

    def texts(self, root=None):
        return [node.get_name() for node in walk(root or self.application)
                if node.get_role_name() == "label"]

    def wait_for_text(self, text, root=None):
        return wait(lambda: next((t for t in self.texts(root) if text in t), None), f"“{text}”")

    # Acting

    def press(self, name, root=None):
        self.press_button(self.find("push button", name, root))

    def press_button(self, button):
        wait(lambda: is_sensitive(button), f"{button.get_name()} to be pressable")
        Atspi.Action.do_action(button, 0)

    def fill(self, name, text, root=None):
        entry = self.find("text", name, root)
        wait(lambda: is_sensitive(entry), f"{name} to be editable")
        assert Atspi.EditableText.set_text_contents(entry, text), name
        wait(lambda: read_text(entry) == text, f"{name} to be filled in")

    def read(self, name, root=None):
        return read_text(self.find("text", name, root))

    def box(self, node):
        """Where it is on the screen, once it rests: AT-SPI knows only the place in the window."""
        seen = []

        def rests():
            seen.append(extents(node))
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3] and seen[-1][2] > 0

        wait(rests, f"{node.get_name()} to rest")
        window = xdotool("search", "--onlyvisible", "--name", f"^{TITLE}$").split()[-1]
        geometry = dict(re.findall(r"(\w+)=(-?\d+)", xdotool("getwindowgeometry", "--shell", window)))
        _, _, width, height = extents(self.frame)
        x, y, box_width, box_height = seen[-1]
        left = int(geometry["X"]) + (int(geometry["WIDTH"]) - width) // 2
        top = int(geometry["Y"]) + (int(geometry["HEIGHT"]) - height) // 2
        return left + x, top + y, box_width, box_height

    def reveal(self, node):
        """Turns the wheel over its page until all of it is in the window; its box."""
        box = self.box(node)
        for _ in range(40):
            bottom = SCREEN[1] - BAR_HEIGHT
            if box[1] >= BAR_HEIGHT and box[1] + box[3] <= bottom:
                break
            xdotool("mousemove", round(box[0] + box[2] / 2), SCREEN[1] // 2,
                    "click", 5 if box[1] + box[3] > bottom else 4)
            box = self.box(node)
        return box

    def scroll_to_end(self, node, awaited):
        """Turns the wheel over node until the awaited button can be pressed."""
        left, top, width, height = self.box(node)
        xdotool("mousemove", round(left + width / 2), round(top + height / 2))

        def turn():
            xdotool("click", "--repeat", 20, "--delay", 2, 5)
            return is_sensitive(awaited)

        wait(turn, f"{node.get_name()} to be read")

    def click(self, node):
        left, top, width, height = self.reveal(node)
        xdotool("mousemove", round(left + width / 2), round(top + height / 2), "click", 1)

    def open_row(self, words, root):
        """A row of a list is opened by pointer, on the words that say what it does. The title of
        the list may read the same and comes first."""
        def find_labels():
            return [node for node in walk(root)
                    if node.get_role_name() == "label" and node.get_name() == words
                    and self._is_in_row(node)]

        self.click(wait(find_labels, f"a row with {words}")[-1])

    def _is_in_row(self, node):
        while node is not None:
            if node.get_role_name() == "list item":
                return True
            node = node.get_parent()
        return False

    def tick(self, name, root=None):
        """Check buttons have no action at this version of GTK."""
        check = self._find_check(root, name)
        wait(lambda: is_sensitive(check), f"{name} to be tickable")
        if not is_checked(check):
            self.click(check)
            wait(lambda: is_checked(check), f"{name} to be ticked")

    def _find_check(self, root, name):
        """One in a row is called by the row's title and by its own label, which are the same."""
        return wait(
            lambda: next((node for node in walk(root or self.application)
                          if node.get_role_name() in ("check box", "radio button")
                          and set(node.get_name().split()) == set(name.split())), None), f"check {name}")

    def write(self, canvas, n_strokes):
        left, top, width, height = self.reveal(canvas)
        for stroke in range(n_strokes):
            begin = 0.1 + 0.8 * stroke / n_strokes
            moves = []
            for i in range(1, 25):
                x = left + width * (begin + 0.6 / n_strokes * i / 24)
                y = top + height * (0.25 + 0.5 * i / 24 + 0.08 * math.sin(i))
                moves += ["mousemove", round(x), round(y)]
            xdotool(*moves[:3], "mousedown", 1, *moves[3:], "mouseup", 1)

    def choose_file(self, slot, path):
        """Through the file dialog of GTK: the path is typed."""
        dialog_title = slot.get_name()
        Atspi.Action.do_action(slot, 0)
        self.focus_window(dialog_title)
        wait(lambda: self.find_dialog(), "the file dialog")
        xdotool("key", "--delay", 20, "slash")
        entry = wait(lambda: next(
            (node for node in walk(self.find_dialog()) if node.get_role_name() == "text"), None),
            "the dialog's entry")
        Atspi.EditableText.set_text_contents(entry, path)
        wait(lambda: read_text(entry) == path, "the path to be typed")
        xdotool("key", "Return")
        wait(lambda: self.find_dialog() is None, "the file dialog to close")
        self.focus_window(TITLE)

    def find_dialog(self):
        for i in range(self.application.get_child_count()):
            child = self.application.get_child_at_index(i)
            if child and child.get_name() != self.frame.get_name():
                return child
        return None

    # The way of an applicant

    def read_outbox(self, phone):
        return subprocess.run(
            [BACKEND, "outbox", "--data-dir", self.backend_dir, "--phone", phone],
            capture_output=True, text=True).stdout

    def receive_code(self, phone, request):
        """Calls request() and gives the code of the message that came for it."""
        before = self.read_outbox(phone)
        request()
        text = wait(lambda: self._changed_outbox(phone, before), "the code in the outbox")
        return re.search(r"(?<!\d)\d{6}(?!\d)", text).group(0)

    def _changed_outbox(self, phone, before):
        text = self.read_outbox(phone)
        return text if text != before else None
