/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-key.h"
#include "desk-id.h"

#include <string.h>

static void
test_same_question (void)
{
  g_autofree char *one = desk_flow_key_new ("application", "identity", "01", "张三", NULL);
  g_autofree char *again = desk_flow_key_new ("application", "identity", "01", "张三", NULL);
  g_autofree char *other = desk_flow_key_new ("application", "identity", "01", "李四", NULL);
  g_autofree char *shifted = desk_flow_key_new ("application", "identity", "0", "1张三", NULL);
  g_autofree char *step = desk_flow_key_new ("application", "order", "01", "张三", NULL);

  g_assert_true (desk_id_is_valid (one));
  g_assert_cmpint (one[14], ==, '8'); /* version of RFC 9562 */
  g_assert_nonnull (strchr ("89ab", one[19]));
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, !=, shifted);
  g_assert_cmpstr (one, !=, step);
}

static char *
get_evidence (DeskApplication *application)
{
  return desk_flow_key_of_evidence (application);
}

/* Whatever a contract is made from makes another key. */
static void
test_evidence (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("application");
  DeskInk *ink = desk_application_get_ink (application);
  g_autoptr (GBytes) picture = g_bytes_new_static ("picture", 7);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (keys, get_evidence (application));
  desk_application_set_consent (application, "1", "00", 5);
  g_hash_table_add (keys, get_evidence (application));
  desk_application_set_consent (application, "1", "00", 6);
  g_hash_table_add (keys, get_evidence (application));
  desk_attachment_set_content (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT), picture, "a.jpg");
  g_hash_table_add (keys, get_evidence (application));
  desk_ink_begin_stroke (ink);
  desk_ink_add_point (ink, &(DeskInkPoint){ 1, 2, 3, 4 });
  desk_ink_end_stroke (ink);
  g_hash_table_add (keys, get_evidence (application));
  desk_ink_begin_stroke (ink);
  desk_ink_add_point (ink, &(DeskInkPoint){ 1, 2, 3, 4 });
  desk_ink_end_stroke (ink);
  g_hash_table_add (keys, get_evidence (application));
  g_assert_cmpuint (g_hash_table_size (keys), ==, 6);

  /* What is not in it does not. */
  desk_application_set_validity_years (application, 3);
  g_hash_table_add (keys, get_evidence (application));
  g_assert_cmpuint (g_hash_table_size (keys), ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/flow-key/same-question", test_same_question);
  g_test_add_func ("/flow/flow-key/evidence", test_evidence);
  return g_test_run ();
}
