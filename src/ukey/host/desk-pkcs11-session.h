/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-token.h"

#include "desk-secret.h"

G_BEGIN_DECLS

/**
 * DeskPkcs11Session:
 *
 * One session with one token; logged out and closed when it is freed.
 */
typedef struct _DeskPkcs11Session DeskPkcs11Session;

/* Opens a session with the token of @token_serial. */
DeskPkcs11Session *desk_pkcs11_session_open (DeskPkcs11Module *module,
                                             const char *token_serial,
                                             gboolean writable,
                                             GError **error);
/* Takes @token. */
DeskPkcs11Session *desk_pkcs11_session_open_token (DeskPkcs11Module *module,
                                                   DeskPkcs11Token *token,
                                                   gboolean writable,
                                                   GError **error);
void desk_pkcs11_session_free (DeskPkcs11Session *self);

CK_FUNCTION_LIST *desk_pkcs11_session_get_functions (DeskPkcs11Session *self); /* borrowed */
CK_SESSION_HANDLE desk_pkcs11_session_get_handle (DeskPkcs11Session *self);
DeskPkcs11Module *desk_pkcs11_session_get_module (DeskPkcs11Session *self); /* borrowed */
DeskPkcs11Token *desk_pkcs11_session_get_token (DeskPkcs11Session *self);   /* borrowed */

/* Remembers that somebody is logged in, who is logged out at the end. */
void desk_pkcs11_session_set_logged_in (DeskPkcs11Session *self);

/* GArray of CK_OBJECT_HANDLE, at most 256. */
GArray *desk_pkcs11_session_find_all (DeskPkcs11Session *self,
                                      CK_ATTRIBUTE *template,
                                      CK_ULONG n_attributes,
                                      GError **error);

/* GArray of the handles of @class with @key_id, found even if the module cannot search by CKA_ID;
 * possibly empty. */
GArray *desk_pkcs11_session_find_by_id (DeskPkcs11Session *self,
                                        CK_OBJECT_CLASS class,
                                        GBytes *key_id,
                                        GError **error);

/* One attribute of @object; NULL if the object does not have or reveal it. */
GBytes *
desk_pkcs11_session_read (DeskPkcs11Session *self, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Session, desk_pkcs11_session_free)

G_END_DECLS
