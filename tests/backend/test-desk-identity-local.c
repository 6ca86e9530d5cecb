/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-identity-local.h"

static const char *const refused[] = { "李不符", NULL };

static DeskIdentityOutcome
verify (const char *id_type, const char *name, const char *id_number)
{
  g_autoptr (DeskClock) clock
      = desk_clock_new_manual (G_GINT64_CONSTANT (1795329000) * G_USEC_PER_SEC);
  g_autoptr (DeskIdentityProvider) provider = desk_identity_local_new (clock, refused);
  DeskIdentityQuery query = { id_type, name, id_number, "13800138000" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskIdentityAnswer) answer = desk_identity_provider_verify (provider, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpint (answer->time, ==, 1795329000);
  g_assert_cmpstr (answer->serial, !=, "");

  return answer->outcome;
}

static void
test_outcomes (void)
{
  g_assert_cmpint (verify ("01", "张三", "150102199001010019"), ==, DESK_IDENTITY_MATCH);
  g_assert_cmpint (verify ("04", "安娜", "911392198512240020"), ==, DESK_IDENTITY_MATCH);
  g_assert_cmpint (verify ("05", "ANNA LEE", "E12345678"), ==, DESK_IDENTITY_MANUAL);
  g_assert_cmpint (verify ("01", "李不符", "150102199001010019"), ==, DESK_IDENTITY_MISMATCH);
  g_assert_cmpint (verify ("01", "张三", "150102199001010010"), ==, DESK_IDENTITY_NO_RECORD);
}

static void
test_nobody_refused (void)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  DeskIdentityProvider *provider = desk_identity_local_new (clock, NULL);
  DeskIdentityQuery query = { "01", "李不符", "150102199001010019", "13800138000" };
  g_autoptr (DeskIdentityAnswer) answer = desk_identity_provider_verify (provider, &query, NULL);

  g_assert_cmpint (answer->outcome, ==, DESK_IDENTITY_MATCH);
  g_assert_finalize_object (provider);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/identity-local/outcomes", test_outcomes);
  g_test_add_func ("/backend/identity-local/nobody-refused", test_nobody_refused);

  return g_test_run ();
}
