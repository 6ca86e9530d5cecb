/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-fixture.h"
#include "desk-module-file.h"
#include "desk-usb-devices.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const DeskUsbDevice *
find_device (GPtrArray *devices, guint vendor)
{
  for (guint i = 0; i < devices->len; i++) {
    const DeskUsbDevice *device = g_ptr_array_index (devices, i);

    if (device->vendor == vendor)
      return device;
  }

  g_error ("no device %04x", vendor);
}

static void
test_usb (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) devices = NULL;
  g_autofree char *broken
      = desk_doctor_fixture_write (fixture, "sys/bus/usb/devices/3-1/idVendor", "what\n", -1);

  desk_doctor_fixture_add_usb (fixture, "1-1", "5448", "0004", "03");   /* Haitai, no reader */
  desk_doctor_fixture_add_usb (fixture, "1-1.2", "08e6", "3437", "0b"); /* a reader */
  desk_doctor_fixture_add_usb (fixture, "1-2", "046d", "c077", "03");   /* a mouse */
  desk_doctor_fixture_add_usb (fixture, "usb1", "1d6b", "0002", "09");  /* a hub */

  devices = desk_usb_devices_list (fixture->sysfs);
  g_assert_cmpuint (devices->len, ==, 2);
  g_assert_cmpstr (find_device (devices, 0x5448)->maker, ==, "Haitai");
  g_assert_false (find_device (devices, 0x5448)->is_reader);
  g_assert_null (find_device (devices, 0x08e6)->maker);
  g_assert_true (find_device (devices, 0x08e6)->is_reader);
}

static void
test_no_usb (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_assert_null (desk_usb_devices_list (fixture->sysfs));
}

/* A head of @length bytes, an ELF file of @class (1: 32 bit) for @machine. */
static char *
write_elf (DeskDoctorFixture *fixture, guint8 class, guint16 machine, gsize length)
{
  char head[64] = "\177ELF";

  head[4] = (char) class;
  head[5] = 1;
  head[18] = (char) (machine & 0xff);
  head[19] = (char) (machine >> 8);
  return desk_doctor_fixture_write (fixture, "driver.so", head, (gssize) length);
}

static void
assert_file (const char *path, DeskKeyState state, const char *detail)
{
  g_autofree char *found = NULL;

  g_assert_cmpstr (desk_key_state_get_nick (desk_module_file_inspect (path, &found)), ==,
                   desk_key_state_get_nick (state));
  if (detail != NULL)
    g_assert_cmpstr (found, ==, detail);
}

static void
test_elf (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_elf (fixture, 1, 3, 64);
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);

  assert_file (path, DESK_KEY_STATE_MODULE_ARCHITECTURE, "ELF, 32 bit, i386");
  g_free (write_elf (fixture, 2, 0x1234, 64));
  assert_file (path, DESK_KEY_STATE_MODULE_ARCHITECTURE, "ELF, 64 bit, another processor");
  g_free (write_elf (fixture, 2, 62, 10));
  assert_file (path, DESK_KEY_STATE_MODULE_NOT_PKCS11, "no library");
  if (own != NULL)
    assert_file (own, DESK_KEY_STATE_READY, NULL);
}

static void
test_other_systems (DeskDoctorFixture *fixture, gconstpointer data)
{
  static const char mac[] = "\xcf\xfa\xed\xfe\x07\x00\x00\x01";
  char windows[0x80] = "MZ";
  g_autofree char *path = NULL;

  windows[0x3c] = 0x40;
  memcpy (windows + 0x40, "PE\0\0\x64\x86", 6);
  path = desk_doctor_fixture_write (fixture, "driver.dll", windows, sizeof windows);
  assert_file (path, DESK_KEY_STATE_MODULE_ARCHITECTURE, "Windows, x86-64");

  /* A header that points behind the end. */
  windows[0x3f] = 0x7f;
  g_free (desk_doctor_fixture_write (fixture, "driver.dll", windows, sizeof windows));
  assert_file (path, DESK_KEY_STATE_MODULE_NOT_PKCS11, "no library");
  g_free (desk_doctor_fixture_write (fixture, "driver.dll", mac, sizeof mac));
  assert_file (path, DESK_KEY_STATE_MODULE_ARCHITECTURE, "macOS");
}

static void
test_no_library (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_doctor_fixture_write (fixture, "readme.txt", "Hello", -1);

  assert_file (path, DESK_KEY_STATE_MODULE_NOT_PKCS11, "no library");
  assert_file (fixture->directory, DESK_KEY_STATE_MODULE_NOT_PKCS11, "a directory");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (geteuid () != 0)
    assert_file (path, DESK_KEY_STATE_MODULE_FAILED, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_file (path, DESK_KEY_STATE_MODULE_MISSING, NULL);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/flow/doctor-files/" path, DeskDoctorFixture, NULL, desk_doctor_fixture_set_up,     \
              function, desk_doctor_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("usb", test_usb);
  ADD ("no-usb", test_no_usb);
  ADD ("elf", test_elf);
  ADD ("other-systems", test_other_systems);
  ADD ("no-library", test_no_library);
  return g_test_run ();
}
