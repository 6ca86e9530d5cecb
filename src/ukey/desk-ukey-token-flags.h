/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of CK_TOKEN_INFO, without its header. */
typedef enum {
  DESK_UKEY_TOKEN_INITIALISED = 1 << 0,
  DESK_UKEY_TOKEN_WRITE_PROTECTED = 1 << 1,
  DESK_UKEY_TOKEN_PROTECTED_PATH = 1 << 2, /* PINs are typed on the key itself */
  DESK_UKEY_TOKEN_PIN_MISSING = 1 << 3,    /* no user PIN was ever set */
  DESK_UKEY_TOKEN_PIN_LOW = 1 << 4,
  DESK_UKEY_TOKEN_PIN_FINAL = 1 << 5,
  DESK_UKEY_TOKEN_PIN_LOCKED = 1 << 6,
  DESK_UKEY_TOKEN_PIN_MUST_CHANGE = 1 << 7,
  DESK_UKEY_TOKEN_SO_PIN_LOW = 1 << 8,
  DESK_UKEY_TOKEN_SO_PIN_FINAL = 1 << 9,
  DESK_UKEY_TOKEN_SO_PIN_LOCKED = 1 << 10,
} DeskUkeyTokenFlags;

/* Whether a certificate's private key is on its token. */
typedef enum {
  DESK_UKEY_KEY_UNKNOWN, /* only a login would tell */
  DESK_UKEY_KEY_MISSING,
  DESK_UKEY_KEY_PRESENT,
} DeskUkeyKeyPresence;

G_END_DECLS
