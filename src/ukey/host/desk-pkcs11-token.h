/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-token.h"
#include "desk-pkcs11-module.h"
#include "desk-ukey-message.h"

G_BEGIN_DECLS

/**
 * DeskPkcs11Token:
 *
 * What a token said of itself when it was looked at.
 */
typedef struct {
  CK_SLOT_ID slot;
  char *reader;       /* owned; the slot's description */
  char *label;        /* owned; as all texts without trailing blanks, valid UTF-8 */
  char *serial;       /* owned */
  char *manufacturer; /* owned */
  char *model;        /* owned */
  CK_FLAGS flags;
  CK_ULONG min_pin_length; /* 0: the token does not say */
  CK_ULONG max_pin_length; /* 0: the token does not say */
  CK_RV rv;                /* what C_GetTokenInfo gave; without CKR_OK the rest is empty */
} DeskPkcs11Token;

DeskPkcs11Token *desk_pkcs11_token_copy (const DeskPkcs11Token *token);
void desk_pkcs11_token_free (DeskPkcs11Token *token);

/* GArray of CK_SLOT_ID; all, or those with a token. %DESK_KEY_STATE_MODULE_FAILED. */
GArray *desk_pkcs11_token_list_slots (DeskPkcs11Module *module, CK_BBOOL present, GError **error);

/* GPtrArray of DeskPkcs11Token, initialised or not, in slot order; one that does not answer or is
 * not recognised has @rv set, so that one faulty reader does not hide the others. @n_slots
 * (nullable) receives the number of slots with and without a token. */
GPtrArray *desk_pkcs11_token_list (DeskPkcs11Module *module, guint *n_slots, GError **error);

/* The token in @slot; NULL if there is none. */
DeskPkcs11Token *desk_pkcs11_token_read (DeskPkcs11Module *module, CK_SLOT_ID slot);

/* The initialised token with @serial. A module that does not know it is started again once, for
 * some see a key that was put back only then. %DESK_KEY_STATE_REMOVED if there is none. */
DeskPkcs11Token *
desk_pkcs11_token_find (DeskPkcs11Module *module, const char *serial, GError **error);

/* Reads @token's flags again; they tell about PIN tries. */
gboolean desk_pkcs11_token_refresh (DeskPkcs11Module *module, DeskPkcs11Token *token);

/* A %DESK_UKEY_KIND_TOKEN record without certificates. */
DeskUkeyMessage *desk_pkcs11_token_to_record (const DeskPkcs11Token *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Token, desk_pkcs11_token_free)

G_END_DECLS
