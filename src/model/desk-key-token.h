/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

G_BEGIN_DECLS

/* What is known about the tries left before a PIN locks. PKCS#11 has words, no count: only FINAL is
 * known to be one and LOCKED none. */
typedef enum {
  DESK_PIN_TRIES_UNKNOWN,
  DESK_PIN_TRIES_LOW,   /* a wrong PIN was entered before */
  DESK_PIN_TRIES_FINAL, /* one more wrong PIN locks the key */
  DESK_PIN_TRIES_LOCKED,
} DeskPinTries;

#define DESK_TYPE_PIN_TRIES (desk_pin_tries_get_type ())
GType desk_pin_tries_get_type (void);

/**
 * DeskKeyToken:
 *
 * A plugged-in Ukey as it was when it was last looked at. Read-only, construct-only properties:
 * `module` (path of the driver it answers to), `reader` (name of the slot), `serial`, `label`,
 * `manufacturer`, `model`, `state` (DeskKeyState: READY, UNRECOGNISED, NOT_INITIALISED, PIN_FIRST,
 * PIN_MUST_CHANGE or PIN_LOCKED), `pin-tries`, `protected-path` (the PIN is typed on the key
 * itself), `write-protected`, `min-pin-length` and `max-pin-length` (octets, 0: it does not say).
 */
#define DESK_TYPE_KEY_TOKEN (desk_key_token_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyToken, desk_key_token, DESK, KEY_TOKEN, GObject)

const char *desk_key_token_get_module (DeskKeyToken *self);
const char *desk_key_token_get_reader (DeskKeyToken *self);
const char *desk_key_token_get_serial (DeskKeyToken *self);
const char *desk_key_token_get_label (DeskKeyToken *self);
const char *desk_key_token_get_manufacturer (DeskKeyToken *self);
const char *desk_key_token_get_model (DeskKeyToken *self);
DeskKeyState desk_key_token_get_state (DeskKeyToken *self);
DeskPinTries desk_key_token_get_pin_tries (DeskKeyToken *self);
gboolean desk_key_token_get_protected_path (DeskKeyToken *self);
gboolean desk_key_token_get_write_protected (DeskKeyToken *self);
guint desk_key_token_get_min_pin_length (DeskKeyToken *self);
guint desk_key_token_get_max_pin_length (DeskKeyToken *self);

/* The last four characters of the serial, which a person can compare with the print on the key:
 * "7F3A". Caller frees. */
char *desk_key_token_dup_serial_tail (DeskKeyToken *self);

/* TRUE if both are the same key (driver and serial), whatever was seen of it. */
gboolean desk_key_token_is_same (DeskKeyToken *self, DeskKeyToken *other);

/* TRUE if a person would be shown the same. */
gboolean desk_key_token_is_equal (DeskKeyToken *self, DeskKeyToken *other);

G_END_DECLS
