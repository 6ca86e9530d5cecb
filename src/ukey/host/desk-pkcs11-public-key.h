/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-session.h"

G_BEGIN_DECLS

/* A public key object as DER SubjectPublicKeyInfo; NULL if it is neither RSA nor P-256 or does not
 * tell its parts. */
GBytes *desk_pkcs11_public_key_read (DeskPkcs11Session *session, CK_OBJECT_HANDLE object);

/* The CKA_ID of the key pair with this SubjectPublicKeyInfo; %DESK_KEY_STATE_NO_KEY if the token
 * has none. */
GBytes *
desk_pkcs11_public_key_find_id (DeskPkcs11Session *session, GBytes *public_key, GError **error);

G_END_DECLS
