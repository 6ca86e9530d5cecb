/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-object.h"

#include <openssl/evp.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Keys between OpenSSL and the attributes of PKCS#11: RSA and P-256. */

/* Sets what PKCS#11 says of the public half of @key; with @is_private also the private one. */
void fake_key_describe (FakeObject *object, EVP_PKEY *key, gboolean is_private);

/* The key of an object that fake_key_describe() made with its private half; NULL if it has none.
 * Caller frees. */
EVP_PKEY *fake_key_load (FakeObject *object);

/**
 * fake_key_sign:
 * @length: (inout): bytes that @signature holds; bytes that were written
 *
 * CKM_RSA_PKCS or CKM_ECDSA, by the type of @key: the latter gives r and s side by side.
 *
 * Returns: CKR_OK, CKR_DATA_LEN_RANGE or CKR_BUFFER_TOO_SMALL
 */
CK_RV fake_key_sign (
    EVP_PKEY *key, const uint8_t *data, size_t data_length, uint8_t *signature, CK_ULONG *length);

/* Bytes of a signature. */
CK_ULONG fake_key_get_signature_length (EVP_PKEY *key);

G_END_DECLS
