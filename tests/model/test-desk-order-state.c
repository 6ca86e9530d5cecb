/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-order-state.h"

#include <string.h>

#define NOWHERE (-1)

/* DESIGN.md, section 4, once more and by hand. */
static const struct {
  DeskOrderState from;
  int to[5]; /* ends with NOWHERE */
} transitions[] = {
  { DESK_ORDER_DRAFT, { DESK_ORDER_SUBMITTED, NOWHERE } },
  { DESK_ORDER_SUBMITTED,
    { DESK_ORDER_IN_REVIEW, DESK_ORDER_DRAFT, DESK_ORDER_CANCELLED, NOWHERE } },
  { DESK_ORDER_IN_REVIEW,
    { DESK_ORDER_SECOND_REVIEW, DESK_ORDER_APPROVED, DESK_ORDER_RETURNED, DESK_ORDER_REJECTED,
      NOWHERE } },
  { DESK_ORDER_SECOND_REVIEW,
    { DESK_ORDER_APPROVED, DESK_ORDER_RETURNED, DESK_ORDER_REJECTED, NOWHERE } },
  { DESK_ORDER_RETURNED, { DESK_ORDER_SUBMITTED, DESK_ORDER_CANCELLED, NOWHERE } },
  { DESK_ORDER_APPROVED,
    { DESK_ORDER_VOUCHER, DESK_ORDER_PAID, DESK_ORDER_CANCELLED, DESK_ORDER_EXPIRED, NOWHERE } },
  { DESK_ORDER_VOUCHER, { DESK_ORDER_PAID, DESK_ORDER_APPROVED, NOWHERE } },
  { DESK_ORDER_PAID, { DESK_ORDER_PRODUCING, DESK_ORDER_REFUNDING, NOWHERE } },
  { DESK_ORDER_PRODUCING, { DESK_ORDER_PRODUCED, DESK_ORDER_PRODUCE_UNKNOWN, NOWHERE } },
  { DESK_ORDER_PRODUCE_UNKNOWN, { DESK_ORDER_PRODUCED, DESK_ORDER_PAID, NOWHERE } },
  { DESK_ORDER_PRODUCED,
    { DESK_ORDER_SHIPPED, DESK_ORDER_COLLECTED, DESK_ORDER_REVOKE_PENDING, NOWHERE } },
  { DESK_ORDER_SHIPPED, { DESK_ORDER_COMPLETED, NOWHERE } },
  { DESK_ORDER_COLLECTED, { DESK_ORDER_COMPLETED, NOWHERE } },
  { DESK_ORDER_COMPLETED, { NOWHERE } },
  { DESK_ORDER_REJECTED, { NOWHERE } },
  { DESK_ORDER_CANCELLED, { NOWHERE } },
  { DESK_ORDER_EXPIRED, { NOWHERE } },
  { DESK_ORDER_REFUNDING, { DESK_ORDER_REFUNDED, NOWHERE } },
  { DESK_ORDER_REFUNDED, { NOWHERE } },
  { DESK_ORDER_REVOKE_PENDING, { DESK_ORDER_REFUNDING, NOWHERE } },
};

static void
test_transitions (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (transitions), ==, DESK_ORDER_N_STATES);

  for (size_t i = 0; i < G_N_ELEMENTS (transitions); i++) {
    const int *to = transitions[i].to;

    for (int state = 0; state < DESK_ORDER_N_STATES; state++) {
      gboolean may = FALSE;

      for (int j = 0; to[j] != NOWHERE; j++)
        may = may || to[j] == state;
      g_assert_cmpint (desk_order_state_may_follow (transitions[i].from, (DeskOrderState) state),
                       ==, may);
    }
    g_assert_cmpint (desk_order_state_is_final (transitions[i].from), ==, to[0] == NOWHERE);
  }
}

static void
test_codes (void)
{
  DeskOrderState found;

  for (int i = 0; i < DESK_ORDER_N_STATES; i++) {
    const char *code = desk_order_state_get_code ((DeskOrderState) i);

    g_assert_true (desk_order_state_from_code (code, &found));
    g_assert_cmpint (found, ==, i);
    g_assert_cmpuint (strlen (desk_order_state_get_label ((DeskOrderState) i)), >, 0);
  }
  g_assert_cmpstr (desk_order_state_get_code (DESK_ORDER_PRODUCE_UNKNOWN), ==, "PRODUCE_UNKNOWN");
  g_assert_false (desk_order_state_from_code ("draft", &found));
  g_assert_false (desk_order_state_from_code ("", &found));
}

static void
test_actions (void)
{
  g_assert_cmpint (desk_order_state_get_actions (DESK_ORDER_DRAFT), ==,
                   DESK_ORDER_ACTION_VIEW | DESK_ORDER_ACTION_EDIT | DESK_ORDER_ACTION_DELETE
                       | DESK_ORDER_ACTION_SUBMIT);
  g_assert_cmpint (desk_order_state_get_actions (DESK_ORDER_SUBMITTED), ==,
                   DESK_ORDER_ACTION_VIEW | DESK_ORDER_ACTION_WITHDRAW);
  g_assert_cmpint (desk_order_state_get_actions (DESK_ORDER_RETURNED), ==,
                   DESK_ORDER_ACTION_VIEW | DESK_ORDER_ACTION_EDIT | DESK_ORDER_ACTION_SUBMIT
                       | DESK_ORDER_ACTION_CANCEL);
  g_assert_cmpint (desk_order_state_get_actions (DESK_ORDER_APPROVED), ==,
                   DESK_ORDER_ACTION_VIEW | DESK_ORDER_ACTION_PAY | DESK_ORDER_ACTION_CANCEL);

  for (int i = 0; i < DESK_ORDER_N_STATES; i++)
    g_assert_true (desk_order_state_get_actions ((DeskOrderState) i) & DESK_ORDER_ACTION_VIEW);
}

/* Every state can be reached from a draft. */
static void
test_reachable (void)
{
  gboolean reached[DESK_ORDER_N_STATES] = { [DESK_ORDER_DRAFT] = TRUE };

  for (int round = 0; round < DESK_ORDER_N_STATES; round++)
    for (int from = 0; from < DESK_ORDER_N_STATES; from++)
      for (int to = 0; to < DESK_ORDER_N_STATES; to++)
        if (reached[from]
            && desk_order_state_may_follow ((DeskOrderState) from, (DeskOrderState) to))
          reached[to] = TRUE;

  for (int i = 0; i < DESK_ORDER_N_STATES; i++)
    g_assert_true (reached[i]);
}

static void
test_edited_again (void)
{
  for (int i = 0; i < DESK_ORDER_N_STATES; i++) {
    gboolean is_open = i == DESK_ORDER_DRAFT || i == DESK_ORDER_SUBMITTED
                       || i == DESK_ORDER_IN_REVIEW || i == DESK_ORDER_SECOND_REVIEW
                       || i == DESK_ORDER_RETURNED;

    g_assert_cmpint (desk_order_state_may_be_edited_again ((DeskOrderState) i), ==, is_open);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/order-state/transitions", test_transitions);
  g_test_add_func ("/model/order-state/codes", test_codes);
  g_test_add_func ("/model/order-state/actions", test_actions);
  g_test_add_func ("/model/order-state/reachable", test_reachable);
  g_test_add_func ("/model/order-state/edited-again", test_edited_again);
  return g_test_run ();
}
