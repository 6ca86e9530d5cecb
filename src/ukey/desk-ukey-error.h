/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  DESK_UKEY_ERROR_NO_MODULE,
  DESK_UKEY_ERROR_MODULE_FAILED, /* does not load, has no function list, does not initialise */
  DESK_UKEY_ERROR_REMOVED,       /* the token with that serial is not there (any more) */
  DESK_UKEY_ERROR_PIN_WRONG,
  DESK_UKEY_ERROR_PIN_LOCKED,
  DESK_UKEY_ERROR_PIN_LENGTH,    /* refused before a try was used */
  DESK_UKEY_ERROR_PIN_CANCELLED, /* on the key's own keypad */
  DESK_UKEY_ERROR_SEVERAL,       /* more than one token fits */
  DESK_UKEY_ERROR_NO_KEY,        /* no private key with that id */
  DESK_UKEY_ERROR_BUSY,
  DESK_UKEY_ERROR_NO_SPACE,
  DESK_UKEY_ERROR_DRIVER, /* anything else: never "wrong PIN" */
} DeskUkeyError;

#define DESK_UKEY_ERROR (desk_ukey_error_quark ())

GQuark desk_ukey_error_quark (void);

G_END_DECLS
