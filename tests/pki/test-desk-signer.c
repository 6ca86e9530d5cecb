/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-signer.h"

#include "desk-test-pki.h"

typedef struct {
  int calls;
  int destroyed;
} Token;

static GBytes *
refuse (const uint8_t digest[static 32], gpointer user_data, GError **error)
{
  Token *token = user_data;

  token->calls++;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key was pulled out");
  return NULL;
}

static void
on_destroyed (gpointer user_data)
{
  Token *token = user_data;

  token->destroyed++;
}

static void
test_callback (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  Token token = { 0 };
  DeskSigner *signer = desk_signer_new (pki->signer->certificate, pki->signer->issuers, refuse,
                                        &token, on_destroyed);
  g_autoptr (GError) error = NULL;
  uint8_t digest[32] = { 0 };

  g_assert_cmpint (X509_cmp (desk_signer_get_certificate (signer), pki->signer->certificate), ==,
                   0);
  g_assert_cmpint (sk_X509_num (desk_signer_get_issuers (signer)), ==, 1);
  g_assert_null (desk_signer_sign_digest (signer, digest, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (token.calls, ==, 1);

  desk_signer_unref (desk_signer_ref (signer));
  g_assert_cmpint (token.destroyed, ==, 0);
  desk_signer_unref (signer);
  g_assert_cmpint (token.destroyed, ==, 1);
}

static void
test_no_issuers (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskSigner) signer
      = desk_signer_new_for_key (pki->root->certificate, NULL, pki->root->key);

  g_assert_cmpint (sk_X509_num (desk_signer_get_issuers (signer)), ==, 0);
}

/* A public key alone is no signer. */
static void
test_key_that_does_not_sign (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  X509 *certificate = pki->signer->certificate;
  g_autoptr (DeskSigner) signer
      = desk_signer_new_for_key (certificate, NULL, X509_get0_pubkey (certificate));
  g_autoptr (GError) error = NULL;
  uint8_t digest[32] = { 0 };

  g_assert_null (desk_signer_sign_digest (signer, digest, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/signer/callback", test_callback);
  g_test_add_func ("/pki/signer/no-issuers", test_no_issuers);
  g_test_add_func ("/pki/signer/key-that-does-not-sign", test_key_that_does_not_sign);
  return g_test_run ();
}
