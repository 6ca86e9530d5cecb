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
void desk_pkcs11_session_free (DeskPkcs11Session *self);

/* Logs the user in. @pin NULL where the PIN is typed on the key itself. A PIN of a length the token
 * cannot have is refused with %DESK_KEY_STATE_PIN_LENGTH before a try is spent. */
gboolean desk_pkcs11_session_login (DeskPkcs11Session *self, DeskSecret *pin, GError **error);

/* Repeats the PIN for a key that asks for it with every operation (CKA_ALWAYS_AUTHENTICATE),
 * between C_SignInit and C_Sign. */
gboolean desk_pkcs11_session_login_again (DeskPkcs11Session *self, DeskSecret *pin, GError **error);

CK_FUNCTION_LIST *desk_pkcs11_session_get_functions (DeskPkcs11Session *self); /* borrowed */
CK_SESSION_HANDLE desk_pkcs11_session_get_handle (DeskPkcs11Session *self);

/* The first object that has all of @template; CK_INVALID_HANDLE with %DESK_KEY_STATE_NO_KEY if
 * there is none. */
CK_OBJECT_HANDLE desk_pkcs11_session_find (DeskPkcs11Session *self,
                                           CK_ATTRIBUTE *template,
                                           CK_ULONG n_attributes,
                                           GError **error);

/* GArray of CK_OBJECT_HANDLE, at most 256. */
GArray *desk_pkcs11_session_find_all (DeskPkcs11Session *self,
                                      CK_ATTRIBUTE *template,
                                      CK_ULONG n_attributes,
                                      GError **error);

/* One attribute of @object; NULL without an error if the object does not have or reveal it. */
GBytes *
desk_pkcs11_session_read (DeskPkcs11Session *self, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Session, desk_pkcs11_session_free)

G_END_DECLS
