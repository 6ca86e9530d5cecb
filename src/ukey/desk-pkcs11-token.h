/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-module.h"

G_BEGIN_DECLS

/**
 * DeskPkcs11Token:
 *
 * What a token said of itself when it was looked at.
 */
typedef struct {
  CK_SLOT_ID slot;
  char *label;  /* owned; trailing blanks dropped, valid UTF-8 */
  char *serial; /* owned; likewise */
  CK_FLAGS flags;
  CK_ULONG min_pin_length; /* 0: the token does not say */
  CK_ULONG max_pin_length; /* 0: the token does not say */
} DeskPkcs11Token;

void desk_pkcs11_token_free (DeskPkcs11Token *token);

/* GPtrArray of DeskPkcs11Token, initialised or not, in slot order. A slot that does not answer is
 * left out, so that one faulty reader does not hide the others. */
GPtrArray *desk_pkcs11_token_list (DeskPkcs11Module *module, GError **error);

/* The initialised token with @serial; %DESK_KEY_STATE_REMOVED if there is none. */
DeskPkcs11Token *
desk_pkcs11_token_find (DeskPkcs11Module *module, const char *serial, GError **error);

/* Reads @token's flags again; they tell about PIN tries. */
gboolean
desk_pkcs11_token_refresh (DeskPkcs11Module *module, DeskPkcs11Token *token, GError **error);

DeskPinTries desk_pkcs11_token_get_pin_tries (const DeskPkcs11Token *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Token, desk_pkcs11_token_free)

G_END_DECLS
