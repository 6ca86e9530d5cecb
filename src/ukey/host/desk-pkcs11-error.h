/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* What was asked for when a PIN was refused. */
typedef enum {
  DESK_PKCS11_CONTEXT_USER,    /* whatever the user's PIN opens */
  DESK_PKCS11_CONTEXT_OFFICER, /* C_Login with the security officer's PIN, or a PUK */
  DESK_PKCS11_CONTEXT_NEW_PIN, /* C_SetPIN, C_InitPIN: the new one */
} DeskPkcs11Context;

/* The one place where a CK_RV becomes a GError. @call names the function for the log. Returns FALSE
 * always, so that a caller can return it. */
gboolean desk_pkcs11_set_error (GError **error, CK_RV rv, const char *call);

gboolean
desk_pkcs11_set_error_in (GError **error, DeskPkcs11Context context, CK_RV rv, const char *call);

/* "C_Sign: The device or slot failed (0x30)", for the log. Caller frees. */
char *desk_pkcs11_error_dup_text (CK_RV rv, const char *call);

DeskKeyState desk_pkcs11_error_get_state (DeskPkcs11Context context, CK_RV rv);

G_END_DECLS
