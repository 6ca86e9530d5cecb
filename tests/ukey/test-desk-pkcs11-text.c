/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-pkcs11-text"

#include "desk-pkcs11-text.h"

static void
test_dup (void)
{
  static const struct {
    const char *padded;
    size_t length;
    const char *text;
  } cases[] = {
    { "label     ", 10, "label" },
    { "          ", 10, "" },
    { "full", 4, "full" },
    { "ended\0more", 10, "ended" },
    { "证书  ", 8, "证书" },
    /* Labels of older keys are in the encoding that was usual in China then. */
    { "\xd6\xa4\xca\xe9  ", 6, "证书" },
    { "a\xff  ", 4, "a\357\277\275" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text
        = desk_pkcs11_text_dup ((const CK_UTF8CHAR *) cases[i].padded, cases[i].length);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_version (void)
{
  const CK_VERSION version = { 2, 40 };
  g_autofree char *text = desk_pkcs11_text_dup_version (&version);

  g_assert_cmpstr (text, ==, "2.40");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ukey/pkcs11-text/dup", test_dup);
  g_test_add_func ("/ukey/pkcs11-text/version", test_version);

  return g_test_run ();
}
