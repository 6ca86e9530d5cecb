#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program with a PC/SC service of its own, whose reader takes virtual cards.

usage: with-pcscd.py [--tap] PROGRAM [ARGUMENT...]

The program sees a pcscd that nobody else sees, with one reader of two slots and no card in it. It
sits in a mount namespace: works for root, and for others where user namespaces are allowed. Ends
with the program's status; everything that was started is stopped then. Where it cannot work it says
why and ends with 77, or with --tap writes a skipped plan and ends with 0.

The program moves cards and the service with card-control.py, whose path is in DESK_CARD_CONTROL:

  insert [NAME [MILLISECONDS]]
                   puts a card in; a new one is blank. NAME ("card") tells cards apart. It takes so
                   long over every PIN and every use of a key; pulling it out does not wait for that
  remove [NAME]    pulls it out
  await [NAME]     waits until a card that takes long has begun with the next PIN or use of a key
  init [NAME]      makes a fresh card with PKCS #15 on it, PIN 111111, PUK 22222222 (8 tries), SO PIN
                   88888888, label NAME; leaves it in the slot, noticed by pcscd
  settle           waits until pcscd has noticed every card that came or went
  stop-service     ends pcscd
  kill-service     the same without a chance to tidy up
  start-service    starts it again, with the cards that were in

Each returns when it is done. Putting in and pulling out takes no time, but pcscd looks only every
400 ms: in between it knows the old state, and a program that uses a card that is gone gets errors.

Environment: DESK_TEST_BUILD_DIR, the build directory with the virtual card.
"""

import ctypes
import os
import random
import select
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pcsc

DRIVER_PATHS = [
    "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
    "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so",
]
SERVICE_DIRECTORY = "/run/pcscd"
SERVICE_SOCKET = SERVICE_DIRECTORY + "/pcscd.comm"
N_SLOTS = 2
PATIENCE_SECONDS = 20

PR_SET_CHILD_SUBREAPER = 36

# A command that every card answers, blank ones too.
GET_CARD = "00:CA:01:A0:00"

# The steps of issuing a card.
INIT_STEPS = [
    ["--erase-card"],
    ["--create-pkcs15", "--so-pin", "88888888", "--so-puk", "88888888", "--label", "{name}"],
    ["--store-pin", "--auth-id", "01", "--label", "User PIN", "--pin", "111111",
     "--puk", "22222222", "--so-pin", "88888888"],
    ["--finalize"],
]


class Skip(Exception):
    """Why it cannot work here."""


class Failure(Exception):
    """Why a command was not carried out."""


def run_quietly(arguments):
    try:
        return subprocess.run(arguments, capture_output=True, text=True, check=False,
                              timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Failure(f"{arguments[0]} does not end") from error


def find_program(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        raise Skip(f"{name} is not installed")
    return path


def find_driver():
    for path in DRIVER_PATHS:
        if os.path.exists(path):
            return path
    raise Skip("pcscd's driver for virtual cards (vsmartcard-vpcd) is not installed")


def find_card_program():
    path = os.path.join(os.environ.get("DESK_TEST_BUILD_DIR", "."),
                        "tests/support/virtual-card/desk-virtual-card")
    if not os.path.exists(path):
        raise Skip(f"{path} is not built")
    return os.path.abspath(path)


def wait_until(condition, what):
    """Looks at short intervals, because nothing tells when it happens."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {PATIENCE_SECONDS} s")
        time.sleep(0.005)


def stop(process, how=signal.SIGTERM):
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start_helper(arguments, **options):
    """Does not outlive this program, however it ends, and has no part in the terminal's signals."""
    return subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *arguments],
                            stdin=subprocess.DEVNULL, start_new_session=True, **options)


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def listening_sockets(port):
    """Inodes of the sockets that wait on the port."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    return {row[9] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


def open_sockets(pid):
    found = set()
    for entry in os.scandir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(entry.path)
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            found.add(target[len("socket:["):-1])
    return found


class Service:
    """pcscd with its reader."""

    def __init__(self, directory):
        self.program = find_program("pcscd")
        self.driver = find_driver()
        self.directory = directory
        self.process = None
        self.port = None

    def configure(self):
        """Ports below those that the system gives away by itself."""
        self.port = random.randrange(20000, 32000)
        while not all(is_free(self.port + slot) for slot in range(N_SLOTS)):
            self.port = random.randrange(20000, 32000)

        os.makedirs(os.path.join(self.directory, "readers"), exist_ok=True)
        with open(os.path.join(self.directory, "readers", "ukey"), "w", encoding="ascii") as file:
            file.write(f'FRIENDLYNAME "Ukey Reader"\n'
                       f"DEVICENAME /dev/null:{self.port:#x}\n"
                       f"LIBPATH {self.driver}\n"
                       f"CHANNELID {self.port:#x}\n")

    def is_ready(self):
        """pcscd opens its socket after its readers."""
        if self.process.poll() is not None:
            raise Failure(f"pcscd ended with {self.process.returncode}")
        if not os.path.exists(SERVICE_SOCKET):
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(SERVICE_SOCKET) == 0

    def has_reader(self):
        mine = open_sockets(self.process.pid)
        return all(mine & listening_sockets(self.port + slot) for slot in range(N_SLOTS))

    def start(self):
        """Another program may take the port between the look and the use: then another port."""
        for _ in range(5):
            self.configure()
            self.run()
            if self.has_reader():
                return
            self.stop()
        raise Failure("pcscd could not open its reader")

    def run(self):
        options = ["--foreground", "--config", os.path.join(self.directory, "readers")]
        if "--disable-polkit" in run_quietly([self.program, "--help"]).stdout:
            options.append("--disable-polkit")
        with open(os.path.join(self.directory, "pcscd.log"), "ab") as log:
            self.process = start_helper([self.program, *options], stdout=log, stderr=log)
        wait_until(self.is_ready, "pcscd's socket")

    def stop(self, how=signal.SIGTERM):
        if self.process is not None:
            stop(self.process, how)
        self.process = None


class Cards:
    """The cards in the reader's slots."""

    def __init__(self, service, directory):
        self.program = find_card_program()
        self.service = service
        self.directory = directory
        self.slots = [None] * N_SLOTS  # names
        self.slowness = {}             # milliseconds, by name
        self.processes = {}            # by name

    def memory_of(self, name):
        return os.path.join(self.directory, name + ".card")

    def connect(self, name):
        port = self.service.port + self.slots.index(name)
        process = start_helper([self.program, self.memory_of(name), str(port), self.slowness[name]],
                               stdout=subprocess.PIPE, bufsize=0)
        self.processes[name] = process
        if not self.wait_for_line(name):
            self.disconnect(name)
            raise Failure("the card found no reader")

    def wait_for_line(self, name):
        """What it writes: a line when it is in, and one for everything that takes it long."""
        output = self.processes[name].stdout
        ready, _, _ = select.select([output], [], [], PATIENCE_SECONDS)
        return bool(ready and output.readline())

    def await_work(self, name="card"):
        if name not in self.processes or not self.wait_for_line(name):
            raise Failure(f"{name} has nothing to do")

    def insert(self, name="card", slowness="0"):
        if name in self.slots:
            raise Failure(f"{name} is in already")
        if None not in self.slots:
            raise Failure("no free slot")
        self.slots[self.slots.index(None)] = name
        self.slowness[name] = slowness
        if self.service.process is not None:
            self.connect(name)

    def remove(self, name="card"):
        if name not in self.slots:
            raise Failure(f"{name} is not in")
        self.slots[self.slots.index(name)] = None
        self.disconnect(name)

    def disconnect(self, name):
        process = self.processes.pop(name, None)
        if process is not None:
            stop(process)
            process.stdout.close()

    def init(self, name="card"):
        if name in self.slots:
            self.remove(name)
        if os.path.exists(self.memory_of(name)):
            os.unlink(self.memory_of(name))
        self.settle()
        self.insert(name)
        self.settle()
        for step in INIT_STEPS:
            result = self.run_tool("pkcs15-init", self.slots.index(name),
                                   [word.format(name=name) for word in step])
            if result.returncode != 0:
                raise Failure(f"pkcs15-init {step[0]}: {result.stderr.strip()}")

    def run_tool(self, tool, slot, arguments):
        """Runs one of OpenSC's programs on a card, with nobody's settings or caches."""
        return run_quietly(["env", "HOME=" + self.directory, "LC_ALL=C", tool, "--reader", str(slot),
                            *arguments])

    def is_noticed(self, slot):
        """A card that is gone may still be there for pcscd, but it does not answer."""
        if self.slots[slot] is None:
            return not pcsc.is_card_present(slot)
        return self.run_tool("opensc-tool", slot, ["--send-apdu", GET_CARD]).returncode == 0

    def settle(self):
        for slot in range(N_SLOTS):
            wait_until(lambda: self.is_noticed(slot), "pcscd's notice")

    def connect_all(self):
        for name in filter(None, self.slots):
            self.connect(name)

    def disconnect_all(self):
        for name in list(self.processes):
            self.disconnect(name)


class Desk:
    """Carries out what card-control.py asks for, one request a connection, one line each way."""

    def __init__(self, directory):
        self.service = Service(directory)
        self.cards = Cards(self.service, directory)
        self.path = os.path.join(directory, "control")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.path)
        self.socket.listen()

    def start_service(self):
        if self.service.process is not None:
            raise Failure("pcscd runs already")
        self.service.start()
        self.cards.connect_all()

    def stop_service(self, how=signal.SIGTERM):
        if self.service.process is None:
            raise Failure("pcscd does not run")
        self.service.stop(how)
        self.cards.disconnect_all()

    def carry_out(self, words):
        commands = {
            "insert": self.cards.insert,
            "remove": self.cards.remove,
            "await": self.cards.await_work,
            "init": self.cards.init,
            "settle": self.cards.settle,
            "start-service": self.start_service,
            "stop-service": self.stop_service,
            "kill-service": lambda: self.stop_service(signal.SIGKILL),
        }
        if not words or words[0] not in commands:
            raise Failure("unknown command")
        if not all(word.isalnum() for word in words[1:]):
            raise Failure("a name has letters and digits")
        commands[words[0]](*words[1:])

    def answer(self):
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rw", encoding="utf-8") as stream:
            try:
                self.carry_out(stream.readline().split())
                stream.write("ok\n")
            except (Failure, Skip, TypeError, OSError) as error:
                stream.write(f"{error}\n")

    def processes(self):
        service = self.service.process
        return [*self.cards.processes.values(), *([service] if service is not None else [])]

    def close(self):
        self.service.stop()
        self.cards.disconnect_all()
        self.socket.close()


def mount_service_directory():
    """Nobody but root can make the directory: without it, all of /run is hidden."""
    target = SERVICE_DIRECTORY if os.path.isdir(SERVICE_DIRECTORY) else "/run"
    result = run_quietly(["mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", target])
    if result.returncode != 0:
        raise Skip(f"no private {target}: {result.stderr.strip()}")
    os.makedirs(SERVICE_DIRECTORY, exist_ok=True)


def start_program(arguments, ids):
    """As the user who called, who is root in the namespace around this. A new namespace forgets the
    signal that ends the program with this one, so that is asked for inside."""
    arguments = ["setpriv", "--pdeathsig", "KILL", *arguments]
    if ids[0] != 0:
        arguments = ["unshare", "--user", f"--map-user={ids[0]}", f"--map-group={ids[1]}",
                     "--", *arguments]
    return subprocess.Popen(arguments)


def reap_orphans(own):
    """What the program left behind and what has ended by now; nobody else will ask for it."""
    for process in own:
        process.poll()
    own_pids = [process.pid for process in own]
    try:
        while True:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None or ended.si_pid in own_pids:
                return
            os.waitpid(ended.si_pid, 0)
    except ChildProcessError:
        return


def wait_for_program(program, desk):
    """Returns its status as a shell would."""
    wake_reader, wake_writer = socket.socketpair()
    wake_reader.setblocking(False)
    wake_writer.setblocking(False)
    signal.set_wakeup_fd(wake_writer.fileno())
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, frame: program.send_signal(received))
    signal.signal(signal.SIGCHLD, lambda received, frame: None)

    with selectors.DefaultSelector() as selector, wake_reader, wake_writer:
        selector.register(desk.socket, selectors.EVENT_READ)
        selector.register(wake_reader, selectors.EVENT_READ)
        try:
            while program.poll() is None:
                for key, _ in selector.select():
                    if key.fileobj is desk.socket:
                        desk.answer()
                    else:
                        wake_reader.recv(4096)
                        reap_orphans([program, *desk.processes()])
        finally:
            signal.set_wakeup_fd(-1)
    return program.returncode if program.returncode >= 0 else 128 - program.returncode


def kill_orphans():
    """What the program started and left behind belongs to this process now."""
    while True:
        try:
            orphans = run_quietly(["ps", "--ppid", str(os.getpid()), "-o", "pid=,comm="]).stdout
            for line in orphans.splitlines():
                pid, name = line.split(None, 1)
                if name != "ps":
                    os.kill(int(pid), signal.SIGKILL)
            os.waitpid(-1, 0)
        except ProcessLookupError:
            continue
        except ChildProcessError:
            return


def run_inside(arguments, ids):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="certdesk-pcscd.") as directory:
        mount_service_directory()
        desk = Desk(directory)
        try:
            desk.service.start()
            os.environ["DESK_CARD_SOCKET"] = desk.path
            os.environ["DESK_CARD_CONTROL"] = os.path.join(
                os.path.dirname(os.path.abspath(__file__)), "card-control.py")
            return wait_for_program(start_program(arguments, ids), desk)
        finally:
            desk.close()
            kill_orphans()


def enter_namespace(arguments):
    """Root as it is can do with a mount namespace; root keeps more powers that way."""
    ways = [["unshare", "--user", "--map-root-user", "--mount"]]
    if os.getuid() == 0:
        ways.insert(0, ["unshare", "--mount"])
    for way in ways:
        if run_quietly([*way, "true"]).returncode == 0:
            ids = f"--inside={os.getuid()},{os.getgid()}"
            os.execvp(way[0], [*way, "--propagation", "private", sys.executable,
                               os.path.abspath(__file__), ids, *arguments])
    raise Skip("no mount namespace may be made here")


def main(arguments):
    is_tap = "--tap" in arguments[:2]
    ids = next((word[len("--inside="):] for word in arguments[:2] if word.startswith("--inside=")),
               None)
    command = [word for i, word in enumerate(arguments)
               if i >= 2 or not word.startswith(("--tap", "--inside="))]
    if not command or command[0].startswith("-"):
        print(__doc__)
        return 2

    try:
        find_card_program()
        find_driver()
        for program in ("pcscd", "pkcs15-init", "opensc-tool", "unshare", "setpriv", "mount", "ps"):
            find_program(program)
        if ids is None:
            enter_namespace(arguments)
        return run_inside(command, [int(number) for number in ids.split(",")])
    except Skip as reason:
        if is_tap:
            print(f"1..0 # SKIP {reason}")
            return 0
        print(f"with-pcscd: {reason}", file=sys.stderr)
        return 77
    except Failure as reason:
        print(f"with-pcscd: {reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
