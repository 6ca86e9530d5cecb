/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-test"

#include "desk-log.h"

#include <glib.h>

static void
test_lines (void)
{
  if (g_test_subprocess ()) {
    desk_log_install ();
    g_message ("one\r\n2026-11-22T06:30:00.000Z desk-test: two");
    g_warning ("three");
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed (); /* g_test_init() makes the warning fatal */
  g_test_trap_assert_stderr (
      "20*-*-*T*:*:*.*Z desk-test: one  2026-11-22T06:30:00.000Z desk-test: two\n*");
  g_test_trap_assert_stderr ("*desk-test-WARNING*: three*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/log/lines", test_lines);
  return g_test_run ();
}
