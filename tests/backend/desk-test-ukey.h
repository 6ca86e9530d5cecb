/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-backend-test.h"
#include "desk-openssl.h"

G_BEGIN_DECLS

/* A key in memory with a certificate of a backend's CA, as `certdeskd ca issue` gives it. */
typedef struct {
  EVP_PKEY *key;
  X509 *certificate;
  char *pem; /* the chain as it was given out */
} DeskTestUkey;

DeskTestUkey *
desk_test_ukey_new (DeskBackendTest *test, const char *phone, const char *name, int days);
void desk_test_ukey_free (DeskTestUkey *self);

/* Signs a SHA-256 digest. */
GBytes *desk_test_ukey_sign (EVP_PKEY *key, const guint8 digest[static 32]);

/* A PKCS#10 request for @key as PEM. Caller frees. */
char *desk_test_ukey_request (EVP_PKEY *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestUkey, desk_test_ukey_free)

G_END_DECLS
