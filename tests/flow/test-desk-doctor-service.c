/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The smart card service in all its states, by a library in its place (tests/ukey/fake-pcsc). */

#include "desk-doctor-fixture.h"

/* winscard.h */
#define ANSWERS     "0"
#define NO_SERVICE  "8010001d"
#define NOT_ALLOWED "8010006a"

static void
set_up (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *directory
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests/ukey/fake-pcsc", NULL);

  desk_doctor_fixture_set_up (fixture, data);
  g_setenv ("LD_LIBRARY_PATH", directory, TRUE);
  g_setenv ("CERTDESK_FAKE_PCSC", ANSWERS, TRUE);
}

static void
install (DeskDoctorFixture *fixture, const char *file)
{
  g_autofree char *name = g_strconcat ("root/", file, NULL);
  g_autofree char *path = desk_doctor_fixture_write (fixture, name, "", -1);
}

static void
test_answers (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_READERS, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_READERS, "Reader Two");
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVICE, "polkit not asked");
}

static void
test_denied (DeskDoctorFixture *fixture, gconstpointer data)
{
  install (fixture, "usr/sbin/pcscd");
  install (fixture, "run/pcscd/pcscd.comm");
  install (fixture, "usr/share/polkit-1/actions/org.debian.pcsc-lite.policy");
  g_setenv ("CERTDESK_FAKE_PCSC", NOT_ALLOWED, TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_SERVICE_DENIED);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVICE,
                                     "pcscd installed, socket there, polkit asked");
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVICE, "0x8010006a");
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_READERS);
}

static void
test_stopped (DeskDoctorFixture *fixture, gconstpointer data)
{
  install (fixture, "usr/sbin/pcscd");
  g_setenv ("CERTDESK_FAKE_PCSC", NO_SERVICE, TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_SERVICE_STOPPED);
}

/* The library came with another package, its service did not. */
static void
test_not_installed (DeskDoctorFixture *fixture, gconstpointer data)
{
  install (fixture, "usr/sbin/another");
  g_setenv ("CERTDESK_FAKE_PCSC", NO_SERVICE, TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_SERVICE_MISSING);

  /* In a container nobody can tell. */
  install (fixture, ".flatpak-info");
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_SERVICE_STOPPED);
}

static void
test_no_library (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_doctor_fixture_write (fixture, "libpcsclite.so.1", "no library", -1);

  g_setenv ("LD_LIBRARY_PATH", fixture->directory, TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_SERVICE_MISSING);
}

/* Nobody to ask for it: the helper program is not where it should be. */
static void
test_no_host (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *host = g_strdup (g_getenv ("CERTDESK_UKEY_HOST"));

  g_setenv ("CERTDESK_UKEY_HOST", "/nonexistent/host", TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVICE, DESK_KEY_STATE_NO_HOST);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_READERS);
  g_setenv ("CERTDESK_UKEY_HOST", host, TRUE);
}

/* The service shows two readers. */
static void
test_usb_readers (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_add_usb (fixture, "1-1", "08e6", "3437", "0b");
  desk_doctor_fixture_add_usb (fixture, "1-2", "096e", "0303", "0b");
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_USB, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_USB,
                                     "096e:0303 card reader, Feitian ePass3000GM");

  desk_doctor_fixture_add_usb (fixture, "1-3", "1d99", "0001", "0b");
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_USB, DESK_KEY_STATE_READER_NO_DRIVER);

  /* Without the service that is no finding of its own. */
  g_setenv ("CERTDESK_FAKE_PCSC", NO_SERVICE, TRUE);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_USB, DESK_KEY_STATE_READY);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/flow/doctor-service/" path, DeskDoctorFixture, NULL, set_up, function,             \
              desk_doctor_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answers", test_answers);
  ADD ("denied", test_denied);
  ADD ("stopped", test_stopped);
  ADD ("not-installed", test_not_installed);
  ADD ("no-library", test_no_library);
  ADD ("no-host", test_no_host);
  ADD ("usb-readers", test_usb_readers);
  return g_test_run ();
}
