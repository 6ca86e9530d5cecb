/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-pin-form.h"

G_BEGIN_DECLS

/* What DeskPinPrompt does about each error of a key: one table. */

typedef enum {
  DESK_PIN_HANDLING_TYPE,  /* another try in the same window */
  DESK_PIN_HANDLING_WAIT,  /* for the key */
  DESK_PIN_HANDLING_BLOCK, /* another act with the key comes first */
} DeskPinHandlingKind;

typedef struct {
  DeskKeyState state;
  DeskPinHandlingKind kind;
  DeskPinPlace place; /* where the sentence stands */
  gboolean tells_use; /* whether a try was used is said besides */
} DeskPinHandling;

/* NULL for what is not about the key, or nothing that a PIN mends; static. */
const DeskPinHandling *desk_pin_handling_find (const GError *error);

/* TRUE if @state of a key leaves no place for what is typed for @purpose. */
gboolean desk_pin_handling_blocks (DeskPinPurpose purpose, DeskKeyState state);

/* The window's action that mends @state of a key; NULL if there is none. Static. */
const char *desk_pin_handling_get_remedy (DeskKeyState state);

G_END_DECLS
