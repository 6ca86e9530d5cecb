/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

G_BEGIN_DECLS

#define DESK_PIN_MIN_LENGTH 6
#define DESK_PIN_MAX_LENGTH 16
#define DESK_PIN_DEFAULT    "111111" /* what keys are handed out with (guide) */

/* What is wrong with a new PIN. */
typedef enum {
  DESK_PIN_OK,
  DESK_PIN_TOO_SHORT,
  DESK_PIN_TOO_LONG,
  DESK_PIN_BAD_CHARACTER, /* something else than printable ASCII */
  DESK_PIN_IS_DEFAULT,    /* the one keys are handed out with */
  DESK_PIN_SEQUENCE,      /* 123456, 654321, abcdef: each character follows the one before */
  DESK_PIN_REPEAT,        /* 888888, 121212, 123123: one part again and again */
  DESK_PIN_BIRTH_DATE,    /* holds the date of birth, as 19900101 or 900101 */
  DESK_PIN_ID_NUMBER,     /* holds or is held by six or more digits of the ID number */
  DESK_PIN_SAME,          /* the same as before */
} DeskPinProblem;

/* Judges @pin as a new PIN. @old_pin nullable. @id_number nullable: the holder's resident ID
 * number, if it is known; the date of birth is a part of it. @min_length and @max_length are what
 * the key itself allows in octets, 0: it does not say; the product's own limits hold besides. */
DeskPinProblem desk_pin_policy_check (DeskSecret *pin,
                                      DeskSecret *old_pin,
                                      const char *id_number,
                                      guint min_length,
                                      guint max_length);

/* TRUE for the PIN keys are handed out with. */
gboolean desk_pin_policy_is_default (DeskSecret *pin);

G_END_DECLS
