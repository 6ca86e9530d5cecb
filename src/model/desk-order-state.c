/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-order-state.h"

#include <glib/gi18n-lib.h>

#define TO(state)   (1u << DESK_ORDER_##state)
#define MAY(action) DESK_ORDER_ACTION_##action

typedef struct {
  const char *code;
  const char *label;       /* marked for translation, not translated */
  unsigned int actions;    /* DeskOrderActions of the applicant */
  unsigned int successors; /* a bit per DeskOrderState */
} StateRow;

/* DESIGN.md, section 4, where whoever may act on an order may look at it too. Deleting a draft is
 * no transition: the order goes. "Refunds where paid" is said there of six states together; of
 * these only REFUNDING and REVOKE_PENDING can be reached by an order that was paid. */
static const StateRow states[DESK_ORDER_N_STATES] = {
  [DESK_ORDER_DRAFT] = { "DRAFT", N_ ("To be submitted"),
                         MAY (VIEW) | MAY (EDIT) | MAY (DELETE) | MAY (SUBMIT), TO (SUBMITTED) },
  [DESK_ORDER_SUBMITTED] = { "SUBMITTED", N_ ("Waiting for review"), MAY (VIEW) | MAY (WITHDRAW),
                             TO (IN_REVIEW) | TO (DRAFT) | TO (CANCELLED) },
  [DESK_ORDER_IN_REVIEW] = { "IN_REVIEW", N_ ("In review"), MAY (VIEW),
                             TO (SECOND_REVIEW) | TO (APPROVED) | TO (RETURNED) | TO (REJECTED) },
  [DESK_ORDER_SECOND_REVIEW] = { "SECOND_REVIEW", N_ ("In second review"), MAY (VIEW),
                                 TO (APPROVED) | TO (RETURNED) | TO (REJECTED) },
  [DESK_ORDER_RETURNED]
  = { "RETURNED", N_ ("Returned for correction"),
      MAY (VIEW) | MAY (EDIT) | MAY (SUBMIT) | MAY (CANCEL), TO (SUBMITTED) | TO (CANCELLED) },
  [DESK_ORDER_APPROVED]
  = { "APPROVED", N_ ("Documents approved"), MAY (VIEW) | MAY (PAY) | MAY (CANCEL),
      TO (VOUCHER) | TO (PAID) | TO (CANCELLED) | TO (EXPIRED) },
  [DESK_ORDER_VOUCHER] = { "VOUCHER", N_ ("Payment voucher to be confirmed"),
                           MAY (VIEW) | MAY (UPLOAD_VOUCHER), TO (PAID) | TO (APPROVED) },
  [DESK_ORDER_PAID] = { "PAID", N_ ("Paid, waiting for production"), MAY (VIEW) | MAY (ASK_REFUND),
                        TO (PRODUCING) | TO (REFUNDING) },
  [DESK_ORDER_PRODUCING]
  = { "PRODUCING", N_ ("In production"), MAY (VIEW), TO (PRODUCED) | TO (PRODUCE_UNKNOWN) },
  [DESK_ORDER_PRODUCE_UNKNOWN] = { "PRODUCE_UNKNOWN", N_ ("Production result being confirmed"),
                                   MAY (VIEW), TO (PRODUCED) | TO (PAID) },
  [DESK_ORDER_PRODUCED] = { "PRODUCED", N_ ("Produced"), MAY (VIEW) | MAY (INSTALL),
                            TO (SHIPPED) | TO (COLLECTED) | TO (REVOKE_PENDING) },
  [DESK_ORDER_SHIPPED]
  = { "SHIPPED", N_ ("Sent by mail"), MAY (VIEW) | MAY (CONFIRM_RECEIPT), TO (COMPLETED) },
  [DESK_ORDER_COLLECTED] = { "COLLECTED", N_ ("Collected"), MAY (VIEW), TO (COMPLETED) },
  [DESK_ORDER_COMPLETED] = { "COMPLETED", N_ ("Completed"), MAY (VIEW), 0 },
  [DESK_ORDER_REJECTED] = { "REJECTED", N_ ("Review not passed"), MAY (VIEW), 0 },
  [DESK_ORDER_CANCELLED] = { "CANCELLED", N_ ("Cancelled"), MAY (VIEW), 0 },
  [DESK_ORDER_EXPIRED] = { "EXPIRED", N_ ("Expired"), MAY (VIEW), 0 },
  [DESK_ORDER_REFUNDING] = { "REFUNDING", N_ ("Being refunded"), MAY (VIEW), TO (REFUNDED) },
  [DESK_ORDER_REFUNDED] = { "REFUNDED", N_ ("Refunded"), MAY (VIEW), 0 },
  [DESK_ORDER_REVOKE_PENDING]
  = { "REVOKE_PENDING", N_ ("Waiting for revocation"), MAY (VIEW), TO (REFUNDING) },
};

static gboolean
is_state (DeskOrderState state)
{
  return (unsigned int) state < DESK_ORDER_N_STATES;
}

const char *
desk_order_state_get_code (DeskOrderState state)
{
  g_return_val_if_fail (is_state (state), NULL);

  return states[state].code;
}

gboolean
desk_order_state_from_code (const char *code, DeskOrderState *state)
{
  g_return_val_if_fail (code != NULL && state != NULL, FALSE);

  for (int i = 0; i < DESK_ORDER_N_STATES; i++) {
    if (g_str_equal (states[i].code, code)) {
      *state = (DeskOrderState) i;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
desk_order_state_get_label (DeskOrderState state)
{
  g_return_val_if_fail (is_state (state), NULL);

  return states[state].label;
}

DeskOrderActions
desk_order_state_get_actions (DeskOrderState state)
{
  g_return_val_if_fail (is_state (state), DESK_ORDER_ACTION_NONE);

  return (DeskOrderActions) states[state].actions;
}

gboolean
desk_order_state_may_follow (DeskOrderState from, DeskOrderState to)
{
  g_return_val_if_fail (is_state (from) && is_state (to), FALSE);

  return (states[from].successors & (1u << to)) != 0;
}

gboolean
desk_order_state_may_be_edited_again (DeskOrderState state)
{
  unsigned int reached;
  unsigned int before;

  g_return_val_if_fail (is_state (state), FALSE);

  reached = 1u << state;
  do {
    before = reached;
    for (int i = 0; i < DESK_ORDER_N_STATES; i++) {
      if ((before & (1u << i)) != 0)
        reached |= states[i].successors;
    }
  } while (reached != before);

  for (int i = 0; i < DESK_ORDER_N_STATES; i++) {
    if ((reached & (1u << i)) != 0 && (states[i].actions & MAY (EDIT)) != 0)
      return TRUE;
  }

  return FALSE;
}

gboolean
desk_order_state_is_final (DeskOrderState state)
{
  g_return_val_if_fail (is_state (state), TRUE);

  return states[state].successors == 0;
}
