/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-config.h"

#include "desk-test-files.h"

static DeskConfig *
load (const char *text, GError **error)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *path = g_build_filename (directory, "certdeskd.conf", NULL);
  DeskConfig *config;

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  config = desk_config_load (directory, error);
  desk_test_files_remove (directory);
  return config;
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskConfig) config = load (NULL, &error);
  const DeskLimits *limits;
  gsize n_branches;

  g_assert_no_error (error);
  limits = desk_config_get_limits (config);
  g_assert_cmpint (limits->sms_resend_seconds, ==, 60);
  g_assert_cmpint (limits->sms_per_hour, ==, 5);
  g_assert_cmpint (limits->sms_per_day, ==, 10);
  g_assert_null (desk_config_get_public_url (config));
  g_assert_true (desk_config_get_invoice (config));
  g_assert_cmpint (desk_config_get_price (config, 1), >, 0);
  g_assert_nonnull (desk_config_get_branches (config, &n_branches));
  g_assert_cmpuint (n_branches, >, 0);
  g_assert_null (desk_config_get_mismatch_names (config)[0]);
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskConfig) config = load ("[service]\npublic_url=https://ca.example.cn/\n"
                                        "authority_name=某某CA\ninvoice=false\nprice_2=1\n"
                                        "[limits]\nsms_per_hour=0\n"
                                        "[identity]\nmismatch_names=李四;王五\n"
                                        "[branch wuhai]\nname=乌海\naddress=某街\nhours=9-17\n",
                                        &error);
  const DeskBranch *branches;
  gsize n_branches;

  g_assert_no_error (error);
  g_assert_cmpstr (desk_config_get_public_url (config), ==, "https://ca.example.cn");
  g_assert_cmpstr (desk_config_get_authority_name (config), ==, "某某CA");
  g_assert_false (desk_config_get_invoice (config));
  g_assert_true (desk_config_get_payment (config));
  g_assert_cmpint (desk_config_get_price (config, 2), ==, 1);
  g_assert_cmpint (desk_config_get_limits (config)->sms_per_hour, ==, 0);
  g_assert_cmpstr (desk_config_get_mismatch_names (config)[1], ==, "王五");
  branches = desk_config_get_branches (config, &n_branches);
  g_assert_cmpuint (n_branches, ==, 1);
  g_assert_cmpstr (branches[0].code, ==, "wuhai");
  g_assert_cmpstr (branches[0].address, ==, "某街");
}

/* A misspelt limit would silently be none. */
static void
test_refuses (void)
{
  static const char *const texts[] = {
    "[limits]\nsms_per_hours=5\n",   "[limit]\nsms_per_hour=5\n",  "[limits]\nsms_per_hour=five\n",
    "[limits]\nsms_per_hour=-1\n",   "[service]\ninvoice=maybe\n", "[service]\nprice_4=1\n",
    "[branch x]\ntelephone=12345\n", "sms_per_hour=5\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load (texts[i], &error));
    g_assert_nonnull (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/config/defaults", test_defaults);
  g_test_add_func ("/backend/config/values", test_values);
  g_test_add_func ("/backend/config/refuses", test_refuses);
  return g_test_run ();
}
