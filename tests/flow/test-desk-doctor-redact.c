/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-redact.h"

#define HOME "/tmp/the-home-of-a-test"

typedef struct {
  const char *text;
  const char *redacted;
} Row;

static void
test_text (void)
{
  static const Row rows[] = {
    { NULL, "" },
    { "", "" },
    { HOME "/drivers/libkey.so: cannot open", "~/drivers/libkey.so: cannot open" },
    { HOME, "~" },
    { HOME "-of-another/libkey.so", HOME "-of-another/libkey.so" },
    { "/ho"
      "me/zhangsan/libkey.so",
      "/ho"
      "me/…/libkey.so" },
    { "\"/Us"
      "ers/zhang san/libkey.so\"",
      "\"/Us"
      "ers/… san/libkey.so\"" },
    { "http://zhang:secret@proxy.example.cn:3128", "http://proxy.example.cn:3128" },
    { "of zhang.san@example.cn", "of …@example.cn" },
    { "ID 11010519491231002X, 150102199001010019", "ID …002X, …0019" },
    { "13800138000", "…8000" },
    { "Reader (0123456789ABCDEF) 00 00", "Reader (…CDEF) 00 00" },
    { "serial MX202611", "serial …2611" },
    { "serial a1b2c3d4e5", "serial …d4e5" },
    /* What support needs stays. */
    { "Feitian ePass3000GM, SJK1217Pkcs", "Feitian ePass3000GM, SJK1217Pkcs" },
    { "/opt/lm-gm3000/lib/libgm3000.1.0.so", "/opt/lm-gm3000/lib/libgm3000.1.0.so" },
    { "C:\\Windows\\System32\\SKFAPI20549.dll", "C:\\Windows\\System32\\SKFAPI20549.dll" },
    { "C_Sign: CKR_DEVICE_ERROR (0x30), 0x80100014",
      "C_Sign: CKR_DEVICE_ERROR (0x30), 0x80100014" },
    { "2026-11-22T06:30:00Z, 312 s", "2026-11-22T06:30:00Z, 312 s" },
    { "096e:0303 5448:0004 class 0b", "096e:0303 5448:0004 class 0b" },
    { "OpenSC 0.23 (PKCS#11 2.20), x86-64, RSA 2048",
      "OpenSC 0.23 (PKCS#11 2.20), x86-64, RSA 2048" },
    { "bytes \xff\xfe", "bytes \xef\xbf\xbd\xef\xbf\xbd" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *redacted = desk_doctor_redact (rows[i].text);

    g_assert_cmpstr (redacted, ==, rows[i].redacted);
  }
}

static void
test_names (void)
{
  const char *host = g_get_host_name ();
  g_autofree char *text = g_strdup_printf ("on %s, at %s.local", host, host);
  g_autofree char *redacted = desk_doctor_redact (text);

  /* That is the name of every computer. */
  if (g_str_equal (host, "localhost"))
    g_assert_cmpstr (redacted, ==, text);
  else
    g_assert_cmpstr (redacted, ==, "on …, at ….local");
}

static void
test_serial (void)
{
  static const Row rows[] = {
    { "0123457F3A", "…7F3A" },         { "12345", "…2345" }, { "1234", "…" }, { "", "…" },
    { "序列号一二三四", "…一二三四" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *redacted = desk_doctor_redact_serial (rows[i].text);

    g_assert_cmpstr (redacted, ==, rows[i].redacted);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("HOME", HOME, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/doctor-redact/text", test_text);
  g_test_add_func ("/flow/doctor-redact/names", test_names);
  g_test_add_func ("/flow/doctor-redact/serial", test_serial);
  return g_test_run ();
}
