/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-step.h"

static void
test_from_field (void)
{
  static const struct {
    const char *field;
    DeskStep step;
  } places[] = {
    { "applicant.id_number", DESK_STEP_IDENTITY },
    { "consent", DESK_STEP_CONSENT },
    { "attachments.id_front", DESK_STEP_EVIDENCE },
    { "attachments.id_back", DESK_STEP_EVIDENCE },
    { "ink", DESK_STEP_EVIDENCE },
    { "sms_code", DESK_STEP_EVIDENCE },
    { "contract.read", DESK_STEP_CONTRACT },
    { "product.validity_years", DESK_STEP_FORM },
    { "invoice.title", DESK_STEP_FORM },
    { "delivery.branch", DESK_STEP_DELIVERY },
    { "attachments.handheld", DESK_STEP_ATTACHMENTS },
  };
  DeskStep step;

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    g_assert_true (desk_step_from_field (places[i].field, &step));
    g_assert_cmpint (step, ==, places[i].step);
  }
  g_assert_false (desk_step_from_field ("phone", &step));
}

/* The nicks are stored in drafts. */
static void
test_codes (void)
{
  static const char *const codes[] = { "identity", "consent",  "evidence",    "contract",
                                       "form",     "delivery", "attachments", "review" };
  g_autoptr (GEnumClass) steps = g_type_class_ref (DESK_TYPE_STEP);
  g_autoptr (GEnumClass) modes = g_type_class_ref (DESK_TYPE_SIGNING_MODE);
  g_autoptr (GEnumClass) seals = g_type_class_ref (DESK_TYPE_SEAL_KIND);

  for (int i = 0; i < DESK_N_STEPS; i++)
    g_assert_cmpstr (g_enum_get_value (steps, i)->value_nick, ==, codes[i]);
  g_assert_cmpstr (g_enum_get_value (modes, DESK_SIGNING_ONE_OFF)->value_nick, ==, "one_off");
  g_assert_cmpstr (g_enum_get_value (seals, DESK_SEAL_PERSONAL_NAME)->value_nick, ==,
                   "personal_name");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/step/from-field", test_from_field);
  g_test_add_func ("/model/step/codes", test_codes);
  return g_test_run ();
}
