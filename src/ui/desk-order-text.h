/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-order.h"

G_BEGIN_DECLS

/* How an order's state is shown: words and icon always, the colour only besides. */
typedef enum {
  DESK_TONE_NEUTRAL,
  DESK_TONE_WAITING,   /* somebody else's turn */
  DESK_TONE_ATTENTION, /* the applicant's turn */
  DESK_TONE_SUCCESS,
  DESK_TONE_ERROR,
} DeskTone;

/* Translated, static. */
const char *desk_order_text_get_product (const char *product);
const char *desk_order_text_get_state (DeskOrderState state);

/* What happens next and who does it, one sentence; translated, static. */
const char *desk_order_text_get_next (DeskOrderState state);

const char *desk_order_text_get_icon (DeskOrderState state);
DeskTone desk_order_text_get_tone (DeskOrderState state);

/* The CSS class of a tone, NULL for %DESK_TONE_NEUTRAL. */
const char *desk_order_text_get_tone_class (DeskTone tone);

/* A step of the wizard, as the list of steps names it; translated, static. */
const char *desk_order_text_get_step (DeskStep step);

G_END_DECLS
