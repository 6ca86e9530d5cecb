# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with a key from the day it is issued, by the product's own programs; openssl
checks what comes out of it."""

import os
import shutil
import subprocess

BUILD = os.environ.get("DESK_TEST_BUILD_DIR", ".")
BACKEND = os.path.join(BUILD, "src", "backend", "certdeskd")
CTL = os.path.join(BUILD, "src", "ctl", "certdeskctl")
SIGN_IN = os.path.join(BUILD, "tests", "ukey", "matrix", "key-sign-in")
READY_LINE = "certdeskd: listening on "
TIME_LIMIT = 180  # seconds; a card takes its time for an RSA key

NEW_PIN = "314159"


class Failure(AssertionError):
    """A program did not do what it should."""


def call(arguments, secrets=None, environment=None, fails=False):
    """Runs a program, gives its output. Secrets go to standard input, a line each."""
    result = subprocess.run(arguments, input="".join(line + "\n" for line in secrets or []),
                            env={**os.environ, **(environment or {})}, capture_output=True,
                            text=True, timeout=TIME_LIMIT, check=False)
    if fails != (result.returncode != 0):
        raise Failure(f"{' '.join(arguments)}: status {result.returncode}: "
                      f"{result.stderr.strip()} {result.stdout.strip()}")
    # A process that breaks at its very end does not spoil the answer of the one that started it.
    if "Sanitizer" in result.stderr or "CRITICAL" in result.stderr:
        raise Failure(f"{' '.join(arguments)}: {result.stderr.strip()}")
    return result.stderr if fails else result.stdout


class Backend:
    """A real certdeskd with its own data."""

    def __init__(self, directory):
        self.directory = directory
        # It does not outlive this program, however that ends.
        launcher = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        self.process = subprocess.Popen([*launcher, BACKEND, "--data-dir", directory, "--listen",
                                         "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if line.startswith(READY_LINE):
                self.url = line[len(READY_LINE):].strip()
                return
        raise Failure("certdeskd does not start")

    def administer(self, *words):
        return call([BACKEND, *words, "--data-dir", self.directory])

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=TIME_LIMIT)


class Holder:
    """One person with one empty token; each step is a method, in the order of STEPS."""

    def __init__(self, token, backend, directory, algorithm, number):
        self.token, self.backend, self.directory = token, backend, directory
        self.algorithm = algorithm
        self.phone = f"138000{number:05d}"

    def path(self, name):
        return os.path.join(self.directory, name)

    def ctl(self, command, *words, secrets, fails=False):
        options = ["--module", self.token.module, "--token", self.token.label, "--pin-fd", "0"]
        if self.token.arguments:
            options += ["--module-args", self.token.arguments]
        return call([CTL, "ukey", command, *options, *words], secrets, self.token.environment, fails)

    def sign_with(self, pin, fails=False):
        return self.ctl("sign", "--in", self.path("text"), "--out", self.path("signature"),
                        secrets=[pin], fails=fails)

    def keygen(self):
        self.ctl("keygen", "--type", self.algorithm, "--label", "matrix", "--csr",
                 self.path("request.pem"), "--subject", "张三", secrets=[self.pin])

    def check_request(self):
        call(["openssl", "req", "-verify", "-noout", "-in", self.path("request.pem")])
        text = call(["openssl", "req", "-noout", "-text", "-in", self.path("request.pem")])
        wanted = "2048 bit" if self.algorithm == "rsa2048" else "prime256v1"
        if wanted not in text:
            raise Failure(f"the request is not for {wanted}")

    def issue(self):
        chain = self.backend.administer("ca", "issue", "--csr", self.path("request.pem"), "--phone",
                                        self.phone, "--name", "张三")
        with open(self.path("certificate.pem"), "w", encoding="ascii") as file:
            file.write(chain)

    def install(self):
        self.ctl("import", "--cert", self.path("certificate.pem"), secrets=[self.pin])

    def sign(self):
        with open(self.path("text"), "w", encoding="utf-8") as file:
            file.write("电子认证服务协议\n" * 1000)
        self.sign_with(self.pin)
        self.verify()

    def verify(self):
        public_key = call(["openssl", "x509", "-in", self.path("certificate.pem"), "-pubkey",
                           "-noout"])
        with open(self.path("public.pem"), "w", encoding="ascii") as file:
            file.write(public_key)
        call(["openssl", "dgst", "-sha256", "-verify", self.path("public.pem"), "-signature",
              self.path("signature"), self.path("text")])
        os.unlink(self.path("signature"))

    def sign_in(self):
        os.makedirs(self.path("client"), mode=0o700, exist_ok=True)
        output = call([SIGN_IN, self.backend.url, self.path("client"), self.token.module,
                       self.token.arguments or "", self.token.label], [self.pin],
                      self.token.environment)
        if self.phone[-4:] not in output:
            raise Failure(f"signed in as somebody else: {output}")

    def change_pin(self):
        self.ctl("set-pin", secrets=[self.pin, NEW_PIN])
        self.old_pin, self.pin = self.pin, NEW_PIN

    def try_old_pin(self):
        complaint = self.sign_with(self.old_pin, fails=True)
        if os.path.exists(self.path("signature")) or "PIN" not in complaint:
            raise Failure(f"not refused because of the PIN: {complaint}")

    def use_new_pin(self):
        self.sign_with(self.pin)
        self.verify()


STEPS = [
    ("keygen", Holder.keygen),
    ("request", Holder.check_request),
    ("issue", Holder.issue),
    ("import", Holder.install),
    ("sign", Holder.sign),
    ("sign-in", Holder.sign_in),
    ("set-pin", Holder.change_pin),
    ("old PIN", Holder.try_old_pin),
    ("new PIN", Holder.use_new_pin),
]
