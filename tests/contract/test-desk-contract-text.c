/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract.h"
#include "desk-encoding.h"

#include <string.h>

static void
test_digests (void)
{
  const char *text = desk_contract_text_get ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autofree char *sha256 = desk_sha256_hex (bytes);

  g_assert_cmpstr (sha256, ==, desk_contract_text_get_sha256 ());
  g_assert_cmpuint (strlen (desk_contract_text_get_sm3 ()), ==, 64);
  g_assert_cmpstr (desk_contract_text_get_sm3 (), !=, sha256);
}

/* A text that was agreed to must never change under its version's name. */
static void
test_version_is_frozen (void)
{
  g_assert_cmpstr (desk_contract_text_get_version (), ==, "zh_CN-1");
  g_assert_cmpstr (desk_contract_text_get_sha256 (), ==,
                   "361005d922e38ccd635d71bcf7c67990f41faad284f5ce318fc34ff472a8f5bc");
}

static void
test_form (void)
{
  const char *text = desk_contract_text_get ();
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);
  guint n_headings = 0;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "# "));
  g_assert_cmpint (g_utf8_strlen (text, -1), >, 3500);
  for (guint i = 0; paragraphs[i] != NULL; i++) {
    char *paragraph = g_strstrip (paragraphs[i]);

    g_assert_cmpstr (paragraph, !=, "");
    g_assert_null (strchr (paragraph, '\n'));
    n_headings += g_str_has_prefix (paragraph, "# ");
  }
  g_assert_cmpuint (n_headings, ==, 16);
}

/* What 电子认证服务管理办法 and the personal information protection law want said. */
static void
test_notices (void)
{
  static const char *const phrases[]
      = { "使用条件", "收费项目和标准", "信息的保存与使用", "责任范围",         "敏感个人信息",
          "保存期限", "失效后五年",     "撤回同意",         "查阅、复制、更正", "承运人" };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    g_assert_nonnull (strstr (desk_contract_text_get (), phrases[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contract/text/digests", test_digests);
  g_test_add_func ("/contract/text/version-is-frozen", test_version_is_frozen);
  g_test_add_func ("/contract/text/form", test_form);
  g_test_add_func ("/contract/text/notices", test_notices);

  return g_test_run ();
}
