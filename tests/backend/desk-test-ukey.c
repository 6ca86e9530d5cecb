/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-ukey.h"

#include "desk-csr.h"
#include "desk-x509.h"

GBytes *
desk_test_ukey_sign (EVP_PKEY *key, const guint8 digest[static 32])
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
  guint8 signature[256];
  size_t length = sizeof signature;

  g_assert_cmpint (EVP_PKEY_sign_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_sign (context, signature, &length, digest, 32), ==, 1);
  return g_bytes_new (signature, length);
}

char *
desk_test_ukey_request (EVP_PKEY *key)
{
  unsigned char *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  g_autoptr (GBytes) public_key = g_bytes_new (der, (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCsr) csr = NULL;
  g_autoptr (GBytes) signature = NULL;
  guint8 digest[32];
  char *pem;

  OPENSSL_free (der);
  csr = desk_csr_begin (public_key, "test", &error);
  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = desk_test_ukey_sign (key, digest);
  pem = desk_csr_finish (csr, signature, &error);
  g_assert_no_error (error);
  return pem;
}

DeskTestUkey *
desk_test_ukey_new (DeskBackendTest *test, const char *phone, const char *name, int days)
{
  DeskTestUkey *self = g_new0 (DeskTestUkey, 1);
  g_autofree char *csr = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *request = NULL;

  self->key = EVP_EC_gen ("P-256");
  csr = desk_test_ukey_request (self->key);
  escaped = g_strescape (csr, NULL);
  request = g_strdup_printf ("{\"command\": \"ca-issue\", \"csr\": \"%s\", \"phone\": \"%s\","
                             " \"name\": \"%s\", \"days\": %d}",
                             escaped, phone, name, days);
  self->pem = desk_backend_test_admin (test, request);
  g_assert_nonnull (self->pem);
  self->certificate = desk_x509_new_from_pem (self->pem, NULL);
  g_assert_nonnull (self->certificate);
  return self;
}

void
desk_test_ukey_free (DeskTestUkey *self)
{
  if (self == NULL)
    return;

  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
  g_free (self->pem);
  g_free (self);
}
