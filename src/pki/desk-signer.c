/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-signer.h"

#include "desk-openssl.h"
#include "desk-signature.h"

#include <openssl/rsa.h>

#define DIGEST_LENGTH 32

struct _DeskSigner {
  gatomicrefcount references;
  X509 *certificate;       /* owned */
  X509Stack *issuers;      /* owned, maybe empty */
  DeskSignDigestFunc sign; /* never NULL */
  gpointer user_data;      /* for @sign; owned if @destroy is set */
  GDestroyNotify destroy;  /* nullable */
};

DeskSigner *
desk_signer_new (X509 *certificate,
                 STACK_OF (X509) * issuers,
                 DeskSignDigestFunc sign,
                 gpointer user_data,
                 GDestroyNotify destroy)
{
  DeskSigner *self = g_new0 (DeskSigner, 1);

  g_atomic_ref_count_init (&self->references);
  X509_up_ref (certificate);
  self->certificate = certificate;
  self->issuers = desk_openssl_copy_stack (issuers);
  self->sign = sign;
  self->user_data = user_data;
  self->destroy = destroy;
  return self;
}

static gboolean
set_padding (EVP_PKEY_CTX *context, EVP_PKEY *key)
{
  return EVP_PKEY_is_a (key, "RSA") != 1
         || EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1;
}

static GBytes *
sign_with_key (const uint8_t digest[static 32], gpointer user_data, GError **error)
{
  EVP_PKEY *key = user_data;
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_pkey (NULL, key, NULL);
  size_t length = (size_t) EVP_PKEY_get_size (key);
  g_autofree uint8_t *value = g_malloc (length);

  if (context == NULL || EVP_PKEY_sign_init (context) != 1 || !set_padding (context, key)
      || EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()) != 1
      || EVP_PKEY_sign (context, value, &length, digest, DIGEST_LENGTH) != 1) {
    desk_openssl_set_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY,
                            "the key does not sign");
    return NULL;
  }

  return g_bytes_new_take (g_steal_pointer (&value), length);
}

static void
free_key (gpointer key)
{
  EVP_PKEY_free (key);
}

DeskSigner *
desk_signer_new_for_key (X509 *certificate, STACK_OF (X509) * issuers, EVP_PKEY *key)
{
  EVP_PKEY_up_ref (key);
  return desk_signer_new (certificate, issuers, sign_with_key, key, free_key);
}

DeskSigner *
desk_signer_ref (DeskSigner *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
desk_signer_unref (DeskSigner *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  X509_free (self->certificate);
  desk_x509_stack_free (self->issuers);
  g_free (self);
}

X509 *
desk_signer_get_certificate (DeskSigner *self)
{
  return self->certificate;
}

STACK_OF (X509) * desk_signer_get_issuers (DeskSigner *self)
{
  return self->issuers;
}

GBytes *
desk_signer_sign_digest (DeskSigner *self, const uint8_t digest[static 32], GError **error)
{
  return self->sign (digest, self->user_data, error);
}
