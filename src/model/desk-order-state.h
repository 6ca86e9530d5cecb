/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The states of an order and who may move it where: one table, used by both ends (DESIGN.md,
 * section 4). Codes travel on the wire and stand in the database; never renumber or rename one. */
typedef enum {
  DESK_ORDER_DRAFT,
  DESK_ORDER_SUBMITTED,
  DESK_ORDER_IN_REVIEW,
  DESK_ORDER_SECOND_REVIEW,
  DESK_ORDER_RETURNED,
  DESK_ORDER_APPROVED,
  DESK_ORDER_VOUCHER,
  DESK_ORDER_PAID,
  DESK_ORDER_PRODUCING,
  DESK_ORDER_PRODUCE_UNKNOWN,
  DESK_ORDER_PRODUCED,
  DESK_ORDER_SHIPPED,
  DESK_ORDER_COLLECTED,
  DESK_ORDER_COMPLETED,
  DESK_ORDER_REJECTED,
  DESK_ORDER_CANCELLED,
  DESK_ORDER_EXPIRED,
  DESK_ORDER_REFUNDING,
  DESK_ORDER_REFUNDED,
  DESK_ORDER_REVOKE_PENDING,
} DeskOrderState;

#define DESK_ORDER_N_STATES (DESK_ORDER_REVOKE_PENDING + 1)

/* What the applicant may do in a state; a set. */
typedef enum {
  DESK_ORDER_ACTION_NONE = 0,
  DESK_ORDER_ACTION_VIEW = 1 << 0,
  DESK_ORDER_ACTION_EDIT = 1 << 1,
  DESK_ORDER_ACTION_DELETE = 1 << 2,
  DESK_ORDER_ACTION_SUBMIT = 1 << 3,
  DESK_ORDER_ACTION_WITHDRAW = 1 << 4,
  DESK_ORDER_ACTION_CANCEL = 1 << 5,
  DESK_ORDER_ACTION_PAY = 1 << 6,
  DESK_ORDER_ACTION_UPLOAD_VOUCHER = 1 << 7,
  DESK_ORDER_ACTION_ASK_REFUND = 1 << 8,
  DESK_ORDER_ACTION_INSTALL = 1 << 9,
  DESK_ORDER_ACTION_CONFIRM_RECEIPT = 1 << 10,
} DeskOrderActions;

/* "SUBMITTED"; static. */
const char *desk_order_state_get_code (DeskOrderState state);

/* FALSE for an unknown code. */
gboolean desk_order_state_from_code (const char *code, DeskOrderState *state);

/* The label in the source language, marked for translation; the caller passes it to gettext. */
const char *desk_order_state_get_label (DeskOrderState state);

DeskOrderActions desk_order_state_get_actions (DeskOrderState state);

/* TRUE if the table lets an order go from @from to @to at all (whoever moves it). */
gboolean desk_order_state_may_follow (DeskOrderState from, DeskOrderState to);

/* TRUE if the applicant may change the order now, or may come to it on some way through the table:
 * it may still be withdrawn or returned. */
gboolean desk_order_state_may_be_edited_again (DeskOrderState state);

/* TRUE for a state nothing leads out of. */
gboolean desk_order_state_is_final (DeskOrderState state);

G_END_DECLS
