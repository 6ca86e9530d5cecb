/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-order-text.h"

#include "desk-wizard-table.h"

#include <glib/gi18n-lib.h>

typedef struct {
  DeskTone tone;
  const char *icon;
  const char *next; /* what happens next, who does it */
} StateLook;

static const StateLook looks[DESK_ORDER_N_STATES] = {
  [DESK_ORDER_DRAFT] = { DESK_TONE_NEUTRAL, "desk-order-draft-symbolic",
                         N_ ("Next: complete the application and submit it.") },
  [DESK_ORDER_SUBMITTED]
  = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
      N_ ("Next: customer service reviews the application; you get a text message.") },
  [DESK_ORDER_IN_REVIEW]
  = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
      N_ ("Next: customer service finishes the review; you get a text message.") },
  [DESK_ORDER_SECOND_REVIEW] = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
                                 N_ ("Next: a second reviewer decides; you get a text message.") },
  [DESK_ORDER_RETURNED] = { DESK_TONE_ATTENTION, "desk-order-attention-symbolic",
                            N_ ("Next: correct the application and submit it again.") },
  [DESK_ORDER_APPROVED] = { DESK_TONE_SUCCESS, "desk-order-done-symbolic",
                            N_ ("Next: pay, after which the certificate is produced.") },
  [DESK_ORDER_VOUCHER] = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
                           N_ ("Next: finance confirms your payment.") },
  [DESK_ORDER_PAID]
  = { DESK_TONE_WAITING, "desk-order-waiting-symbolic", N_ ("Next: the certificate is produced.") },
  [DESK_ORDER_PRODUCING] = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
                             N_ ("Next: the certificate is written onto the Ukey.") },
  [DESK_ORDER_PRODUCE_UNKNOWN] = { DESK_TONE_WAITING, "desk-order-waiting-symbolic",
                                   N_ ("Next: staff check what was written onto the Ukey.") },
  [DESK_ORDER_PRODUCED] = { DESK_TONE_SUCCESS, "desk-order-done-symbolic",
                            N_ ("Next: the Ukey is sent or handed over to you.") },
  [DESK_ORDER_SHIPPED] = { DESK_TONE_WAITING, "desk-order-parcel-symbolic",
                           N_ ("Next: the carrier delivers the Ukey.") },
  [DESK_ORDER_COLLECTED]
  = { DESK_TONE_SUCCESS, "desk-order-done-symbolic", N_ ("You have the Ukey.") },
  [DESK_ORDER_COMPLETED]
  = { DESK_TONE_SUCCESS, "desk-order-done-symbolic", N_ ("Everything is done.") },
  [DESK_ORDER_REJECTED] = { DESK_TONE_ERROR, "desk-order-stopped-symbolic",
                            N_ ("The application was not accepted; you can apply again.") },
  [DESK_ORDER_CANCELLED] = { DESK_TONE_NEUTRAL, "desk-order-stopped-symbolic",
                             N_ ("The application was cancelled; you can apply again.") },
  [DESK_ORDER_EXPIRED] = { DESK_TONE_NEUTRAL, "desk-order-stopped-symbolic",
                           N_ ("The application was not paid in time; you can apply again.") },
  [DESK_ORDER_REFUNDING]
  = { DESK_TONE_WAITING, "desk-order-waiting-symbolic", N_ ("Next: the money is paid back.") },
  [DESK_ORDER_REFUNDED]
  = { DESK_TONE_NEUTRAL, "desk-order-stopped-symbolic", N_ ("The money was paid back.") },
  [DESK_ORDER_REVOKE_PENDING]
  = { DESK_TONE_WAITING, "desk-order-waiting-symbolic", N_ ("Next: the certificate is revoked.") },
};

static const char *const tone_classes[] = {
  [DESK_TONE_NEUTRAL] = NULL,          [DESK_TONE_WAITING] = "waiting",
  [DESK_TONE_ATTENTION] = "attention", [DESK_TONE_SUCCESS] = "success",
  [DESK_TONE_ERROR] = "error",
};

static const StateLook *
look_of (DeskOrderState state)
{
  g_return_val_if_fail ((unsigned int) state < DESK_ORDER_N_STATES, &looks[DESK_ORDER_DRAFT]);

  return &looks[state];
}

const char *
desk_order_text_get_product (const char *product)
{
  if (g_strcmp0 (product, "person_certificate") == 0)
    return _ ("Personal Certificate and Electronic Seal");

  return _ ("Digital Certificate");
}

const char *
desk_order_text_get_state (DeskOrderState state)
{
  return g_dgettext (GETTEXT_PACKAGE, desk_order_state_get_label (state));
}

const char *
desk_order_text_get_next (DeskOrderState state)
{
  return _ (look_of (state)->next);
}

const char *
desk_order_text_get_icon (DeskOrderState state)
{
  return look_of (state)->icon;
}

DeskTone
desk_order_text_get_tone (DeskOrderState state)
{
  return look_of (state)->tone;
}

const char *
desk_order_text_get_tone_class (DeskTone tone)
{
  g_return_val_if_fail ((size_t) tone < G_N_ELEMENTS (tone_classes), NULL);

  return tone_classes[tone];
}

const char *
desk_order_text_get_step (DeskStep step)
{
  guint n_rows;
  const DeskWizardRow *rows = desk_wizard_table_get (&n_rows);

  for (guint i = 0; i < n_rows; i++) {
    if (rows[i].step == step)
      return _ (rows[i].title);
  }

  g_return_val_if_reached (NULL);
}
