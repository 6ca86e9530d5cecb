/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-session.h"

G_BEGIN_DECLS

/**
 * DeskPkcs11Certificate:
 *
 * An X.509 certificate object as a token has it, not looked into. Immutable.
 */
typedef struct {
  GBytes *der;    /* owned */
  GBytes *key_id; /* owned; CKA_ID, possibly empty */
  char *label;    /* owned; possibly empty */
  DeskUkeyKeyPresence has_key;
} DeskPkcs11Certificate;

void desk_pkcs11_certificate_free (DeskPkcs11Certificate *certificate);

/* GPtrArray of DeskPkcs11Certificate. */
GPtrArray *desk_pkcs11_certificate_list (DeskPkcs11Session *session, GError **error);

/* A %DESK_UKEY_KIND_CERTIFICATE record. */
DeskUkeyMessage *desk_pkcs11_certificate_to_record (const DeskPkcs11Certificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Certificate, desk_pkcs11_certificate_free)

G_END_DECLS
